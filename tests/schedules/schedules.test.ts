import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import {
  BRIEF_SCHEDULE_ID,
  LOOK_AGAIN_WORKFLOW_ID,
  MAIL_SWEEP_SCHEDULE_ID,
  OPEN_ROUND_WORKFLOW_ID,
  ROUND_SCHEDULE_ID,
  seriesScheduleId,
  SETTINGS_SCHEDULE_ID,
  TASK_QUEUE,
} from '../../src/contract/names.ts';
import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { makeCalendar, makeEnvelope, makeSeriesFacts } from '../support/make.ts';
import { Rig } from '../support/rig.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { isRunning, openOffice, type Office } from '../workflows/support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startDevServer();
  // No holidays: what is tested here must not depend on the day it is tested on.
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const WEEKLY = seriesScheduleId('weekly');
const define = (weekday: number) => ({ type: 'define', facts: makeSeriesFacts({ weekday }) }) as const;
/** Into the ledger only, so that the registry has something to find. */
const commit = async (command: ReturnType<typeof define> | { type: 'pause' | 'resume'; reason: string }) => {
  const [outcome] = await office.ledger.commit([
    makeEnvelope('series', 'weekly', command, { atMs: await office.nowMs() }),
  ]);
  expect(outcome).toMatchObject({ ok: true });
};
const actions = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await office.schedules.diff()).map(({ id, action }) => [id, action]));
const changed = async (id: string) => (await office.schedules.diff()).find(difference => difference.id === id);
const allSame = async (): Promise<void> => {
  await office.schedules.apply();
  await until('nothing differs', async () => Object.values(await actions()).every(action => action === 'same'));
};
const describeWeekly = () => server.client.schedule.getHandle(WEEKLY).describe();

describe('the registry of Schedules', () => {
  test('creates what is missing, says so before, and finds nothing to do after', async () => {
    await commit(define(1));
    const all = [MAIL_SWEEP_SCHEDULE_ID, SETTINGS_SCHEDULE_ID, ROUND_SCHEDULE_ID, BRIEF_SCHEDULE_ID, WEEKLY];
    const each = (action: string) => Object.fromEntries(all.map(id => [id, action]));
    expect(await actions()).toEqual(each('create'));
    const done = await office.schedules.apply();
    expect(done.map(({ action }) => action)).toEqual(all.map(() => 'create'));
    expect(await actions()).toEqual(each('same'));
    expect((await office.schedules.apply()).map(({ action }) => action)).toEqual(all.map(() => 'same'));
    const { spec, policies } = await describeWeekly();
    expect(spec.timezone).toBe('Asia/Shanghai');
    expect(policies).toMatchObject({ overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: 86_400_000 });
  });

  test('next runs at half past midnight on the weekday of the series, local', async () => {
    const { info } = await describeWeekly();
    const [next] = info.nextActionTimes;
    const { date, time } = office.calendar.clock.toLocal(next?.getTime() ?? 0);
    expect({ weekday: weekdayOf(date), time }).toEqual({ weekday: 1, time: '00:30' });
  });

  test('a series moved to another weekday moves its Schedule, and tells what differs', async () => {
    await commit(define(7));
    expect(await changed(WEEKLY)).toEqual({
      id: WEEKLY,
      action: 'update',
      changes: [{ field: 'weekday', wanted: 0, found: 1 }],
    });
    await allSame();
    const [next] = (await describeWeekly()).info.nextActionTimes;
    expect(weekdayOf(office.calendar.clock.toLocal(next?.getTime() ?? 0).date)).toBe(7);
    await commit(define(1));
    await allSame();
  });

  test('a paused series pauses its Schedule, a resumed one lets it run', async () => {
    await commit({ type: 'pause', reason: '春节' });
    expect(await changed(WEEKLY)).toMatchObject({ changes: [{ field: 'paused', wanted: true, found: false }] });
    await allSame();
    expect((await describeWeekly()).state.paused).toBe(true);
    await commit({ type: 'resume', reason: '节后' });
    await allSame();
    expect((await describeWeekly()).state.paused).toBe(false);
  });

  test('what somebody changed by hand is drift, and is set back', async () => {
    await server.client.schedule.getHandle(WEEKLY).update(({ ...before }) => ({
      ...before,
      spec: { calendars: [{ dayOfWeek: 'WEDNESDAY', hour: 3, minute: 30 }], timezone: 'Asia/Shanghai' },
    }));
    const drift = await changed(WEEKLY);
    expect(drift?.changes.map(({ field }) => field).sort()).toEqual(['hours', 'weekday']);
    await allSame();
    await server.client.schedule.getHandle(WEEKLY).update(({ ...before }) => ({
      ...before,
      policies: { ...before.policies, catchupWindow: '365 days' },
    }));
    expect(await changed(WEEKLY)).toMatchObject({ changes: [{ field: 'catchUpMs' }] });
    await allSame();
  });

  test('applied by two processes at once is applied', async () => {
    await server.client.schedule.getHandle(WEEKLY).delete();
    await Promise.all([office.schedules.apply(), office.schedules.apply()]);
    await allSame();
  });

  test('a Schedule of ours that no series asks for is deleted; others are left alone', async () => {
    const action = { type: 'startWorkflow', workflowType: 'openMeetings', taskQueue: 'weekly-dispatch' } as const;
    for (const scheduleId of ['series/gone', 'somebody-else']) {
      await server.client.schedule.create({ scheduleId, spec: {}, action: { ...action, args: [] } });
    }
    await until('the list knows them', async () => (await actions())['series/gone'] === 'delete');
    await office.schedules.apply();
    await until('it is gone', async () => !('series/gone' in (await actions())));
    expect((await server.client.schedule.getHandle('somebody-else').describe()).scheduleId).toBe('somebody-else');
  });
});

describe('the Schedule of a series', () => {
  test('opens the coming occurrences; it, a second run and somebody who calls the meeting meet instead of doubling it', async () => {
    const today = await office.today();
    const weekday = (weekdayOf(today) % 7) + 1;
    const planned = addDays(today, 1);
    await office.rig.run(
      async () => {
        // A meeting tomorrow at the latest hour: to come, whatever the time of day is here and now.
        await office.give('series', 'called', {
          type: 'define',
          facts: makeSeriesFacts({ weekday, time: '23:59', holidayRule: 'nextWorkday' }),
        });
        const { entityId: _, command: __, kind: ___, ...given } = makeEnvelope('meeting', '', { type: 'remindNow' });
        const called = office.gateway.triggerMeeting('called', given);
        const handle = server.client.schedule.getHandle(seriesScheduleId('called'));
        await handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
        expect(await called).toMatchObject({ ok: true, result: { entityId: `called/${planned}` } });
        await until('the occurrences are open', async () => (await occurrences()).length >= 3);
        await handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
        const runs = await until('both runs have ended', async () => {
          const { info } = await handle.describe();
          return info.runningActions.length === 0 && info.numActionsTaken >= 2 && info.recentActions;
        });
        for (const { action } of runs) server.started.add({ workflowId: action.workflow.workflowId });
        await until('the reminders have left', async () => (await office.mails()).every(mail => mail.state === 'sent'));
        await office.quiet();
      },
      { leftRunning: true },
    );
    expect(await office.events('meeting', `called/${planned}`)).toEqual([
      'opened',
      'agendaComposed',
      'stepDone',
      'stepDone',
    ]);
    expect((await office.mails()).map(mail => `${mail.slot} ${mail.person_id}`)).toEqual(
      ['handler', 'reporter'].map(person => `called/${planned}/reminder ${person}`),
    );
    const ids = (await occurrences()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect((await office.events('meeting', id))[0]).toBe('opened');
  });

  const occurrences = () => office.db.selectFrom('meeting').select('id').where('series_id', '=', 'called').execute();
});

describe('the Schedule of the reporting round', () => {
  const nextRun = async () => {
    const { info } = await server.client.schedule.getHandle(ROUND_SCHEDULE_ID).describe();
    return office.calendar.clock.toLocal(info.nextActionTimes[0]?.getTime() ?? 0);
  };

  test('next runs at half past midnight of the 25th, local, and moves at once with the settings', async () => {
    await allSame();
    const before = await nextRun();
    expect({ day: before.date.slice(8), time: before.time }).toEqual({ day: '25', time: '00:30' });
    const value = { ...DEFAULT_SETTINGS.money, opensDay: 20 };
    const validFrom = await office.today();
    await office.rig.run(async () => {
      await office.give('setting', 'money', { type: 'set', value, validFrom, reason: '提前开报' });
      await until('nothing differs', async () => Object.values(await actions()).every(action => action === 'same'));
      expect((await nextRun()).date.slice(8)).toBe('20');
      await server.client.workflow.getHandle('look-again').result();
    });
  });

  test('opens the round of the month; a second run and somebody who opens it by hand meet it', async () => {
    const month = (await office.today()).slice(0, 7);
    const start = { taskQueue: TASK_QUEUE, workflowId: OPEN_ROUND_WORKFLOW_ID };
    await office.rig.run(
      async () => {
        await office.ask('round', month, { type: 'open' });
        for (const workflowId of ['open-round-1', 'open-round-2']) {
          await server.client.workflow.execute('openRound', { ...start, workflowId });
        }
        expect(await office.events('round', month)).toEqual(['roundOpened']);
        await office.quiet();
      },
      { leftRunning: true },
    );
  });
});

describe('the Schedule of the weekly brief', () => {
  const nextRun = async () => {
    const { info } = await server.client.schedule.getHandle(BRIEF_SCHEDULE_ID).describe();
    return office.calendar.clock.toLocal(info.nextActionTimes[0]?.getTime() ?? 0).time;
  };

  test('runs every day at the hour of the settings, and moves with it', async () => {
    await office.schedules.apply();
    expect(await nextRun()).toBe('16:30');
    const value = { ...DEFAULT_SETTINGS.brief, compileAt: '15:05' };
    const validFrom = await office.today();
    await office.rig.run(async () => {
      await office.give('setting', 'brief', { type: 'set', value, validFrom, reason: '提前编制' });
      await until('nothing differs', async () => Object.values(await actions()).every(action => action === 'same'));
      expect(await nextRun()).toBe('15:05');
    });
  });
});

describe('the Schedule of every new day', () => {
  test('next runs at ten past midnight, local, and each run knows how far the one before has looked', async () => {
    const handle = server.client.schedule.getHandle(SETTINGS_SCHEDULE_ID);
    const asked: (string | null)[] = [];
    const lookAgainWhereDue = async ({ since, nowMs }: { since: string | null; nowMs: number }) => {
      asked.push(since);
      return office.activities.lookAgainWhereDue({ since, nowMs });
    };
    const rig = await Rig.create({ server, activities: { ...office.activities, lookAgainWhereDue } });
    await rig.run(async () => {
      await office.schedules.apply();
      const { info } = await handle.describe();
      const { time } = office.calendar.clock.toLocal(info.nextActionTimes[0]?.getTime() ?? 0);
      expect(time).toBe('00:10');
      for (const runs of [1, 2]) {
        await handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
        await until(`run ${runs} has ended`, async () => {
          const { info: now } = await handle.describe();
          return now.numActionsTaken >= runs && now.runningActions.length === 0;
        });
      }
      // A run only starts the asking of the others, which goes on after it.
      await until('all have been asked', async () => !(await isRunning(server, LOOK_AGAIN_WORKFLOW_ID)));
    });
    expect(asked).toEqual([null, await office.today()]);
  });
});
