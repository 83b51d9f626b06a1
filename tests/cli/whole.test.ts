import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { letterBox, startApi, type ApiRig } from '../api/rig.ts';
import { run } from './support.ts';

// The CLI against the real API on a real ledger; only Temporal is replaced, commands go straight to the ledger.

let rig: ApiRig;
let url: string;
beforeAll(async () => {
  rig = await startApi({ mailbox: letterBox });
  url = await rig.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => rig.stop());

type Who = keyof ApiRig['tokens'];
const as = (who: Who, ...argv: string[]) => run(argv, { env: { DISPATCH_URL: url, DISPATCH_TOKEN: rig.tokens[who] } });
/** The document of a command that must succeed. */
async function got(who: Who, ...argv: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await as(who, ...argv, '--json');
  expect({ argv, code, err }).toEqual({ argv, code: 0, err: '' });
  return JSON.parse(out) as Record<string, unknown>;
}

test('a project walks from signing to production, and its code counts once', async () => {
  const start = [
    'project',
    'start',
    '--code',
    'QZ-7',
    '--name',
    '储能中心',
    '--county',
    '南安市',
    '--investment',
    '13.8亿元',
  ];
  const started = await got(
    'coordinator',
    ...start,
    '--stage',
    '签约',
    '--actual',
    '签约=2022-04-28',
    '--plan',
    '开工=2026-12-01',
  );
  expect(started).toMatchObject({ code: 'QZ-7', stage: 'signing', status: 'active', investmentWan: 138_000 });
  expect(await as('coordinator', ...start)).toMatchObject({ code: 2, out: '' });

  await got('coordinator', 'project', 'revise', 'QZ-7', '开工', '2027-01-15', '--reason', '用地指标晚到');
  const passed = ['落地=2023', '开工=2023-06', '竣工=2025-11-02'].flatMap(pair => ['--passed', pair]);
  await got(
    'coordinator',
    'project',
    'advance',
    'QZ-7',
    '投产',
    '--on',
    '2026.3.1',
    ...passed,
    '--evidence',
    '投产报告,编号=1',
  );
  const shown = await got('coordinator', 'project', 'show', 'QZ-7');
  expect(shown).toMatchObject({
    stage: 'production',
    gaps: expect.arrayContaining(['precision.landing']),
    milestones: { groundbreaking: { baseline: '2026-12-01', plan: '2027-01-15', actual: '2023-06' } },
  });
  const { items } = await got('coordinator', 'project', 'history', 'QZ-7');
  expect((items as { type: string }[])[0]?.type).toBe('started');
  const listed = await as('coordinator', 'project', 'list', '--stage', '投产');
  expect(listed.out).toContain('13.8 亿元');
});

test('a project has papers, a waiver, money and a second phase, and is counted under one code', async () => {
  const line = (who: Who, text: string) => got(who, ...text.split(' '));
  const start = 'project start --county 南安市 --stage 签约 --actual 签约=2026-04-28';
  await line(
    'coordinator',
    `${start} --code QZ-20 --name 晶旭 --agreement 意向 --investment 5亿元 --path 外资 --land 新增用地`,
  );
  await line('coordinator', 'project prove QZ-20 签约 --evidence 合同文本,日期=2026-04-28');
  expect(
    (await as('coordinator', 'project', 'waive', 'QZ-20', '落地', '外商投资信息报告', '--reason', '在办')).err,
  ).toContain('领导');
  await line('leader', 'project waive QZ-20 落地 外商投资信息报告 --reason 在办');
  await line('coordinator', 'project upgrade QZ-20 正式合同 --on 2026-10-01 --investment 6亿元');
  await line('coordinator', 'project plan-year QZ-20 2026 3.62亿元');
  await line('coordinator', 'project report QZ-20 2026-10 3200万元 --to-date 2亿元');
  await line('coordinator', 'project correct-report QZ-20 2026-10 3100万元 --reason 多报');
  await line('coordinator', 'project arrive QZ-20 1,250,000.50 美元 --on 2026-10-12');
  await line('coordinator', 'project enter-statistics QZ-20 --on 2026-11-01');
  const shown = await as('coordinator', 'project', 'show', 'QZ-20');
  for (const words of ['外资', '新增用地', '6 亿元', '计划 3.62 亿元', '1.99 亿元', '豁免 外商投资信息报告'])
    expect(shown.out).toContain(words);
  const money = await as('coordinator', 'project', 'money', 'QZ-20');
  for (const words of ['0.31 亿元', '1 次', '1250000.50 USD']) expect(money.out).toContain(words);
  expect((await as('coordinator', 'project', 'suggest', 'QZ-20')).out).toContain('2026-06-28 (报批材料上报)');

  const twin = await as('coordinator', ...`${start} --code QZ-21 --name 晶旭`.split(' '));
  expect([twin.code, twin.err]).toEqual([2, expect.stringContaining('QZ-20')]);
  await line('coordinator', `${start} --code QZ-21 --name 晶旭 --distinct-from QZ-20 --distinct-reason 另一企业`);
  await line('coordinator', `${start} --code QZ-22 --name 晶旭二期 --parent QZ-20 --phase 2`);
  expect((await as('coordinator', 'project', 'list', '--parent', 'QZ-20')).out).toContain('晶旭二期');
  await line('coordinator', 'project merge QZ-21 QZ-20 --reason 实为同一项目');
  expect((await as('coordinator', 'project', 'show', 'QZ-20')).out).toMatch(/并入的编号 +QZ-21 晶旭/);
  const history = await as('coordinator', 'project', 'history', 'QZ-20');
  for (const words of ['豁免', '协议升级', '更正月报', '到资', '入库']) expect(history.out).toContain(words);
});

test('a problem is closed by a team that is not the solver', async () => {
  const raised = await got(
    'coordinator',
    'problem',
    'raise',
    '--title',
    '用地指标',
    '--category',
    '用地',
    '--county',
    '南安市',
  );
  const code = String(raised['code']);
  expect(raised).toMatchObject({ state: 'raised', dueAt: expect.stringContaining('+08:00') });
  await got('coordinator', 'problem', 'assign', code, '--lead', 'land', '--handler', 'handler');
  await got('handler', 'problem', 'answer', code, '已报省厅', '--next', '2026-11-30');
  await got('handler', 'problem', 'resolve', code, '--result', '指标已下达', '--evidence', '批复,编号=12号');
  expect((await as('handler', 'problem', 'verify', code, '--accept')).code).toBe(2);
  expect(await got('inspector', 'problem', 'verify', code, '--accept')).toMatchObject({ state: 'closed' });
});

test('the same key does a thing once, and with other words it is refused', async () => {
  const argv = ['project', 'start', '--name', '只此一次', '--key', 'once'];
  const first = await got('coordinator', ...argv);
  const again = await got('coordinator', ...argv);
  expect(again).toMatchObject({ code: first['code'], command: { replayed: true } });
  const other = await as('coordinator', 'project', 'start', '--name', '另一个', '--key', 'once', '--json');
  expect(other.code).toBe(2);
  expect(other.json()).toMatchObject({ status: 422, code: 'keyReused' });
});

test('a meeting is opened and its reminders are in the outbox', async () => {
  const { id } = await got('coordinator', 'meeting', 'trigger', 'weekly');
  expect(await got('coordinator', 'meeting', 'show', String(id))).toMatchObject({
    series: 'weekly',
    done: ['agenda', 'reminder'],
  });
  const mails = await got('coordinator', 'mail', 'list', '--kind', '会议提醒');
  expect(mails).toMatchObject({ total: 2, items: [{ kind: 'meeting-reminder' }, {}] });
  const shown = await as('coordinator', 'meeting', 'show', String(id));
  expect(shown).toMatchObject({ code: 0, err: '' });
});

describe('the ledger of the examples', () => {
  const FILE = 'examples/quanzhou-ledger.xlsx';

  test('is refused while nobody says what 推进中 means, and the question is asked', async () => {
    const { code, out, err } = await as('coordinator', 'import', FILE);
    expect(code).toBe(2);
    expect(out).toContain('--assume 推进中=签约');
    expect(err).toContain('没有写入');
    expect(rig.started).toEqual([]);
  });

  test('would create 47 projects when the question is answered', async () => {
    const plan = await got('coordinator', 'import', FILE, '--dry-run', '--assume', '推进中=签约');
    expect(plan).toMatchObject({ created: 47, refused: 0, dryRun: true, summary: { investmentWan: 5_880_000 } });
  });

  test('what holds no ledger is refused in the words of the server', async () => {
    const { code, err } = await as('coordinator', 'import', 'package.json');
    expect(code).toBe(2);
    expect(err).toContain('找不到表头');
  });
});

describe('everything else answers too', () => {
  test.each([
    [['project', 'waiting', 'QZ-7']],
    [['project', 'list', '--search', '储能', '--gaps']],
    [['problem', 'list', '--state', '销号', '--overdue']],
    [['meeting', 'series', 'list']],
    [['meeting', 'list', '--series', 'weekly']],
    [['people', 'list', '--role', '督查组']],
    [['units', 'list', '--kind', '督查']],
    [['schedules', 'diff']],
    [['schedules', 'apply']],
    [['settings', 'show']],
    [['settings', 'show', '问题', '--on', '2027-01-04']],
    [
      [
        'settings',
        'set',
        'problem.leadWorkingDays',
        '5',
        '--from',
        '2027-1-4',
        '--reason',
        '通知',
        '--key',
        'set-once',
      ],
    ],
    [['settings', 'history', 'problem']],
    [['rebuild']],
    [['units', 'add', 'power', '--name', '供电公司', '--kind', '部门']],
    [
      [
        'people',
        'add',
        'wu',
        '--name',
        '吴越',
        '--unit',
        'power',
        '--role',
        '部门承办人',
        '--address',
        'wu@power.example',
      ],
    ],
    [['people', 'token', 'wu']],
    [['doctor']],
  ])('%j', async argv => {
    // An administrator runs the product and has no business of it to see.
    const who = ['project', 'problem'].includes(argv[0] ?? '') ? 'coordinator' : 'admin';
    const human = await as(who, ...argv);
    expect({ code: human.code, out: human.out !== '' }).toEqual({ code: 0, out: true });
    await got(who, ...argv);
  });

  test('a refusal comes in the language asked for', async () => {
    const zh = await as('coordinator', 'project', 'advance', 'QZ-7', '签约', '--on', '2026-01-01');
    const en = await as('coordinator', 'project', 'advance', 'QZ-7', 'signing', '--on', '2026-01-01', '--lang', 'en');
    expect(zh.err).toContain('只计一次');
    expect(en.err).toContain('counts once');
  });
});
