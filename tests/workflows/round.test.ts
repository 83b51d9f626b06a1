import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { monthAfter, monthOf } from '../../src/domain/calendar/months.ts';
import { closingDate } from '../../src/domain/project/investment.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { makeCalendar, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { isRunning, localText, openOffice, type Office } from './support/office.ts';

const clock = localClock();
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
  await office.rig.run(async () => {
    for (const code of ['QZ-1', 'QZ-2']) {
      const facts = makeProjectFacts({ name: code });
      const on = addDays(await office.today(), -90);
      const command = { type: 'start', facts, stage: 'signing', actuals: { signing: on } } as const;
      await office.ledger.commit([makeEnvelope('project', code, command, { atMs: await office.nowMs() })]);
    }
  });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

/** Half past midnight of the next opening day; answers the month. */
async function toOpeningDay(): Promise<string> {
  const today = await office.today();
  const month = Number(today.slice(8)) < 25 ? monthOf(today) : monthAfter(monthOf(today), 1);
  await office.skipTo(clock.toInstant(`${month}-25`, '00:30'));
  return month;
}

/** What the Schedule runs, which the time-skipping server does not know. */
const openRound = async (): Promise<void> => {
  await office.activities.openDueRound({ nowMs: await office.nowMs() });
};
const report = async (code: string, month: string) => {
  const command = { type: 'report', month, doneWan: 100 } as const;
  const [outcome] = await office.ledger.commit([
    makeEnvelope('project', code, command, { atMs: await office.nowMs() }),
  ]);
  expect(outcome).toMatchObject({ ok: true });
};
const requests = async (month: string): Promise<string[]> => {
  const mails = (await office.mails('report-request')).filter(mail => mail.slot.startsWith(month));
  return mails.map(({ person_id, slot, state }) => `${slot} ${person_id} ${state}`);
};
const over = (month: string) =>
  until('the round is over', async () => !(await isRunning(server, `round/${month}`)), 60_000);

describe('a round of reporting', () => {
  test('asks the county on the opening day, reminds it twice while it is silent, closes, and lets late figures be late', async () => {
    await office.rig.run(async () => {
      const month = await toOpeningDay();
      await openRound();
      expect(await office.events('round', month)).toEqual(['roundOpened']);
      const closing = closingDate(month, DEFAULT_SETTINGS.money.closingDay);
      await office.skipTo(clock.toInstant(closing, '20:00'));
      await report('QZ-1', month);
      await office.skipTo(clock.toInstant(addDays(closing, 1), '08:00'));
      await over(month);
      await report('QZ-2', month);
      await office.quiet();
      expect(await office.events('round', month)).toEqual([
        ...['roundOpened', 'silentReminded', 'silentReminded', 'roundClosed'],
      ]);
      expect(await requests(month)).toEqual(
        ['request', 'remind:3', 'remind:1'].map(step => `${month}/${step} reporter sent`),
      );
      for (const { created_at, sent_at, slot } of await office.mails('report-request')) {
        if (!slot.startsWith(month)) continue;
        expect(localText((sent_at ?? created_at).getTime()).slice(11)).toMatch(/^(09|1[0-7]):/);
      }
      const row = await office.db
        .selectFrom('reporting_round')
        .selectAll()
        .where('month', '=', month)
        .executeTakeFirst();
      expect(row).toMatchObject({ closed_counties: [{ county: '鲤城区', projects: 2, reported: 1 }] });
    });
  });

  test('a county that has reported is not reminded; a coordinator’s opening and the Schedule’s meet in one round', async () => {
    await office.rig.run(async () => {
      const month = await toOpeningDay();
      const [byHand] = await Promise.all([office.ask('round', month, { type: 'open' }), openRound()]);
      const again = await office.ask('round', month, { type: 'open' });
      expect(byHand.ok || byHand.refusal.code === 'alreadyExists').toBe(true);
      expect(again).toMatchObject({ ok: false, refusal: { code: 'alreadyExists' } });
      for (const code of ['QZ-1', 'QZ-2']) await report(code, month);
      await office.skipTo(clock.toInstant(addDays(closingDate(month, 3), 1), '08:00'));
      await over(month);
      await office.quiet();
      expect(await requests(month)).toEqual([`${month}/request reporter sent`]);
    });
  });

  test('a reminder that a coordinator skips is not sent; the next one is', async () => {
    await office.rig.run(async () => {
      const month = await toOpeningDay();
      await openRound();
      await office.give('round', month, { type: 'skipStep', slot: 'remind:3', reason: '已当面催过' });
      await office.skipTo(clock.toInstant(addDays(closingDate(month, 3), 1), '08:00'));
      await over(month);
      await office.quiet();
      expect(await requests(month)).toEqual([`${month}/request reporter sent`, `${month}/remind:1 reporter sent`]);
    });
  });

  test('a Schedule that comes after the close opens nothing; in between it opens the month before', async () => {
    const month = monthOf(await office.today());
    const before = monthAfter(month, -1);
    const due = (day: string) => office.activities.openDueRound({ nowMs: clock.toInstant(`${month}-${day}`, '00:30') });
    expect(await due('10')).toEqual({ month: null });
    await office.rig.run(async () => {
      expect(await due('02')).toEqual({ month: before });
      await over(before);
    });
  });
});
