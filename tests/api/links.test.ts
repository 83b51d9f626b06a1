import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkIdOf } from '../../src/ledger/links.ts';
import { person } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let rig: ApiRig;
let raised = 0;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const post = (url: string, body: unknown, more: object = {}): Promise<Answer> =>
  rig.call({ method: 'POST', url: `/api/v1/${url}`, body, ...more });

/** A problem that the land office handles. */
async function problem(): Promise<string> {
  const code = `L-${(raised += 1)}`;
  await post('problems', { code, title: `用地 ${code}`, county: '鲤城区', category: 'land', source: 'firm' });
  expect((await post(`problems/${code}/assign`, { leadUnit: 'land', handler: 'handler' })).status).toBe(200);
  return code;
}
const make = (code: string, more: object = {}, call: object = {}): Promise<Answer> =>
  post('links', { purpose: 'answerProblem', problem: code, person: 'handler', ...more }, call);
const list = async (code: string): Promise<any[]> =>
  (await rig.call({ url: `/api/v1/links?problem=${code}` })).body.items;
const revoke = (id: string, call: object = {}): Promise<Answer> =>
  rig.call({ method: 'DELETE', url: `/api/v1/links/${id}`, ...call });

describe('a link made by hand', () => {
  test('is shown once, with the address people reach the server by', async () => {
    const code = await problem();
    const made = await make(code, {}, { key: 'once' });
    expect([made.status, made.body]).toEqual([
      201,
      {
        ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), purpose: 'answerProblem', problem: code },
        ...{ person: 'handler', personName: 'handler', firm: null, state: 'open', mail: null, madeBy: 'coordinator' },
        ...{ madeAt: '2026-11-23T10:00:00.000+08:00', expiresAt: '2026-12-08T00:00:00.000+08:00' },
        ...{ usedAt: null, revokedAt: null, url: expect.stringMatching(/^https:\/\/dispatch\.example\/l\/[\w-]{43}$/) },
      },
    ]);
    const { url, ...shown } = made.body;
    const again = await make(code, {}, { key: 'once' });
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([
      201,
      'true',
      { ...shown, url: null },
    ]);
    expect(await list(code)).toEqual([shown]);
    expect((await make(code, { days: 3 }, { key: 'once' })).status).toBe(422);
    expect(JSON.stringify(await rig.db.selectFrom('link').selectAll().execute())).not.toContain(secretIn(url));
  });

  test('lives as many days as the settings or the maker say', async () => {
    const code = await problem();
    expect((await make(code, { days: 1 })).body.expiresAt).toBe('2026-11-25T00:00:00.000+08:00');
    expect((await make(code, { days: 91 })).body.errors).toMatchObject([{ field: 'days', code: 'outOfRange' }]);
  });

  test.each<[string, object, number, object]>([
    ['nobody', { person: undefined }, 400, { field: 'person', code: 'required' }],
    ['two', { firm: '晶旭公司' }, 400, { field: 'firm', code: 'givenTwice' }],
    ['somebody unknown', { person: 'ghost' }, 422, { field: 'person', code: 'personNotFound' }],
    ['somebody with nothing to do there', { person: 'clerk' }, 403, { field: 'person', code: 'linkNotFor' }],
    ['what nobody can do now', { purpose: 'lookBackProblem', person: 'coordinator' }, 409, { code: 'problemNotIn' }],
    ['the second key', { purpose: 'verifyProblem', person: 'inspector' }, 403, { code: 'linkByMailOnly' }],
    ['a leader’s ruling', { purpose: 'ruleExtension', person: 'leader' }, 403, { code: 'linkByMailOnly' }],
    ['no such thing', { purpose: 'closeProblem' }, 400, { field: 'purpose', code: 'notInList' }],
    ['no such problem', { problem: 'L-0' }, 404, { field: 'problem', code: 'notFound' }],
  ])('is not made for %s', async (_, more, status, refusal) => {
    const code = await problem();
    const answer = await make(code, more);
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(refusal)]]);
    expect(await list(code)).toEqual([]);
  });

  test('for the second key is drawn by nobody who could press it, oneself included, and the answer says how it is done', async () => {
    const code = await problem();
    const evidence = [{ kind: '批复' }];
    await post(`problems/${code}/resolve`, { result: '已批复', evidence }, { as: 'handler' });
    const asked = { purpose: 'verifyProblem', person: 'inspector' };
    const [zh, en] = [await make(code, asked, { lang: 'zh' }), await make(code, asked, { lang: 'en' })];
    expect([zh.status, zh.body.errors[0].message]).toEqual([
      403,
      '用途（purpose）：核验（verifyProblem） 要本人判断，其链接只随发给本人的邮件送达，不能手工生成；本人也可登录办理。',
    ]);
    expect(en.body.errors[0].message).toContain('comes in the mail to him only');
    expect((await make(code, { ...asked, person: 'coordinator' })).body.code).toBe('linkByMailOnly');
    expect(await list(code)).toEqual([]);
  });

  test('is not made for somebody who has left', async () => {
    const code = await problem();
    await rig.ledger.commit([person('temp', 'land', { active: false })]);
    const answer = await make(code, { person: 'temp' });
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ field: 'person', code: 'personLeft' }]]);
  });

  test('in a firm’s name is drawn by nobody who has solved it', async () => {
    const code = await problem();
    const taken = { leadUnit: 'office', handler: 'coordinator', reason: '由办公室牵头' };
    expect((await post(`problems/${code}/assign`, taken)).status).toBe(200);
    await post(`problems/${code}/resolve`, { result: '已批复', evidence: [{ kind: '批复' }] });
    expect((await post(`problems/${code}/verify`, { accepted: true }, { as: 'inspector' })).status).toBe(200);
    const firm = { purpose: 'lookBackProblem', person: undefined, firm: '晶旭公司' };
    expect((await make(code, firm)).body).toMatchObject({ status: 403, code: 'lookBackBySolver' });
    expect(await list(code)).toEqual([]);
  });

  test('is made and revoked by coordinators only', async () => {
    const code = await problem();
    expect((await make(code, {}, { as: 'handler' })).body).toMatchObject({ status: 403, code: 'notAllowed' });
    const { id } = (await make(code)).body;
    expect((await revoke(id, { as: 'handler' })).status).toBe(403);
    expect((await list(code)).map(({ state }) => state)).toEqual(['open']);
  });

  test('is revoked once; revoking it again is no mistake', async () => {
    const code = await problem();
    const { id } = (await make(code)).body;
    const first = await revoke(id, { key: 'r1' });
    expect([first.status, first.body]).toMatchObject([200, { id, state: 'revoked', revokedAt: expect.any(String) }]);
    expect((await revoke(id, { key: 'r2' })).body).toEqual(first.body);
    expect((await revoke(linkIdOf('another'))).body).toMatchObject({ status: 404, code: 'notFound' });
    const strange = await revoke('x');
    expect([strange.status, strange.body.errors[0].params]).toEqual([400, { shape: '16 × 0-9 a-f' }]);
  });

  test('that was used is not revoked any more', async () => {
    const code = await problem();
    const { id, url } = (await make(code)).body;
    const payload = new URLSearchParams({ about: `answerProblem ${code}`, text: '已报', nextOn: '2026-11-30' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const used = await rig.call({
      ...{ method: 'POST', url: new URL(url).pathname, payload: String(payload), as: null, key: null, headers: form },
    });
    expect(used.status).toBe(200);
    const answer = await revoke(id);
    expect([answer.status, answer.body.errors]).toMatchObject([409, [{ code: 'linkUsed', value: id }]]);
    expect(answer.body.detail).toContain('2026-11-23');
    expect(await list(code)).toMatchObject([{ state: 'used', usedAt: '2026-11-23T10:00:00.000+08:00' }]);
  });
});

const secretIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
