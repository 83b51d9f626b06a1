import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Unavailable } from '../../src/contract/ports.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { openS3Store, type S3Settings } from '../../src/files/s3-store.ts';
import type { FileStore } from '../../src/files/store.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { startS3, type TestS3 } from '../support/s3.ts';

let s3: TestS3;
let dir: string;
let store: FileStore;
beforeAll(async () => {
  s3 = await startS3();
}, 60_000);
afterAll(() => s3.stop());
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'drafts-'));
  store = await open();
});
afterEach(() => rm(dir, { recursive: true }));

const open = (more: Partial<S3Settings> = {}): Promise<FileStore> => openS3Store({ ...s3.settings, ...more }, dir);
async function* chunks(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part);
}
const keep = { name: 'a.pdf', maxBytes: 30 * 1024 * 1024, judge: async () => null };
const sha = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const place = (name: string) => `${name.slice(0, 2)}/${name.slice(2)}`;
const contentOf = async (name: string, from = store): Promise<Buffer> => {
  const found = await from.open(name);
  const parts: Buffer[] = [];
  for await (const chunk of found?.content ?? []) parts.push(chunk as Buffer);
  return Buffer.concat(parts);
};

describe('a store in a bucket', () => {
  test('keeps a file under its SHA-256, the same bytes once, and hands it out again', async () => {
    const name = sha('permit');
    expect(await store.put(chunks('per', 'mit'), keep)).toEqual({ sha256: name, bytes: 6 });
    expect(await store.put(chunks('permit'), { ...keep, name: 'b.pdf' })).toEqual({ sha256: name, bytes: 6 });
    expect((await s3.objects()).filter(key => key.startsWith(name.slice(0, 2)))).toEqual([place(name)]);
    expect((await store.open(name))?.bytes).toBe(6);
    expect(String(await contentOf(name))).toBe('permit');
    expect(await readdir(dir)).toEqual([]);
  });

  test('a large file goes and comes in pieces, unchanged', async () => {
    const part = Buffer.alloc(1024 * 1024, 'scan of a permit ');
    const whole = Buffer.concat(Array.from({ length: 20 }, () => part));
    expect(await store.put(chunks(...Array.from({ length: 20 }, () => part)), keep)).toEqual({
      sha256: sha(whole),
      bytes: whole.length,
    });
    expect(sha(await contentOf(sha(whole)))).toBe(sha(whole));
  });

  test('knows nothing of other names, nor of paths', async () => {
    for (const name of [sha('never'), '../secret', `${'a'.repeat(62)}/.`]) expect(await store.open(name)).toBeNull();
  });

  test('keys begin with the prefix, and stores of two prefixes do not see each other', async () => {
    const archive = await open({ prefix: 'archive/2026/' });
    await archive.put(chunks('prefixed'), keep);
    expect(await s3.objects()).toContain(`archive/2026/${place(sha('prefixed'))}`);
    expect(await store.open(sha('prefixed'))).toBeNull();
    expect(String(await contentOf(sha('prefixed'), archive))).toBe('prefixed');
  });

  test('an empty, a too large, a refused and a broken off file leave nothing', async () => {
    const before = await s3.objects();
    expect(await store.put(chunks(), keep)).toMatchObject({ code: 'fileEmpty', value: 'a.pdf' });
    expect(await store.put(chunks('x'.repeat(11)), { ...keep, maxBytes: 10 })).toMatchObject({ code: 'fileTooLarge' });
    const no = refuse('fileNotAsNamed', 'file', 'a.pdf', { found: 'png' });
    expect(await store.put(chunks('refused'), { ...keep, judge: async () => no })).toBe(no);
    const breaking = (async function* () {
      yield Buffer.from('half');
      throw new Error('the line broke');
    })();
    await expect(store.put(breaking, keep)).rejects.toThrow('the line broke');
    expect([await s3.objects(), await readdir(dir)]).toEqual([before, []]);
  });

  test('what lies there cut short is put there again whole', async () => {
    const name = sha('the whole paper');
    const { bucket, endpoint, region, keys } = s3.settings;
    const raw = new S3Client({
      ...{ region, endpoint: endpoint ?? '', forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' },
      credentials: { accessKeyId: keys?.id ?? '', secretAccessKey: keys?.secret ?? '' },
    });
    await raw.send(new PutObjectCommand({ Bucket: bucket, Key: place(name), Body: 'the who' }));
    raw.destroy();
    await store.put(chunks('the whole paper'), keep);
    expect(String(await contentOf(name))).toBe('the whole paper');
  });
});

describe('a store that cannot be reached', () => {
  let proxy: Proxy | undefined;
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
  });

  test.each<[string, Partial<S3Settings>]>([
    ['a wrong key', { keys: { id: 'dispatch', secret: 'another' } }],
    ['no such bucket', { bucket: 'no-such-bucket' }],
    ['nobody at the address', { endpoint: 'http://127.0.0.1:9' }],
  ])('%s: unavailable, told by the check, nothing kept', async (_, more) => {
    const before = await s3.objects();
    const wrong = await open(more);
    await expect(wrong.check()).rejects.toThrow();
    await expect(wrong.put(chunks('unheard'), keep)).rejects.toThrow(Unavailable);
    expect([await s3.objects(), await readdir(dir)]).toEqual([before, []]);
  });

  test('a good one is told by the check too', async () => {
    await store.check();
  });

  test('a line that breaks in the middle of a transfer leaves nothing; sent again it is kept', async () => {
    const whole = Buffer.alloc(8 * 1024 * 1024, 'paper of eight megabytes ');
    proxy = await startProxy(Number(new URL(s3.endpoint).port));
    const far = await open({ endpoint: `http://127.0.0.1:${proxy.port}` });
    proxy.cutAfter(1024 * 1024);
    await expect(far.put(chunks(whole), keep)).rejects.toThrow(Unavailable);
    expect(await store.open(sha(whole))).toBeNull();
    proxy.mend();
    expect(await far.put(chunks(whole), keep)).toMatchObject({ bytes: whole.length });
    expect(sha(await contentOf(sha(whole)))).toBe(sha(whole));
  });
});
