import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fakeApi, page, run, type Answerer, type FakeApi } from './support.ts';
import { charge, visit, whistle } from './supervision-table.ts';

const apis: FakeApi[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-visit-'));
});
afterEach(async () => {
  await Promise.all(apis.splice(0).map(api => api.close()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function given(argv: readonly string[], answer: Answerer) {
  const api = await fakeApi(answer);
  apis.push(api);
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  return { ...ran, asked: api.asked, changes: api.changes() };
}

const me = { id: 'zhang', name: '张', unit: 'dc-1', roles: ['supervisionTeam'] };
const teams = {
  items: [{ id: 'dc-1', name: '督查一组', people: 4, counties: ['南安市', '晋江市'], projects: 1, toVerify: 1 }],
};
const toVerify = {
  ...{ code: 'Q-1', title: '用地', category: 'land', project: 'P-1', projectName: '储能', county: '南安市' },
  ...{ leadUnit: '资规局', resolvedAt: '2026-11-23T10:00:00.000+08:00' },
};
const charges = {
  asOf: '2026-11-23',
  items: [
    { scope: 'county', subject: '南安市', name: null, team: 'dc-1', teamName: '督查一组', since: '2026-01-05' },
    { scope: 'project', subject: 'P-1', name: '储能', team: 'dc-1', teamName: '督查一组', since: '2026-02-01' },
  ],
};
const office: Answerer = ({ path }) => {
  if (path.endsWith('/me')) return { body: me };
  if (path.endsWith('/teams')) return { body: teams };
  if (path.endsWith('/problems')) return page([toVerify]);
  return { body: charges };
};

describe('dispatch team', () => {
  test('shows one’s own team when none is named: what it answers for, and what it has to verify', async () => {
    const { code, out, asked } = await given(['team', 'show'], office);
    expect(code).toBe(0);
    for (const words of ['督查一组', '南安市、晋江市', 'P-1 储能', 'Q-1', '资规局', '共 1 条'])
      expect(out).toContain(words);
    expect(asked.map(({ path }) => path.replace('/api/v1/', ''))).toEqual([
      ...['supervision/teams', 'me', 'supervision/charges', 'supervision/teams/dc-1/problems'],
    ]);
    const { json } = await given(['team', 'show', 'dc-1', '--json'], office);
    expect(json()).toMatchObject({ id: 'dc-1', charges: charges.items, problems: [toVerify] });
  });

  test('who is in no team is told to name one', async () => {
    const { code, err } = await given(['team', 'show'], one =>
      one.path.endsWith('/me') ? { body: { ...me, unit: 'land' } } : office(one, 0),
    );
    expect([code, err]).toEqual([2, expect.stringContaining('本人不在督查组')]);
  });

  test('entrusts to a team by its name', async () => {
    const { out } = await given(['team', 'entrust', 'dc-1', '--county', '南安市'], () => ({ body: charge }));
    expect(out).toContain('督查一组 (dc-1) · 2026-11-23');
    const { out: none } = await given(['team', 'release', '--county', '南安市', '--reason', '移交'], () => ({
      body: { ...charge, team: null, teamName: null },
    }));
    expect(none).toMatch(/^ {2}\S.* · 2026-11-23$/m);
  });

  test('lists teams and who answers for what, on any day', async () => {
    expect((await given(['team', 'list'], office)).out).toContain('南安市、晋江市');
    const { out, asked } = await given(['team', 'charges', '--as-of', '2026.6.30'], office);
    expect(out).toContain('督查一组 (dc-1)');
    expect(asked[0]?.query.get('asOf')).toBe('2026-06-30');
  });
});

describe('dispatch visit', () => {
  test('stores photos first and names them; the command sent again sends nothing twice', async () => {
    const photo = join(folder, 'road.jpg');
    await writeFile(photo, 'x');
    const sha256 = 'b'.repeat(64);
    const { code, changes } = await given(
      ['visit', 'hold', 'V-1', '--finding', `道路被占,类别=配套,照片=${photo}`, '--key', 'k1'],
      ({ path }) => (path.endsWith('/files') ? { status: 201, body: { sha256, name: 'road.jpg' } } : { body: visit() }),
    );
    expect(code).toBe(0);
    expect(changes.map(({ path, headers }) => [path, headers['idempotency-key']])).toEqual([
      ['/api/v1/files', 'k1.finding0.0'],
      ['/api/v1/visits/V-1/hold', 'k1'],
    ]);
    expect(changes[1]?.body).toMatchObject({ findings: [{ title: '道路被占', files: [sha256] }] });
  });

  test('with several findings says once that something was found, and how many', async () => {
    const command = { ...visit().command, events: ['visitHeld', 'found', 'found', 'found'] };
    const held = visit({ heldOn: '2026-12-02', status: 'raising', command });
    const { out } = await given(
      ['visit', 'hold', 'V-1', '--finding', '征地未完成,类别=征迁', '--finding', '进场道路未通,类别=配套'],
      () => ({ body: held }),
    );
    expect(out).toContain('V-1 已走访、发现问题\n');
    expect(out.match(/发现问题/g)).toHaveLength(2);
    expect(out).toContain('发现问题 2 个');
  });

  test('is planned for one’s own team when none is named', async () => {
    const { changes } = await given(['visit', 'plan', '2026-12-02', '--county', '南安市', '--person', 'zhang'], one =>
      one.path.endsWith('/me') ? { body: me } : { status: 201, body: visit() },
    );
    expect(changes[0]?.body).toMatchObject({ team: 'dc-1', county: '南安市' });
  });

  test.each([['没有类别'], ['标题,说明=x'], ['标题,类别=']])('a finding typed as %s is refused here', async typed => {
    const ran = await given(['visit', 'hold', 'V-1', '--finding', typed], () => ({ body: {} }));
    expect([ran.code, ran.asked]).toEqual([2, []]);
    expect(ran.err).toContain('类别=征迁');
  });

  test('shows a visit with its findings and their problems, and counts by month and team', async () => {
    const findings = [
      {
        ...{ number: 1, title: '道路被占', detail: null, category: 'infrastructure', solved: '当场清障' },
        ...{ files: [{ sha256: 'c', name: 'road.jpg' }], on: '2026-12-03', by: 'zhang', late: true, reason: '次日' },
        ...{ standing: 'raised', problem: 'Q-7', problemState: 'resolved', refusal: null },
      },
    ];
    const detail = { ...visit({ status: 'held', heldOn: '2026-12-02' }), teamName: '督查一组', projectName: '储能' };
    const { out } = await given(['visit', 'show', 'V-1'], () => ({
      body: { ...detail, peopleNames: ['张'], findings },
    }));
    for (const words of ['督查一组 (dc-1)', '张 (zhang)', 'Q-7', '当场清障', 'road.jpg', '现场化解 1 个']) {
      expect(out).toContain(words);
    }
    const row = {
      held: 3,
      unplanned: 1,
      planned: 2,
      missed: 0,
      cancelled: 0,
      findings: 5,
      raised: 3,
      solvedOnSpot: 2,
      late: 0,
    };
    const counts = {
      asOf: '2026-11-23',
      items: [{ month: '2026-11', team: 'dc-1', teamName: null, ...row }],
      sum: row,
    };
    const counted = await given(['visit', 'counts', '--from', '2026-01', '--as-of', '2026-06-20'], () => ({
      body: counts,
    }));
    expect(counted.out).toMatch(/2026-11(.|\n)*合计/);
    expect(counted.asked[0]?.query.toString()).toBe('from=2026-01&asOf=2026-06-20');
    const listed = await given(['visit', 'list', '--status', '已走访', '--month', '2026-11'], () => page([visit()]));
    expect(listed.asked[0]?.query.get('status')).toBe('held');
  });

  test('says what its workflow waits for in words', async () => {
    const waiting = {
      ...{ running: true, status: 'planned', awaits: 'remind:2026-12-02' },
      next: { slot: 'remind:2026-12-02', at: '2026-12-01T09:00:00.000+08:00' },
    };
    const { out } = await given(['visit', 'waiting', 'V-1'], () => ({ body: waiting }));
    expect(out).toContain('2026-12-01 09:00 走访提醒 2026-12-02');
    expect(out).toContain('已计划');
  });
});

describe('dispatch whistle', () => {
  test('answers for one’s own department when none is named', async () => {
    const { changes } = await given(['whistle', 'answer', 'W-1', '参加'], one =>
      one.path.endsWith('/me') ? { body: { ...me, unit: 'land' } } : { body: whistle() },
    );
    expect(changes[0]?.body).toEqual({ department: 'land', answer: 'comes' });
  });

  test('shows each department’s answer, who was silent, sent somebody, or stayed away', async () => {
    const names = { people: { chen: '陈', lin: '林' }, units: { land: '资规局' } };
    const detail = { ...whistle({ status: 'held' }), projectName: null, problemTitle: '用地', names };
    const { out } = await given(['whistle', 'show', 'W-1'], () => ({ body: detail }));
    for (const words of ['资规局 (land)', '陈 (chen)', '逾期答复', '缺席', '无可联系的人员', 'Q-1 用地', '林 (lin)']) {
      expect(out).toContain(words);
    }
    const listed = await given(['whistle', 'list', '--silent', '--status', '待答复'], () => page([whistle()]));
    expect(listed.asked[0]?.query.toString()).toContain('silent=true');
    expect(listed.out).toContain('用地协调');
  });

  test.each([
    [['whistle', 'answer', 'W-1', '也许'], '参加 comes'],
    [['whistle', 'hold', 'W-1', '--result', '很好', '--text', 't'], '现场解决 resolved'],
    [['whistle', 'blow', '--county', 'x'], '--topic'],
    [['visit', 'list', '--status', '很好'], '已计划 planned'],
  ])('%j is refused here', async (argv, says) => {
    const ran = await given(argv, () => ({ body: {} }));
    expect([ran.code, ran.asked]).toEqual([2, []]);
    expect(ran.err).toContain(says);
  });
});
