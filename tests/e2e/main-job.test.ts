import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isAlive, Office } from '../support/office.ts';
import { until } from '../support/until.ts';

interface Listed<T> {
  items: T[];
  total: number;
}
interface Project {
  code: string;
  name: string;
  stage: string;
  status: string;
  investmentWan: number | null;
  milestones: Record<string, { actual: string | null }>;
}
interface Mail {
  id: string;
  to: string;
  kind: string;
  state: string;
  messageId: string;
}

const LEDGER = 'examples/quanzhou-ledger.xlsx';
const PEOPLE = [
  { id: 'lin', name: '林晓', unit: 'nanan', role: 'countyReporter', address: 'lin@nanan.example' },
  { id: 'wang', name: '王岩', unit: 'land', role: 'departmentHandler', address: 'wang@land.example' },
  { id: 'chen', name: '陈立', unit: 'team-1', role: 'supervisionTeam', address: 'chen@team.example' },
] as const;

let office: Office;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

describe('the main job, on the real ledger', () => {
  test('a dry run asks what 推进中 means, and writes nothing', async () => {
    const { code, stdout } = await office.cli(['import', LEDGER, '--dry-run']);
    expect(code).toBe(2);
    expect(stdout).toContain('推进中');
    expect((await office.json<Listed<Project>>(['project', 'list'])).total).toBe(0);
  });

  test('the ledger comes in as 47 projects of exactly 588 亿元, each with its workflow', async () => {
    await office.json(['import', LEDGER, '--assume', '推进中=签约', '--yes']);
    const { items, total } = await office.json<Listed<Project>>(['project', 'list']);
    expect([total, items.length]).toEqual([47, 47]);
    expect(items.reduce((sum, { investmentWan }) => sum + (investmentWan ?? 0), 0)).toBe(5_880_000);
    const waiting = await Promise.all(
      items.map(({ code }) => office.http<{ status: string }>('GET', `/projects/${code}/waiting`)),
    );
    expect(waiting.map(({ body }) => body.status)).toEqual(items.map(() => 'active'));
  });

  test('the same file again changes nothing', async () => {
    const before = await office.json(['project', 'list']);
    await office.json(['import', LEDGER, '--assume', '推进中=签约', '--yes']);
    expect(await office.json(['project', 'list'])).toEqual(before);
  });

  test('a project starts and walks to 投产 with the dates of all it passes', async () => {
    await office.json([
      'project',
      'start',
      '--code',
      'T-1',
      '--name',
      '端到端项目',
      '--county',
      '南安市',
      '--investment',
      '13.8亿元',
    ]);
    const passed = ['签约=2025-01-05', '落地=2025-02-01', '开工=2025-03-01', '竣工=2025-10'].flatMap(date => [
      '--passed',
      date,
    ]);
    await office.json(['project', 'advance', 'T-1', '投产', '--on', '2025-12-01', ...passed]);
    const project = await office.json<Project>(['project', 'show', 'T-1']);
    expect(project).toMatchObject({ stage: 'production', status: 'active', investmentWan: 138_000 });
    expect(project.milestones.completion?.actual).toBe('2025-10');
  });

  test('the people who meet are entered, each with a key of his own', async () => {
    for (const [id, name, kind] of [
      ['nanan', '南安市', 'county'],
      ['land', '市自然资源局', 'department'],
      ['team-1', '督查一组', 'supervision'],
    ] as const) {
      await office.json([
        'units',
        'add',
        id,
        '--name',
        name,
        '--kind',
        kind,
        ...(kind === 'county' ? ['--county', name] : []),
      ]);
    }
    for (const { id, name, unit, role, address } of PEOPLE) {
      await office.json(['people', 'add', id, '--name', name, '--unit', unit, '--role', role, '--address', address]);
      tokens[id] = (await office.json<{ token: string }>(['people', 'token', id])).token;
    }
    expect(Object.keys(tokens)).toEqual(['lin', 'wang', 'chen']);
  });

  test('a problem is raised, assigned, resolved, and closed by somebody else only', async () => {
    await office.json([
      'problem',
      'raise',
      '--code',
      'Q-1',
      '--project',
      'T-1',
      '--title',
      '用地指标缺口',
      '--category',
      '用地',
    ]);
    await office.json(['problem', 'assign', 'Q-1', '--lead', 'land', '--handler', 'wang']);
    const wang = { token: tokens.wang as string };
    await office.json(['problem', 'resolve', 'Q-1', '--result', '已批复', '--evidence', '批复,编号=1'], wang);
    const own = await office.cli(['problem', 'verify', 'Q-1', '--accept'], wang);
    expect([own.code, own.stderr]).toEqual([2, expect.stringContaining('督查组')]);
    await office.json(['problem', 'verify', 'Q-1', '--accept'], { token: tokens.chen as string });
    expect(await office.json(['problem', 'show', 'Q-1'])).toMatchObject({
      code: 'Q-1',
      state: 'closed',
      project: 'T-1',
      dueAt: null,
    });
  });

  test('a meeting that is triggered sends one personal reminder each, with an invitation', async () => {
    const attendees = PEOPLE.flatMap(({ id }) => ['--attendee', id]);
    await office.json([
      'meeting',
      'series',
      'define',
      'weekly',
      '--name',
      '周调度会',
      '--weekday',
      '周一',
      '--time',
      '09:00',
      '--venue',
      '三楼会议室',
      '--chair',
      'chen',
      ...attendees,
    ]);
    await office.json(['meeting', 'trigger', 'weekly']);
    const mails = await until('all reminders are sent', async () => {
      const { items } = await office.json<Listed<Mail>>(['mail', 'list', '--kind', '会议提醒']);
      return items.length === PEOPLE.length && items.every(({ state }) => state === 'sent') && items;
    });
    expect(mails.map(({ to }) => to).sort()).toEqual(PEOPLE.map(({ address }) => address).sort());
    expect((await office.journalled()).sort()).toEqual(mails.map(({ id }) => id).sort());
    const letters = await office.http<Listed<{ id: string; messageId: string }>>('GET', '/mailbox');
    // In office hours those about the problem may have left too.
    const sent = mails.map(({ messageId }) => messageId).sort();
    const arrived = letters.body.items.map(({ messageId }) => messageId).filter(id => sent.includes(id));
    expect(arrived.sort()).toEqual(sent);
    const ics = await office.cli(['mail', 'show', mails[0]?.id as string, '--ics']);
    expect(ics.stdout).toMatch(/METHOD:REQUEST[\s\S]*BEGIN:VTIMEZONE[\s\S]*UID:/);
  });

  test('the Schedules are what the ledger asks for', async () => {
    const { items } = await office.json<Listed<{ id: string; action: string }>>(['schedules', 'diff']);
    expect(items.map(({ id, action }) => `${id} ${action}`)).toEqual([
      'mail-sweep same',
      'settings-of-the-day same',
      'reporting-round same',
      'weekly-brief same',
      'series/weekly same',
    ]);
  });

  test('by HTTP: a key is needed, answers once, and refuses another body', async () => {
    const body = { code: 'T-2', name: '接口项目', county: '南安市' };
    expect((await office.http('POST', '/projects', { body })).status).toBe(400);
    expect((await office.http('POST', '/projects', { body, key: 'k1' })).status).toBe(201);
    expect((await office.http<Project>('POST', '/projects', { body, key: 'k1' })).body).toMatchObject({ code: 'T-2' });
    expect((await office.http('POST', '/projects', { body: { ...body, name: '另一个' }, key: 'k1' })).status).toBe(422);
    expect((await office.http('POST', '/projects', { body, key: 'k2' })).status).toBe(409);
  });

  test('Ctrl-C ends everything, and the next start goes on where it was', async () => {
    const pids = await office.temporalPids();
    expect(pids.length).toBeGreaterThan(0);
    expect(await office.stop()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    await office.start();
    const { total } = await office.json<Listed<Project>>(['project', 'list']);
    expect(total).toBe(49);
    await office.json(['project', 'advance', 'T-1', '满产', '--on', '2026-06']);
    expect(await office.json(['project', 'show', 'T-1'])).toMatchObject({ stage: 'fullCapacity', status: 'achieved' });
  });
});
