import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLedgerActivities } from '../../src/activities/ledger.ts';
import { LOOK_AGAIN_WORKFLOW_ID, LOOK_AT_SETTINGS_WORKFLOW_ID, TASK_QUEUE } from '../../src/contract/names.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/domain/settings.ts';
import { makeEnvelope, makeProjectFacts, makeSeriesFacts } from '../support/make.ts';
import { Rig } from '../support/rig.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, isRunning, openOffice, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server);
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const withdraw = { type: 'withdraw', reason: '试验结束' } as const;
const start = (name: string) => ({ type: 'start', facts: makeProjectFacts({ name }), stage: 'signing' }) as const;

/** A project whose landing is planned in 200 days. */
async function started(code: string): Promise<string> {
  const today = await office.today();
  const plan = addDays(today, 200);
  await office.give('project', code, { ...start(code), actuals: { signing: today }, plans: { landing: plan } });
  return plan;
}
const nextOf = async (code: string) => (await office.gateway.waitingFor('project', code))?.next?.slot;
const waitsFor = (code: string, slot: string): Promise<boolean> =>
  until(`${code} waits for ${slot}`, async () => (await nextOf(code)) === slot);

const set = <Section extends keyof Settings>(section: Section, value: Partial<Settings[Section]>, validFrom: string) =>
  office.give('setting', section, {
    type: 'set',
    value: { ...DEFAULT_SETTINGS[section], ...value },
    validFrom,
    reason: '试验',
  });
const warnBefore = async (days: number, validFrom?: string) =>
  set('project', { warnDaysBefore: [days] }, validFrom ?? (await office.today()));

/** The round has no caller that waits for it. */
const roundIsOver = (): Promise<boolean> =>
  until('the round is over', async () => !(await isRunning(server, LOOK_AGAIN_WORKFLOW_ID)));
/** Without waiting for its result: that would let this server's clock run. */
async function newDay(): Promise<void> {
  const workflowId = LOOK_AT_SETTINGS_WORKFLOW_ID;
  await server.client.workflow.start('lookAtSettings', { taskQueue: TASK_QUEUE, workflowId, args: [] });
  await until('it has looked', async () => !(await isRunning(server, workflowId)));
  await roundIsOver();
}

describe('a setting that begins today', () => {
  test('moves the timers that run already, without a command to their entities', async () => {
    await office.rig.run(async () => {
      const plan = await started('S-1');
      await warnBefore(45);
      await waitsFor('S-1', `landing:${plan}:-45`);
      await roundIsOver();
      expect(await office.events('project', 'S-1')).toEqual(['started', 'stageReached']);
      await warnBefore(60);
      await waitsFor('S-1', `landing:${plan}:-60`);
      await office.skip(150 * DAY_MS);
      await until('it is warned', async () => (await office.events('project', 'S-1')).includes('warned'));
      await office.quiet();
      await office.give('project', 'S-1', withdraw);
      await roundIsOver();
    });
    const [warned] = await office.db.selectFrom('event').select('data').where('type', '=', 'warned').execute();
    expect(warned?.data).toMatchObject({ dayOffset: -60 });
  });

  test('asks all open entities, also those without a workflow, which it passes over', async () => {
    await office.rig.run(async () => {
      const atMs = await office.nowMs();
      const lost = Array.from({ length: 450 }, (_, n) =>
        makeEnvelope('project', `A-${n}`, { ...start(`${n}号`), stage: 'lead' }, { atMs }),
      );
      await office.ledger.commit(lost);
      const plan = await started('Z-last');
      await warnBefore(20);
      // Between two chunks the round waits a second.
      await until('the last one looks', async () => {
        await office.skip(1_000);
        return (await nextOf('Z-last')) === `landing:${plan}:-20`;
      });
      await office.give('project', 'Z-last', withdraw);
      await roundIsOver();
    });
  });

  test('of the meetings moves a reminder', async () => {
    await office.rig.run(async () => {
      const today = await office.today();
      const facts = makeSeriesFacts({ weekday: 1, time: '09:00', holidayRule: 'skip' });
      const atMs = await office.nowMs();
      await office.ledger.commit([makeEnvelope('series', 'weekly', { type: 'define', facts }, { atMs })]);
      const { entityId: _, command: __, kind: ___, ...given } = makeEnvelope('meeting', '', { type: 'remindNow' });
      const called = await office.gateway.triggerMeeting('weekly', { ...given, atMs });
      const id = called.ok ? called.result.entityId : '';
      const due = async () => (await office.gateway.waitingFor('meeting', id))?.next;
      // The last working hour before it, or, when that is over, its beginning.
      expect(['lastReminder', 'held']).toContain((await due())?.slot);
      await set('meeting', { timetable: [{ step: 'held', at: { hours: 2 } }] }, today);
      const later = new Date(`${id.slice('weekly/'.length)}T11:00:00+08:00`).toISOString();
      await until('it waits for two hours after its beginning', async () => (await due())?.at === later);
      await roundIsOver();
      await office.skip(8 * DAY_MS);
      await until('it was held', async () => !(await isRunning(server, `meeting/${id}`)));
      await office.quiet();
    });
  });
});

describe('a setting that begins on a later day', () => {
  test('moves the timers on that day, by the run of the new day, and not before', async () => {
    await office.rig.run(async () => {
      await warnBefore(30);
      await roundIsOver();
      const plan = await started('S-2');
      const begins = addDays(await office.today(), 10);
      await warnBefore(90, begins);
      expect(await isRunning(server, LOOK_AGAIN_WORKFLOW_ID)).toBe(false);
      await office.skip(2 * DAY_MS);
      await newDay();
      expect(await nextOf('S-2')).toBe(`landing:${plan}:-30`);
      await office.skip(8 * DAY_MS);
      expect(await office.today()).toBe(begins);
      await newDay();
      await waitsFor('S-2', `landing:${plan}:-90`);
      await office.give('project', 'S-2', withdraw);
    });
  });
});

test('a ledger that cannot be read when somebody looks again does not end the run', async () => {
  const asked: string[] = [];
  const views = (_kind: string, ids: readonly string[]): Promise<never> => {
    asked.push(...ids);
    return Promise.reject(new Error('broken'));
  };
  const { currentView } = createLedgerActivities({ ledger: { ...office.ledger, views } });
  const rig = await Rig.create({ server, activities: { ...office.activities, currentView } });
  await rig.run(async () => {
    await started('S-3');
    await office.gateway.lookAgain('project', ['S-3']);
    await until('it has looked', () => asked.includes('S-3'));
    await office.give('project', 'S-3', withdraw);
    expect(await office.events('project', 'S-3')).toContain('withdrawn');
  });
});
