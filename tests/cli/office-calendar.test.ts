import { afterEach, expect, test } from '@jest/globals';
import { fakeApi, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const MONTH = {
  ...{ month: '2026-10', today: '2026-11-29' },
  days: [
    { date: '2026-10-01', kind: 'holiday', provisional: false },
    { date: '2026-10-02', kind: 'holiday', provisional: false },
    { date: '2026-10-09', kind: 'workday', provisional: false },
    { date: '2026-10-10', kind: 'makeUp', provisional: false },
  ],
  entries: [
    {
      ...{ kind: 'meeting', id: 'weekly/2026-10-12', on: '2026-10-12', startAt: '2026-10-12T09:00:00.000+08:00' },
      ...{ title: '周调度会', place: '三楼', status: 'ahead', provisional: false },
    },
    {
      ...{ kind: 'decision', id: 'weekly/2026-09-28/2', on: '2026-10-13', startAt: null },
      ...{ title: '报批材料补齐', place: '资规局', status: 'missed', provisional: false },
    },
    {
      ...{ kind: 'visit', id: 'V-2026-0001', on: '2026-10-14', startAt: null },
      ...{ title: '电子厂', place: '石狮市', status: 'held', provisional: false },
    },
  ],
};

async function asked(argv: readonly string[], body: unknown) {
  api = await fakeApi(() => ({ body }));
  const ran = await run(['meeting', 'calendar', ...argv], { env: { DISPATCH_URL: api.url } });
  return { ...ran, url: api.asked[0]?.path, query: api.asked[0]?.query };
}

test('a month is told with its days off and worked, its meetings and what is due', async () => {
  const { code, out, url, query } = await asked(['2026年10月'], MONTH);
  expect([code, url, query?.get('month')]).toEqual([0, '/api/v1/calendar', '2026-10']);
  for (const said of [
    '放假：10-01、10-02',
    '补班：10-10',
    '周调度会',
    '待召集',
    '决定到期',
    '报批材料补齐',
    '已逾期',
    '已走访',
  ])
    expect(out).toContain(said);
});

test('in English too, and a month without anything says so', async () => {
  const { out } = await asked(['--lang', 'en'], MONTH);
  for (const said of ['day off: 10-01, 10-02', 'to be opened', 'decision due', 'missed']) expect(out).toContain(said);
  await api?.close();
  const none = await asked([], { ...MONTH, entries: [] });
  expect(none.out).toContain('2026-10 没有会议');
});
