import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { command, fakeApi, page, refusal, run, type Answered, type FakeApi, type RunOptions } from './support.ts';

let api: FakeApi | undefined;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-settings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const VALUES: Record<string, unknown> = {
  problem: { leadWorkingDays: 7, reworkWorkingDays: 3 },
  accounts: { slowing: { address: { atOnce: 30 } } },
  officeHours: { start: '09:00', end: '17:30', lunch: { start: '12:00', end: '13:00' } },
  project: {
    warnDaysBefore: [30, 7],
    paths: [
      { id: 'standard', name: '标准' },
      { id: 'park', name: '园区' },
    ],
  },
};
const standing = (section: string) => ({
  ...{ section, day: '2027-01-01', version: 3, validFrom: '2026-05-01', replacedOn: null },
  ...{
    value: VALUES[section],
    reason: '通知',
    setBy: { id: 'wu', name: '吴越' },
    setAt: '2026-04-01T09:00:00.000+08:00',
  },
});
const changed = (section: string, value: unknown) => ({
  ...standing(section),
  ...{ version: 4, validFrom: '2027-01-01', old: VALUES[section], value },
  command: { ...command, entityId: section, events: ['set'] },
});

/** A server that knows the sections above; answers a PUT with what it was given. */
async function given(argv: readonly string[], options: RunOptions = {}, answer?: Answered) {
  await api?.close();
  api = await fakeApi(({ method, path, body }) => {
    const section = path.split('/').at(-1) ?? '';
    if (answer) return answer;
    return { body: method === 'GET' ? standing(section) : changed(section, (body as { value: unknown }).value) };
  });
  const ran = await run(argv, { ...options, env: { DISPATCH_URL: api.url } });
  const [put] = api.changes();
  return { ...ran, put: put && { path: put.path.replace('/api/v1/', ''), body: put.body }, asked: api.asked };
}
const WHEN = ['--from', '2027.1.1', '--reason', '通知'];

describe('settings set', () => {
  test.each<[string[], string, unknown]>([
    [['problem.leadWorkingDays', '5'], 'problem', { leadWorkingDays: 5, reworkWorkingDays: 3 }],
    [['问题.leadWorkingDays', '5'], 'problem', { leadWorkingDays: 5, reworkWorkingDays: 3 }],
    [['problem.leadWorkingDays', 'five'], 'problem', { leadWorkingDays: 'five', reworkWorkingDays: 3 }],
    [
      ['project.warnDaysBefore', '30,14,7'],
      'project',
      { ...(VALUES['project'] as object), warnDaysBefore: [30, 14, 7] },
    ],
    [['project.warnDaysBefore', '[]'], 'project', { ...(VALUES['project'] as object), warnDaysBefore: [] }],
    [['project.warnDaysBefore[1]', '5'], 'project', { ...(VALUES['project'] as object), warnDaysBefore: [30, 5] }],
    [['project.warnDaysBefore[0]', '--clear'], 'project', { ...(VALUES['project'] as object), warnDaysBefore: [7] }],
    [
      ['project.paths[1].name', '2027'],
      'project',
      {
        ...(VALUES['project'] as object),
        paths: [
          { id: 'standard', name: '标准' },
          { id: 'park', name: '2027' },
        ],
      },
    ],
    [['officeHours.start', '08:30'], 'officeHours', { ...(VALUES['officeHours'] as object), start: '08:30' }],
    [['officeHours.lunch', '--clear'], 'officeHours', { start: '09:00', end: '17:30' }],
    [['problem.offset', '-3'], 'problem', { leadWorkingDays: 7, reworkWorkingDays: 3, offset: -3 }],
  ])('%j sends the whole section with one value changed', async (argv, section, value) => {
    const ran = await given(['settings', 'set', ...argv, ...WHEN]);
    expect(ran.put).toEqual({
      path: `settings/${section}`,
      body: { value, validFrom: '2027-01-01', reason: '通知', basedOn: 3 },
    });
    expect(ran.asked[0]?.query.get('on')).toBe('2027-01-01');
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  test('says what changed, from which day, and until when', async () => {
    const answer = { ...changed('problem', { leadWorkingDays: 5, reworkWorkingDays: 3 }), replacedOn: '2027-06-01' };
    const argv = ['settings', 'set', 'problem', ...WHEN];
    const { out } = await given(argv, { input: '{}' }, { body: answer });
    expect(out).toBe(
      '✓ problem 设定参数\n  第 4 版，2027-01-01 起\n  problem.leadWorkingDays: 7 → 5\n  到 2027-06-01 由另一版本取代\n',
    );
    const never = await given(argv, { input: '{}' }, { body: { ...answer, replacedOn: '2027-01-01' } });
    expect(never.out).toContain('此版不适用');
    expect((await given([...argv, '--json'], { input: '{}' }, { body: answer })).json()).toEqual(answer);
  });

  test('takes a whole section from a file or from stdin, and reads nothing first', async () => {
    const file = join(folder, 'hours.json');
    await writeFile(file, '{ "start": "08:00", "end": "18:00" }');
    const wanted = { value: { start: '08:00', end: '18:00' }, validFrom: '2027-01-01', reason: '通知' };
    const fromFile = await given(['settings', 'set', 'officeHours', '--file', file, ...WHEN, '--based-on', '0']);
    expect(fromFile.put?.body).toEqual({ ...wanted, basedOn: 0 });
    expect(fromFile.asked).toHaveLength(1);
    const input = JSON.stringify(wanted.value);
    for (const more of [[], ['--file', '-']]) {
      const fromStdin = await given(['settings', 'set', '办公时间', ...more, ...WHEN], { input });
      expect(fromStdin.put).toEqual({ path: 'settings/officeHours', body: wanted });
    }
  });

  test.each<[string, string[], string]>([
    ['a section that is none', ['lunar.x', '5'], '办公时间 officeHours'],
    ['a leaf that hangs on nothing', ['problem.limits.lead', '5'], 'problem.limits.lead'],
    ['an item that is not there', ['project.warnDaysBefore[2]', '5'], 'project.warnDaysBefore[2]'],
    ['a prototype', ['problem.__proto__.x', '5'], 'problem.__proto__.x'],
    ['a prototype itself', ['problem.__proto__', '5'], 'problem.__proto__'],
    ['what every object has', ['problem.constructor', '5'], 'problem.constructor'],
    ['a leaf without a value', ['problem.leadWorkingDays'], '<组>.<项>'],
    ['a value and --clear', ['problem.leadWorkingDays', '5', '--clear'], '<组>.<项>'],
    ['a value for a section', ['problem', '5'], '<组>.<项>'],
    ['a leaf and a file', ['problem.leadWorkingDays', '5', '--file', 'x.json'], '<组>.<项>'],
    ['a terminal for a section', ['problem'], '<组>.<项>'],
    ['a file that is not there', ['problem', '--file', 'no-such.json'], '没有这个文件'],
    ['a version that is none', ['problem', '--file', '-', '--based-on', 'x'], '1 – 1000000'],
  ])('is refused for %s, and changes nothing', async (_, argv, says) => {
    const ran = await given(['settings', 'set', ...argv, ...WHEN], { input: argv.includes('-') ? '{}' : null });
    expect(ran).toMatchObject({ code: 2, out: '', put: undefined });
    expect(ran.err).toContain(says);
  });

  test('is refused for what is no JSON and for a day that is none', async () => {
    const torn = await given(['settings', 'set', 'problem', ...WHEN], { input: '{"a":' });
    expect(torn).toMatchObject({ code: 2, put: undefined });
    expect(torn.err).toContain('不是完整的 JSON');
    const twice = await given(['settings', 'set', 'problem', ...WHEN], { input: '{"a":1,"b":{"a":1,"a":2}}' });
    expect(twice).toMatchObject({ code: 2, put: undefined });
    expect(twice.err).toContain('b.a）：这个字段写了两次');
    const noDay = await given(['settings', 'set', 'problem.x', '5', '--from', '2027-02-30', '--reason', 'r']);
    expect(noDay).toMatchObject({ code: 2, asked: [] });
    expect(noDay.err).toContain('--from');
  });

  test('passes on what the server refuses', async () => {
    const moved = refusal(409, 'settingMoved', 'basedOn: …');
    expect(await given(['settings', 'set', 'problem', ...WHEN], { input: '{}' }, moved)).toMatchObject({ code: 2 });
  });
});

describe('settings show', () => {
  const all = {
    day: '2026-11-23',
    settings: VALUES,
    versions: { problem: { version: 3, validFrom: '2026-05-01' }, project: { version: 0, validFrom: null } },
  };

  test('shows every section leaf by leaf, with its version; of lists of things which they are', async () => {
    const { out, asked } = await given(['settings', 'show', '--on', '2026-11-23'], {}, { body: all });
    expect(asked[0]?.query.get('on')).toBe('2026-11-23');
    expect(out).toContain('问题 problem 第 3 版，2026-05-01 起');
    expect(out).toContain('项目 project 初始值');
    expect(out).toMatch(/主办期限（工作日） +problem\.leadWorkingDays +7\n/);
    // By its own words and those of what it stands in, not by words its name has elsewhere.
    expect(out).toMatch(/登录太快时放慢·同一网络地址·先允许几次 +accounts\.slowing\.address\.atOnce +30\n/);
    expect(out).toMatch(/project\.warnDaysBefore +\[30,7\]\n/);
    expect(out).toMatch(/project\.paths +2 项：standard、park\n/);
    expect((await given(['settings', 'show', '--json'], {}, { body: all })).json()).toEqual(all);
    const english = await given(['settings', 'show', '--lang', 'en'], {}, { body: all });
    expect(english.out).toMatch(/^problem\.leadWorkingDays +7$/m);
  });

  test('shows one section whole, with who set it and why', async () => {
    const { out, asked } = await given(['settings', 'show', '项目']);
    expect(asked[0]?.path).toBe('/api/v1/settings/project');
    expect(out).toContain('吴越 (wu) · 2026-04-01 09:00 · 通知');
    expect(out).toMatch(/project\.paths\[1\]\.name +园区\n/);
    expect((await given(['settings', 'show', 'project', '--json'])).json()).toEqual(standing('project'));
  });
});

test('settings history shows every version with what it changed', async () => {
  const { command: _, ...version } = changed('problem', { leadWorkingDays: 5, reworkWorkingDays: 3 });
  const { out, asked } = await given(['settings', 'history', 'problem'], {}, page([version]));
  expect(asked[0]?.path).toBe('/api/v1/settings/problem/history');
  for (const word of ['4', '2027-01-01', '吴越 (wu)', 'problem.leadWorkingDays: 7 → 5', '通知'])
    expect(out).toContain(word);
  const { json } = await given(['settings', 'history', 'problem', '--json'], {}, page([version]));
  expect(json()).toEqual({ items: [version], total: 1 });
});
