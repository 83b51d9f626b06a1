import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { DIST, MODULES, ROOT } from './places.mjs';
import { run } from './run.mjs';
import { SetupProblem } from './say.mjs';

const CONSOLE = join(ROOT, 'console');
const DOCUMENT = join(DIST, 'openapi.json');
const CLIENT = join(CONSOLE, 'src', 'api', 'schema.d.ts');

/** dist/api → its OpenAPI document → the console's typed client → dist/console, packed once for every reader. Needs a built dist/. */
export async function buildConsole() {
  await must(
    [join(ROOT, 'scripts', 'openapi.mjs'), DOCUMENT],
    'OpenAPI 文档没有生成。',
    'The OpenAPI document could not be made.',
  );
  await must(
    [join(MODULES, 'openapi-typescript', 'bin', 'cli.js'), DOCUMENT, '-o', CLIENT],
    '控制台的接口类型没有生成。',
    'The types of the console’s client could not be made.',
  );
  await must(
    [join(MODULES, 'vite', 'bin', 'vite.js'), 'build', CONSOLE, '--logLevel', 'error'],
    '控制台没有编译成功。',
    'The console could not be built.',
  );
  await pack(join(DIST, 'console', 'assets'));
}

async function must(args, zh, en) {
  const { ok, output } = await run(process.execPath, args, { cwd: ROOT });
  if (!ok) throw new SetupProblem(zh, en, output);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Beside each text its packed forms, which the server hands out as they are. */
async function pack(directory) {
  for (const name of await readdir(directory)) {
    if (!/\.(?:js|css|svg)$/.test(name)) continue;
    const file = join(directory, name);
    const text = await readFile(file);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    await writeFile(`${file}.br`, await brotli(text, quality));
    await writeFile(`${file}.gz`, await zip(text, { level: 9 }));
  }
}

/** What the console is made of besides src/: a change of any of it is a new build. */
export const CONSOLE_SOURCE = CONSOLE;
