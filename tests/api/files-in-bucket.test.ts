import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openS3Store } from '../../src/files/s3-store.ts';
import { PAPERS } from '../files/papers.ts';
import { startS3, type TestS3 } from '../support/s3.ts';
import { startApi, type ApiRig } from './rig.ts';

/** The same routes with the papers in a bucket of a real server, and with that server gone. */
let s3: TestS3;
let rig: ApiRig;
let dir: string;
beforeAll(async () => {
  s3 = await startS3();
  dir = await mkdtemp(join(tmpdir(), 'drafts-'));
  const files = await openS3Store({ ...s3.settings, prefix: 'papers/' }, dir);
  rig = await startApi({ files, readiness: { files: () => files.check() } });
}, 90_000);
afterAll(async () => {
  await rig.stop();
  await s3.stop();
  await rm(dir, { recursive: true });
});

const FORM = '----form';
const form = (content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${FORM}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${FORM}--\r\n`),
  ]);
const send = (payload: Buffer) =>
  rig.call({
    method: 'POST',
    url: '/api/v1/files',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${FORM}` },
  });

test('a paper goes into the bucket and comes out of it; a form cut short or a file of another kind leaves nothing', async () => {
  const sha256 = createHash('sha256').update(PAPERS.pdf).digest('hex');
  const key = `papers/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
  expect((await send(form(PAPERS.pdf).subarray(0, -40))).body.code).toBe('bodyBroken');
  expect((await send(form(PAPERS.png))).body.code).toBe('fileNotAsNamed');
  expect(await s3.objects()).toEqual([]);
  const { status, body } = await send(form(PAPERS.pdf));
  expect([status, body]).toEqual([201, { sha256, name: 'a.pdf', type: 'pdf', bytes: PAPERS.pdf.length }]);
  expect(await s3.objects()).toEqual([key]);
  const got = await rig.call({ url: `/api/v1/files/${sha256}` });
  expect([got.status, got.bytes]).toEqual([200, PAPERS.pdf]);
  expect((await rig.call({ url: '/api/ready' })).body.parts.files.ok).toBe(true);
});

test('with the bucket gone papers are answered 503 for a while, and the part that is missing is told', async () => {
  const { body } = await send(form(PAPERS.pdf));
  const before = await rig.rows();
  await s3.stop();
  const other = await send(form(Buffer.concat([PAPERS.pdf, Buffer.from('\n%')])));
  expect([other.status, other.headers['retry-after'], other.body.errors[0]]).toMatchObject([
    503,
    '5',
    { code: 'unavailable', field: 'server', value: 'files' },
  ]);
  expect((await rig.call({ url: `/api/v1/files/${body.sha256}` })).status).toBe(503);
  expect(await rig.rows()).toEqual(before);
  expect((await rig.call({ url: '/api/ready' })).body).toMatchObject({
    status: 'notReady',
    parts: { database: { ok: true }, files: { ok: false } },
  });
}, 60_000);
