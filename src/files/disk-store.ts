import { access, constants, mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDrafts } from './drafts.ts';
import { isSha256, placeOf, type FileStore } from './store.ts';

/**
 * Keeps files under `directory`. A file is written beside the others under a name of its own, brought to the disk, and only then moved to the
 * name of its content: whoever finds a name finds all of it, whenever a process died.
 */
export async function openDiskStore(directory: string): Promise<FileStore> {
  const drafts = await openDrafts(join(directory, 'drafts'));
  return {
    put: (content, taking) =>
      drafts.take(content, taking, async ({ path, file, sha256 }) => {
        await file.sync();
        await moveInto(path, join(directory, placeOf(sha256)));
      }),
    open: async sha256 => {
      if (!isSha256(sha256)) return null;
      const file = await opened(join(directory, placeOf(sha256)));
      if (!file) return null;
      return { bytes: (await file.stat()).size, content: file.createReadStream() };
    },
    check: () => access(directory, constants.R_OK | constants.W_OK),
  };
}

/** The directory is brought to the disk too: a name that is lost with the power would be a file that was promised. */
async function moveInto(draft: string, place: string): Promise<void> {
  const folder = dirname(place);
  await mkdir(folder, { recursive: true });
  await rename(draft, place);
  for (const directory of [folder, dirname(folder)]) {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
