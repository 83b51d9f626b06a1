import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PAPERS } from '../files/papers.ts';
import { at, NOW } from '../support/make.ts';
import { mailedLink, startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi({ now: () => at(NOW) });
});
afterAll(() => rig.stop());

const visit = (url: string): Promise<Answer> => rig.call({ url, as: null });

const post = async (url: string, body: unknown, as: 'coordinator' | 'handler' = 'coordinator') => {
  const answer = await rig.call({ method: 'POST', url: `/api/v1/${url}`, body, as });
  expect({ text: answer.text, done: answer.status < 300 }).toEqual({ text: answer.text, done: true });
  return answer.body;
};

async function stored(name: string, content: Buffer): Promise<string> {
  const head = `--form\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--form--\r\n')]);
  const headers = { 'content-type': 'multipart/form-data; boundary=form' };
  return (await rig.call({ method: 'POST', url: '/api/v1/files', as: 'handler', payload, headers })).body.sha256;
}

async function problem(code: string): Promise<string> {
  await post('problems', { code, title: '用地指标', county: '鲤城区', category: 'land', source: 'firm' });
  await post(`problems/${code}/assign`, { leadUnit: 'land', handler: 'handler' });
  return code;
}

test('the link of a verifier hands out the papers of the result, to be saved, as long as it opens; no other link and no other file', async () => {
  const code = await problem('V-1');
  const [file, other] = [
    await stored('批复.pdf', PAPERS.pdf),
    await stored('别的.pdf', Buffer.concat([PAPERS.pdf, Buffer.from('\n')])),
  ];
  await post(`problems/${code}/resolve`, { result: '已批复', evidence: [{ kind: '批复', file }] }, 'handler');
  const { path } = await mailedLink(rig, [code, 'verifyProblem', 'inspector']);
  expect((await visit(path)).text).toContain(`<a href="?paper&#x3D;${file}">批复.pdf</a>`);
  const before = await rig.rows();
  const got = await visit(`${path}?paper=${file}`);
  expect([got.status, got.bytes, got.headers['content-type']]).toEqual([200, PAPERS.pdf, 'application/pdf']);
  expect(got.headers).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment; /),
    'content-security-policy': expect.stringContaining('sandbox'),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(await rig.rows()).toEqual(before);
  for (const strange of [other, file.slice(1), '../token', '']) {
    expect((await visit(`${path}?paper=${encodeURIComponent(strange)}`)).status).toBe(404);
  }
  const answering = await mailedLink(rig, [await problem('V-2'), 'answerProblem', 'handler']);
  expect((await visit(`${answering.path}?paper=${file}`)).status).toBe(404);
  const form = String(new URLSearchParams({ about: `verifyProblem ${code}`, accepted: 'true' }));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'null',
    'sec-fetch-site': 'same-origin',
  };
  const pressed = await rig.call({ method: 'POST', url: path, as: null, key: null, payload: form, headers });
  expect(pressed.status).toBe(200);
  const after = await visit(`${path}?paper=${file}`);
  expect([after.status, after.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
});
