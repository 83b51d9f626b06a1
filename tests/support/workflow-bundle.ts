import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'weekly-dispatch', 'bundles');
/** All that the lint rules let into the bundle. */
const SOURCES = ['src/workflows', 'src/domain', 'src/contract'].map(folder => join(ROOT, folder));

export interface BundleFile {
  codePath: string;
}

const built = new Map<string, Promise<BundleFile>>();

/**
 * The workflow bundle of the sources as they are now, as `workflowBundle` of a worker. Built once per content and kept
 * between runs, so that only the first test file pays (about 3 s).
 */
export function workflowBundle(entry = 'src/workflows/index.ts'): Promise<BundleFile> {
  const known = built.get(entry) ?? build(join(ROOT, entry));
  built.set(entry, known);
  return known;
}

async function build(workflowsPath: string): Promise<BundleFile> {
  const codePath = join(CACHE, `${await contentHash(workflowsPath)}.js`);
  const exists = await stat(codePath).catch(() => undefined);
  if (exists) return { codePath };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  await mkdir(CACHE, { recursive: true });
  // Renamed into place: another jest worker may be building the same.
  const draft = `${codePath}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, codePath);
  return { codePath };
}

async function contentHash(workflowsPath: string): Promise<string> {
  const folders = SOURCES.some(folder => workflowsPath.startsWith(folder))
    ? SOURCES
    : [dirname(workflowsPath), ...SOURCES];
  const files = (await Promise.all(folders.map(filesUnder))).flat().sort();
  const hash = createHash('sha256').update(workflowsPath);
  for (const file of [join(ROOT, 'package-lock.json'), ...files]) hash.update(file).update(await readFile(file));
  return hash.digest('hex').slice(0, 32);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(entry => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map(e => join(e.parentPath, e.name));
}
