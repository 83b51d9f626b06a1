import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULES } from './places.mjs';

/** The SDK installed here; its downloads are kept by its version. */
export async function sdkVersion() {
  const { version } = JSON.parse(await readFile(join(MODULES, '@temporalio', 'worker', 'package.json'), 'utf8'));
  return version;
}
