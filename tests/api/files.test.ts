import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeProjectFacts } from '../support/make.ts';
import { PAPERS } from '../files/papers.ts';
import { startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const FORM = '----form';
const HEADERS = { 'content-type': `multipart/form-data; boundary=${FORM}` };
const head = (name: string, type: string, field = 'file'): string =>
  `--${FORM}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
const form = (name: string, content: Buffer, type = 'application/octet-stream', field = 'file'): Buffer =>
  Buffer.concat([Buffer.from(head(name, type, field)), content, Buffer.from(`\r\n--${FORM}--\r\n`)]);
const send = (payload: Buffer, more: Partial<Call> = {}) =>
  rig.call({ method: 'POST', url: '/api/v1/files', payload, headers: HEADERS, ...more });
const TOO_LARGE = form('a.pdf', Buffer.alloc(25 * 1024 * 1024, '%PDF-'));
let origin: string | undefined;
const listening = async (): Promise<string> => (origin ??= await rig.app.listen({ port: 0, host: '127.0.0.1' }));
const sha = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const stored = async (): Promise<number> => (await rig.db.selectFrom('stored_file').select('sha256').execute()).length;

describe('storing a paper', () => {
  test('answers its SHA-256, and hands it out to be saved', async () => {
    const { status, body, headers } = await send(form('施工许可证 (1).pdf', PAPERS.pdf, 'application/pdf'));
    expect([status, body]).toEqual([
      201,
      { sha256: sha(PAPERS.pdf), name: '施工许可证 (1).pdf', type: 'pdf', bytes: PAPERS.pdf.length },
    ]);
    const got = await rig.call({ url: String(headers.location), as: 'leader' });
    expect([got.status, got.bytes]).toEqual([200, PAPERS.pdf]);
    expect(got.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    const disposition = String(got.headers['content-disposition']);
    expect(disposition).toMatch(/^attachment; filename="[0-9a-f]{12}\.pdf"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe('施工许可证 (1).pdf');
  });

  test('the same bytes under another name are the same file, with the name they came under first', async () => {
    await send(form('a.png', PAPERS.png));
    const before = await stored();
    expect((await send(form('b.png', PAPERS.png))).body).toMatchObject({ sha256: sha(PAPERS.png), name: 'a.png' });
    expect(await stored()).toBe(before);
    const uploads = await rig.db
      .selectFrom('file_upload')
      .select('name')
      .where('sha256', '=', sha(PAPERS.png))
      .execute();
    expect(uploads.map(({ name }) => name).sort()).toEqual(['a.png', 'b.png']);
  });

  test('a key names one sending', async () => {
    const first = await send(form('a.docx', PAPERS.docx), { key: 'paper' });
    const again = await send(form('a.docx', PAPERS.docx), { key: 'paper' });
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
    expect((await send(form('a.xlsx', PAPERS.xlsx), { key: 'paper' })).body.code).toBe('keyReused');
    expect((await send(form('a.docx', PAPERS.docx), { key: null })).body.code).toBe('keyMissing');
  });

  test.each<[string, Buffer, number, string]>([
    ['of another type than it says', form('a.pdf', PAPERS.png), 422, 'fileNotAsNamed file a.pdf'],
    ['declared as another type', form('a.pdf', PAPERS.pdf, 'image/png'), 422, 'fileNotAsNamed file a.pdf'],
    ['a program called a permit', form('a.exe', Buffer.from('MZ')), 415, 'fileTypeNotTaken file a.exe'],
    ['of 0 bytes', form('a.pdf', Buffer.alloc(0)), 422, 'fileEmpty file a.pdf'],
    ['with macros', form('a.xlsx', PAPERS.macros), 422, 'fileNotAsNamed file a.xlsx'],
    ['under another field', form('a.pdf', PAPERS.pdf, 'application/pdf', 'photo'), 400, 'unknownField photo a.pdf'],
    ['that breaks off', form('a.pdf', PAPERS.pdf).subarray(0, 110), 400, 'bodyBroken body null'],
    ['whose end is missing', form('a.pdf', PAPERS.pdf).subarray(0, -20), 400, 'bodyBroken body null'],
    ['none at all', Buffer.from(`--${FORM}--\r\n`), 400, 'required file null'],
  ])('a file %s is refused with field, value and rule; nothing is stored', async (_, payload, status, refusal) => {
    const before = await stored();
    const answer = await send(payload, { lang: 'zh-CN' });
    const [{ code, field, value, message } = {} as any] = answer.body.errors;
    expect([answer.status, `${code} ${field} ${value}`]).toEqual([status, refusal]);
    expect(message).not.toMatch(/[{}]/);
    expect(await stored()).toBe(before);
  });

  test('a file beyond the limit of the settings is refused before it is read', async () => {
    const { status, body } = await send(form('a.pdf', Buffer.alloc(21 * 1024 * 1024, '%PDF-')));
    expect([status, body.code, body.errors[0].params]).toEqual([413, 'fileTooLarge', { maxBytes: 20_971_520 }]);
  });

  test.each<[string, Record<string, string>]>([
    ['that says how large it is', { 'content-length': String(TOO_LARGE.length) }],
    ['that does not', { 'transfer-encoding': 'chunked' }],
  ])(
    'who sends all of a file that is too large, %s, and only then listens reads why it was refused',
    async (_, how) => {
      const { port } = new URL(await listening());
      const socket = connect(Number(port), '127.0.0.1');
      const headers = { ...HEADERS, ...how, host: 'x', authorization: `Bearer ${rig.tokens.coordinator}` };
      const key = { 'idempotency-key': `large-${Object.keys(how).join()}`, connection: 'keep-alive' };
      const lines = Object.entries({ ...headers, ...key }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`POST /api/v1/files HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      const chunked = 'transfer-encoding' in how;
      if (chunked) socket.write(`${TOO_LARGE.length.toString(16)}\r\n`);
      // All of it has left before the first byte of the answer is looked at.
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.write(TOO_LARGE, () => resolve());
      });
      socket.write(chunked ? '\r\n0\r\n\r\n' : '');
      let answer = '';
      for await (const bytes of socket) if ((answer += String(bytes)).endsWith('}')) break;
      expect([answer.slice(0, 12), answer.includes('"code":"fileTooLarge"')]).toEqual(['HTTP/1.1 413', true]);
    },
  );

  test.each(['application/json', 'application/pdf', 'application/octet-stream'])(
    'a body of %s is told that a form is wanted',
    async type => {
      const { status, body } = await send(Buffer.from('{}'), { headers: { 'content-type': type } });
      expect([status, body.errors[0]]).toMatchObject([
        415,
        { code: 'wrongMediaType', field: 'Content-Type', value: type, params: { list: ['multipart/form-data'] } },
      ]);
    },
  );

  test('100 MB without a word about their length are read to the limit only', async () => {
    const address = await listening();
    const part = Buffer.alloc(1024 * 1024, 'x');
    let given = 0;
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const request = httpRequest(`${address}/api/v1/files`, {
        method: 'POST',
        headers: { ...HEADERS, authorization: `Bearer ${rig.tokens.coordinator}`, 'idempotency-key': 'endless' },
      });
      let over = false;
      request.on('response', response => {
        let text = '';
        response.on('data', chunk => (text += String(chunk)));
        response.on('end', () => {
          over = true;
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      request.on('error', error => void (over || reject(error)));
      request.write(head('a.pdf', 'application/pdf'));
      const more = (): void => {
        if (over || given >= 100) return;
        given += 1;
        request.write(part, () => setImmediate(more));
      };
      more();
    });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'fileTooLarge']);
    expect(given).toBeLessThan(60);
  });

  test('a file nobody stored is not found, and a name that is no SHA-256 is refused', async () => {
    expect((await rig.call({ url: `/api/v1/files/${'0'.repeat(64)}` })).status).toBe(404);
    expect((await rig.call({ url: '/api/v1/files/..%2Fsecret' })).body.code).toBe('badFormat');
    expect((await rig.call({ url: `/api/v1/files/${'0'.repeat(64)}`, as: null })).status).toBe(401);
  });
});

describe('evidence that names a file', () => {
  const start = (file: string) =>
    rig.call({
      method: 'POST',
      url: '/api/v1/projects',
      body: {
        name: makeProjectFacts().name + file.slice(0, 4),
        stage: 'lead',
        evidence: [{ kind: '线索来源' }, { kind: '施工许可证', number: '1', file }],
      },
    });

  test('must name one that was stored', async () => {
    const missing = await start('f'.repeat(64));
    expect([missing.status, missing.body.errors[0]]).toMatchObject([
      422,
      { code: 'fileNotFound', field: 'evidence[1].file', value: 'f'.repeat(64) },
    ]);
    const { body } = await send(form('a.pdf', PAPERS.pdf));
    expect((await start(body.sha256)).status).toBe(201);
  });
});
