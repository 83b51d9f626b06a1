import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

export const exists = path =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * `<cache>/<name>/<file>`, made by `fill(dir)` when it is not there. `fill` works in a folder beside it, which is renamed
 * when whole: a set-up that was cut off leaves nothing that looks finished. `fill` returns false when it cannot; then
 * nothing is kept and undefined is returned.
 */
export async function provide(cache, name, file, fill) {
  const wanted = join(cache, name, file);
  if (await exists(wanted)) return wanted;
  return withLock(join(cache, `${name}.lock`), async () => {
    if (await exists(wanted)) return wanted;
    const draft = await mkdtemp(join(cache, `${name}.draft-`));
    try {
      if ((await fill(draft)) === false) return undefined;
      await rename(draft, join(cache, name)).catch(error => replaceOrYield(error, { draft, cache, name, wanted }));
      return wanted;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

/** The folder is there already: whole by another's hand, or a remnant without the file that counts. */
async function replaceOrYield(error, { draft, cache, name, wanted }) {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  if (await exists(wanted)) return;
  await rm(join(cache, name), { recursive: true, force: true });
  await rename(draft, join(cache, name));
}

export const ensureDir = dir => mkdir(dir, { recursive: true });
