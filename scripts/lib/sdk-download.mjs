// The SDK knows which server fits it and where to get it; it downloads when asked to start one.
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './places.mjs';
import { run } from './run.mjs';

/** Where the SDK asks first. A closed network is noticed here within seconds instead of in the SDK's own patience. */
const PROBE = 'https://temporal.download/';
const PROBE_MS = 3000;
const DOWNLOAD_MS = 180_000;

let answer;

export function isDownloadOpen(env = process.env) {
  if (env.DISPATCH_NO_DOWNLOAD) return Promise.resolve(false);
  // fetch() knows no proxy, the SDK does: behind one only trying tells.
  if (env.HTTPS_PROXY || env.https_proxy || env.ALL_PROXY || env.all_proxy) return Promise.resolve(true);
  answer ??= fetch(PROBE, { signal: AbortSignal.timeout(PROBE_MS) }).then(
    () => true,
    () => false,
  );
  return answer;
}

/** Lets the SDK download `kind` ('dev-server' or 'time-skipping') and puts the program at `dir/name`; false if it fails. */
export async function downloadBySdk(kind, dir, name) {
  const into = join(dir, 'download');
  await mkdir(into);
  const script = fileURLToPath(new URL('../sdk-download.mjs', import.meta.url));
  const { ok } = await run(process.execPath, [script, kind, into], { cwd: ROOT, timeoutMs: DOWNLOAD_MS });
  const [program] = await readdir(into);
  if (!ok || program === undefined) return false;
  await rename(join(into, program), join(dir, name));
  return true;
}
