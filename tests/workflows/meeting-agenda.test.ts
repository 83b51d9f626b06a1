import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { meetingWorkflowId, TASK_QUEUE } from '../../src/contract/names.ts';
import type { WorkCalendar } from '../../src/domain/calendar/office-hours.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { at, local, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { isRunning, openOffice, startLost, type Office } from './support/office.ts';

/**
 * A weekly dispatch over the Spring Festival of 2026, on a server whose clock begins today: the office's wall clock is set back. The meeting of
 * Monday 23 February is held on Tuesday the 24th, and the working day before that is the make-up Saturday, 14 February.
 */
const BEGIN = '2026-02-11 10:00';
const MEETING = 'weekly/2026-02-23';

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

async function history(id: string): Promise<string[]> {
  const rows = await office.db
    .selectFrom('event')
    .select(['type', 'at', 'data'])
    .where('entity_kind', '=', 'meeting')
    .where('entity_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ type, at: when, data }) => {
    const { step = null } = data as { step?: string };
    return [local(new Date(when).getTime() - shiftMs), type, step].filter(Boolean).join(' ');
  });
}
const reached = (id: string, end: string): Promise<unknown> =>
  until(`${id} reaches ${end}`, async () => (await history(id)).some(line => line.endsWith(end)));

async function open(id: string): Promise<void> {
  await server.client.workflow.start('dispatchMeeting', {
    ...{ taskQueue: TASK_QUEUE, workflowId: meetingWorkflowId(id), args: [{ id, view: null }] },
  });
  await reached(id, 'opened');
}

const define = async (id: string): Promise<void> => {
  const facts = makeSeriesFacts({ weekday: 1, time: '09:00', themes: ['项目落地投产'] });
  await office.ledger.commit([makeEnvelope('series', id, { type: 'define', facts }, { atMs: await office.nowMs() })]);
};

/** One day to answer, so that the festival finds it overdue. */
const hurry = async (): Promise<void> => {
  const value = { ...DEFAULT_SETTINGS.problem, leadWorkingDays: 1 };
  const set = { type: 'set', value, validFrom: '2026-02-11', reason: '节前' } as const;
  await office.ledger.commit([makeEnvelope('setting', 'problem', set, { atMs: await office.nowMs() })]);
};

test('over a Spring Festival each step comes once, on the make-up Saturday; the agenda goes out as it was approved', async () => {
  await define('weekly');
  await hurry();
  await office.rig.run(
    async () => {
      const { give } = office;
      for (const code of ['Q-1', 'Q-2']) {
        await give('problem', code, { type: 'raise', facts: makeProblemFacts({ title: `用地指标${code}` }) });
        await give('problem', code, { type: 'assign', leadUnit: 'land', handler: 'handler' });
      }
      await give('problem', 'Q-2', { type: 'table', proposal: '调剂指标', promisedOn: '2026-03-20' });
      await open(MEETING);
      await reached(MEETING, 'stepDone collection');
      await give('meeting', MEETING, { type: 'answerCollection', noChange: true, unit: 'land' });
      await goTo('2026-02-14 10:01');
      await reached(MEETING, 'stepDone agenda');
      // The run is lost, and another one goes on from the ledger: nothing is composed twice.
      await server.client.workflow.getHandle(meetingWorkflowId(MEETING)).terminate('lost');
      await startLost(office, 'meeting');
      await goTo('2026-02-14 14:31');
      await reached(MEETING, 'stepDone approval');
      await give('meeting', MEETING, { type: 'addItem', title: '一季度开门红', unit: 'approvals', minutes: 10, to: 1 });
      await give('meeting', MEETING, { type: 'approveAgenda' });
      await goTo('2026-02-25 17:01');
      await until('it is over', async () => !(await isRunning(server, meetingWorkflowId(MEETING))));
      for (const code of ['Q-1', 'Q-2']) await give('problem', code, { type: 'withdraw', reason: '测试结束' });
      await office.quiet();
    },
    { leftRunning: true },
  );
  expect(await history(MEETING)).toEqual([
    '2026-02-11 10:00 opened',
    '2026-02-11 10:00 collectionOpened',
    '2026-02-11 10:00 stepDone collection',
    expect.stringMatching(/^2026-02-11 10:0\d collectionAnswered$/),
    '2026-02-13 10:00 stepDone collectionReminder',
    '2026-02-13 17:00 collectionFrozen',
    '2026-02-13 17:00 stepDone freeze',
    '2026-02-14 10:00 agendaComposed',
    '2026-02-14 10:00 stepDone agenda',
    '2026-02-14 14:30 stepDone approval',
    expect.stringMatching(/^2026-02-14 14:3\d agendaItemAdded$/),
    expect.stringMatching(/^2026-02-14 14:3\d agendaApproved$/),
    '2026-02-14 16:00 stepDone reminder',
    '2026-02-14 17:00 stepDone lastReminder',
    '2026-02-24 09:00 stepDone held',
    '2026-02-25 10:00 stepDone minutes',
    '2026-02-25 17:00 stepDone minutesDue',
    '2026-02-25 17:00 meetingFollowedUp',
  ]);
  const mails = (await office.mails()).filter(
    ({ slot, kind }) => slot.startsWith(MEETING) && kind !== 'meeting-change',
  );
  expect(mails.map(mail => `${mail.slot.slice(MEETING.length)} ${mail.person_id} ${mail.state}`)).toEqual([
    '/collection handler sent',
    '/collection reporter sent',
    '/collectionReminder reporter sent',
    '/agenda coordinator sent',
    '/proposals handler sent',
    '/proposals offline failed',
    '/approval coordinator sent',
    '/reminder handler sent',
    '/reminder reporter sent',
    '/lastReminder/0 handler sent',
    '/lastReminder/0 reporter sent',
    '/minutes coordinator sent',
    '/minutesDue coordinator sent',
  ]);
  const [composed, , , asked, sent] = mails.slice(3);
  expect(composed?.subject).toBe('【周调度】请审定议程：周调度 2月24日（星期二）09:00，3 项');
  expect(composed?.text).toMatch(/1\. Q-1 用地指标Q-1 \[超期 2 天\]\n.*未提方案/);
  expect(composed?.text).toContain('方案：调剂指标');
  expect(composed?.text).toContain('会前收集未答复 1 个单位：licheng');
  expect(asked?.subject).toContain('议程尚未审定');
  expect(sent?.text).toMatch(/会议议程】4\n+1\. 一季度开门红\n +其他 · approvals · 10 分钟/);
  expect(sent?.text).toContain('4 项，共 37 分钟 · 已审定');
  // Whoever leads Q-1 was asked for a proposal; Q-2 has one.
  const told = (await office.mails('problem-notice')).filter(({ text }) => text?.includes('请于会前提出方案'));
  expect(told.map(({ person_id: who }) => who)).toEqual(['handler', 'offline'].slice(0, told.length));
  expect(told[0]?.text).toContain('Q-1');
  expect(told[0]?.text).not.toContain('Q-2');
});

test('nobody approves it: it is sent as composed, and says so; a skipped step does not come', async () => {
  const id = 'other/2026-03-02';
  await define('other');
  await office.rig.run(async () => {
    await open(id);
    await reached(id, 'stepDone collection');
    await office.give('meeting', id, { type: 'skipStep', step: 'approval', reason: '主持人已当面审定' });
    await goTo('2026-03-03 17:01');
    await until('it is over', async () => !(await isRunning(server, meetingWorkflowId(id))));
    await office.quiet();
  });
  // 28 February 2026 is a make-up Saturday.
  expect((await history(id)).slice(1)).toEqual([
    expect.stringMatching(/ collectionOpened$/),
    expect.stringMatching(/ stepDone collection$/),
    expect.stringMatching(/ stepSkipped approval$/),
    '2026-02-27 10:00 stepDone collectionReminder',
    '2026-02-27 17:00 collectionFrozen',
    '2026-02-27 17:00 stepDone freeze',
    '2026-02-28 10:00 agendaComposed',
    '2026-02-28 10:00 stepDone agenda',
    '2026-02-28 16:00 stepDone reminder',
    '2026-02-28 17:00 stepDone lastReminder',
    '2026-03-02 09:00 stepDone held',
    '2026-03-03 10:00 stepDone minutes',
    '2026-03-03 17:00 stepDone minutesDue',
    '2026-03-03 17:00 meetingFollowedUp',
  ]);
  const [sent] = (await office.mails('meeting-reminder')).filter(({ slot }) => slot.startsWith(id));
  expect(sent?.text).toContain('未经审定');
});
