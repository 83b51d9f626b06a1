import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { command, fakeApi, page, refusal, run, type Answered, type Answerer, type FakeApi } from './support.ts';

/** A test may ask more than one. */
const apis: FakeApi[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-batch-'));
});
afterEach(async () => {
  await Promise.all(apis.splice(0).map(api => api.close()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const total = (count: number, investmentWan = count * 12_345, unknown = 0) => ({
  count,
  investmentWan,
  investmentYi: String(investmentWan / 10_000),
  unknown,
});
const listed = (code: string, over: Record<string, unknown> = {}) => ({
  code,
  name: `项目 ${code}`,
  county: '南安市',
  venue: '市会展中心',
  standing: 'listed',
  late: false,
  reason: null,
  replaces: null,
  replacedBy: null,
  refusal: null,
  investmentWan: 12_345,
  investmentYi: '1.2345',
  stage: 'negotiation',
  status: 'active',
  ...over,
});
const paused = { code: 'projectPaused', field: 'code', value: 'P-2', params: {}, message: '编号：项目 P-2 正暂缓。' };
const batch = (over: Record<string, unknown> = {}) => ({
  code: 'B-2026-0001',
  name: '四季度集中签约',
  stage: 'signing',
  on: '2026-12-10',
  heldOn: null,
  cutOff: '2026-12-04',
  mainVenue: '市会展中心',
  branchVenues: ['南安分会场'],
  status: 'listing',
  confirmedBy: null,
  cancelReason: null,
  progress: { total: 3, moved: 0, refused: 0, waiting: 3 },
  totals: {
    all: total(3, 24_690, 1),
    listed: total(3, 24_690, 1),
    moved: total(0),
    refused: total(0),
    dropped: total(1),
  },
  followUps: [],
  seq: 1,
  plannedAt: '2026-11-23T09:00:00.000+08:00',
  changedAt: '2026-11-23T09:00:00.000+08:00',
  venues: [
    { venue: '市会展中心', main: true, ...total(2) },
    { venue: '南安分会场', main: false, ...total(1, 0, 1) },
  ],
  projects: [
    listed('P-1'),
    listed('P-3', { standing: 'dropped', replacedBy: 'P-4', reason: '合同未定稿' }),
    listed('P-4', { replaces: 'P-3', late: true, reason: '业主改期' }),
    listed('P-2', { venue: '南安分会场', investmentWan: null, investmentYi: null, status: 'paused' }),
  ],
  command: { ...command, entityId: 'B-2026-0001', events: ['batchPlanned'] },
  ...over,
});
const DONE = batch({
  status: 'tracking',
  heldOn: '2026-12-10',
  progress: { total: 3, moved: 2, refused: 1, waiting: 0 },
  totals: { all: total(3), listed: total(0), moved: total(2), refused: total(1), dropped: total(1) },
  followUps: [
    { months: 1, on: '2027-01-10', told: true },
    { months: 3, on: '2027-03-10', told: false },
  ],
  projects: [
    listed('P-1', { standing: 'moved', stage: 'signing' }),
    listed('P-4', { standing: 'moved', stage: 'landing' }),
    listed('P-2', { standing: 'refused', status: 'paused', refusal: paused }),
  ],
});

async function given(argv: readonly string[], answer: Answered | Answerer) {
  const api = await fakeApi(typeof answer === 'function' ? answer : () => answer);
  apis.push(api);
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, asked, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}`, body: asked?.body };
}

const PLAN = ['batch', 'plan', '--name', '四季度集中签约', '--stage', '集中签约', '--on', '2026年12月10日'];
const PLACE = ['--cut-off', '2026.12.4', '--venue', '市会展中心', '--branch', '南安分会场'];
const B = 'B-2026-0001';

describe('planning an event', () => {
  const asked = (projects: object[]) => ({
    name: '四季度集中签约',
    stage: 'signing',
    on: '2026-12-10',
    cutOff: '2026-12-04',
    mainVenue: '市会展中心',
    branchVenues: ['南安分会场'],
    projects,
  });

  test('takes its projects from repeated options, with or without a venue', async () => {
    const ran = await given([...PLAN, ...PLACE, '--project', 'P-1', '--project', 'P-2=南安分会场'], { body: batch() });
    expect({ did: ran.did, body: ran.body, code: ran.code }).toEqual({
      did: 'POST batches',
      body: asked([{ code: 'P-1' }, { code: 'P-2', venue: '南安分会场' }]),
      code: 0,
    });
    expect(ran.out).toContain('B-2026-0001 拟定名单');
    expect(ran.out).toContain('3 个\uff0c2.469 亿元\uff08另有 1 个未填总投资\uff09');
  });

  test('takes them from a file with one code a line', async () => {
    const file = join(folder, '名单.txt');
    const lines = ['\ufeff# 市级', 'P-1', '', 'P-2\t南安分会场', 'P-3\uff0c南安分会场 # 补报', '  P-4  '];
    await writeFile(file, lines.join('\r\n'));
    const ran = await given([...PLAN, ...PLACE, '--project', 'P-0', '--file', file], { body: batch() });
    const venue = '南安分会场';
    expect(ran.body).toEqual(
      asked([{ code: 'P-0' }, { code: 'P-1' }, { code: 'P-2', venue }, { code: 'P-3', venue }, { code: 'P-4' }]),
    );
  });

  test.each<[string, string[], string]>([
    ['nobody on the list', [...PLAN, ...PLACE], '--project'],
    ['a file that is not there', [...PLAN, ...PLACE, '--file', 'no-such-list.txt'], '没有这个文件或文件夹'],
    ['no cut-off', [...PLAN, '--venue', 'x', '--project', 'P-1'], '--cut-off'],
    [
      'a kind of event there is not',
      ['batch', 'plan', '--name', 'x', '--stage', '落地', '--on', '2026-12-10', ...PLACE, '--project', 'P-1'],
      '集中签约 signing',
    ],
  ])('with %s reaches no server', async (_, argv, says) => {
    const ran = await given(argv, { body: {} });
    expect(ran).toMatchObject({ code: 2, out: '', asked: undefined });
    expect(ran.err).toContain(says);
  });
});

describe('a change of an event', () => {
  test.each<[string[], string, object]>([
    [['add', B, 'P-9', '--venue', '南安分会场'], 'add', { code: 'P-9', venue: '南安分会场' }],
    [['drop', B, 'P-1', '--reason', '合同未定稿'], 'drop', { code: 'P-1', reason: '合同未定稿' }],
    [['substitute', B, 'P-1', 'P-9', '--reason', '改期'], 'substitute', { out: 'P-1', in: 'P-9', reason: '改期' }],
    [['confirm', B, '--on', '2026-12-10'], 'confirm', { on: '2026-12-10' }],
    [['cancel', B, '--reason', '台风'], 'cancel', { reason: '台风' }],
  ])('%j', async (argv, name, body) => {
    const ran = await given(['batch', ...argv], { body: batch() });
    expect({ did: ran.did, body: ran.body, code: ran.code }).toEqual({
      did: `POST batches/${B}/${name}`,
      body,
      code: 0,
    });
    const json = await given(['batch', ...argv, '--json'], { body: batch() });
    expect(json.json()).toEqual(batch());
  });

  test('that is refused ends with 2 and the server’s sentence', async () => {
    const answer = refusal(409, 'batchConfirmed', '编号\uff1a活动已确认\u3002');
    expect(await given(['batch', 'cancel', B, '--reason', 'x'], answer)).toMatchObject({
      code: 2,
      err: expect.stringContaining('活动已确认'),
    });
  });
});

describe('confirming', () => {
  const confirm = ['batch', 'confirm', B, '--on', '2026-12-10'];
  const moving = batch({ status: 'moving', heldOn: '2026-12-10' });

  test('without waiting says where to watch', async () => {
    const { out } = await given(confirm, { body: moving });
    expect(out).toContain(`dispatch batch show ${B}`);
  });

  test('with --wait follows the moving to its end, tells who was refused, and ends with 2 then', async () => {
    const answers = [moving, moving, moving, DONE];
    const ran = await given([...confirm, '--wait'], (_, count) => ({ body: answers[count] }));
    expect(ran.waits).toHaveLength(2);
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/P-2 .*被拒绝.*正暂缓/);
    expect(ran.out).toContain('2 个项目已转段\uff082.469 亿元\uff09\uff0c1 个被拒绝');
    expect(ran.out).not.toContain('P-4');
  });

  test('that moved nobody is told as no success', async () => {
    const none = { ...DONE, status: 'noneMoved', projects: [listed('P-2', { standing: 'refused', refusal: paused })] };
    const vain = { ...none, totals: { ...DONE.totals, moved: total(0) }, progress: { ...DONE.progress, moved: 0 } };
    const ran = await given([...confirm, '--wait'], (_, count) => ({ body: count === 0 ? moving : batch(vain) }));
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/✗ .*0 个项目已转段/);
    expect((await given(['batch', 'list', '--status', '无一转段'], page([]))).asked?.query.get('status')).toBe(
      'noneMoved',
    );
  });

  test('with --wait and --json prints the event with its results', async () => {
    const all = batch({ ...DONE, progress: { total: 3, moved: 3, refused: 0, waiting: 0 } });
    const ran = await given([...confirm, '--wait', '--json'], (_, count) => ({ body: count === 0 ? moving : all }));
    expect([ran.code, ran.json()]).toEqual([0, all]);
  });

  test('says that the server goes on when it cannot be watched', async () => {
    const ran = await given([...confirm, '--wait', '--tries', '1'], (_, count) =>
      count < 2 ? { body: moving } : { status: 503, body: {} },
    );
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('不会丢失');
  });
});

describe('reading', () => {
  test('the list, as a table and as items with their total', async () => {
    const argv = ['batch', 'list', '--stage', '签约', '--status', '跟踪回访'];
    const ran = await given(argv, page([DONE]));
    expect(ran.did).toBe('GET batches');
    expect(Object.fromEntries(ran.asked?.query ?? [])).toMatchObject({ stage: 'signing', status: 'tracking' });
    expect(ran.out).toMatch(
      /B-2026-0001 .*四季度集中签约 .*集中签约 .*2026-12-10 .*跟踪回访 .*3 .*2 .*1 .*3\.7035 亿元/,
    );
    const json = await given([...argv, '--json'], page([DONE]));
    expect(json.json()).toEqual({ items: [DONE], total: 1 });
  });

  test('one event with its sums, venues and list', async () => {
    const { out, did } = await given(['batch', 'show', B], { body: batch() });
    expect(did).toBe(`GET batches/${B}`);
    expect(out).toMatch(/南安分会场 +1 个/);
    expect(out).toMatch(/P-3 .*退出名单 .*由 P-4 替补 · 合同未定稿/);
    expect(out).toMatch(/P-4 .*在列 .*截止后 · 替补 P-3 · 业主改期/);
    expect(out).toMatch(/P-2 .*暂缓 在谈/);
    const done = await given(['batch', 'show', B], { body: DONE });
    expect(done.out).toMatch(/回访 +1 个月 2027-01-10 已回访、3 个月 2027-03-10/);
    expect(done.out).toMatch(/已转段 +2 个/);
  });

  test('the evidence check, with who cannot take part first', async () => {
    const papers = [{ kind: '合同文本', needs: ['on'], level: 'asked' }];
    const items = [
      { code: 'P-1', name: '甲', venue: 'x', verdict: 'ready', missing: [], refusal: null },
      { code: 'P-4', name: '乙', venue: 'x', verdict: 'lacking', missing: papers, refusal: null },
      { code: 'P-2', name: '丙', venue: 'x', verdict: 'cannot', missing: papers, refusal: paused },
    ];
    const answer = { items, total: 3, counts: { ready: 1, lacking: 1, cannot: 1 } };
    const { out, did } = await given(['batch', 'check', B], { body: answer });
    expect(did).toBe(`GET batches/${B}/check`);
    expect(out).toMatch(/P-2 .*不能参加 .*正暂缓(.|\n)*P-4 .*缺材料 .*合同文本(.|\n)*P-1 .*材料齐备/);
    expect(out).toContain('可转段 1 个\uff0c缺材料仍可转段 1 个\uff0c不能参加 1 个');
    const json = await given(['batch', 'check', B, '--json'], { body: answer });
    expect(json.json()).toEqual(answer);
  });

  test('its history in words', async () => {
    const event = (type: string, data: object, seq: number) => ({
      ...{ seq, type, data, at: '2026-11-23T09:00:00.000+08:00' },
      ...{ actor: { id: 'lin', name: '林晓' }, command: { type: 'x', via: 'person' } },
    });
    const events = [
      event('batchPlanned', { name: '四季度集中签约', stage: 'signing', on: '2026-12-10', projects: [{}, {}] }, 1),
      event('projectSubstituted', { out: 'P-3', in: 'P-4', venue: '主会场', late: true, reason: '改期' }, 2),
      event('projectDropped', { code: 'P-1', late: false, reason: null }, 3),
      event('batchMoved', { moved: 2, refused: 1 }, 4),
      event('followedUp', { months: 3, on: '2027-03-10' }, 5),
    ];
    const { out } = await given(['batch', 'history', B], page(events));
    expect(out).toMatch(/拟定名单 .*集中签约 · 2026-12-10 · 2 个/);
    expect(out).toMatch(/替补 .*P-3 → P-4 · 主会场 · 截止后 · 改期/);
    expect(out).toMatch(/移出项目 .*P-1\n/);
    expect(out).toMatch(/转段完成 .*已转段 2 · 被拒绝 1/);
    expect(out).toMatch(/回访 .*满 3 个月 · 2027-03-10/);
  });
});
