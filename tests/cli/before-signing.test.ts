import { afterEach, describe, expect, test } from '@jest/globals';
import { contact, expert, policy } from './before-commands-table.ts';
import { fakeApi, page, project, run, type Answered, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function given(line: string, answer: Answered) {
  await api?.close();
  api = await fakeApi(() => answer);
  const ran = await run(line.split(' '), { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return {
    ...ran,
    did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}`,
    query: Object.fromEntries(asked?.query ?? []),
  };
}

const asOf = '2026-11-23';
const of = { code: 'P-1', name: '晶旭', county: '南安市' };

describe('the lists of before the signing', () => {
  test('leads by source: numbers, the share that was signed, and those nobody named a source of', async () => {
    const row = { leads: 4, open: 1, signed: 2, percent: '50.00', signedWan: 138_000, signedYi: '13.8', left: 1 };
    const items = [
      { ...row, source: 'adviser', name: '招商大使', withoutAmount: 0 },
      { ...row, source: null, name: null, leads: 0, percent: null, withoutAmount: 0 },
    ];
    const ran = await given('lead sources --county 南安市 --as-of 2026.11.23', { body: { asOf, items, total: 2 } });
    expect([ran.did, ran.query]).toEqual(['GET evaluation/lead-sources', { county: '南安市', asOf }]);
    expect(ran.out).toMatch(/^招商大使 +4 +1 +2 +50.00% +13.8 亿元 +1$/m);
    expect(ran.out).toMatch(/^未填 +0/m);
    expect(ran.out).toContain('按 2026-11-23 的台账');
  });

  test('signed and not landed, with a total for each kind of agreement', async () => {
    const items = [
      {
        ...{
          ...of,
          status: 'active',
          agreement: 'intent',
          investmentWan: 138_000,
          investmentYi: '13.8',
          landKind: 'new',
        },
        ...{ signedOn: '2026-04-28', days: 209, baseline: '2026-11-15', plan: '2026-11-20', lateDays: 3 },
      },
    ];
    const total = { agreement: 'intent', count: 1, investmentWan: 138_000, investmentYi: '13.8', withoutAmount: 0 };
    const agreements = [{ ...total, late: 1, unplanned: 0 }];
    const ran = await given('not-landed --agreement 意向', { body: { asOf, items, total: 1, agreements } });
    expect([ran.did, ran.query]).toEqual(['GET evaluation/not-landed', { agreement: 'intent' }]);
    expect(ran.out).toMatch(/^P-1 +晶旭 +南安市 +跟踪中 +意向 +13.8 亿元 +新增用地 +2026-04-28 +209 +2026-11-20 +3$/m);
    expect(ran.out).toMatch(/^意向 +1 +13.8 亿元 +1 +0$/m);
  });

  test('foreign capital due and arrived, by project and by county', async () => {
    const sums = { currency: 'USD', due: '1500.50', dueBy: '1000.00', arrived: '999.10', short: '0.90' };
    const items = [{ ...of, ...sums, lateSince: '2026-10-31', next: { on: '2027-10-31', amount: '500.50' } }];
    const counties = [{ county: null, projects: 1, ...sums }];
    const ran = await given('capital --as-of 2026-11-23', { body: { asOf, items, total: 1, counties } });
    expect([ran.did, ran.query]).toEqual(['GET evaluation/capital', { asOf }]);
    expect(ran.out).toMatch(/^P-1 +晶旭 +南安市 +USD +1500.50 +1000.00 +999.10 +0.90 +2026-10-31 +2027-10-31 500.50$/m);
    expect(ran.out).toMatch(/^未填 +1 +USD +1500.50/m);
  });

  test('reviews with what each expert said', async () => {
    const opinion = { verdict: 'recommend', reason: '好', by: 'chen', on: asOf };
    const reviewers = [
      { id: 'chen', name: '陈教授', opinion, recused: null },
      { id: 'li', name: null, opinion: null, recused: '顾问' },
      { id: 'wu', name: '吴工', opinion: null, recused: null },
    ];
    const review = { number: 1, askedOn: '2026-11-16', dueOn: asOf, standing: 'late', reviewers };
    const items = [{ ...of, ...review, opinions: { recommend: 1, conditional: 0, against: 0 }, result: null }];
    const ran = await given('review list --state 逾期', { body: { asOf, items, total: 1 } });
    expect([ran.did, ran.query]).toEqual(['GET evaluation/reviews', { standing: 'late' }]);
    expect(ran.out).toMatch(/^P-1 +晶旭 +2026-11-16 +2026-11-23 +逾期 +推荐 1、附条件 0、不推荐 0/m);
    expect(ran.out).toContain('  陈教授 (chen)：推荐（好）');
    expect(ran.out).toContain('  li：回避（顾问）');
    expect(ran.out).toContain('  吴工 (wu)：未反馈');
    const result = { outcome: 'conditional', reason: '须环评', by: 'lin', on: asOf };
    const done = await given('review list', {
      body: { asOf, items: [{ ...items[0], result, standing: 'conditional' }], total: 1 },
    });
    expect(done.out).toContain('附条件通过（须环评）');
  });

  test('promises with what was kept of them', async () => {
    const promise = {
      number: 2,
      policy: 'H-07',
      text: '设备补助',
      amountWan: 3000,
      on: '2026-10-01',
      dueOn: '2026-11-10',
    };
    const kept = { standing: 'late', keptWan: 1000, keptOn: null, kept: [], end: null };
    const body = { asOf, items: [{ ...of, ...promise, ...kept }], total: 1 };
    const ran = await given('promise list --state 逾期未兑现 --policy H-07', { body });
    expect([ran.did, ran.query]).toEqual(['GET evaluation/promises', { policy: 'H-07', standing: 'late' }]);
    expect(ran.out).toMatch(/^P-1 +晶旭 +2 +H-07 +设备补助 +逾期未兑现 +2026-11-10 +0.3 亿元 +0.1 亿元/m);
  });

  test('the pool and the handbook', async () => {
    const experts = await given('experts list --field 新材料 --active', page([expert]));
    expect([experts.did, experts.query]).toEqual(['GET experts', { field: '新材料', active: 'true', limit: '200' }]);
    expect(experts.out).toMatch(/^chen +陈教授 +university +新材料、环境评价 +晶旭科技/m);
    const policies = await given('policy list --valid-on 2026.11.23', page([policy]));
    expect([policies.did, policies.query]).toEqual(['GET policies', { validOn: asOf, limit: '200' }]);
    expect(policies.out).toMatch(/^H-07 +设备投资补助 +市财政局 +按设备投资额8%补助 +2026-01-01/m);
    expect((await given('policy show H-07', { body: policy })).out).toContain('市财政局 (finance)');
  });

  test('projects of one source', async () => {
    const body = { items: [], total: 0, next: null, asOf, sums: { investmentYi: '0', counted: { projects: 0 } } };
    expect((await given('project list --lead-source 招商中心', { body })).query).toMatchObject({
      leadSource: 'centre',
    });
    expect((await given('project list --lead-source own-1', { body })).query).toMatchObject({ leadSource: 'own-1' });
  });
});

test('a contact is shown, or said to be missing', async () => {
  const { out, did } = await given('lead contact P-1', { body: contact });
  expect([did, out.includes('0595-22220000')]).toEqual(['GET projects/P-1/contact', true]);
  expect((await given('lead contact P-1', { body: { project: 'P-1', contact: null } })).out).toContain(
    '没有登记联系人',
  );
});

test('a project tells its source, how its review stands and its promises', async () => {
  const body = project({ leadSource: 'adviser', review: 'conditional', promises: { late: 1, kept: 2 } });
  const { out } = await given('project show P-1', { body });
  for (const line of [/线索来源 +招商大使/, /项目预审 +附条件通过/, /政策承诺 +逾期未兑现 1、已兑现 2/])
    expect(out).toMatch(line);
});

test('the history tells what was asked, said, promised and due', async () => {
  const event = (type: string, data: object, seq = 1) => ({
    ...{ seq, type, data, at: '2026-11-23T10:00:00.000+08:00', actor: { id: 'lin', name: null } },
    command: { type: 'x', via: 'person' },
  });
  const events = [
    event('reviewAsked', { reviewers: ['chen', 'li'], dueOn: '2026-11-30', on: asOf }),
    event('reviewerRecused', { reviewer: 'li', instead: 'wu', reason: '顾问' }),
    event('opinionGiven', { reviewer: 'chen', verdict: 'against', reason: '资金不实' }),
    event('reviewConcluded', {
      outcome: 'refused',
      reason: '纪要',
      opinions: { recommend: 0, conditional: 1, against: 2 },
    }),
    event('promised', { policy: 'H-07', text: '设备补助', amountWan: 3000, dueOn: '2027-06-30' }),
    event('promiseKept', { number: 1, on: asOf, amountWan: 1000, evidence: [{ kind: '回单', number: '7' }] }),
    event('promiseEnded', { number: 1, outcome: 'broken', reason: '取消' }),
    event('capitalDue', { on: '2026-12-31', currency: 'USD', amount: '5000', note: '二期' }),
    event('dueCorrected', {
      number: 1,
      old: { on: '2026-12-31', amount: '5000' },
      new: { on: '2027-03-31', amount: '5000' },
      reason: '协议',
    }),
  ];
  const { out } = await given('project history P-1', page(events));
  for (const told of [
    /发起预审 +chen、li · .*2026-11-30/,
    /专家回避 +li → wu · 顾问/,
    /专家意见 +chen · 不推荐 · 资金不实/,
    /预审结论 +不通过 · 推荐 0、附条件 1、不推荐 2 · 纪要/,
    /政策承诺 +H-07 · 设备补助 · 0.3 亿元 · .*2027-06-30/,
    /承诺兑现 +#1 2026-11-23 · 0.1 亿元 · 回单 7/,
    /承诺了结 +#1 未兑现 · 取消/,
    /应到外资 +2026-12-31 · 5000 USD · 二期/,
    /更正应到外资 +#1 2026-12-31 5000 → 2027-03-31 5000 · 协议/,
  ])
    expect(out).toMatch(told);
});

test.each([
  ['promise end P-1 1 --reason r', '--broken'],
  ['promise end P-1 1 --broken --withdrawn --reason r', '--withdrawn'],
  ['lead contact P-1 --phone 1', '--name'],
  ['lead contact P-1 --erase --name x', '--erase'],
  ['review ask P-1', '--reviewer'],
  ['review opinion P-1 还行 --reason r', '推荐 recommend'],
  ['review conclude P-1 通过', '--reason'],
  ['promise keep P-1 首项 --on 2026-11-20', '1 – 10000'],
  ['promise list --state 好', '待兑现 open'],
])('%s reaches no server and ends with 2', async (line, says) => {
  const ran = await given(line, { body: {} });
  expect(ran).toMatchObject({ code: 2, out: '', did: undefined });
  expect(ran.err).toContain(says);
});

test('every command has its help in both languages', async () => {
  for (const line of ['lead', 'review', 'promise', 'policy', 'experts', 'not-landed', 'capital']) {
    expect((await run([line, '--help', '--lang', 'en'])).out).toContain('Usage: dispatch');
    expect((await run([line, '--help'])).out).toContain('用法：');
  }
});
