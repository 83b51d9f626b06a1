import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { meetingWorkflowId, TASK_QUEUE } from '../../src/contract/names.ts';
import type { WorkCalendar } from '../../src/domain/calendar/office-hours.ts';
import { promisesOfWeek } from '../../src/ledger/evaluation/problems.ts';
import { minutesOf } from '../../src/ledger/reads/meetings.ts';
import { hashOf } from '../../src/ledger/evaluation/canonical.ts';
import { at, HANDLER, local, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts } from '../support/make.ts';
import { Rig } from '../support/rig.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { isRunning, openOffice, type Office } from './support/office.ts';

/** From Wednesday 4 March 2026 by the office's clock, which is set back. */
const BEGIN = '2026-03-04 10:00';
const MEETING = 'weekly/2026-03-09';
const NEXT = 'weekly/2026-03-16';

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

const goTo = (when: string): Promise<void> => office.skipTo(at(when) + shiftMs);

async function history(kind: 'meeting' | 'problem', id: string): Promise<string[]> {
  const rows = await office.db
    .selectFrom('event')
    .select(['type', 'at', 'data'])
    .where('entity_kind', '=', kind)
    .where('entity_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ type, at: when, data }) => {
    const { step = null } = data as { step?: string };
    return [local(new Date(when).getTime() - shiftMs), type, step].filter(Boolean).join(' ');
  });
}
const reached = (id: string, end: string): Promise<unknown> =>
  until(`${id} reaches ${end}`, async () => (await history('meeting', id)).some(line => line.endsWith(end)));
const isOver = (id: string) => until('it is over', async () => !(await isRunning(server, meetingWorkflowId(id))));

async function open(id: string): Promise<void> {
  await server.client.workflow.start('dispatchMeeting', {
    ...{ taskQueue: TASK_QUEUE, workflowId: meetingWorkflowId(id), args: [{ id, view: null }] },
  });
  await reached(id, 'opened');
}

const itemOf = async (id: string, code: string): Promise<number> => {
  const row = await office.db
    .selectFrom('meeting_agenda')
    .select('items')
    .where('meeting_id', '=', id)
    .executeTakeFirst();
  return (row?.items as unknown as { no: number; code: string }[]).find(each => each.code === code)?.no ?? 0;
};

test('minutes published the same day: what was decided is a promise, what was not is carried over, and both are on the next agenda', async () => {
  const facts = makeSeriesFacts({ weekday: 1, time: '09:00', themes: [] });
  await office.ledger.commit([
    makeEnvelope('series', 'weekly', { type: 'define', facts }, { atMs: await office.nowMs() }),
  ]);
  await office.rig.run(
    async () => {
      const { give } = office;
      for (const code of ['Q-1', 'Q-2']) {
        await give('problem', code, { type: 'raise', facts: makeProblemFacts({ title: `用地指标${code}` }) });
        await give('problem', code, { type: 'assign', leadUnit: 'land', handler: 'handler' });
        await give('problem', code, { type: 'table', proposal: '调剂指标', promisedOn: '2026-04-20' });
      }
      await open(MEETING);
      await give('meeting', MEETING, { type: 'addItem', title: '一季度开门红' });
      await goTo('2026-03-09 09:01');
      await reached(MEETING, 'stepDone held');
      const [decided, free] = [await itemOf(MEETING, 'Q-1'), 1];
      await give('meeting', MEETING, { type: 'attend', person: 'handler', presence: 'present' });
      const decision = { type: 'decideItem', text: '月底前下达指标', unit: 'land' } as const;
      await give('meeting', MEETING, { ...decision, item: decided, due: '2026-03-13' });
      await give('meeting', MEETING, { type: 'concludeItem', no: free, outcome: 'carried' });
      await give('meeting', MEETING, { type: 'publishMinutes' });
      await reached(MEETING, 'meetingFollowedUp');
      await open(NEXT);
      // Friday passes without it: told on Monday when the office opens.
      await goTo('2026-03-16 09:01');
      await isOver(MEETING);
      await reached(NEXT, 'stepDone held');
      await give('meeting', MEETING, { type: 'reportDecision', decision: 1, result: '已下达' }, { actor: HANDLER });
      await give('meeting', MEETING, { type: 'explainDecision', decision: 1, reason: '省厅晚批' }, { actor: HANDLER });
      await goTo('2026-03-17 17:01');
      await isOver(NEXT);
      for (const code of ['Q-1', 'Q-2']) await give('problem', code, { type: 'withdraw', reason: '测试结束' });
      await goTo('2026-03-17 17:20');
      await office.quiet();
    },
    { leftRunning: true },
  );
  const after = (await history('meeting', MEETING)).filter(line => line >= '2026-03-09 09:00');
  expect(after.map(line => line.replace(/^2026-03-09 09:\d\d/, 'at the meeting'))).toEqual([
    'at the meeting stepDone held',
    'at the meeting attendanceRecorded',
    'at the meeting decisionMade',
    'at the meeting itemConcluded',
    'at the meeting minutesPublished',
    'at the meeting meetingFollowedUp',
    '2026-03-16 09:00 decisionMissed',
    expect.stringMatching(/ decisionReported$/),
    expect.stringMatching(/ decisionExplained$/),
  ]);
  const carried = async (code: string) => (await history('problem', code)).filter(line => line.endsWith('carriedOver'));
  // Q-1 was decided on at the first meeting, and carried over at the second, as nobody had kept the decision and no minutes said otherwise.
  expect(await carried('Q-2')).toEqual([expect.stringMatching(/^2026-03-09/), '2026-03-17 17:00 carriedOver']);
  expect(await carried('Q-1')).toEqual(['2026-03-17 17:00 carriedOver']);
  const next = await office.db
    .selectFrom('meeting_agenda')
    .select('items')
    .where('meeting_id', '=', NEXT)
    .executeTakeFirst();
  const items = next?.items as unknown as {
    kind: string;
    code: string | null;
    title: string;
    facts: { carried: number };
  }[];
  // What was decided of Q-1 is due before the meeting: it is talked of again. Due after it, it would not stand there.
  expect(items.map(({ kind, code, title, facts: { carried: n } }) => [kind, code ?? title, n])).toEqual([
    ['carried', 'Q-2', 1],
    ['carried', '一季度开门红', 1],
    ['problem', 'Q-1', 0],
  ]);
  const told = (await office.mails('meeting-minutes')).filter(
    ({ slot, state }) => slot.startsWith(MEETING) && state === 'sent',
  );
  expect(told.map(mail => `${mail.slot.slice(MEETING.length)} ${mail.person_id}`).sort()).toEqual([
    '/bulletin coordinator',
    '/bulletin handler',
    '/bulletin leader',
    '/bulletin reporter',
    '/decision/1 coordinator',
    '/decision/1 handler',
    '/decisions handler',
  ]);
  expect(told.find(({ slot }) => slot.endsWith('/decisions'))?.text).toContain('月底前下达指标');
  const minutes = await minutesOf(office.db, MEETING);
  const published = (minutes?.decisions as unknown as object[]).map(each => ({
    ...each,
    doneOn: null,
    result: null,
    told: false,
  }));
  const frozen = published.map(each => ({ ...each, missReason: null, explainedOn: null }));
  expect(hashOf({ attendance: minutes?.attendance, outcomes: minutes?.outcomes, decisions: frozen })).toBe(
    minutes?.hash,
  );
  // PPC of its week: due on Friday, done on Monday.
  const source = { db: office.db, clock: setBack(makeCalendar()).clock };
  const week = await promisesOfWeek(source, { week: '2026-W11', asOf: '2026-03-17' });
  expect(week.misses).toMatchObject([{ kind: 'decision', problem: MEETING, unitId: 'land', reason: '省厅晚批' }]);
  const before = await promisesOfWeek(source, { week: '2026-W11', asOf: '2026-03-13' });
  expect(before.total).toMatchObject({ due: 0, open: 1 });
});

test('what is said while an ended meeting is looked at for the last time is answered too', async () => {
  const correct = (presence: 'absent' | 'present') =>
    office.give('meeting', MEETING, { type: 'attend', person: 'leader', presence, correction: '签到表更正' });
  const said: Promise<unknown>[] = [];
  let begun = (): void => undefined;
  const underway = new Promise<void>(resolve => (begun = resolve));
  // The first command brings the workflow back, which looks once more at what the meeting left. Meanwhile the second is written down, and the
  // third arrives: it is handed over together with the end of that look.
  const broken = {
    carryOver: async (input: { meetingId: string }) => {
      if (said.length === 0) {
        said.push(correct('present'));
        await underway;
      }
      return office.activities.carryOver(input);
    },
    commit: async (input: Parameters<typeof office.activities.commit>[0]) => {
      if (said.length === 1) {
        said.push(correct('absent'));
        begun();
        await new Promise(resolve => setTimeout(resolve, 500));
      }
      return office.activities.commit(input);
    },
  };
  const rig = await Rig.create({ server, activities: { ...office.activities, ...broken } });
  await rig.run(
    async () => {
      await correct('absent');
      await until('the last has been sent', () => Promise.resolve(said.length === 2));
      await Promise.all(said);
    },
    { leftRunning: true },
  );
  expect((await history('meeting', MEETING)).slice(-3)).toEqual(
    Array.from({ length: 3 }, () => expect.stringMatching(/ attendanceRecorded$/)),
  );
});
