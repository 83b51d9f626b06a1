import { afterEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { fakeApi, page, run, type Asked, type FakeApi } from './support.ts';

// What the office has set comes from its API; what it comes to is worked out by the process that `npm run build` made.

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const UNIT = { id: 'office', name: '招商办', kind: 'office', county: null };
const person = (id: string, more: object = {}) => ({
  ...{ id, name: `${id}某`, title: null, address: `${id[0]}***@…`, addressDead: false, unit: 'office' },
  ...{ roles: ['coordinator'], active: true, ...more },
});
const SERIES = {
  ...{ id: 'weekly', name: '周调度', weekday: 1, time: '09:00', durationMinutes: 90, venue: '三楼', chair: 'lin' },
  ...{ attendees: ['lin', 'chen'], themes: [], holidayRule: 'nextWorkday', rhythm: null, status: 'running' },
  seq: 1,
};
const VERSIONS = Object.fromEntries(
  Object.keys(DEFAULT_SETTINGS).map(section => [section, { version: 0, validFrom: null }]),
);

const officeOf =
  (series: object[]) =>
  ({ path }: Asked) => {
    const list = path.replace('/api/v1/', '');
    if (list === 'units') return page([UNIT]);
    if (list === 'people') return page([person('lin'), person('chen'), person('wu', { address: null })]);
    if (list === 'series') return page(series);
    if (list === 'settings') return { body: { day: '2026-11-29', settings: DEFAULT_SETTINGS, versions: VERSIONS } };
    return page([]);
  };

async function dispatch(series: object[], ...argv: string[]) {
  api = await fakeApi(officeOf(series));
  return run(['rehearse', ...argv], { env: { DISPATCH_URL: api.url } });
}

const SPRING = ['--from', '2026-02-09', '--to', '2026-02-27'];

describe('dispatch rehearse', () => {
  test('shows what the holidays move and when every mail leaves, by name; nothing is changed', async () => {
    const { code, out, err } = await dispatch([SERIES], ...SPRING);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('预演中无人答复') });
    expect(out).toContain('节假日移动的场次：2（共 3 场）');
    expect(out).toMatch(/weekly\/2026-02-16 +并入下次/);
    expect(out).toMatch(/weekly\/2026-02-23 +顺延到下一工作日 +2026-02-24 09:00/);
    expect(out).toMatch(/2026-02-14 16:00 +会议提醒 +weekly\/2026-02-23 提醒 +chen某、lin某/);
    expect(api?.changes()).toEqual([]);
  });

  test('tries another rule, for one person, as one document', async () => {
    const { code, json } = await dispatch([SERIES], ...SPRING, '--holiday', '停开', '--person', 'chen', '--json');
    expect(code).toBe(0);
    const { meetings, mails } = json() as { meetings: { moved: string | null }[]; mails: { person: string }[] };
    expect(meetings.map(({ moved }) => moved)).toEqual([null, 'skipped', 'skipped']);
    expect(new Set(mails.map(each => each.person))).toEqual(new Set(['chen']));
  });

  test.each([
    ['an end before the beginning', ['--from', '2026-03-01', '--to', '2026-02-01'], '早于开始日期'],
    ['three years', ['--from', '2026-01-01', '--to', '2028-12-31'], '至多预演两年'],
    ['a day that is none', ['--from', '2026-02-30', '--to', '2026-03-31'], '2026-02-30'],
    ['a series that is not there', [...SPRING, '--series', 'monthly'], 'weekly'],
    ['a rule that is none', [...SPRING, '--holiday', '随便'], '停开'],
  ])('%s is refused before anything runs', async (_, argv, told) => {
    const { code, err } = await dispatch([SERIES], ...argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(told) });
  });

  test('an office whose series are all paused has nothing to rehearse, unless one is named', async () => {
    const { code, err } = await dispatch([{ ...SERIES, status: 'paused' }], ...SPRING);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('没有未暂停的会议系列') });
  });

  test('what the rules of the rehearsal refuse is told with its place', async () => {
    const { code, err } = await dispatch([{ ...SERIES, attendees: ['wu'] }], ...SPRING);
    expect(code).toBe(1);
    expect(err).toContain('series weekly');
    expect(err).toContain('attendeeWithoutAddress');
  });
});
