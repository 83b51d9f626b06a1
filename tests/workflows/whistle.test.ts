import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/domain/entity.ts';
import { addWorkingDays } from '../../src/domain/calendar/working-calendar.ts';
import type { BlowCommand } from '../../src/domain/whistle/types.ts';
import { whistleByCode } from '../../src/ledger/reads/whistles.ts';
import { HANDLER, makeCalendar, makeEnvelope, makeProblemFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, HOUR_MS, isRunning, localText, openOffice, startLost, type Office } from './support/office.ts';

const REPORTER: Actor = { id: 'reporter', unitId: 'licheng', roles: ['countyReporter'] };
const CLERK: Actor = { id: 'clerk', unitId: 'approvals', roles: ['departmentHandler'] };

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
  await office.rig.run(async () => {
    // In the ledger only: what becomes of the problem is not the whistle's affair.
    const raise = { type: 'raise', facts: makeProblemFacts() } as const;
    await office.ledger.commit([makeEnvelope('problem', 'Q-1', raise, { atMs: await office.nowMs() })]);
  });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

/** The next working day at a local time, which is then now. */
async function toWorkday(time: string): Promise<void> {
  const day = addWorkingDays({ years: {} }, await office.today(), 1);
  await office.skipTo(Date.parse(`${day}T${time}:00+08:00`));
}
/** For the afternoon two working days on. */
const blow = async (more: Partial<BlowCommand> = {}): Promise<BlowCommand> => ({
  type: 'blow',
  county: '鲤城区',
  problem: 'Q-1',
  topic: '用地指标现场协调',
  departments: ['land', 'approvals'],
  on: addWorkingDays({ years: {} }, await office.today(), 2),
  time: '15:00',
  venue: '区政务中心',
  ...more,
});
const statusOf = async (code: string) => (await office.gateway.waitingFor('whistle', code))?.status;
const becomes = (code: string, status: string) =>
  until(`${code} is ${status}`, async () => (await statusOf(code)) === status, 60_000);
const over = (code: string) =>
  until(`${code} is over`, async () => !(await isRunning(server, `whistle/${code}`)), 60_000);
const mailsOf = async (code: string): Promise<string[]> => {
  const mails = (await office.mails('county-whistle')).filter(({ slot }) => slot.startsWith(`${code}/`));
  return mails.map(({ person_id, slot, state }) => `${person_id} ${slot.slice(code.length + 1)} ${state}`).sort();
};
const dueOf = async (code: string): Promise<number> => (await whistleByCode(office.db, code))?.state.answerDueMs ?? 0;
const startOf = async (code: string): Promise<number> => (await whistleByCode(office.db, code))?.state.startMs ?? 0;

describe('a county whistle', () => {
  test('asks, reminds, lists the silent at the limit, begins, asks for its result, and is over when that is known', async () => {
    await office.rig.run(async () => {
      await toWorkday('10:00');
      await office.give('whistle', 'W-1', await blow(), { actor: REPORTER });
      expect(await office.gateway.waitingFor('whistle', 'W-1')).toMatchObject({ status: 'asking', awaits: 'remind' });
      await office.give('whistle', 'W-1', { type: 'answer', department: 'land', answer: 'comes' }, { actor: HANDLER });
      await office.skipTo((await dueOf('W-1')) + HOUR_MS);
      await becomes('W-1', 'gathered');
      await office.skipTo((await startOf('W-1')) + HOUR_MS);
      await becomes('W-1', 'convened');
      await office.skip(3 * DAY_MS + 4 * HOUR_MS);
      await until('the result is asked for', async () =>
        (await office.events('whistle', 'W-1')).includes('resultAsked'),
      );
      const result = { type: 'hold', result: 'resolved', text: '当场划定红线', present: ['land'] } as const;
      await office.give('whistle', 'W-1', result, { actor: REPORTER });
      await over('W-1');
      // What came of it is told when the office opens.
      await office.skip(5 * DAY_MS);
      await office.quiet();
    });
    expect(await office.events('whistle', 'W-1')).toEqual([
      ...['whistleBlown', 'departmentAnswered', 'departmentsReminded', 'answersGathered', 'meetingBegun'],
      ...['resultAsked', 'whistleHeld'],
    ]);
    expect(await mailsOf('W-1')).toEqual(
      [
        ...['handler land/called', 'clerk approvals/called', 'clerk approvals/reminder'],
        ...[
          'inspector silent',
          'coordinator silent',
          'reporter silent',
          'coordinator resultAsked',
          'reporter resultAsked',
          'handler held',
          'clerk held',
          'coordinator held',
          'reporter held',
        ],
        // One without a mail address is shown, not forgotten.
        'offline land/called',
        'offline held',
      ]
        .map(line => `${line} ${line.startsWith('offline') ? 'failed' : 'sent'}`)
        .sort(),
    );
    for (const { sent_at: sentAt, slot } of await office.mails('county-whistle')) {
      if (!slot.startsWith('W-1/') || !sentAt) continue;
      expect(localText(sentAt.getTime()).slice(11)).toMatch(/^(09|1[0-7]):/);
    }
    const call = (await office.mails('county-whistle')).find(({ slot }) => slot === 'W-1/land/called');
    expect(call?.ics).toContain('METHOD:REQUEST');
    expect(call?.subject).toContain('鲤城区吹哨');
    const silent = (await office.mails('county-whistle')).find(({ slot }) => slot === 'W-1/silent');
    expect(silent?.text).toMatch(/未答复部门】1\n1\. approvals/);
  });

  test('whose departments have all answered waits for its meeting, reminds and reports nobody; called off, all are told', async () => {
    await office.rig.run(async () => {
      await toWorkday('10:00');
      await office.give('whistle', 'W-2', await blow(), { actor: REPORTER });
      await office.give('whistle', 'W-2', { type: 'answer', department: 'land', answer: 'comes' }, { actor: HANDLER });
      const objects = { type: 'answer', department: 'approvals', answer: 'objects', reason: '属省级权限' } as const;
      await office.give('whistle', 'W-2', objects, { actor: CLERK });
      expect(await statusOf('W-2')).toBe('gathered');
      await office.skip(HOUR_MS);
      await office.give('whistle', 'W-2', { type: 'callOff', reason: '问题已解决' }, { actor: REPORTER });
      await over('W-2');
      await office.quiet();
    });
    expect(await office.events('whistle', 'W-2')).toEqual([
      ...['whistleBlown', 'departmentAnswered', 'departmentAnswered', 'answersGathered', 'whistleCalledOff'],
    ]);
    const mails = await mailsOf('W-2');
    expect(mails.filter(line => /reminder|silent/.test(line))).toEqual([]);
    expect(mails).toEqual(
      expect.arrayContaining(['coordinator approvals/objection sent', 'clerk approvals/calledOff sent']),
    );
    const off = (await office.mails('county-whistle')).find(({ slot }) => slot === 'W-2/land/calledOff');
    expect(off?.ics).toContain('METHOD:CANCEL');
  });

  test('above the monthly limit, by another county or by a department is refused, and leaves neither a run nor a fact', async () => {
    await office.rig.run(async () => {
      await toWorkday('10:00');
      const month = (await office.today()).slice(0, 7);
      const before = await office.db.selectFrom('whistle').select('code').where('month', '=', month).execute();
      // Two a month: the rest of this month's is used up.
      for (let n = before.length; n < 2; n += 1) {
        await office.give('whistle', `W-3${n}`, await blow(), { actor: REPORTER });
        await office.give('whistle', `W-3${n}`, { type: 'callOff', reason: '试验' }, { actor: REPORTER });
      }
      const third = await office.ask('whistle', 'W-4', await blow(), { actor: REPORTER });
      expect(third).toMatchObject({
        ok: false,
        view: null,
        refusal: { code: 'whistlesUsedUp', params: { month, most: 2 } },
      });
      const other = await office.ask('whistle', 'W-5', await blow(), { actor: { ...REPORTER, unitId: 'land' } });
      expect(other).toMatchObject({ ok: false, refusal: { code: 'notYourCounty' } });
      await over('W-4');
      await over('W-5');
      expect(await office.events('whistle', 'W-4')).toEqual([]);
      await office.quiet();
    });
  });

  test('is started again from the ledger when Temporal has lost it', async () => {
    await office.rig.run(async () => {
      // A month in which none has been blown.
      await office.skip(40 * DAY_MS);
      await toWorkday('10:00');
      const envelope = makeEnvelope('whistle', 'W-6', await blow(), { actor: REPORTER, atMs: await office.nowMs() });
      const [outcome] = await office.ledger.commit([envelope]);
      expect(outcome).toMatchObject({ ok: true, view: { open: true } });
      await startLost(office, 'whistle');
      await becomes('W-6', 'asking');
      await office.give('whistle', 'W-6', { type: 'callOff', reason: '试验' }, { actor: REPORTER });
      await over('W-6');
      await office.quiet();
    });
  });
});
