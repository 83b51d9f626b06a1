import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, COORDINATOR, makeEnvelope, NOW, person } from '../support/make.ts';
import { mailedLink, startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clock = NOW;
let raised = 0;
beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
});
afterAll(() => rig.stop());

interface Visit {
  method?: 'GET' | 'POST';
  lang?: string;
  form?: Record<string, string> | string;
  headers?: Record<string, string>;
}
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BROWSER = { origin: 'null', 'sec-fetch-site': 'same-origin' };

/** As a browser without an account asks for it. */
const visit = (url: string, { method = 'GET', lang, form, headers = {} }: Visit = {}): Promise<Answer> =>
  rig.call({
    ...{ method, url, as: null, key: null },
    ...(lang === undefined ? {} : { lang }),
    ...(form === undefined ? {} : { payload: typeof form === 'string' ? form : String(new URLSearchParams(form)) }),
    headers: { ...(method === 'POST' ? { ...FORM, ...BROWSER } : {}), ...headers },
  });
const send = (url: string, form: Record<string, string>, more: Visit = {}): Promise<Answer> =>
  visit(url, { method: 'POST', form, ...more });

const post = async (url: string, body: unknown, as: 'coordinator' | 'handler' = 'coordinator') => {
  const answer = await rig.call({ method: 'POST', url: `/api/v1/${url}`, body, as });
  expect({ text: answer.text, done: answer.status < 300 }).toEqual({ text: answer.text, done: true });
  return answer.body;
};

interface Made {
  code: string;
  id: string;
  path: string;
  about: string;
}

async function problem(): Promise<string> {
  const code = `V-${(raised += 1)}`;
  await post('problems', { code, title: '<b>用地</b>指标', county: '鲤城区', category: 'land', source: 'firm' });
  await post(`problems/${code}/assign`, { leadUnit: 'land', handler: 'handler' });
  return code;
}
async function linkOf(code: string, purpose: string, who: string): Promise<Made> {
  const { id, url } = await post('links', { purpose, problem: code, person: who });
  return { code, id, path: new URL(url).pathname, about: `${purpose} ${code}` };
}
const answerLink = async (): Promise<Made> => linkOf(await problem(), 'answerProblem', 'handler');
const verifyLinkOf = async (code: string): Promise<Made> => ({
  ...(await mailedLink(rig, [code, 'verifyProblem', 'inspector'])),
  ...{ code, about: `verifyProblem ${code}` },
});
async function verifyLink(): Promise<Made> {
  const code = await problem();
  await post(
    `problems/${code}/resolve`,
    { result: '已批复', evidence: [{ kind: '批复', number: '闽自然资〔2026〕12号' }] },
    'handler',
  );
  return verifyLinkOf(code);
}
const problemNow = async (code: string) => (await rig.call({ url: `/api/v1/problems/${code}` })).body;
const eventsOf = async (code: string): Promise<any[]> =>
  (await rig.call({ url: `/api/v1/problems/${code}/events` })).body.items;
const ANSWER = { text: '指标已报省厅', nextOn: '2026-11-30' };

describe('opening a link', () => {
  test('shows what it would do and changes nothing, however often and by whatever method that reads', async () => {
    const { path, code } = await answerLink();
    const before = await rig.rows();
    const pages = [
      await visit(path),
      await visit(path),
      await visit(path, { headers: { 'user-agent': 'mail scanner' } }),
    ];
    const head = await rig.app.inject({ method: 'HEAD', url: path });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    for (const { status, text } of pages) {
      expect(status).toBe(200);
      expect(text).toContain(`${code} &lt;b&gt;用地&lt;/b&gt;指标`);
      expect(text).toContain('以 handler（land）的名义提交');
      expect(text).toContain('有效至 2026-12-07（含）');
      expect(text).toContain('<form method="post"');
    }
    expect(await rig.rows()).toEqual(before);
    expect((await problemNow(code)).state).toBe('assigned');
  });

  test('gives a page that runs nothing, is kept by nobody and tells nobody its address', async () => {
    const { path } = await answerLink();
    const { headers, text } = await visit(path);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
    });
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|style="/i);
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(headers).not.toHaveProperty('set-cookie');
    // The address is the secret: the page does not repeat it.
    expect(text).not.toContain(path);
  });

  test('speaks Chinese unless the address or the browser asks for English', async () => {
    const { path } = await answerLink();
    const langs = [
      await visit(path),
      await visit(path, { lang: 'fr-FR,fr;q=0.9' }),
      await visit(path, { lang: 'en-GB,en;q=0.9' }),
      await visit(path, { lang: 'en,zh;q=0.5' }),
      await visit(`${path}?lang=en`, { lang: 'zh-CN' }),
      await visit(`${path}?lang=zh`, { lang: 'en' }),
    ].map(({ headers, text }) => [headers['content-language'], /<html lang="([\w-]+)">/.exec(text)?.[1]]);
    expect(langs).toEqual(['zh-CN', 'zh-CN', 'en', 'en', 'en', 'zh-CN'].map(lang => [lang, lang]));
    const { text } = await visit(`${path}?lang=en`);
    expect(text).toContain('Answer a problem');
    expect(text).toContain('until the end of 2026-12-07');
    expect(text).toContain('href="?lang&#x3D;zh"');
  });
});

describe('sending the form of a link', () => {
  test('gives the command in the name of its holder, through the same path as every other', async () => {
    const { path, code, about, id } = await answerLink();
    const { status, text, headers } = await send(path, { about, ...ANSWER });
    expect([status, headers['idempotent-replayed']]).toEqual([200, undefined]);
    for (const words of ['答复已提交', '指标已报省厅', '2026-11-30', '2026-11-23 10:00 由 handler 提交']) {
      expect(text).toContain(words);
    }
    expect(await problemNow(code)).toMatchObject({ state: 'handling' });
    expect((await eventsOf(code)).at(-1)).toMatchObject({
      ...{ type: 'answered', actor: { id: 'handler', name: 'handler' }, command: { type: 'answer', via: 'person' } },
      data: { text: '指标已报省厅', nextOn: '2026-11-30', by: 'handler' },
    });
    const { command_id } = await rig.db
      .selectFrom('link')
      .select('command_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(command_id).toBe(`handler:link/${id}`);
  });

  test('a second time shows what the first did, whatever is sent, and by GET too', async () => {
    const { path, code, about } = await answerLink();
    await send(path, { about, ...ANSWER });
    const rows = await rig.rows();
    clock = '2026-11-24 11:00';
    const again = [
      await send(path, { about, ...ANSWER }),
      await send(path, { about, text: '另一种说法', nextOn: '2027-01-01' }),
      await send(path, {}),
      await visit(path),
    ];
    clock = NOW;
    for (const { status, text, headers } of again) {
      expect([status, headers['idempotent-replayed']]).toEqual([200, 'true']);
      expect(text).toContain('此链接已经用过');
      expect(text).toContain('指标已报省厅');
      expect(text).toContain('2026-11-23 10:00 由 handler 提交');
      expect(text).not.toMatch(/<form|另一种说法/);
    }
    expect(await rig.rows()).toEqual(rows);
    expect((await eventsOf(code)).filter(({ type }) => type === 'answered')).toHaveLength(1);
  });

  test('twice at once does it once, and both see the same', async () => {
    const { path, code, about } = await answerLink();
    const both = await Promise.all([
      send(path, { about, ...ANSWER }),
      send(path, { about, ...ANSWER }),
      send(path, { about, text: '另一种说法', nextOn: '2026-12-01' }),
    ]);
    const [said] = (await eventsOf(code)).filter(({ type }) => type === 'answered');
    for (const { status, text } of both) {
      expect(status).toBe(200);
      expect(text).toContain(said.data.text);
    }
    expect((await eventsOf(code)).filter(({ type }) => type === 'answered')).toHaveLength(1);
  });

  test('a field that comes twice, or that the form does not have, is refused by its name, and nothing is written', async () => {
    const { path, about } = await answerLink();
    const before = await rig.rows();
    const typed = String(new URLSearchParams({ about, ...ANSWER }));
    for (const [form, said] of [
      [`${typed}&nextOn=2026-12-01`, '下次答复日期：这个字段写了两次，只能写一次。'],
      [`${typed}&unit=water`, '：没有这个字段。'],
    ] as const) {
      const { status, text } = await visit(path, { method: 'POST', form });
      expect(status).toBe(400);
      expect(text).toContain(said);
    }
    expect(await rig.rows()).toEqual(before);
    expect((await send(path, { about, ...ANSWER })).status).toBe(200);
  });

  test('wrong or missing values are said at their fields, what was typed stays, and nothing is written', async () => {
    const { path, code, about } = await answerLink();
    const before = await rig.rows();
    const empty = await send(path, { about, text: '  ', nextOn: '' });
    expect(empty.status).toBe(400);
    expect(empty.text).toMatch(/id="text-error">答复内容：必填/);
    expect(empty.text).toMatch(/id="nextOn-error">下次答复日期：必填/);
    expect(empty.text).toContain('aria-describedby="text-hint text-error" aria-invalid="true"');
    expect(empty.text).toContain('<a href="#text">');
    const late = await send(path, { about, text: '<i>已报</i>', nextOn: '2026-11-20' });
    expect(late.status).toBe(422);
    expect(late.text).toMatch(/id="nextOn-error">下次答复日期：“2026-11-20” 须晚于今天 2026-11-23。/);
    expect(late.text).toMatch(/<textarea[^>]*>\s*&lt;i&gt;已报&lt;\/i&gt;<\/textarea>/);
    expect(late.text).toContain('value="2026-11-20"');
    const english = await send(`${path}?lang=en`, { about, text: 'x'.repeat(2_001), nextOn: '31.12.2026' });
    expect([english.status, english.text.match(/class="error"[^>]*>[^<]*/g)]).toEqual([
      400,
      [expect.stringMatching(/Answer: .* is too long, at most 2000/), expect.stringMatching(/Next answer on: /)],
    ]);
    expect(await rig.rows()).toEqual(before);
    expect((await problemNow(code)).state).toBe('assigned');
    expect((await send(path, { about, ...ANSWER })).status).toBe(200);
  });

  test('verifies: a rejection needs its reason, and the second inspector is told how it stands', async () => {
    const { path, code, about } = await verifyLink();
    const shown = await visit(path);
    expect(shown.text).toContain('批复 · 闽自然资〔2026〕12号');
    expect((await send(path, { about })).text).toMatch(/id="accepted-0-error">核验结论：必填/);
    expect((await send(path, { about, accepted: 'perhaps' })).status).toBe(400);
    const bare = await send(path, { about, accepted: 'false' });
    expect([bare.status, bare.text]).toEqual([400, expect.stringMatching(/id="reason-error">说明：必填/)]);
    expect(bare.text).toMatch(/value="false"[^>]* checked/);
    const other = await verifyLinkOf(code);
    const done = await send(path, { about, accepted: 'false', reason: '现场未通水' });
    expect(done.text).toContain('退回办理');
    expect(done.text).toContain('现场未通水');
    expect(done.text).toMatch(/新的时限<\/dt><dd>2026-11-26 17:30/);
    expect(await problemNow(code)).toMatchObject({ state: 'handling', rejections: 1 });
    const late = await send(other.path, { about: other.about, accepted: 'true' });
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('问题现为“办理中”')]);
    expect(late.text).toContain('The problem is “handling”');
  });

  test('accepts and closes; a choice in the address is chosen on the page and not sent', async () => {
    const { path, code, about } = await verifyLink();
    const { text } = await visit(`${path}?accepted=true&reason=x`);
    expect(text).toMatch(/value="true"[^>]* checked/);
    expect(text).not.toMatch(/value="false"[^>]* checked|>\s*x<\/textarea>/);
    expect((await visit(`${path}?accepted=maybe`)).text).not.toMatch(/ checked/);
    expect(await problemNow(code)).toMatchObject({ state: 'resolved' });
    expect((await send(path, { about, accepted: 'true' })).text).toContain('通过，问题已销号');
    expect(await problemNow(code)).toMatchObject({ state: 'closed', verifiedBy: 'inspector' });
    expect((await visit(path)).text).toContain('通过，问题已销号');
  });
});

describe('a link that does not open says so in both languages', () => {
  const expectNotice = ({ status, text }: Answer, wanted: number, ...words: string[]): void => {
    expect(status).toBe(wanted);
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('<form');
    expect(text).toMatch(/<section lang="zh-CN">/);
    expect(text).toMatch(/<section lang="en">/);
  };

  test('unknown, altered and no link at all look alike', async () => {
    const { path, about } = await answerLink();
    const flipped = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`;
    const texts = new Set<string>();
    for (const url of [
      flipped,
      path.slice(0, -1),
      `${path}x`,
      '/l/x',
      `/l/${'A'.repeat(43)}`,
      '/l/%00',
      '/l/..%2Fapi',
    ]) {
      const [shown, sent] = [await visit(url), await send(url, { about, ...ANSWER })];
      expectNotice(shown, 404, '没有这个链接', 'There is no such link');
      texts.add(shown.text).add(sent.text);
    }
    expect(texts.size).toBe(1);
  });

  test('expired', async () => {
    const { path, about, code } = await answerLink();
    clock = '2026-12-07 23:59';
    expect((await visit(path)).status).toBe(200);
    clock = '2026-12-08 00:00';
    const answers = [await visit(path), await send(path, { about, text: '迟', nextOn: '2026-12-30' })];
    clock = NOW;
    for (const answer of answers) expectNotice(answer, 410, '链接已过期', 'The link has expired');
    expect((await problemNow(code)).state).toBe('assigned');
  });

  test('revoked', async () => {
    const { path, about, id, code } = await answerLink();
    expect((await rig.call({ method: 'DELETE', url: `/api/v1/links/${id}` })).status).toBe(200);
    for (const answer of [await visit(path), await send(path, { about, ...ANSWER })]) {
      expectNotice(answer, 410, '链接已撤销', 'The link was revoked');
    }
    expect((await problemNow(code)).state).toBe('assigned');
  });

  test('of somebody who has left', async () => {
    const code = await problem();
    await rig.ledger.commit([person('temp', 'land')]);
    const { path, about } = await linkOf(code, 'answerProblem', 'temp');
    await rig.ledger.commit([person('temp', 'land', { active: false })]);
    for (const answer of [await visit(path), await send(path, { about, ...ANSWER })]) {
      expectNotice(answer, 410, '链接已失效', 'The link does not work any more');
    }
  });

  test('of somebody whom the problem was taken from', async () => {
    const { path, about, code } = await answerLink();
    await post(`problems/${code}/assign`, { leadUnit: 'approvals', reason: '改派' });
    for (const answer of [await visit(path), await send(path, { about, ...ANSWER })]) {
      expectNotice(answer, 403, '您现在不是此事的承办人', 'not yours to handle');
    }
  });

  test('when the problem is over', async () => {
    const { path, about, code } = await answerLink();
    await post(`problems/${code}/withdraw`, { reason: '重复登记' });
    for (const answer of [await visit(path), await send(path, { about, ...ANSWER })]) {
      expectNotice(answer, 409, '问题现为“已撤回”', 'The problem is “withdrawn”');
    }
  });

  test('with the page of another problem, or of another purpose', async () => {
    const [one, other] = [await answerLink(), await answerLink()];
    for (const about of [other.about, `verifyProblem ${one.code}`, '', undefined]) {
      const answer = await send(one.path, { ...ANSWER, ...(about === undefined ? {} : { about }) });
      expectNotice(answer, 409, '页面与链接不符', 'of another link');
    }
    expect((await problemNow(one.code)).state).toBe('assigned');
    expect((await problemNow(other.code)).state).toBe('assigned');
  });

  test('from another site', async () => {
    const { path, about, code } = await answerLink();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://dispatch.example' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'none', origin: 'nonsense' },
    ]) {
      expectNotice(await send(path, { about, ...ANSWER }, { headers }), 403, '来自别的网站', 'from another site');
    }
    expect((await problemNow(code)).state).toBe('assigned');
    const own = { 'sec-fetch-site': 'same-origin', origin: 'https://dispatch.example' };
    expect((await send(path, { about, ...ANSWER }, { headers: own })).status).toBe(200);
  });

  test('with something that is no form', async () => {
    const { path, code } = await answerLink();
    const json = await send(path, ANSWER, { headers: { 'content-type': 'application/json' } });
    expectNotice(json, 415, '无法读取', 'cannot be read');
    const huge = await send(path, { text: 'x'.repeat(530_000) });
    expectNotice(huge, 413, '无法读取', 'cannot be read');
    expect((await problemNow(code)).state).toBe('assigned');
  });
});

describe('when something is away', () => {
  test('the form comes back whole, and the same link does it afterwards', async () => {
    const { Unavailable } = await import('../../src/contract/ports.ts');
    const { path, about, code } = await answerLink();
    const { send: real } = rig.gateway;
    rig.gateway.send = () => Promise.reject(new Unavailable('temporal'));
    const away = await send(path, { about, ...ANSWER });
    expect([away.status, away.text]).toEqual([503, expect.stringContaining('请稍后再点一次按钮')]);
    expect(away.text).toContain('指标已报省厅');
    // It was carried out, and only the answer was lost: the link knows.
    rig.gateway.send = async envelope => {
      await real(envelope);
      throw new Unavailable('temporal');
    };
    expect((await send(path, { about, ...ANSWER })).status).toBe(503);
    rig.gateway.send = real;
    expect((await send(path, { about, ...ANSWER })).text).toContain('此链接已经用过');
    expect((await eventsOf(code)).filter(({ type }) => type === 'answered')).toHaveLength(1);
  });

  test('a fault of ours is a page too, and says nothing of its inside', async () => {
    const { path, about } = await answerLink();
    const { send: real } = rig.gateway;
    rig.gateway.send = () => Promise.reject(new Error('secret inside'));
    const { status, text } = await send(path, { about, ...ANSWER });
    rig.gateway.send = real;
    expect([status, text]).toEqual([500, expect.stringContaining('系统内部出错')]);
    expect(text).not.toContain('secret inside');
  });
});

test('a link for a person is no key to the API, and a problem keeps its own rules', async () => {
  const { path, about, code } = await answerLink();
  // Between the page and the press the ledger has moved: the rule answers, not the page.
  const { send: real } = rig.gateway;
  rig.gateway.send = async envelope => {
    await rig.ledger.commit([
      makeEnvelope('problem', code, { type: 'withdraw', reason: '重复' }, { actor: COORDINATOR, atMs: at(clock) }),
    ]);
    return real(envelope);
  };
  const { status, text } = await send(path, { about, ...ANSWER });
  rig.gateway.send = real;
  expect([status, text]).toEqual([
    409,
    expect.stringContaining('问题现为“已撤回”，此事只能在“已交办 / 办理中”时办理。'),
  ]);
  expect(text).toContain('指标已报省厅');
  expect((await problemNow(code)).state).toBe('withdrawn');
});
