import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TASK_QUEUE } from '../../src/contract/names.ts';
import { compileMsOf, deliverMsOf, weekAhead } from '../../src/domain/brief/days.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { makeCalendar, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { resultNow, startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { openOffice, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  // No holidays: what is tested here must not depend on the day it is tested on.
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const sign = async (code: string) => {
  const on = await office.today();
  const facts = makeProjectFacts({ name: code });
  const command = { type: 'start', facts, stage: 'signing', actuals: { signing: on } } as const;
  const [outcome] = await office.ledger.commit([
    makeEnvelope('project', code, command, { atMs: await office.nowMs() }),
  ]);
  expect(outcome).toMatchObject({ ok: true });
};
let runs = 0;
/** What the Schedule runs, which the time-skipping server does not know. */
const run = async () => {
  const workflowId = `compile-brief-${(runs += 1)}`;
  await server.client.workflow.start('compileBrief', { taskQueue: TASK_QUEUE, workflowId });
  return resultNow(server, workflowId);
};

test('the brief is compiled on the last working day, once however often it is asked for, and leaves on the next one as it was', async () => {
  await office.rig.run(async () => {
    const given = { settings: DEFAULT_SETTINGS, calendar: { ...office.calendar, hours: DEFAULT_SETTINGS.officeHours } };
    const week = weekAhead(await office.nowMs(), given);
    const [compileMs, deliverMs] = [compileMsOf(week, given) ?? 0, deliverMsOf(week, given)];
    await office.skipTo(compileMs - 60_000);
    await sign('QZ-1');
    await office.skipTo(compileMs);
    const both = (await Promise.all([run(), run()])) as { compiled: string | null }[];
    expect(both.map(({ compiled }) => compiled).sort()).toEqual([week, null].sort());
    expect(await run()).toEqual({ compiled: null });
    expect(await office.events('brief', week)).toEqual(['compiled']);
    await sign('QZ-2');
    await office.skipTo(deliverMs + 60_000);
    await office.activities.wakeMailroomIfDue();
    await office.quiet();
    const mails = await office.mails('weekly-brief');
    expect(mails.map(({ person_id: id, state }) => `${id} ${state}`).sort()).toEqual([
      'coordinator sent',
      'leader sent',
    ]);
    for (const { text, sent_at: sent } of mails) {
      expect(sent?.getTime()).toBeGreaterThanOrEqual(deliverMs);
      expect(text).toContain('QZ-1');
      expect(text).not.toContain('QZ-2');
    }
  });
});
