import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Draft, Taking } from './store.ts';

/** What a killed process left of a file it was taking in; nobody sends one for so long. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** A draft that was found good, on the disk under a name of its own until it is kept. */
export interface Whole extends Draft {
  path: string;
  file: FileHandle;
}

export interface Drafts {
  /** Takes a file in, has it judged, and hands it to `keep`; whatever becomes of it, nothing of the draft stays. */
  take(
    content: AsyncIterable<Uint8Array>,
    taking: Taking,
    keep: (draft: Whole) => Promise<void>,
  ): Promise<Pick<Draft, 'sha256' | 'bytes'> | Refusal>;
}

/** Files on their way in: only when all of one has come is its SHA-256 known, and with it the name it is kept under. */
export async function openDrafts(directory: string): Promise<Drafts> {
  await mkdir(directory, { recursive: true });
  await removeStale(directory);
  return {
    take: async (content, taking, keep) => {
      const path = join(directory, randomUUID());
      const file = await open(path, 'wx+', 0o600);
      try {
        const draft = await receive(file, content, taking);
        if (isRefusal(draft)) return draft;
        const refusal = await taking.judge(draft);
        if (refusal) return refusal;
        await keep({ ...draft, path, file });
        return { sha256: draft.sha256, bytes: draft.bytes };
      } finally {
        await file.close();
        await rm(path, { force: true });
      }
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

async function removeStale(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(path, { force: true });
  }
}
