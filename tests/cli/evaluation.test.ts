import { afterEach, describe, expect, test } from '@jest/globals';
import { buildApp } from '../../src/api/app.ts';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import { paths } from '../../src/cli/paths.ts';
import { publishColoursBody } from '../../src/contract/schemas/index.ts';
import { colourOfProject } from '../../src/domain/colour/colours.ts';
import { POINTS_RULES, SILENCE_RULES } from '../../src/domain/colour/rule-sets.ts';
import { reasonText } from '../../src/contract/catalogue/colours.ts';
import { project as facts } from '../domain/colour/facts.ts';
import { command, fakeApi, page, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function given(argv: readonly string[], body: unknown) {
  await api?.close();
  api = await fakeApi(() => ({ body }));
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  const query = Object.fromEntries(asked?.query ?? []);
  return { ...ran, query, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}`, asked };
}

const coloured = colourOfProject(POINTS_RULES, facts({ planWan: 1_200, doneWan: 700 }));
const row = (over: object = {}) => ({
  subject: 'project',
  id: 'P-1',
  name: '储能中心',
  county: '南安市',
  ...coloured,
  ...over,
});
const county = row({ subject: 'county', id: '南安市', name: '南安市', colour: 'green', because: [], noted: false });
const counts = { project: { green: 7, yellow: 1, red: 0, none: 2 }, county: { green: 1, yellow: 0, red: 0, none: 0 } };
const rules = { id: 'points', version: 1, family: 'points', validFrom: '1978-01-01', name: POINTS_RULES.name };
const made = { month: '2026-10', on: '2026-11-23', closesOn: '2026-11-03', basis: 'days' };
const table = {
  ...made,
  rules: { project: rules, county: { ...rules, id: 'relative' } },
  counts,
  items: [county, row(), row({ id: 'P-2', name: '园区', colour: 'green', because: [] })],
  total: 3,
};

describe('colours', () => {
  test('show lists counties and whoever is yellow or red, with the reason, the rules and the basis', async () => {
    const { did, query, out } = await given(['colours', 'show', '--month', '2026年10月', '--on', '2026.11.3'], table);
    expect({ did, query }).toEqual({ did: 'GET evaluation/colours', query: { month: '2026-10', on: '2026-11-03' } });
    expect(out).toContain('2026-10 · 按 2026-11-23 所知 · 规则：县 relative@1，项目 points@1 · 口径：按天');
    expect(out).toMatch(/黄灯\s+P-1\s+储能中心\s+南安市\s+2026-10 底/);
    expect(out).toContain('（≥ 10 个百分点：黄灯）');
    expect(out).not.toContain('P-2');
    expect(out).toContain('项目：绿 7，黄 1，红 0，不亮 2');
  });

  test('show takes words in both languages, and lists all that have the colour asked for', async () => {
    const ran = await given(['亮灯', 'show', '--colour', '绿', '--subject', '项目', '--rules', 'points@1'], table);
    expect(ran.query).toEqual({ colour: 'green', subject: 'project', rules: 'points@1' });
    expect(ran.out).toContain('P-2');
    expect((await given(['colours', 'show', '--all', '--lang', 'en'], table)).out).toContain('P-2');
  });

  test('why prints the sentences of the server, the rules and their version', async () => {
    const { because } = colourOfProject(SILENCE_RULES, facts({ monthsWithoutReport: 7 }));
    const why = {
      ...made,
      ...row({ colour: 'red', proposeRemoval: true }),
      because: because.map(reason => ({ ...reason, text: reasonText(reason, 'zh') })),
      unmeasured: [],
      ruleSet: { ...rules, id: 'silence', family: 'silence', name: SILENCE_RULES.name, thresholds: {} },
      facts: {},
    };
    const ran = await given(['colours', 'why', '--project', 'P-1', '--month', '2026-10'], why);
    expect({ did: ran.did, query: ran.query }).toEqual({
      did: 'GET evaluation/colours/why',
      query: { project: 'P-1', month: '2026-10' },
    });
    expect(ran.out).toContain('规则 silence@1（按无进展月数）');
    expect(ran.out).toContain('项目 P-1 储能中心 · 红灯 · 建议移出');
    expect(ran.out).toContain('  · 到 2026-10 连续 7 个月没有填报（> 6 个月：红灯）');
    for (const argv of [
      ['colours', 'why'],
      ['colours', 'why', '--project', 'P-1', '--county', '南安市'],
    ]) {
      expect(await given(argv, why)).toMatchObject({ code: 2, asked: undefined });
    }
  });

  test('compare names who would change, month by month', async () => {
    const shade = { colour: 'green', noted: true, proposeRemoval: false };
    const whose = { subject: 'project', id: 'P-1', name: '储能中心', county: '南安市' };
    const month = { month: '2026-10', on: '2026-11-03', rules: [null, null], counts: {} };
    const comparison = {
      ...{ from: '2026-09', to: '2026-10', rules: ['points@1', 'silence'] },
      months: [
        { ...month, month: '2026-09', changes: [] },
        { ...month, changes: [{ ...whose, from: shade, to: { ...shade, colour: 'red', noted: false } }] },
      ],
    };
    const argv = ['colours', 'compare', '--rules', 'points@1，silence', '--from', '2026-9', '--to', '2026年10月'];
    const ran = await given(argv, comparison);
    expect(ran.query).toEqual({ rules: 'points@1,silence', from: '2026-09', to: '2026-10' });
    expect(ran.out).toContain('2026-09（按 2026-11-03 所知）：0 个会变');
    expect(ran.out).toMatch(/P-1\s+储能中心\s+南安市\s+绿灯（提醒）\s+红灯/);
  });

  const edition = {
    ...{
      month: '2026-10',
      edition: 2,
      on: '2026-11-20',
      basis: 'days',
      counts,
      hash: 'abcdef0123456789',
      reason: '补报',
    },
    rules: { project: { id: 'points', version: 1 }, county: { id: 'relative', version: 1 } },
    changes: [{ subject: 'project', id: 'P-1', name: '储能中心', from: 'red', to: 'yellow' }],
    publishedBy: { id: 'coordinator', name: '林晓' },
    publishedAt: '2026-11-20T10:00:00.000+08:00',
  };

  test('publish sends the month and the reason with a key, and tells what changed', async () => {
    const argv = ['colours', 'publish', '--month', '2026年10月', '--reason', '补报', '--key', 'k-1'];
    const ran = await given(argv, { ...edition, command: { ...command, entityId: '2026-10' } });
    expect(ran.did).toBe('POST evaluation/colours/editions');
    expect(ran.asked?.body).toEqual({ month: '2026-10', reason: '补报' });
    expect(publishColoursBody.safeParse(ran.asked?.body).error).toBeUndefined();
    expect(ran.asked?.headers['idempotency-key']).toBe('k-1');
    expect(ran.out).toContain('✓ 2026-10 第 2 版已发布');
    expect(ran.out).toMatch(/P-1\s+储能中心\s+红灯\s+黄灯/);
    const again = await given(argv, { ...edition, command: { ...command, replayed: true } });
    expect(again.out).toContain('未再执行');
    expect(await given(['colours', 'publish'], edition)).toMatchObject({ code: 2, asked: undefined });
  });

  test('history lists the editions, or shows one as it was', async () => {
    const list = await given(['colours', 'history'], page([edition]).body);
    expect(list.did).toBe('GET evaluation/colours/editions');
    expect(list.out).toMatch(
      /2026-10\s+2\s+2026-11-20 10:00\s+林晓 \(coordinator\)\s+relative@1 points@1\s+1\s+补报\s+abcdef012345/,
    );
    const whole = { ...edition, intact: true, items: [row()], total: 1 };
    const one = await given(['colours', 'history', '2026-10', '--edition', '2'], whole);
    expect(one.did).toBe('GET evaluation/colours/editions/2026-10/2');
    expect(one.out).toContain('2026-10 第 2 版 · 2026-11-20 10:00 林晓 (coordinator) · 补报');
    expect(one.out).not.toContain('不符');
    const newest = await given(['colours', 'history', '2026-10'], { ...whole, intact: false });
    expect(newest.did).toBe('GET evaluation/colours/editions/2026-10');
    expect(newest.out).toContain('不符');
    expect(await given(['colours', 'history', '2026-10', '--edition', '0'], whole)).toMatchObject({ code: 2 });
  });
});

describe('tables', () => {
  const pace = (percent: string | null) => {
    const measure = percent === null ? { percent, gap: 'notReported' } : { percent, gap: null };
    return { elapsed: { basis: 'months', part: 4, whole: 12 }, ofPlan: measure, ratio: measure, points: measure };
  };
  const sum = (percent: string | null, more: object = {}) => ({
    ...{ projects: 3, withoutPlan: 1, notReported: 2, planWan: 362_000, planYi: '36.2' },
    ...{ doneWan: 236_000, doneYi: '23.6', doneWithoutPlanWan: 5_000, pace: { months: pace(percent) } },
    ...more,
  });

  test('pace prints points with their sign, why there is none, and the basis below', async () => {
    const items = [
      { id: '南安市', name: '南安市', county: '南安市', ...sum('31.86') },
      { id: null, name: null, county: null, ...sum(null, { doneYi: null, planYi: null }) },
    ];
    const answer = {
      month: '2026-04',
      on: '2026-11-23',
      by: 'county',
      bases: ['months'],
      items,
      total: 2,
      sum: sum('-1.50'),
    };
    const ran = await given(['序时', '--basis', '按月', '--by', '县', '--month', '2026-04'], answer);
    expect({ did: ran.did, query: ran.query }).toEqual({
      did: 'GET evaluation/pace',
      query: { month: '2026-04', basis: 'months', by: 'county' },
    });
    expect(ran.out).toMatch(/南安市\s+36.2 亿元\s+23.6 亿元\s+31.86%\s+31.86%\s+\+31.86/);
    expect(ran.out).toMatch(/（未填县）\s+本年没有月报/);
    expect(ran.out).toMatch(/合计.*-1.50/);
    expect(ran.out).toContain('口径：按月，时间进度 4/12；2026-04，按 2026-11-23 所知');
    expect(ran.out).toContain('未列计划 1 个（另完成 0.5 亿元），当月未报 2 个');
    expect((await given(['pace', '--basis', '按周'], answer)).code).toBe(2);
  });

  test('four-batches prints number and money of each batch and tier', async () => {
    const tiers = [{ fromWan: 10_000, fromYi: '1', count: 2, sumWan: 300_000, sumYi: '30', withoutAmount: 0 }];
    const total = { count: 3, sumWan: 300_000, sumYi: '30', withoutAmount: 1, tiers };
    const items = ['planned', 'started', 'underConstruction', 'inUse'].map(batch => ({ batch, ...total }));
    const ran = await given(['四个一批', '--as-of', '2025年12月31日', '--year', '2025'], {
      asOf: '2025-12-31',
      year: 2025,
      items,
      total: 4,
    });
    expect({ did: ran.did, query: ran.query }).toEqual({
      did: 'GET evaluation/batches',
      query: { asOf: '2025-12-31', year: '2025' },
    });
    expect(ran.out).toContain('≥1亿');
    expect(ran.out).toMatch(/签约未开工一批\s+3\s+30\s+2 \/ 30/);
    expect(ran.out).toContain('按 2025-12-31 的台账，开工一批为 2025 年、1 个没有金额');
  });

  test('silence names who is proposed for removal and how it is confirmed', async () => {
    const silent = {
      ...{ code: 'P-1', name: '储能中心', county: '南安市', leaderId: null, lastReported: '2026-03' },
      ...{ months: 7, light: 'red', proposeRemoval: true },
    };
    const answer = {
      ...{ on: '2026-11-23', month: '2026-10', rules: { ...rules, id: 'silence', name: SILENCE_RULES.name } },
      ...{ counts: { yellow: 0, red: 1, proposed: 1 }, items: [silent], total: 1 },
    };
    const ran = await given(['silence', '--on', '2026-11-23'], answer);
    expect({ did: ran.did, query: ran.query }).toEqual({ did: 'GET evaluation/silence', query: { on: '2026-11-23' } });
    expect(ran.out).toMatch(/红灯\s+P-1\s+储能中心\s+南安市\s+2026-03\s+7\s+建议移出/);
    expect(ran.out).toContain('dispatch project remove');
    expect((await given(['silence'], { ...answer, counts: { yellow: 1, red: 0, proposed: 0 } })).out).not.toContain(
      'remove',
    );
  });

  test('--json prints the answer of the server and nothing else', async () => {
    const argvs = [['colours', 'show'], ['pace'], ['four-batches'], ['silence']];
    for (const argv of argvs) {
      const ran = await given([...argv, '--json'], table);
      expect(ran.json()).toEqual(table);
    }
  });
});

test('every address is one the API has', async () => {
  const parts = { db: {}, calendar: {}, readiness: {}, mailbox: null };
  const deps = { ...parts, version: '0', publicUrl: 'https://dispatch.example' };
  const app = await buildApp(deps as unknown as ApiDependencies);
  const { colours, whyColour, compareColours, colourEditions, colourEdition, pace, fourBatches, silence } = paths;
  const asked: ['GET' | 'POST', string][] = [
    ...[colours, whyColour, compareColours, colourEditions, pace, fourBatches, silence].map(
      url => ['GET', url] as ['GET', string],
    ),
    ['GET', colourEdition(':month')],
    ['POST', colourEditions],
  ];
  const missing = asked.filter(([method, url]) => !app.hasRoute({ method, url: decodeURIComponent(url) }));
  expect(app.hasRoute({ method: 'GET', url: `${decodeURIComponent(colourEdition(':month'))}/:edition` })).toBe(true);
  await app.close();
  expect(missing).toEqual([]);
});
