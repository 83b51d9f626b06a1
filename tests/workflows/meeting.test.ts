import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import { meetingWorkflowId, TASK_QUEUE } from '../../src/contract/names.ts';
import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import type { HolidayTable } from '../../src/domain/calendar/working-calendar.ts';
import type { SeriesFacts } from '../../src/domain/meeting/types.ts';
import { makeCalendar, makeEnvelope, makeSeriesFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, HOUR_MS, isRunning, localText, openOffice, type Office } from './support/office.ts';

const clock = localClock();
let server: TestServer;
let office: Office;
/** Every other Monday is a public holiday, in a table of this test. */
let holidays: string[];

beforeAll(async () => {
  server = await startTimeSkipping();
  const { date: today } = clock.toLocal(await server.env.currentTimeMs());
  const monday = addDays(today, 8 - weekdayOf(today));
  holidays = Array.from({ length: 60 }, (_, week) => addDays(monday, 14 * week + 7));
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: tableOf(holidays) } });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

function tableOf(days: string[]): HolidayTable {
  const years = [...new Set(days.map(day => Number(day.slice(0, 4))))];
  const notice = { holidays: days, makeUpDays: [], source: 'of this test' };
  return { years: Object.fromEntries([...years, Math.min(...years) - 1].map(year => [String(year), notice])) };
}

/** Lets time pass to the Wednesday before a working Monday that a holiday Monday follows. */
async function toWednesdayBefore(): Promise<{ monday: string; holiday: string }> {
  const from = addDays(await office.today(), 13);
  const holiday = holidays.find(day => day >= from) ?? '';
  await office.skipTo(clock.toInstant(addDays(holiday, -12), '08:00'));
  return { monday: addDays(holiday, -7), holiday };
}

/**
 * What `openMeetings` does, without being a parent: this server's clock stops when a child ends after its parent has. The real thing is
 * tested on a development server (tests/schedules).
 */
async function openMeetings(seriesId: string): Promise<string[]> {
  const ids = await office.activities.upcomingMeetings({ seriesId, nowMs: await office.nowMs() });
  for (const id of ids) {
    const options = { taskQueue: TASK_QUEUE, workflowId: meetingWorkflowId(id), args: [{ id, view: null }] };
    await server.client.workflow.start('dispatchMeeting', { ...options, workflowIdConflictPolicy: 'USE_EXISTING' });
  }
  await until('they are open', async () => {
    const open = new Set((await meetings(seriesId)).map(({ id }) => id));
    return ids.every(id => open.has(id));
  });
  return ids;
}

/** Into the ledger only: the time-skipping server knows no Schedules. */
async function defineSeries(id: string, more: Partial<SeriesFacts> = {}): Promise<void> {
  const facts = makeSeriesFacts({ weekday: 1, time: '09:00', ...more });
  const atMs = await office.nowMs();
  const [outcome] = await office.ledger.commit([makeEnvelope('series', id, { type: 'define', facts }, { atMs })]);
  expect(outcome).toMatchObject({ ok: true });
}

const meetings = (seriesId: string) =>
  office.db.selectFrom('meeting').selectAll().where('series_id', '=', seriesId).orderBy('planned_date').execute();

async function remindersOf(meetingId: string): Promise<string[]> {
  const mails = (await office.mails('meeting-reminder')).filter(mail => mail.slot === `${meetingId}/reminder`);
  return mails.map(mail => `${mail.person_id} ${mail.state} ${localText(mail.created_at.getTime())}`);
}

const over = (ids: readonly string[]): Promise<unknown> =>
  until('the meetings are over', async () => {
    const running = await Promise.all(ids.map(id => isRunning(server, `meeting/${id}`)));
    return !running.includes(true);
  });

const trigger = async (seriesId: string) => {
  const { entityId: _, command: __, kind: ___, ...given } = makeEnvelope('meeting', '', { type: 'remindNow' });
  return office.gateway.triggerMeeting(seriesId, { ...given, atMs: await office.nowMs() });
};

describe('the meetings of a series', () => {
  test('are opened ahead, and each attendee is reminded the working day before at 16:00, holidays passed over', async () => {
    await defineSeries('weekly');
    const { monday, holiday } = await toWednesdayBefore();
    await office.rig.run(async () => {
      await openMeetings('weekly');
      // The day after it was held its minutes are late, and it is over.
      await office.skipTo(clock.toInstant(addDays(holiday, 3), '12:00'));
      await over([`weekly/${monday}`, `weekly/${holiday}`]);
      expect(await remindersOf(`weekly/${monday}`)).toEqual([
        `handler sent ${addDays(monday, -3)} 16:00`,
        `reporter sent ${addDays(monday, -3)} 16:00`,
      ]);
      // Moved to Tuesday; the working day before that is the Friday of the week before.
      expect(await remindersOf(`weekly/${holiday}`)).toEqual([
        `handler sent ${addDays(holiday, -3)} 16:00`,
        `reporter sent ${addDays(holiday, -3)} 16:00`,
      ]);
      await office.skip(30 * DAY_MS);
      await over((await meetings('weekly')).map(({ id }) => id));
      await office.quiet();
    });
    const first = (await meetings('weekly')).find(({ id }) => id === `weekly/${monday}`);
    const moved = (await meetings('weekly')).find(({ id }) => id === `weekly/${holiday}`);
    expect(first).toMatchObject({ status: 'held', moved: null });
    expect(moved).toMatchObject({ status: 'held', moved: 'nextWorkday' });
    expect(localText(moved?.start_at?.getTime() ?? 0)).toBe(`${addDays(holiday, 1)} 09:00`);
    const [mail] = (await office.mails()).filter(({ slot }) => slot === `weekly/${holiday}/reminder`);
    expect(mail?.ics).toContain(`DTSTART;TZID=Asia/Shanghai:${addDays(holiday, 1).replaceAll('-', '')}T090000`);
  });

  test('that fall on a holiday are merged or skipped where the series says so, and nobody is reminded of them', async () => {
    await defineSeries('merging', { holidayRule: 'merge' });
    await defineSeries('skipping', { holidayRule: 'skip' });
    const { holiday } = await toWednesdayBefore();
    await office.rig.run(async () => {
      await openMeetings('merging');
      await openMeetings('skipping');
      await over([`merging/${holiday}`, `skipping/${holiday}`]);
      await office.skip(40 * DAY_MS);
      await over([...(await meetings('merging')), ...(await meetings('skipping'))].map(({ id }) => id));
      await office.quiet();
    });
    const statusOn = async (seriesId: string) =>
      (await meetings(seriesId)).filter(({ planned_date: day }) => day === holiday).map(({ status }) => status);
    expect([await statusOn('merging'), await statusOn('skipping')]).toEqual([['merged'], ['skipped']]);
    expect(await remindersOf(`merging/${holiday}`)).toEqual([]);
    expect(await remindersOf(`skipping/${holiday}`)).toEqual([]);
  });
});

describe('a meeting that people change', () => {
  const changesOf = async (id: string) =>
    (await office.mails('meeting-change')).filter(({ slot }) => slot.startsWith(`${id}/change/`));

  test('tells whoever was invited: the calendar entry goes to the new time, then away', async () => {
    await defineSeries('moving');
    const { monday } = await toWednesdayBefore();
    const id = `moving/${monday}`;
    const to = addDays(monday, 2);
    await office.rig.run(async () => {
      await openMeetings('moving');
      await office.skipTo(clock.toInstant(addDays(monday, -3), '17:00'));
      await office.give('meeting', id, {
        type: 'move',
        date: to,
        time: '15:00',
        venue: '二号楼',
        reason: '市领导外出',
      });
      await office.quiet();
      await office.give('meeting', id, { type: 'cancel', reason: '与全市大会冲突' });
      await office.skip(30 * DAY_MS);
      await over((await meetings('moving')).map(({ id: meeting }) => meeting));
      await office.quiet();
    });
    const [moved, , cancelled] = await changesOf(id);
    expect((await changesOf(id)).map(mail => `${mail.person_id} ${mail.state}`)).toEqual([
      'handler sent',
      'reporter sent',
      'handler sent',
      'reporter sent',
    ]);
    const [first] = (await office.mails('meeting-reminder')).filter(({ slot }) => slot === `${id}/reminder`);
    const uid = /UID:.*/.exec(first?.ics ?? '')?.[0] ?? 'no uid';
    for (const line of [
      uid,
      'METHOD:REQUEST',
      'SEQUENCE:1',
      `DTSTART;TZID=Asia/Shanghai:${to.replaceAll('-', '')}T150000`,
    ])
      expect(moved?.ics).toContain(line);
    for (const line of [uid, 'METHOD:CANCEL', 'SEQUENCE:2', 'STATUS:CANCELLED']) expect(cancelled?.ics).toContain(line);
    expect([moved?.subject, cancelled?.subject]).toEqual([
      expect.stringContaining('改期'),
      expect.stringContaining('取消'),
    ]);
    expect(moved?.text).toContain('市领导外出');
    expect(moved?.text).toContain('二号楼');
    const row = (await meetings('moving')).find(meeting => meeting.id === id);
    expect(row).toMatchObject({ status: 'cancelled', moved: 'byHand', reason: '与全市大会冲突' });
    expect(row?.done).toEqual(['collection', 'collectionReminder', 'freeze', 'agenda', 'approval', 'reminder']);
  });

  test('can be one that nobody has opened yet, and the next one is the one after it', async () => {
    await defineSeries('ahead');
    await office.rig.run(async () => {
      const from = addDays(await office.today(), 21);
      const monday = addDays(from, (8 - weekdayOf(from)) % 7);
      await office.give('meeting', `ahead/${monday}`, { type: 'cancel', reason: '休整' });
      expect(await meetings('ahead')).toMatchObject([{ planned_date: monday, status: 'cancelled' }]);
      await over([`ahead/${monday}`]);
      await expect(
        office.give('meeting', `ahead/${addDays(monday, 1)}`, { type: 'cancel', reason: '休整' }),
      ).rejects.toThrow('notAnOccurrence');
      const yesterday = addDays(await office.today(), -1);
      await expect(office.give('meeting', `ahead/${yesterday}`, { type: 'cancel', reason: '休整' })).rejects.toThrow(
        'notFound',
      );
    });
    expect(await changesOf('ahead')).toEqual([]);
  });

  test('is not moved into the week of another, opened or not', async () => {
    await defineSeries('crowded');
    await office.rig.run(async () => {
      const { monday } = await toWednesdayBefore();
      await openMeetings('crowded');
      const weekAfter = addDays(monday, 15);
      await expect(
        office.give('meeting', `crowded/${monday}`, { type: 'move', date: weekAfter, time: '10:00', reason: '改期' }),
      ).rejects.toThrow('weekTaken');
      await office.skip(40 * DAY_MS);
      await over((await meetings('crowded')).map(({ id }) => id));
      await office.quiet();
    });
  });
});

describe('one meeting', () => {
  test('that somebody calls early is opened and its reminder sent at once, and not again at its instant', async () => {
    await defineSeries('early');
    await office.rig.run(async () => {
      const sentAt = await office.nowLocal();
      const outcome = await trigger('early');
      const [meeting] = await meetings('early');
      const steps = meeting?.done.map(() => 'stepDone') ?? [];
      expect(outcome).toMatchObject({ ok: true, result: { events: ['agendaComposed', ...steps] } });
      // On the last day before it, the last reminder has had its instant too.
      expect(meeting?.done).toEqual(expect.arrayContaining(['agenda', 'reminder']));
      expect(await openMeetings('early')).toContain(meeting?.id);
      expect(await trigger('early')).toMatchObject({ ok: true, result: { events: [] } });
      await office.skip(40 * DAY_MS);
      await over((await meetings('early')).map(({ id }) => id));
      await office.quiet();
      const reminders = await remindersOf(meeting?.id ?? '');
      expect(reminders.map(line => line.slice(0, -1))).toEqual(
        ['handler', 'reporter'].map(name => `${name} sent ${sentAt.slice(0, -1)}`),
      );
    });
  });

  test('of a series that does not exist is refused, and leaves no run', async () => {
    await office.rig.run(async () => {
      expect(await trigger('nobody')).toMatchObject({ ok: false, refusal: { code: 'seriesNotFound' } });
    });
  });

  test('whose reminder came too late for an outage is held without one', async () => {
    await defineSeries('late');
    const [id = ''] = await office.activities.upcomingMeetings({
      seriesId: 'late',
      nowMs: await office.nowMs(),
    });
    // Opened by the ledger, its workflow lost until the meeting has begun; the workflow still believes in the reminder.
    const atMs = await office.nowMs();
    const [opened] = await office.ledger.commit([makeEnvelope('meeting', id, { type: 'open' }, { atMs })]);
    const [meeting] = (await meetings('late')).map(({ start_at: start }) => start?.getTime() ?? 0);
    await office.skipTo((meeting ?? 0) + HOUR_MS);
    await office.rig.run(async () => {
      const input = { id, view: opened?.view };
      const options = { taskQueue: TASK_QUEUE, workflowId: meetingWorkflowId(id), args: [input] };
      await server.client.workflow.execute('dispatchMeeting', options);
    });
    const steps = ['held', 'minutes', 'minutesDue'];
    expect(await office.events('meeting', id)).toEqual(['opened', ...steps.map(() => 'stepDone'), 'meetingFollowedUp']);
    expect((await meetings('late'))[0]).toMatchObject({ status: 'held', done: steps });
    expect(await remindersOf(id)).toEqual([]);
  });
});
