import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScript } from '../support/script.ts';

type Fill = (dir: string) => Promise<unknown>;
const { provide } = await loadScript<{
  provide(cache: string, name: string, file: string, fill: Fill): Promise<string | undefined>;
}>('lib/provide.mjs');

let cache: string;
let fills: number;
const fill: Fill = async dir => {
  fills += 1;
  await writeFile(join(dir, 'program'), `by ${fills}`);
};
const once = (with_: Fill = fill): Promise<string | undefined> => provide(cache, 'thing-1', 'program', with_);

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'dispatch-provide-'));
  fills = 0;
});
afterEach(() => rm(cache, { recursive: true, force: true }));

describe('what set-up provides in the cache', () => {
  test('is made once and found afterwards', async () => {
    expect(await once()).toBe(join(cache, 'thing-1', 'program'));
    expect(await once()).toBe(join(cache, 'thing-1', 'program'));
    expect(fills).toBe(1);
    expect(await readdir(cache)).toEqual(['thing-1']);
  });

  test('is made once for five starters at the same time', async () => {
    expect(new Set(await Promise.all([once(), once(), once(), once(), once()])).size).toBe(1);
    expect(fills).toBe(1);
  });

  test('leaves nothing behind when it could not be made, or the making threw', async () => {
    expect(await once(() => Promise.resolve(false))).toBeUndefined();
    await expect(once(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(await readdir(cache)).toEqual([]);
    expect(await once()).toBeDefined();
  });

  test('is made anew over a folder that lacks the program', async () => {
    await mkdir(join(cache, 'thing-1'));
    await writeFile(join(cache, 'thing-1', 'rest'), '');
    expect(await readFile((await once()) ?? '', 'utf8')).toBe('by 1');
  });

  test('does not wait for a starter that died', async () => {
    // Above the largest pid that Linux gives out.
    await writeFile(join(cache, 'thing-1.lock'), '4194305');
    expect(await once()).toBeDefined();
  });

  test('does not wait for a lock that nobody touches any more, whoever has its pid now', async () => {
    const lock = join(cache, 'thing-1.lock');
    await writeFile(lock, String(process.ppid));
    await utimes(lock, new Date(0), new Date(0));
    expect(await once()).toBeDefined();
  });
});
