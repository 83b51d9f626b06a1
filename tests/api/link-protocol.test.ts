import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, NOW, person } from '../support/make.ts';
import { mailedLink, startApi, type Answer, type ApiRig } from './rig.ts';

// What the protocol of a problem asks of people, done by links: the rules are the domain's, and are only met here.

let rig: ApiRig;
let clock = NOW;
let raised = 0;
beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await rig.ledger.commit([person('contact', 'licheng', { roles: [] })]);
});
afterAll(() => rig.stop());

const visit = (url: string): Promise<Answer> => rig.call({ url, as: null });
const send = (path: string, form: Record<string, string>): Promise<Answer> =>
  rig.call({
    ...{ method: 'POST', url: path, as: null, key: null, payload: String(new URLSearchParams(form)) },
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', origin: 'null' },
  });
const post = async (url: string, body: unknown, as: 'coordinator' | 'handler' | 'inspector' = 'coordinator') => {
  const answer = await rig.call({ method: 'POST', url: `/api/v1/${url}`, body, as });
  expect({ text: answer.text, done: answer.status < 300 }).toEqual({ text: answer.text, done: true });
  return answer.body;
};

async function problem(): Promise<string> {
  const code = `R-${(raised += 1)}`;
  const facts = { title: `用地 ${code}`, county: '鲤城区', category: 'land', source: 'firm', firmContact: 'contact' };
  await post('problems', { code, ...facts });
  await post(`problems/${code}/assign`, { leadUnit: 'land', coUnits: ['approvals'], handler: 'handler' });
  return code;
}
async function closed(): Promise<string> {
  const code = await problem();
  await post(`problems/${code}/resolve`, { result: '已批复', evidence: [{ kind: '批复' }] }, 'handler');
  await post(`problems/${code}/verify`, { accepted: true }, 'inspector');
  return code;
}
async function linkOf(problem: string, purpose: string, holder: object) {
  const { url } = await post('links', { purpose, problem, ...holder });
  const path = new URL(url).pathname;
  return { path, send: (form: Record<string, string> = {}) => send(path, { about: `${purpose} ${problem}`, ...form }) };
}
const now = async (code: string) => (await rig.call({ url: `/api/v1/problems/${code}` })).body;
const lastEvents = async (code: string, count: number): Promise<any[]> =>
  (await rig.call({ url: `/api/v1/problems/${code}/events` })).body.items.slice(-count);

describe('by a link', () => {
  test('a unit acknowledges, once; a colleague is told that it has', async () => {
    const code = await problem();
    const [one, other] = [
      await linkOf(code, 'acknowledgeProblem', { person: 'handler' }),
      await linkOf(code, 'acknowledgeProblem', { person: 'clerk' }),
    ];
    expect((await visit(one.path)).text).toContain('签收问题');
    expect((await one.send()).text).toContain('本单位已知悉');
    expect(await now(code)).toMatchObject({ acknowledged: ['land'], state: 'assigned' });
    expect((await other.send()).status).toBe(200);
    expect(await now(code)).toMatchObject({ acknowledged: ['land', 'approvals'] });
    const again = await rig.call({
      ...{
        method: 'POST',
        url: '/api/v1/links',
        body: { purpose: 'acknowledgeProblem', problem: code, person: 'clerk' },
      },
    });
    expect([again.status, again.body.code]).toEqual([403, 'linkNotFor']);
  });

  test('a co-department answers for its part, and nobody else does', async () => {
    const code = await problem();
    const link = await linkOf(code, 'coAnswerProblem', { person: 'clerk' });
    expect((await link.send({ text: '审批已受理' })).text).toContain('审批已受理');
    expect((await now(code)).parts).toMatchObject([{ unit: 'approvals', answered: true }]);
    expect((await lastEvents(code, 1))[0]).toMatchObject({ type: 'partAnswered', actor: { id: 'clerk' } });
  });

  test('an extension is asked for in time and for a working day, and ruled on by a leader', async () => {
    const code = await problem();
    const { dueAt } = await now(code);
    expect(dueAt).toContain('2026-12-02');
    const ask = await linkOf(code, 'askExtension', { person: 'handler' });
    const reason = '等待省厅批复';
    expect((await ask.send({ until: '2026-12-05', reason })).text).toMatch(/id="until-error">延期至：.*2026-12-07/);
    expect((await ask.send({ until: '2026-12-02', reason })).status).toBe(422);
    expect((await ask.send({ until: '2026-12-09' })).text).toMatch(/id="reason-error">理由：必填/);
    const asked = await ask.send({ until: '2026-12-09', reason });
    expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('延期申请已提交')]);
    const rule = await mailedLink(rig, [code, 'ruleExtension', 'leader']);
    const ruled = (form: Record<string, string>) => send(rule.path, { about: `ruleExtension ${code}`, ...form });
    expect((await visit(rule.path)).text).toContain(reason);
    expect((await ruled({ granted: 'false' })).text).toMatch(/id="reason-error">说明：必填/);
    expect((await ruled({ granted: 'true' })).text).toMatch(/新的时限<\/dt><dd>2026-12-09 17:30/);
    expect((await now(code)).dueAt).toContain('2026-12-09T17:30');
  });

  test('an extension asked for too late is refused with the rule', async () => {
    const code = await problem();
    const ask = await linkOf(code, 'askExtension', { person: 'handler' });
    clock = '2026-12-02 10:00';
    const opened = await visit(ask.path);
    const late = await ask.send({ until: '2026-12-09', reason: '迟了' });
    const drawn = await rig.call({
      ...{ method: 'POST', url: '/api/v1/links', body: { purpose: 'askExtension', problem: code, person: 'handler' } },
    });
    clock = NOW;
    // Whoever opens it is told at once, and fills in nothing in vain.
    expect([opened.status, opened.text]).toEqual([409, expect.stringContaining('延期最迟须在 2026-12-01 申请')]);
    expect(opened.text).not.toContain('<form');
    expect([drawn.status, drawn.body.code]).toEqual([409, 'extensionTooLate']);
    expect(late.status).toBeGreaterThanOrEqual(400);
    expect(late.text).toContain('2026-12-01');
    expect((await now(code)).extension).toBeNull();
  });
});

describe('after the closing', () => {
  test('the firm’s contact says how it is, once, and the choice of the button is chosen', async () => {
    const code = await closed();
    const link = await linkOf(code, 'lookBackProblem', { person: 'contact' });
    clock = '2026-12-28 10:00';
    const shown = await visit(`${link.path}?satisfaction=basically`);
    expect(shown.text).toMatch(/value="basically"[^>]* checked/);
    expect(shown.text).toContain('已批复');
    const done = await link.send({ satisfaction: 'basically', relapsed: 'false', note: '还算及时' });
    clock = NOW;
    expect(done.text).toMatch(/<dd>基本满意<\/dd>/);
    expect(await now(code)).toMatchObject({ state: 'closed', satisfaction: 'basically' });
    expect((await visit(link.path)).text).toContain('还算及时');
  });

  test('a firm without anybody in the ledger answers in its own name, and the history says so', async () => {
    const code = await closed();
    const link = await linkOf(code, 'lookBackProblem', { firm: '晶旭半导体' });
    expect((await visit(link.path)).text).toContain('以 晶旭半导体 的名义提交');
    const early = await link.send({ satisfaction: 'satisfied', relapsed: 'false' });
    expect([early.status, early.text]).toEqual([expect.any(Number), expect.stringContaining('2026-12-23')]);
    clock = '2026-12-28 10:00';
    await link.send({ satisfaction: 'satisfied', relapsed: 'false' });
    clock = NOW;
    expect((await lastEvents(code, 1))[0]).toMatchObject({
      ...{ type: 'lookedBack', actor: { id: expect.stringMatching(/^link:/), name: '晶旭半导体' } },
    });
  });

  test('a link that is made on the day of the closing works as long as the answer is waited for, or as many days as are named', async () => {
    const code = await closed();
    const made = async (more: object) =>
      (await post('links', { purpose: 'lookBackProblem', problem: code, firm: '晶旭半导体', ...more })).expiresAt;
    // Asked on 23 December, waited for ten working days.
    expect(await made({})).toBe('2027-01-07T00:00:00.000+08:00');
    expect(await made({ days: 7 })).toBe('2026-12-01T00:00:00.000+08:00');
  });

  test('a relapse needs its words, and opens the problem again', async () => {
    const code = await closed();
    const link = await linkOf(code, 'lookBackProblem', { person: 'contact' });
    expect((await link.send({ satisfaction: 'not', relapsed: 'true' })).text).toMatch(/id="note-error">说明：必填/);
    const done = await link.send({ satisfaction: 'not', relapsed: 'true', note: '又停电' });
    expect(done.text).toContain('问题又出现，已重新办理');
    expect(await now(code)).toMatchObject({ episode: 2 });
  });

  test('the solver has no link to say that the firm is content', async () => {
    const code = await closed();
    const body = { purpose: 'lookBackProblem', problem: code, person: 'handler' };
    const answer = await rig.call({ method: 'POST', url: '/api/v1/links', body });
    expect([answer.status, answer.body.code]).toEqual([403, 'linkNotFor']);
  });
});
