import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildConsole, CONSOLE_SOURCE } from './console.mjs';
import { DIST, MODULES, ROOT } from './places.mjs';
import { exists } from './provide.mjs';
import { run } from './run.mjs';
import { SetupProblem, step } from './say.mjs';

const SOURCE = join(ROOT, 'src');
const STAMP = join(DIST, '.stamp');
const BUNDLE = join(DIST, 'workflow-bundle.js');
/** What the workflow bundle can hold; the lint rules keep everything else out of it. */
const BUNDLED = ['workflows', 'domain', 'contract'].map(folder => join(DIST, folder));

/** src → dist with tsc, files that are no TypeScript copied, the workflow bundle and the console. Nothing when nothing changed. */
export async function build() {
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map(name => join(ROOT, name));
  const sources = [...(await filesUnder(SOURCE)), ...(await consoleFiles())];
  const wanted = await fingerprint([...sources, ...settings]);
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === wanted) return;
  await step('编译', 'building', async () => {
    await compile();
    await copyAssets();
    await dropOrphans();
    await bundleWorkflows();
    await buildConsole();
  });
  await writeFile(STAMP, wanted);
}

/** Its generated client is an outcome and no source. */
const consoleFiles = async () =>
  (await filesUnder(CONSOLE_SOURCE)).filter(file => !file.endsWith(join('api', 'schema.d.ts')));

async function compile() {
  await mkdir(DIST, { recursive: true });
  const tsc = join(MODULES, 'typescript-native', 'bin', 'tsc');
  const { ok, output } = await run(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT });
  if (!ok) throw new SetupProblem('编译失败。', 'The build failed.', output);
}

/** Mail templates and tables are read from beside the code. */
async function copyAssets() {
  for (const file of await filesUnder(SOURCE)) {
    if (file.endsWith('.ts') || file.endsWith('.md')) continue;
    await cp(file, join(DIST, relative(SOURCE, file)), { recursive: true });
  }
}

/** A module that was renamed must not stay importable under its old name. */
async function dropOrphans() {
  for (const file of await filesUnder(DIST)) {
    const source = join(SOURCE, relative(DIST, file));
    if (!source.endsWith('.js') || file === BUNDLE || file.startsWith(join(DIST, 'console')) || (await exists(source)))
      continue;
    if (!(await exists(source.replace(/\.js$/, '.ts')))) await Promise.all([file, `${file}.map`].map(drop));
  }
}

const drop = file => rm(file, { force: true });

async function bundleWorkflows() {
  if (!(await exists(join(DIST, 'workflows', 'index.js')))) return;
  const stampFile = join(DIST, '.bundle-stamp');
  const inputs = (await Promise.all(BUNDLED.map(filesUnder))).flat().filter(file => file.endsWith('.js'));
  const contents = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  for (const file of inputs) contents.update(file).update(await readFile(file));
  const wanted = contents.digest('hex');
  if ((await exists(BUNDLE)) && (await readFile(stampFile, 'utf8').catch(() => '')) === wanted) return;
  const { ok, output } = await run(process.execPath, [join(ROOT, 'scripts', 'bundle-workflows.mjs')], { cwd: ROOT });
  if (!ok) throw new SetupProblem('工作流打包失败。', 'The workflow bundle could not be built.', output);
  await writeFile(stampFile, wanted);
}

async function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function filesUnder(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
