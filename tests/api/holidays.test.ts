import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readNotice } from '../../src/domain/calendar/notice.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

/** As a notice for 2027 might read; the real one is not published. */
const NOTICE = '元旦：1月1日（周五）至3日（周日）放假，共3天。春节：2月5日至11日放假调休，共7天。2月13日（周六）上班。';
const published = (more: object = {}) => ({ ...readNotice(NOTICE, 2027), source: '国办发明电〔2026〕1号', ...more });
const publish = (years: readonly unknown[], validFrom: string): Promise<Answer> =>
  rig.call({
    ...{ method: 'PUT', url: '/api/v1/settings/holidays', as: 'admin' },
    body: { value: { years }, validFrom, reason: '国办已发通知' },
  });
const years = async (on: string) => (await rig.call({ url: `/api/v1/holidays?on=${on}` })).body;
const ahead = async (date: string) => (await rig.call({ url: `/api/v1/meetings/weekly/${date}/mails/preview` })).body;

test('the years of the program are there, in their order, until the last of them', async () => {
  const known = await years('2026-11-23');
  expect(known.until).toBe('2026-12-31');
  expect(known.years.map(({ year, entered }: any) => [year, entered])).toEqual([
    ...[2024, 2025, 2026].map(year => [year, false]),
  ]);
});

test('what could not be days of a notice is refused by year and place', async () => {
  const refused = async (more: object) => (await publish([published(more)], '2026-11-23')).body.errors?.[0];
  expect(await refused({ makeUpDays: ['2027-02-12'] })).toMatchObject({
    ...{ code: 'makeUpOnWorkday', field: 'value.years[0].makeUpDays[0]', value: '2027-02-12' },
  });
  expect(await refused({ makeUpDays: ['2027-01-02'] })).toMatchObject({ code: 'dayOffAndWorked' });
  expect(await refused({ holidays: ['2028-01-01'] })).toMatchObject({ code: 'outOfRange' });
  expect(await refused({ holidays: [] })).toMatchObject({ code: 'required', field: 'value.years[0].holidays' });
  expect((await publish([published(), published()], '2026-11-23')).body.errors[0].code).toBe('listedTwice');
});

test('a year that is entered moves what falls on its days off, from the day it counts', async () => {
  // Monday 8 February is a working day as long as nobody has said otherwise.
  expect((await ahead('2027-02-08')).startAt).toContain('2027-02-08T09:00');
  expect((await publish([published()], '2026-11-23')).status).toBe(200);
  expect((await ahead('2027-02-08')).startAt).not.toContain('2027-02-08');
  const known = await years('2026-11-23');
  expect(known.until).toBe('2027-12-31');
  expect(known.years.at(-1)).toMatchObject({ year: 2027, entered: true, makeUpDays: ['2027-02-13'] });
  expect((await years('2026-11-22')).until).toBe('2026-12-31');
});
