import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { openDiskStore } from '../../src/files/disk-store.ts';
import type { FileStore } from '../../src/files/store.ts';
import { startChild } from '../support/child.ts';

let dir: string;
let store: FileStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'files-'));
  store = await openDiskStore(dir);
});
afterEach(() => rm(dir, { recursive: true }));

async function* chunks(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part);
}
const keep = { name: 'a.pdf', maxBytes: 1_000, judge: async () => null };
const kept = async (): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a store on the disk', () => {
  test('keeps a file under its SHA-256, the same bytes once, and hands it out again', async () => {
    const name = sha('permit');
    expect(await store.put(chunks('per', 'mit'), keep)).toEqual({ sha256: name, bytes: 6 });
    expect(await store.put(chunks('permit'), { ...keep, name: 'b.pdf' })).toEqual({ sha256: name, bytes: 6 });
    expect(await kept()).toEqual([`${name.slice(0, 2)}/${name.slice(2)}`]);
    const found = await store.open(name);
    let text = '';
    for await (const chunk of found?.content ?? []) text += String(chunk);
    expect([found?.bytes, text]).toEqual([6, 'permit']);
  });

  test('knows nothing of other names, nor of paths', async () => {
    await writeFile(join(dir, 'secret'), 'x');
    for (const name of [sha('x'), '../secret', `${'a'.repeat(62)}/.`]) expect(await store.open(name)).toBeNull();
  });

  test('an empty, a too large, a refused and a broken off file leave nothing', async () => {
    expect(await store.put(chunks(), keep)).toMatchObject({ code: 'fileEmpty', value: 'a.pdf' });
    expect(await store.put(chunks('x'.repeat(1_001)), keep)).toMatchObject({
      code: 'fileTooLarge',
      params: { maxBytes: 1_000 },
    });
    const no = refuse('fileNotAsNamed', 'file', 'a.pdf', { found: 'png' });
    expect(await store.put(chunks('x'), { ...keep, judge: async () => no })).toBe(no);
    const breaking = (async function* () {
      yield Buffer.from('half');
      throw new Error('the line broke');
    })();
    await expect(store.put(breaking, keep)).rejects.toThrow('the line broke');
    expect(await kept()).toEqual([]);
  });

  test('reading stops at the first byte too many, and 100 MB cost no memory', async () => {
    const part = randomBytes(1024 * 1024);
    let given = 0;
    const endless = async function* (count: number) {
      for (; given < count; given += 1) yield part;
    };
    const refused = await store.put(endless(100), { ...keep, maxBytes: 3 * part.length });
    expect(isRefusal(refused)).toBe(true);
    expect(given).toBe(3);
    given = 0;
    const before = process.memoryUsage().arrayBuffers;
    let highest = 0;
    const watched = (async function* () {
      for await (const chunk of endless(100)) {
        highest = Math.max(highest, process.memoryUsage().arrayBuffers - before);
        yield Buffer.from(chunk);
      }
    })();
    expect(await store.put(watched, { ...keep, maxBytes: 100 * part.length })).toMatchObject({
      bytes: 100 * part.length,
    });
    expect(highest).toBeLessThan(64 * part.length);
  });

  test('what a killed process had begun is never a file, and is cleared away a day later', async () => {
    const child = startChild('tests/files/processes/store-for-ever.ts', [dir]);
    await child.prints(/half is written/);
    child.process.kill('SIGKILL');
    await child.ended;
    const [draft = '', ...others] = await kept();
    expect([draft.startsWith('drafts/'), others]).toEqual([true, []]);
    await openDiskStore(dir);
    expect(await kept()).toEqual([draft]);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(dir, draft), yesterday, yesterday);
    await openDiskStore(dir);
    expect(await kept()).toEqual([]);
  });
});
