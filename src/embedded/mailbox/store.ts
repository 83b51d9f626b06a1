import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LetterEnvelope {
  from: string;
  to: string[];
}

export interface StoredLetter {
  id: string;
  receivedMs: number;
  envelope: LetterEnvelope;
  /** The message as it came over the wire. */
  raw: Buffer;
}

/** 14 digits of epoch ms, then chance: names sort by arrival, and no name can lead out of the folder. */
const ID = /^\d{14}-[0-9a-f]{8}$/;
/** The trace put in front of a message: every mail program opens the file, and the envelope comes back from it. */
const TRACE = /^X-Dispatch-Envelope: (.*)\r\n/;

/**
 * Letters as `.eml` files in one folder. A file appears whole or not at all (written aside, then renamed), so a process may be
 * killed at any moment; power loss is not guarded against, this is a development mailbox.
 */
export class LetterStore {
  readonly #dir: string;
  /** Ascending: oldest first. */
  readonly #ids: string[];
  #lastMs: number;

  private constructor(dir: string, ids: string[]) {
    this.#dir = dir;
    this.#ids = ids;
    this.#lastMs = Number(ids.at(-1)?.slice(0, 14) ?? 0);
  }

  /** Opens the folder, creating it, and clears away what a killed process left half-written. */
  static async open(dir: string): Promise<LetterStore> {
    await mkdir(dir, { recursive: true });
    const names = await readdir(dir);
    await Promise.all(names.filter(name => name.endsWith('.part')).map(name => rm(join(dir, name), { force: true })));
    const ids = names.filter(name => name.endsWith('.eml')).map(name => name.slice(0, -'.eml'.length));
    return new LetterStore(dir, ids.filter(id => ID.test(id)).sort());
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Resolves when the letter is in its place. */
  async add(envelope: LetterEnvelope, raw: Buffer): Promise<string> {
    // a clock that was set back must not reorder letters, nor two within one millisecond
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1);
    const id = `${String(this.#lastMs).padStart(14, '0')}-${randomBytes(4).toString('hex')}`;
    const trace = `X-Dispatch-Envelope: ${encodeURIComponent(JSON.stringify(envelope))}\r\n`;
    const part = join(this.#dir, `${id}.part`);
    await writeFile(part, Buffer.concat([Buffer.from(trace), raw]));
    await rename(part, this.#pathOf(id));
    this.#insert(id);
    return id;
  }

  /** Ids newest first, after `after` (exclusive) when given. */
  ids(limit: number, after: string | null): string[] {
    const end = after === null ? this.#ids.length : this.#countBefore(after);
    return this.#ids.slice(Math.max(0, end - limit), end).reverse();
  }

  /** Null when there is no such letter, or it was removed from the folder by hand. */
  async read(id: string): Promise<StoredLetter | null> {
    return this.#read(id, path => readFile(path));
  }

  /** As `read`, but at most `bytes` of the file: enough for the headers of a list. */
  async readHead(id: string, bytes: number): Promise<(StoredLetter & { totalBytes: number }) | null> {
    let [totalBytes, readBytes] = [0, 0];
    const letter = await this.#read(id, async path => {
      const file = await open(path);
      try {
        totalBytes = (await file.stat()).size;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(bytes, totalBytes)), 0);
        readBytes = bytesRead;
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    });
    // the trace line is ours and not part of the letter
    return letter && { ...letter, totalBytes: totalBytes - (readBytes - letter.raw.length) };
  }

  async #read(id: string, load: (path: string) => Promise<Buffer>): Promise<StoredLetter | null> {
    if (!ID.test(id)) return null;
    try {
      const file = await load(this.#pathOf(id));
      const end = file.indexOf('\r\n') + 2;
      const trace = TRACE.exec(file.subarray(0, end).toString('latin1'))?.[1];
      const envelope =
        trace === undefined ? { from: '', to: [] } : (JSON.parse(decodeURIComponent(trace)) as LetterEnvelope);
      const raw = trace === undefined ? file : file.subarray(end);
      return { id, receivedMs: Number(id.slice(0, 14)), envelope, raw };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  #pathOf(id: string): string {
    return join(this.#dir, `${id}.eml`);
  }

  /** Files land in the order of their renames, which need not be that of their names. */
  #insert(id: string): void {
    this.#ids.splice(this.#countBefore(id), 0, id);
  }

  #countBefore(id: string): number {
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ids[middle] ?? '') < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
