import { afterEach, describe, expect, test } from '@jest/globals';
import { COMMANDS, meeting, person, series, unit } from './commands-table.ts';
import { command, fakeApi, page, problem, project, projectPage, run, type Answered, type FakeApi } from './support.ts';

const UNITS = page([{ id: 'land-office', name: '自然资源局', kind: 'department', county: null }]);

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** Runs one command against a server that gives `answer` to everything but what units are called; returns what it was asked. */
async function given(argv: readonly string[], answer: Answered) {
  const isBeside = argv[0] !== 'units';
  api = await fakeApi(({ path, method }) =>
    isBeside && method === 'GET' && path === '/api/v1/units' ? UNITS : answer,
  );
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, asked, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}`, body: asked?.body };
}

describe('a changing command', () => {
  test.each(COMMANDS)('%j asks for %s', async (argv, did, body, answer) => {
    const ran = await given(argv, { body: answer });
    expect({ did: ran.did, body: ran.body }).toEqual({ did, body });
    expect(ran.asked?.headers['idempotency-key']).toMatch(/^[!-~]{1,100}$/);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).not.toBe('');
  });

  test.each(COMMANDS)(
    '%j --json prints the answer of the server and nothing else',
    async (argv, _did, _body, answer) => {
      const ran = await given([...argv, '--json'], { body: answer });
      expect(ran.json()).toEqual(answer);
      expect(ran).toMatchObject({ code: 0, err: '' });
    },
  );

  test('says that a repeated key did nothing', async () => {
    const replayed = project({ command: { ...command, replayed: true } });
    const { out } = await given(['project', 'resume', 'P-1', '--key', 'k'], { body: replayed });
    expect(out).toContain('未再执行');
  });
});

describe('bad usage reaches no server and ends with 2', () => {
  test.each<[string[], string]>([
    [['projekt'], '没有这条命令'],
    [['project'], '再选一条'],
    [['project', 'frobnicate'], '没有这条命令'],
    [['project', 'show'], '缺少参数'],
    [['project', 'show', 'P-1', 'P-2'], '参数太多'],
    [['project', 'list', '--colour'], '没有这个选项'],
    [['project', 'start'], '--name'],
    [['project', 'start', '--name'], '缺少值'],
    [['project', 'start', '--name', 'x', '--investment', '13.8'], '不是整数万元'],
    [['project', 'start', '--name', 'x', '--investment', '-1万元'], '负数'],
    [['project', 'advance', 'P-1', '推进中'], '签约 signing'],
    [['project', 'correct', 'P-1', 'county', '--reason', 'r'], '--clear'],
    [['project', 'correct', 'P-1', 'county', '南安市', '--clear', '--reason', 'r'], '--clear'],
    [['project', 'start', '--name', 'x', '--phase', '2'], '--parent'],
    [['project', 'start', '--name', 'x', '--parent', 'P-9'], '--relation'],
    [['project', 'start', '--name', 'x', '--parent', 'P-9', '--phase', '0'], '1 – 99'],
    [['project', 'start', '--name', 'x', '--parent', 'P-9', '--relation', '合资'], '增资扩产 enlargement'],
    [['project', 'start', '--name', 'x', '--distinct-from', 'P-9'], '--distinct-reason'],
    [['project', 'start', '--name', 'x', '--distinct-reason', 'r'], '--distinct-from'],
    [['project', 'start', '--name', 'x', '--land', '海域'], '存量用地 existing'],
    [['project', 'prove', 'P-1', '开工'], '--evidence'],
    [['project', 'waive', 'P-1', '开工', '施工许可证'], '--reason'],
    [['project', 'merge', 'P-1', '--reason', 'r'], 'into'],
    [['project', 'upgrade', 'P-1', '正式合同'], '--on'],
    [['project', 'plan-year', 'P-1', '明年', '3亿元'], '1978 – 2199'],
    [['project', 'plan-year', 'P-1', '20266', '3亿元'], '1978 – 2199'],
    [['project', 'report', 'P-1', '2026-10', '三千万'], '不是金额'],
    [['project', 'report', 'P-1', '2026-10', '0.5万元'], '不是整数万元'],
    [['project', 'correct-report', 'P-1', '2026-10', '1'], '--reason'],
    [['project', 'correct-arrival', 'P-1', '首笔', '1', '--reason', 'r'], '1 – 10000'],
    [['problem', 'verify', 'Q-1'], '--accept'],
    [['problem', 'rule-objection', 'Q-1', '--reason', 'r'], '--uphold'],
    [['problem', 'rule-extension', 'Q-1', '--grant', '--refuse'], '--grant'],
    [['problem', 'verify', 'Q-1', '--accept', '--reject'], '--accept'],
    [['problem', 'raise', '--title', 't', '--category', '土地证'], '用地 land'],
    [['link', 'make', 'Q-1', '答复'], '--firm'],
    [['link', 'make', 'Q-1', '答复', '--for', 'chen', '--firm', '晶旭'], '--firm'],
    [['link', 'make', 'Q-1', '签字', '--for', 'chen'], '答复 answerProblem'],
    [['link', 'make', 'Q-1', '答复', '--for', 'chen', '--days', '91'], '1 – 90'],
    [['meeting', 'show', 'weekly'], '系列/日期'],
    [['mail', 'show', 'm-1', '--html', '--ics'], '只能取一'],
    [['mail', 'release'], '--all'],
    [['recovery', 'follow'], '--all'],
    [['recovery', 'follow', 'project'], '--all'],
    [['recovery', 'follow', 'project', 'P-1', '--all'], '二者取一'],
    [['mail', 'release', 'm-1', '--all'], '二者取一'],
    [['import'], '--follow'],
    [['problem', 'raise', '--title', 't', '--category', '用地'], '--county'],
    [['import', 'no-such-file.xlsx'], '没有这个文件或文件夹'],
    [['import', 'src'], '这是文件夹'],
    [['import', 'x.xlsx', '--assume', '推进中'], '推进中=签约'],
    [['project', 'list', '--tries', '0'], '1 – 100'],
    [['project', 'resume', 'P-1', '--key', '周一'], 'ASCII'],
    [['project', 'resume', 'P-1', '--key', 'a\r\nx: y'], 'ASCII'],
  ])('%j', async (argv, says) => {
    const ran = await given(argv, { body: {} });
    expect(ran).toMatchObject({ code: 2, out: '', asked: undefined });
    expect(ran.err).toContain(says);
  });

  test.each<[string[], Record<string, string>, string]>([
    [['project', 'list', '--lang', 'fr'], {}, '--lang'],
    [['project', 'list', '--lang=fr'], { DISPATCH_LANG: 'en' }, '--lang'],
    [['project', '--help', '--lang', 'zh', '--lang', 'fr'], {}, '--lang'],
    [['project', 'list'], { DISPATCH_LANG: 'fr' }, 'DISPATCH_LANG'],
  ])('a language the CLI does not speak is refused in those it speaks: %j %j', async (argv, env, name) => {
    const ran = await run(argv, { env });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(`${name}：“fr” 不在可选值之内：zh、en。\n${name}: "fr" is none of: zh, en.\n`);
    const document = (await run([...argv, '--json'], { env })).json();
    expect(document).toMatchObject({ code: 'notInList', errors: [{ field: name, value: 'fr' }] });
  });

  test('a language may be named as a locale is, and behind -- it is no option', async () => {
    const help = async (...argv: string[]) => (await run(argv, { env: { DISPATCH_LANG: 'zh_CN.UTF-8' } })).out;
    expect(await help('--help')).toContain('用法：');
    expect(await help('--help', '--lang', 'en-GB')).toContain('Usage:');
    expect((await run(['project', 'show', '--', '--lang', 'fr'])).err).toContain('参数太多');
  });

  test('a token no header can carry is not mistaken for a server that is away', async () => {
    const ran = await run(['project', 'list', '--json'], { env: { DISPATCH_TOKEN: '令牌' } });
    expect(ran.code).toBe(2);
    expect(ran.json()).toMatchObject({ code: 'badToken' });
  });

  test('an address that is none is named', async () => {
    const ran = await run(['project', 'list', '--json'], { env: { DISPATCH_URL: 'ftp://x' } });
    expect(ran.code).toBe(2);
    expect(ran.json()).toMatchObject({ code: 'badUrl', title: expect.stringContaining('ftp://x') });
  });
});

describe('a list', () => {
  test('asks for what the filters say, in the words of the API', async () => {
    const ran = await given(
      ['project', 'list', '--stage', '签约', '--status', '暂缓', '--county', '南安市', '--gaps'],
      projectPage([project()]),
    );
    expect(Object.fromEntries(ran.asked?.query ?? [])).toEqual({
      stage: 'signing',
      status: 'paused',
      county: '南安市',
      gaps: 'true',
      limit: '200',
    });
    expect(ran.out).toContain('总投资合计 20 亿元');
    expect(ran.out).not.toContain('统计内');
  });

  test('is narrowed to a path, to what hangs on a project, and to what lacks papers', async () => {
    const lacking = project({ missingEvidence: ['signing:合同文本', 'landing:企业注册'] });
    const ran = await given(
      ['project', 'list', '--missing-papers', '--path', '外资', '--parent', 'P-9'],
      projectPage([lacking]),
    );
    expect(Object.fromEntries(ran.asked?.query ?? [])).toEqual({
      missingEvidence: 'true',
      path: 'foreign',
      parent: 'P-9',
      limit: '200',
    });
    expect(ran.out).toMatch(/缺材料\n.*2\n/s);
  });

  test('is sorted and of a past day as asked; those that have left are told from those in the counts', async () => {
    const ran = await given(
      ['project', 'list', '--sort', '总投资', '--desc', '--as-of', '2026年6月30日'],
      projectPage([project(), project({ status: 'withdrawn' })], {
        counted: { projects: 1, investmentWan: 200_000, investmentYi: '20' },
      }),
    );
    expect(Object.fromEntries(ran.asked?.query ?? [])).toEqual({
      sort: 'investment',
      order: 'desc',
      asOf: '2026-06-30',
      limit: '200',
    });
    expect(ran.out).toContain('总投资合计 40 亿元');
    expect(ran.out).toContain('其中统计内 1 个、20 亿元');
  });

  test.each<[string[], string, unknown]>([
    [['problem', 'list', '--overdue', '--state', '待核验'], 'GET problems', problem({ overdue: true })],
    [['meeting', 'series', 'list'], 'GET series', series],
    [['meeting', 'list', '--status', 'planned'], 'GET meetings', meeting],
    [['people', 'list', '--role', '督查组'], 'GET people', person],
    [['units', 'list'], 'GET units', unit],
    [['schedules', 'diff'], 'GET schedules', { id: 'series/weekly', action: 'create', changes: [] }],
  ])('%j asks for %s, as a table and as one document', async (argv, did, item) => {
    const human = await given(argv, page([item]));
    expect(human).toMatchObject({ code: 0, did, err: '' });
    await api?.close();
    const { json } = await given([...argv, '--json'], page([item]));
    expect(json()).toEqual({ items: [item], total: 1 });
  });

  test('that is empty is still a list', async () => {
    expect((await given(['mail', 'list', '--json'], page([]))).json()).toEqual({ items: [], total: 0 });
  });
});

describe('one thing', () => {
  test('a project shows its path, its gaps and its open problems', async () => {
    const openProblems = [
      { code: 'Q-1', title: '用地指标', state: 'handling', dueAt: '2026-12-02T17:30:00.000+08:00' },
    ];
    const { out } = await given(['project', 'show', 'P-1'], { body: project({ openProblems }) });
    for (const word of ['20 亿元', '正式合同', '签约日期不到日', '2022-04', 'Q-1', '办理中', '2026-12-02 17:30']) {
      expect(out).toContain(word);
    }
  });

  test('a project shows what it hangs on, what it lacks, what was waived, and how its year stands', async () => {
    const child = {
      code: 'P-7',
      name: '储能二期',
      relation: 'phase',
      phase: 2,
      stage: 'lead',
      status: 'active',
      investmentWan: 15_000,
    };
    const signing = {
      ...{ baseline: null, plan: null, revisions: 0, actual: '2026-04-28', dateUnknown: false },
      evidence: [{ kind: '合同文本' }],
      waivers: [{ kind: '公证书', by: 'wu', reason: '在办', on: '2026-11-23' }],
    };
    const { out } = await given(['project', 'show', 'P-1'], {
      body: project({
        ...{ pathName: '外资', landKind: 'new', parent: { code: 'P-9', relation: 'phase', phase: 2 } },
        ...{ missingEvidence: ['landing:企业注册', 'landing:外商投资信息报告'], statisticsOn: '2026-11-01' },
        ...{
          thisYear: { year: 2026, planWan: 36_200, doneWan: 20_000, lastMonth: '2026-10' },
          lastReported: '2026-10',
        },
        ...{ children: [child], merged: [{ code: 'P-17', name: '储能' }], milestones: { signing } },
      }),
    });
    for (const line of [
      /^路径 +外资$/m,
      /^用地方式 +新增用地$/m,
      /^上级项目 +P-9（分期 第 2 期）$/m,
      /^缺材料 +落地 企业注册、外商投资信息报告$/m,
      /^2026 年 +计划 3.62 亿元，已完成 2 亿元（至 2026-10）$/m,
      /^最近月报 +2026-10$/m,
      /^入库 +2026-11-01$/m,
      /^并入的编号 +P-17 储能$/m,
      /合同文本; 豁免 公证书（wu：在办）/,
      /^P-7 +储能二期 +分期 第 2 期 +线索 +跟踪中 +1.5 亿元$/m,
    ])
      expect(out).toMatch(line);
    expect((await shown({ status: 'merged', mergedInto: 'P-2' })).out).toMatch(/^已并入 +P-2$/m);
    const unplanned = { year: 2026, planWan: null, doneWan: 5, lastMonth: '2026-10' };
    expect((await shown({ thisYear: unplanned })).out).toContain('计划 未定');
    expect((await shown({ thisYear: { ...unplanned, planWan: 10_000, doneWan: null } })).out).toContain('已完成 未报');
    expect((await shown({})).out).not.toContain('2026 年');
  });
  const shown = async (over: Record<string, unknown>) => {
    await api?.close();
    return given(['project', 'show', 'P-1'], { body: project(over) });
  };

  test('the money of a project: years, months, arrivals, and the sum of each currency', async () => {
    const month = {
      month: '2026-10',
      doneWan: 3_200,
      toDateWan: 41_000,
      reportedOn: '2026-11-04',
      late: true,
      corrections: 2,
    };
    const body = {
      ...{
        code: 'P-1',
        statisticsOn: null,
        years: [{ year: 2026, planWan: 36_200, doneWan: 41_000, lastMonth: '2026-10' }],
      },
      ...{ months: [month, { ...month, month: '2026-11', late: false, corrections: 0 }] },
      arrivals: [{ number: 1, on: '2026-10-12', currency: 'USD', amount: '1250000.50', note: '首期' }],
      dues: [{ number: 1, on: '2026-12-31', currency: 'EUR', amount: '88.00', note: '二期' }],
      arrived: [
        { currency: 'HKD', amount: '7.00' },
        { currency: 'USD', amount: '1250000.50' },
      ],
    };
    const { did, out } = await given(['project', 'money', 'P-1'], { body });
    expect(did).toBe('GET projects/P-1/money');
    for (const line of [
      /^2026 +3.62 亿元 +4.1 亿元 +2026-10$/m,
      /^2026-10 +0.32 亿元 +4.1 亿元 +2026-11-04 +迟报 +2 次$/m,
      /^2026-11 +0.32 亿元 +4.1 亿元 +2026-11-04$/m,
      /^ +1 +2026-10-12 +1250000.50 +USD +首期$/m,
      /7.00 HKD、1250000.50 USD/,
      /^ +1 +2026-12-31 +88.00 +EUR +二期$/m,
    ])
      expect(out).toMatch(line);
    await api?.close();
    const nothing = { code: 'P-1', statisticsOn: null, years: [], months: [], arrivals: [], dues: [], arrived: [] };
    expect((await given(['project', 'money', 'P-1'], { body: nothing })).out).toContain('没有年度计划');
  });

  test('proposed plan dates say how to take them over, or what is missing', async () => {
    const body = {
      ...{ code: 'P-1', landKind: 'new', signedOn: '2026-04-28', needs: [] },
      plans: [{ stage: 'landing', date: '2026-06-28', note: 'papersFiled', plan: '2026-12-31' }],
      money: [{ by: '2026-07-28', atLeastPercent: 25, atLeastWan: 34_500, atLeastYi: '3.45' }],
    };
    const { did, out } = await given(['project', 'suggest', 'P-1'], { body });
    expect(did).toBe('GET projects/P-1/suggested-plans');
    expect(out).toContain('落地：2026-06-28 (报批材料上报)，现行计划 2026-12-31');
    expect(out).toContain('dispatch project revise P-1 落地 2026-06-28');
    expect(out).toContain('2026-07-28 前至少完成总投资的 25%，即 3.45 亿元');
    await api?.close();
    const unknown = { ...body, landKind: null, needs: ['landKind', 'actual.signing'], plans: [], money: [] };
    expect((await given(['project', 'suggest', 'P-1'], { body: unknown })).out).toContain('缺 用地方式、签约日期');
    await api?.close();
    const none = { ...body, plans: [], money: [] };
    expect((await given(['project', 'suggest', 'P-1'], { body: none })).out).toContain('没有可建议的');
  });

  test('a problem shows who solved it and who verified it', async () => {
    const solution = {
      result: '已下达',
      evidence: [{ kind: '批复', number: '12号' }],
      solverId: 'chen',
      solverUnitId: 'land',
    };
    const { out } = await given(['problem', 'show', 'Q-1'], {
      body: problem({ state: 'closed', solution, verifiedBy: 'wu' }),
    });
    for (const word of ['已下达', '批复 12号', 'chen', 'wu', '已销号']) expect(out).toContain(word);
  });

  test('a problem shows names with the ids that the commands take, and a code before a name', async () => {
    const solution = { result: '已下达', evidence: [], solverId: 'chen', solverName: '陈宏' };
    const named = {
      ...{ projectName: '腾云硬科技', raisedByName: '林晓', leadUnitName: '自然资源局', handler: 'chen' },
      ...{ handlerName: '陈宏', coUnits: ['forest', 'power'], coUnitNames: ['林业局', 'power'], verifiedByName: null },
    };
    const { out } = await given(['problem', 'show', 'Q-1'], { body: problem({ solution, ...named }) });
    for (const line of [
      /^项目 +P-2026-0001 腾云硬科技$/m,
      /^提出人 +林晓 \(lin\)$/m,
      /^主办 +自然资源局 \(land-office\)$/m,
      /^协办 +林业局 \(forest\)、power$/m,
      /^承办人 +陈宏 \(chen\)$/m,
      /^办结人 +陈宏 \(chen\)$/m,
    ])
      expect(out).toMatch(line);
    expect(out).not.toContain('核验人');
  });

  test('a meeting shows the name of its series and of its chair', async () => {
    const { out } = await given(['meeting', 'show', 'weekly/2026-11-30'], {
      body: { ...meeting, seriesName: '周调度会', chairName: '林晓', invitations: [], mails: [], mailsTotal: 0 },
    });
    expect(out).toMatch(/^名称 +周调度会$/m);
    expect(out).toMatch(/^主持 +林晓 \(lin\)$/m);
  });

  test('a meeting is asked for by series and date', async () => {
    const { did, out } = await given(['meeting', 'show', 'weekly/2026-11-30'], {
      body: { ...meeting, invitations: [], mails: [], mailsTotal: 0 },
    });
    expect(did).toBe('GET meetings/weekly/2026-11-30');
    expect(out).toContain('2026-11-30 09:00');
  });

  test('what a workflow waits for', async () => {
    const next = { slot: 'plan/landing/30', at: '2026-12-01T09:00:00.000+08:00' };
    const { out } = await given(['project', 'waiting', 'P-1'], {
      body: { running: true, status: 'active', awaits: 'landing', next },
    });
    expect(out).toContain('落地');
    expect(out).toContain('2026-12-01 09:00 plan/landing/30');
  });

  test('schedules apply gives the differences as a list', async () => {
    const items = [{ id: 'series/weekly', action: 'update', changes: [{ field: 'hour', wanted: 9, found: 8 }] }];
    const human = await given(['schedules', 'apply'], { body: { items, total: 1 } });
    expect(human.out).toContain('hour: 8 → 9');
  });
});

describe('a mail', () => {
  const mail = {
    id: 'm-1',
    to: 'lin@x.example',
    toName: '林晓',
    person: 'lin',
    kind: 'meeting-reminder',
    slot: 's',
    state: 'sent',
    subject: '周调度会提醒',
    messageId: '<m-1@x.example>',
    attempts: 1,
    doubts: 0,
    lastReply: '250 ok',
    notBefore: null,
    expiresAt: null,
    createdAt: '2026-11-23T09:00:00.000+08:00',
    changedAt: '2026-11-23T09:00:00.000+08:00',
    sentAt: '2026-11-23T09:00:00.000+08:00',
    html: '<p>您好</p>',
    text: '您好\r\n',
    ics: null,
    items: [],
  };

  test('one part goes out byte for byte, for a file', async () => {
    expect((await given(['mail', 'show', 'm-1', '--text'], { body: mail })).out).toBe('您好\r\n');
    await api?.close();
    expect((await given(['mail', 'show', 'm-1', '--html'], { body: mail })).out).toBe('<p>您好</p>\n');
  });

  test('a part it has not is refused', async () => {
    expect(await given(['mail', 'show', 'm-1', '--ics'], { body: mail })).toMatchObject({ code: 2, out: '' });
  });

  test('with --json it is the whole mail, whatever part was named', async () => {
    expect((await given(['mail', 'show', 'm-1', '--ics', '--json'], { body: mail })).json()).toEqual(mail);
  });
});

describe('a token', () => {
  const issued = { id: 't-1', person: 'lin', label: 'CLI', createdAt: 'x', revokedAt: null, token: 'wd_abc' };

  test('stands alone on stdout, so that a script can take it', async () => {
    const ran = await given(['people', 'token', 'lin'], { body: issued });
    expect(ran).toMatchObject({ did: 'POST people/lin/tokens', body: { label: 'CLI' }, out: 'wd_abc\n' });
    expect(ran.err).toContain('只显示这一次');
  });

  test('that was issued under the same key is not shown again', async () => {
    const ran = await given(['people', 'token', 'lin', '--key', 'k'], { body: { ...issued, token: null } });
    expect(ran.out).toBe('');
    expect(ran.err).toContain('换一个键');
  });
});
