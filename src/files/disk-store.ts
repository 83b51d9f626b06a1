import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Draft, FileStore, Taking } from './store.ts';

/** What a killed process left of a file it was taking in; nobody sends one for so long. */
const STALE_MS = 24 * 60 * 60 * 1000;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Keeps files under `directory`. A file is written beside the others under a name of its own, brought to the disk, and only then moved to the
 * name of its content: whoever finds a name finds all of it, whenever a process died.
 */
export async function openDiskStore(directory: string): Promise<FileStore> {
  const drafts = join(directory, 'drafts');
  await mkdir(drafts, { recursive: true });
  await removeStale(drafts);
  const placeOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256.slice(2));
  return {
    put: async (content, taking) => {
      const path = join(drafts, randomUUID());
      const file = await open(path, 'wx+', 0o600);
      try {
        const draft = await receive(file, content, taking);
        if (isRefusal(draft)) return draft;
        const refusal = await taking.judge(draft);
        if (refusal) return refusal;
        await file.sync();
        await moveInto(path, placeOf(draft.sha256));
        return { sha256: draft.sha256, bytes: draft.bytes };
      } finally {
        await file.close();
        await rm(path, { force: true });
      }
    },
    open: async sha256 => {
      if (!SHA256.test(sha256)) return null;
      const file = await opened(placeOf(sha256));
      if (!file) return null;
      return { bytes: (await file.stat()).size, content: file.createReadStream() };
    },
  };
}

/** Chunk by chunk to the disk, so that a large file costs no memory; what is too large is not read to its end. */
async function receive(
  file: FileHandle,
  content: AsyncIterable<Uint8Array>,
  { name, maxBytes }: Taking,
): Promise<Draft | Refusal> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maxBytes) return refuse('fileTooLarge', 'file', name, { maxBytes });
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  if (bytes === 0) return refuse('fileEmpty', 'file', name);
  const read = async (from: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - from)));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  };
  return { sha256: hash.digest('hex'), bytes, read };
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

async function removeStale(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(path, { force: true });
  }
}
