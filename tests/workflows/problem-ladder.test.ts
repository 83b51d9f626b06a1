import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOOK_AGAIN_WORKFLOW_ID } from '../../src/contract/names.ts';
import type { WorkCalendar } from '../../src/domain/calendar/office-hours.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { listMovedLimits } from '../../src/ledger/reads/moved-limits.ts';
import { HANDLER, INSPECTOR, local, makeCalendar, makeProblemFacts, at } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { HOUR_MS, isRunning, openOffice, type Office } from './support/office.ts';

/**
 * A problem on its way through the Spring Festival of 2026, on a server whose clock begins today: the office's wall clock is set back, so that
 * the holidays are those of the State Council's notice and not made up.
 */
const BEGIN = '2026-02-11 10:00';

let server: TestServer;
let office: Office;
let shiftMs: number;
beforeAll(async () => {
  server = await startTimeSkipping();
  shiftMs = (await server.env.currentTimeMs()) - at(BEGIN);
  office = await openOffice(server, { calendar: setBack(makeCalendar()) });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

function setBack(calendar: WorkCalendar): WorkCalendar {
  const { toInstant, toLocal } = calendar.clock;
  const clock = {
    toInstant: (date: string, time: string) => toInstant(date, time) + shiftMs,
    toLocal: (instantMs: number) => toLocal(instantMs - shiftMs),
  };
  return { ...calendar, clock };
}

const shown = (instant: Date | number): string => local(new Date(instant).getTime() - shiftMs);
const goTo = (when: string): Promise<void> => office.skipTo(at(when) + shiftMs);

async function history(code: string): Promise<[string, string][]> {
  const rows = await office.db
    .selectFrom('event')
    .select(['type', 'at'])
    .where('entity_kind', '=', 'problem')
    .where('entity_id', '=', code)
    .orderBy('seq')
    .execute();
  return rows.map(row => [shown(row.at), row.type]);
}
const reached = (code: string, type: string, count = 1): Promise<unknown> =>
  until(
    `${code} reaches ${type}`,
    async () => (await office.events('problem', code)).filter(each => each === type).length >= count,
  );

const dueOf = async (code: string): Promise<string[]> => {
  const row = office.db.selectFrom('problem').select('due_at').where('code', '=', code);
  return [shown((await row.executeTakeFirstOrThrow()).due_at ?? 0)];
};
const as = (actor: typeof HANDLER) => ({ actor });

describe('a problem that nobody solves', () => {
  test('climbs the ladder over a Spring Festival, each step once, on the right day and hour', async () => {
    await office.rig.run(async () => {
      const { give } = office;
      await give('problem', 'L-1', { type: 'raise', facts: makeProblemFacts() });
      const units = { leadUnit: 'land', coUnits: ['approvals'], handler: 'handler' };
      await give('problem', 'L-1', { type: 'assign', ...units });
      await goTo('2026-03-02 09:00');
      await reached('L-1', 'putOnAgenda');
      for (const day of ['2026-03-02', '2026-03-09', '2026-03-16']) {
        await goTo(`${day} 09:00`);
        const startMs = at(`${day} 09:00`) + shiftMs;
        await give('problem', 'L-1', { type: 'carryOver', meeting: `weekly/${day}`, startMs });
        expect(
          await office.ask('problem', 'L-1', { type: 'carryOver', meeting: `weekly/${day}`, startMs }),
        ).toMatchObject({
          refusal: { code: 'clockStale' },
        });
      }
      await goTo('2026-03-16 10:00');
      await office.quiet();
      const resolve = { type: 'resolve', result: '指标已下达', evidence: [{ kind: '批复' }] } as const;
      await give('problem', 'L-1', resolve, as(HANDLER));
      await give('problem', 'L-1', { type: 'verify', accepted: true }, as(INSPECTOR));
      await goTo('2026-04-16 09:00');
      await reached('L-1', 'lookBackAsked');
      const relapse = { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停工' } as const;
      await give('problem', 'L-1', relapse);
      await give('problem', 'L-1', { type: 'withdraw', reason: '测试结束' });
      await goTo('2026-04-16 10:00');
      await office.quiet();
    });
    expect(await history('L-1')).toEqual([
      [BEGIN, 'raised'],
      [BEGIN, 'assigned'],
      // The co-department, of its own three days.
      ['2026-02-13 09:30', 'warned'],
      ['2026-02-14 09:15', 'warned'],
      ['2026-02-14 17:30', 'partOverdueTold'],
      ['2026-02-24 09:30', 'warned'],
      ['2026-02-26 09:15', 'warned'],
      ['2026-02-26 09:15', 'paperGiven'],
      ['2026-02-27 17:30', 'overdueTold'],
      ['2026-02-27 17:30', 'escalated'],
      ['2026-02-27 17:30', 'paperGiven'],
      ['2026-02-28 09:00', 'putOnAgenda'],
      ['2026-02-28 09:00', 'escalated'],
      ['2026-03-02 09:00', 'carriedOver'],
      ['2026-03-09 09:00', 'carriedOver'],
      ['2026-03-09 09:00', 'escalated'],
      ['2026-03-16 09:00', 'carriedOver'],
      ['2026-03-16 09:00', 'paperGiven'],
      ['2026-03-16 10:00', 'resolved'],
      ['2026-03-16 10:00', 'closed'],
      ['2026-04-15 09:00', 'lookBackAsked'],
      ['2026-04-16 09:00', 'lookedBack'],
      ['2026-04-16 09:00', 'reopened'],
      ['2026-04-16 09:00', 'withdrawn'],
    ]);
    const mails = await office.mails();
    expect(mails.map(mail => [mail.not_before && shown(mail.not_before), mail.kind, mail.person_id]).sort()).toEqual([
      ['2026-02-11 10:02', 'problem-notice', 'clerk'],
      ['2026-02-11 10:02', 'problem-notice', 'handler'],
      ['2026-02-13 09:32', 'problem-notice', 'clerk'],
      ['2026-02-14 09:17', 'problem-paper', 'clerk'],
      // Passed with the close of Saturday the 14th: told when the office opens again, after the festival.
      ['2026-02-24 09:02', 'problem-overdue', 'clerk'],
      ['2026-02-24 09:02', 'problem-overdue', 'handler'],
      ['2026-02-24 09:32', 'problem-notice', 'handler'],
      ['2026-02-26 09:17', 'problem-paper', 'handler'],
      ['2026-02-28 09:02', 'problem-notice', 'coordinator'],
      ['2026-02-28 09:02', 'problem-notice', 'handler'],
      ['2026-02-28 09:02', 'problem-notice', 'offline'],
      ['2026-02-28 09:02', 'problem-overdue', 'inspector'],
      ['2026-02-28 09:02', 'problem-paper', 'handler'],
      ['2026-02-28 09:02', 'problem-paper', 'offline'],
      ['2026-03-09 09:02', 'problem-notice', 'leader'],
      ['2026-03-16 09:02', 'problem-paper', 'handler'],
      ['2026-03-16 09:02', 'problem-paper', 'leader'],
      ['2026-03-16 09:02', 'problem-paper', 'offline'],
      ['2026-03-16 10:02', 'problem-notice', 'inspector'],
      ['2026-04-15 09:02', 'problem-notice', 'coordinator'],
      // It never answered for its part, which is open again with the problem.
      ['2026-04-16 09:02', 'problem-notice', 'clerk'],
      ['2026-04-16 09:02', 'problem-notice', 'coordinator'],
      ['2026-04-16 09:02', 'problem-notice', 'handler'],
      ['2026-04-16 09:02', 'problem-notice', 'offline'],
    ]);
    // The result was verified, and what came back was withdrawn, before their mails left: nobody is asked for it any more.
    expect(mails.filter(mail => mail.person_id !== 'offline').map(mail => mail.state)).toEqual([
      ...Array<string>(mails.length - 9).fill('sent'),
      ...['expired', 'sent', 'expired', 'expired', 'expired'],
    ]);
  });

  test('whose limit a new rule moves is told so; a history stays far below five hundred events', async () => {
    await office.rig.run(async () => {
      await office.give('problem', 'L-2', { type: 'raise', facts: makeProblemFacts() });
      await office.give('problem', 'L-2', { type: 'assign', leadUnit: 'land' });
      const [old] = await dueOf('L-2');
      const value = { ...DEFAULT_SETTINGS.problem, leadWorkingDays: 10 };
      const validFrom = shown(await office.nowMs()).slice(0, 10);
      await office.give('setting', 'problem', { type: 'set', value, validFrom, reason: '文件调整' });
      await reached('L-2', 'limitsMoved');
      await until('the round is over', async () => !(await isRunning(server, LOOK_AGAIN_WORKFLOW_ID)));
      expect([old, ...(await dueOf('L-2'))]).toEqual(['2026-04-27 17:30', '2026-04-30 17:30']);
      const { items } = await listMovedLimits(office.db, {}, { limit: 10, after: null });
      expect(items).toMatchObject([{ problem: 'L-2', leadUnitId: 'land', moves: [{ what: 'limit', unitId: 'land' }] }]);
      await office.skip(HOUR_MS);
      await office.quiet();
      await office.give('problem', 'L-2', { type: 'withdraw', reason: '测试结束' });
    });
    const runs = await server.client.workflow.getHandle('problem/L-1').fetchHistory();
    expect(runs.events?.length).toBeLessThan(500);
  });
});
