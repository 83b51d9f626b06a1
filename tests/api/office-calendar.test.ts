import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await rig.db
    .insertInto('meeting_decision')
    .values([
      decision(1, '2026-12-10', {}),
      decision(2, '2026-12-10', { done_on: '2026-12-01', result: '已办' }),
      decision(3, '2026-12-10', { postponed_to: '2027-01-08' }),
      decision(4, '2026-12-10', { dropped_on: '2026-12-01' }),
      decision(5, '2026-11-20', {}),
    ])
    .execute();
});
afterAll(() => rig.stop());

const decision = (no: number, dueOn: string, more: object) => ({
  ...{ meeting_id: 'weekly/2026-11-16', no, item: null, code: null, text: `第 ${no} 项`, unit_id: 'licheng' },
  ...{ person_id: null, made_on: '2026-11-16', due_on: dueOn, published_on: '2026-11-17', done_on: null },
  ...{ result: null, miss_reason: null, explained_on: null, dropped_on: null, postponed_to: null },
  ...more,
});
const post = (path: string, body: unknown) => rig.call({ method: 'POST', url: `/api/v1/${path}`, body });
const month = (asked?: string, more: Partial<Call> = {}) =>
  rig.call({ url: `/api/v1/calendar${asked === undefined ? '' : `?month=${asked}`}`, ...more });
interface Entry {
  kind: string;
  id: string;
  on: string;
  startAt: string | null;
  title: string;
  status: string;
}
const told = (entries: Entry[], kind: string): string[] =>
  entries.filter(entry => entry.kind === kind).map(({ on, id, status }) => `${on} ${id} ${status}`);

describe('the calendar of the office', () => {
  test('has every meeting of the month, opened or not, on the day it is held', async () => {
    await post('series/weekly/trigger', {});
    const { status, body } = await month('2026-12');
    expect([status, body.month, body.today]).toEqual([200, '2026-12', '2026-11-23']);
    expect(told(body.entries, 'meeting')).toEqual([
      '2026-12-07 weekly/2026-12-07 ahead',
      '2026-12-14 weekly/2026-12-14 ahead',
      '2026-12-21 weekly/2026-12-21 ahead',
      '2026-12-28 weekly/2026-12-28 ahead',
    ]);
    expect(body.entries[0]).toMatchObject({ startAt: '2026-12-07T09:00:00.000+08:00' });
    const present = (await month()).body;
    expect([present.month, told(present.entries, 'meeting')]).toEqual([
      ...['2026-11', ['2026-11-30 weekly/2026-11-30 planned']],
    ]);
  });

  test('shows one that was moved on its new day, in its new month', async () => {
    const move = { date: '2026-12-02', time: '14:30', reason: '与全市大会冲突' };
    expect((await post('meetings/weekly/2026-11-30/move', move)).status).toBe(200);
    expect(told((await month('2026-11')).body.entries, 'meeting')).toEqual([]);
    const [first] = (await month('2026-12')).body.entries;
    expect(first).toMatchObject({
      id: 'weekly/2026-11-30',
      on: '2026-12-02',
      startAt: '2026-12-02T14:30:00.000+08:00',
    });
  });

  test('moves those to come with the holidays, and says which days are off and worked', async () => {
    const { body } = await month('2026-10');
    const kinds = Object.fromEntries(body.days.map(({ date, kind }: { date: string; kind: string }) => [date, kind]));
    expect([kinds['2026-10-01'], kinds['2026-10-10'], kinds['2026-10-12'], kinds['2026-10-17']]).toEqual([
      ...['holiday', 'makeUp', 'workday', 'weekend'],
    ]);
    const later = (await month('2028-05')).body;
    expect(later.days.every(({ provisional }: { provisional: boolean }) => provisional)).toBe(true);
    expect(later.entries[0]).toMatchObject({ status: 'ahead', provisional: true });
  });

  test('has visits on their day, and decisions on the day that counts now', async () => {
    const planned = await post('visits', {
      team: 'team-1',
      county: '鲤城区',
      on: '2026-12-09',
      people: ['inspector'],
    });
    expect(planned.status).toBe(201);
    const { entries } = (await month('2026-12')).body;
    expect(told(entries, 'visit')).toEqual([`2026-12-09 ${planned.body.code} planned`]);
    expect(told(entries, 'decision')).toEqual([
      '2026-12-10 weekly/2026-11-16/1 open',
      '2026-12-10 weekly/2026-11-16/2 done',
    ]);
    expect(told((await month('2027-01')).body.entries, 'decision')).toEqual(['2027-01-08 weekly/2026-11-16/3 open']);
    expect(told((await month('2026-11')).body.entries, 'decision')).toEqual(['2026-11-20 weekly/2026-11-16/5 missed']);
  });

  test('shows nobody what he would not see elsewhere', async () => {
    const { entries } = (await month('2026-12', { as: 'handler' })).body;
    expect(new Set(entries.map(({ kind }: Entry) => kind))).toEqual(new Set(['meeting']));
    const team = (await month('2026-12', { as: 'inspector' })).body.entries;
    expect(new Set(team.map(({ kind }: Entry) => kind))).not.toContain('decision');
  });

  test('of no month is refused', async () => {
    const { status, body } = await month('2026-13', { lang: 'zh-CN' });
    expect([status, body.errors[0].code, body.errors[0].field]).toEqual([400, 'badFormat', 'month']);
  });
});
