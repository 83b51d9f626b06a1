import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityView } from '../../src/contract/commit.ts';
import { addDays, daysBetween, weekdayOf } from '../../src/domain/calendar/dates.ts';
import { isWorkday } from '../../src/domain/calendar/working-calendar.ts';
import { makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, isRunning, localText, openOffice, type Office } from './support/office.ts';

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

/** Each of a name of its own: a second project of the same name in the same place is refused. */
const startOf = (code: string) =>
  ({ type: 'start', facts: makeProjectFacts({ name: `低温银浆项目 ${code}` }), stage: 'negotiation' }) as const;
const withdraw = { type: 'withdraw', reason: '试验结束' } as const;

/** Starts a project whose landing is planned `days` from now; answers the plan date. */
async function startWithLandingIn(days: number, code: string): Promise<string> {
  const today = await office.today();
  const plan = addDays(today, days);
  await office.give('project', code, {
    ...startOf(code),
    stage: 'signing',
    actuals: { signing: today },
    plans: { landing: plan },
  });
  return plan;
}

const revise = (date: string) => ({ type: 'revisePlan', stage: 'landing', date, reason: '用地' }) as const;
const warningsOf = async (code: string): Promise<number> =>
  (await office.events('project', code)).filter(type => type === 'warned').length;
const slotsOf = async (code: string): Promise<string[]> => {
  const warnings = office.db
    .selectFrom('event')
    .select('data')
    .where('entity_id', '=', code)
    .where('type', '=', 'warned');
  return (await warnings.orderBy('seq').execute()).map(({ data }) => (data as { slot: string }).slot);
};
const slotOn = (plan: string, day: string): string => `landing:${plan}:${daysBetween(plan, day)}`;
const warned = (code: string, count: number): Promise<boolean> =>
  until(`${code} has been warned ${count} times`, async () => (await warningsOf(code)) >= count);

describe('a project', () => {
  test('is started, moved on, put off, taken up again and set right; it tells what it waits for', async () => {
    await office.rig.run(async () => {
      const today = await office.today();
      const { give, gateway } = office;
      await give('project', 'QZ-1', startOf('QZ-1'));
      expect(await gateway.waitingFor('project', 'QZ-1')).toEqual({
        ...{ seq: 2, status: 'active', awaits: 'signing', next: null },
      });
      await give('project', 'QZ-1', { type: 'advance', to: 'signing', on: today });
      const planned = await give('project', 'QZ-1', revise(addDays(today, 200)));
      expect(await gateway.waitingFor('project', 'QZ-1')).toEqual({
        seq: planned.view.seq,
        status: 'active',
        awaits: 'landing',
        next: { slot: planned.view.next?.slot, at: new Date(planned.view.next?.atMs ?? 0).toISOString() },
      });
      await give('project', 'QZ-1', { type: 'pause', reason: '资金', reviewOn: addDays(today, 60) });
      expect(await gateway.waitingFor('project', 'QZ-1')).toMatchObject({ status: 'paused', awaits: 'landing' });
      await give('project', 'QZ-1', { type: 'resume' });
      await give('project', 'QZ-1', { type: 'correct', field: 'county', value: '丰泽区', reason: '录入有误' });
      await give('project', 'QZ-1', withdraw);
      await server.client.workflow.getHandle('project/QZ-1').result();
    });
    expect(await office.events('project', 'QZ-1')).toEqual([
      ...['started', 'stageReached', 'stageReached', 'planRevised', 'paused', 'resumed', 'corrected', 'withdrawn'],
    ]);
  });

  test('whose first start is refused leaves neither a run nor a fact', async () => {
    await office.rig.run(async () => {
      const outcome = await office.ask('project', 'QZ-2', { ...startOf('QZ-2'), stage: 'signing' });
      expect(outcome).toMatchObject({ ok: false, view: null, refusal: { code: 'stageNeedsDate' } });
    });
    expect(await office.events('project', 'QZ-2')).toEqual([]);
  });

  test('that exists is not started a second time, whether it runs or is over', async () => {
    await office.rig.run(async () => {
      await office.give('project', 'QZ-3', startOf('QZ-3'));
      expect(await office.ask('project', 'QZ-3', startOf('QZ-3'))).toMatchObject({
        ok: false,
        refusal: { code: 'alreadyExists' },
      });
      await office.give('project', 'QZ-3', withdraw);
      expect(await office.ask('project', 'QZ-3', startOf('QZ-3'))).toMatchObject({
        ok: false,
        refusal: { code: 'alreadyExists' },
      });
    });
    expect(await office.events('project', 'QZ-3')).toEqual(['started', 'stageReached', 'withdrawn']);
  });

  test('gives the same key the same answer, in another run too, and refuses it another body', async () => {
    await office.rig.run(async () => {
      await office.give('project', 'QZ-4', startOf('QZ-4'));
      const key = { commandId: 'coordinator:once', digest: 'a' };
      const first = await office.give('project', 'QZ-4', withdraw, key);
      const again = await office.give('project', 'QZ-4', withdraw, key);
      expect(again.result).toEqual(first.result);
      const other = await office.ask('project', 'QZ-4', withdraw, { ...key, digest: 'b' });
      expect(other).toMatchObject({ ok: false, refusal: { code: 'keyReused', value: 'once' } });
    });
    expect(await office.events('project', 'QZ-4')).toEqual(['started', 'stageReached', 'withdrawn']);
  });

  test('that was over runs again when a correction takes it back to an earlier stage', async () => {
    await office.rig.run(async () => {
      const today = await office.today();
      const actuals = Object.fromEntries(
        ['signing', 'landing', 'groundbreaking', 'completion', 'production', 'fullCapacity'].map(stage => [
          stage,
          today,
        ]),
      );
      await office.give('project', 'QZ-5', { ...startOf('QZ-5'), stage: 'fullCapacity', actuals });
      await server.client.workflow.getHandle('project/QZ-5').result();
      await office.give('project', 'QZ-5', {
        type: 'correct',
        field: 'stage',
        value: 'completion',
        reason: '尚未投产',
      });
      expect(await office.gateway.waitingFor('project', 'QZ-5')).toMatchObject({ awaits: 'production' });
      expect(await isRunning(server, 'project/QZ-5')).toBe(true);
      await office.give('project', 'QZ-5', withdraw);
    });
  });

  test('that was removed waits for nothing, and runs and warns again when it is restored', async () => {
    await office.rig.run(async () => {
      const plan = await startWithLandingIn(40, 'QZ-30');
      await office.give('project', 'QZ-30', { type: 'remove', reason: '六个月没有进展' });
      // Waiting for its result would let the clock jump.
      await until('its run has ended', async () => !(await isRunning(server, 'project/QZ-30')));
      const restored = await office.give('project', 'QZ-30', { type: 'restore', reason: '恢复投资' });
      expect(restored.view).toMatchObject({ open: true, next: { slot: `landing:${plan}:-30` } });
      await office.give('project', 'QZ-30', { type: 'movePath', pathId: 'service', reason: '改为服务业' });
      await office.skip(12 * DAY_MS);
      await warned('QZ-30', 1);
      await office.quiet();
      await office.give('project', 'QZ-30', withdraw);
    });
    expect(await office.events('project', 'QZ-30')).toEqual([
      ...['started', 'stageReached', 'removed', 'restored', 'pathMoved', 'warned', 'withdrawn'],
    ]);
  });

  test('lives on when a good start comes while a bad one is being refused', async () => {
    // Both are on the server before a worker comes, so that one workflow task brings both, the bad one first.
    const bad = office.ask('project', 'QZ-6', { ...startOf('QZ-6'), stage: 'signing' });
    await until('the bad start has begun a run', () => isRunning(server, 'project/QZ-6'));
    const good = office.ask('project', 'QZ-6', startOf('QZ-6'));
    await office.rig.run(async () => {
      expect(await bad).toMatchObject({ ok: false, refusal: { code: 'stageNeedsDate' } });
      expect(await good).toMatchObject({ ok: true });
      expect(await office.gateway.waitingFor('project', 'QZ-6')).toMatchObject({ awaits: 'signing' });
      await office.give('project', 'QZ-6', withdraw);
    });
  });
});

describe('warnings', () => {
  test('come 30 and 7 days before a planned milestone, on the day, and every Monday once it is late, in office hours', async () => {
    let plan = '';
    await office.rig.run(async () => {
      const today = await office.today();
      // On a working Wednesday, so that no holiday moves the day itself onto a digest.
      const inDays = Array.from({ length: 60 }, (_, index) => 40 + index).find(days => {
        const day = addDays(today, days);
        return weekdayOf(day) === 3 && isWorkday(office.calendar.table, day);
      });
      plan = await startWithLandingIn(inDays ?? 0, 'QZ-10');
      await office.skip(((inDays ?? 0) + 40) * DAY_MS);
      await warned('QZ-10', 6);
      await office.quiet();
      await office.give('project', 'QZ-10', withdraw);
    });
    const events = await office.db
      .selectFrom('event')
      .select('data')
      .where('entity_id', '=', 'QZ-10')
      .where('type', '=', 'warned')
      .orderBy('seq')
      .execute();
    const offsets = events.map(({ data }) => (data as { dayOffset: number }).dayOffset);
    expect(offsets.slice(0, 3)).toEqual([-30, -7, 0]);
    const [first = 0, ...digests] = offsets.slice(3);
    expect(weekdayOf(addDays(plan, first))).toBe(1);
    expect(digests).toEqual(digests.map((_, index) => first + 7 * (index + 1)));
    const mails = await office.mails('plan-warning');
    expect(new Set(mails.map(({ person_id: to, state }) => `${to} ${state}`))).toEqual(new Set(['reporter sent']));
    for (const { sent_at: sentAt, text } of mails) {
      const [day = '', time = ''] = localText(sentAt?.getTime() ?? 0).split(' ');
      expect(isWorkday(office.calendar.table, day)).toBe(true);
      expect(time >= '09:00' && time < '17:30').toBe(true);
      expect(text).toContain('低温银浆项目');
    }
  });

  test('of a plan that was moved away in time are not given', async () => {
    await office.rig.run(async () => {
      const plan = await startWithLandingIn(40, 'QZ-11');
      await office.give('project', 'QZ-11', revise(addDays(plan, 400)));
      await office.skip(60 * DAY_MS);
      expect(await warningsOf('QZ-11')).toBe(0);
      await office.give('project', 'QZ-11', withdraw);
    });
  });

  test('missed in an outage come as one, the latest', async () => {
    // The test server stands still while no worker answers, so the outage is one of the workflow: it begins 40 days after the ledger.
    const plan = addDays(await office.today(), 5);
    const actuals = { signing: addDays(plan, -60) };
    const command = { ...startOf('QZ-12'), stage: 'signing', actuals, plans: { landing: plan } } as const;
    const atMs = (await server.env.currentTimeMs()) - 40 * DAY_MS;
    const [begun] = await office.ledger.commit([makeEnvelope('project', 'QZ-12', command, { atMs })]);
    await office.rig.run(async () => {
      await office.gateway.startProjects([{ id: 'QZ-12', view: begun?.view as EntityView }]);
      await warned('QZ-12', 1);
      await office.give('project', 'QZ-12', withdraw);
      await office.skip(15 * DAY_MS);
      await office.quiet();
    });
    const events = await office.db.selectFrom('event').select('data').where('entity_id', '=', 'QZ-12').execute();
    expect(events.filter(({ data }) => 'dayOffset' in (data as object))).toEqual([
      { data: { slot: `landing:${plan}:-7`, stage: 'landing', dayOffset: -7 } },
    ]);
  });

  test('are given again for a day that was left and set anew, and the run stays small', async () => {
    let before = 0;
    await office.rig.run(async () => {
      const plan = await startWithLandingIn(2, 'QZ-13');
      const days = Array.from({ length: 60 }, (_, index) => addDays(plan, index + 1));
      const digest = days.find(day => weekdayOf(day) === 1 && isWorkday(office.calendar.table, day)) ?? '';
      await office.skipTo(office.calendar.clock.toInstant(digest, '12:00'));
      await until('the digest has been given', async () => (await slotsOf('QZ-13')).includes(slotOn(plan, digest)));
      before = await warningsOf('QZ-13');
      await office.give('project', 'QZ-13', revise(addDays(plan, 300)));
      await office.give('project', 'QZ-13', revise(plan));
      await warned('QZ-13', before + 1);
      await office.skip(3 * DAY_MS);
      const { historyLength } = await server.client.workflow.getHandle('project/QZ-13').describe();
      expect(historyLength).toBeLessThan(150);
      await office.quiet();
      await office.give('project', 'QZ-13', withdraw);
    });
    expect(await warningsOf('QZ-13')).toBe(before + 1);
    expect((await slotsOf('QZ-13')).at(-1)).toBe((await slotsOf('QZ-13')).at(-2));
  });

  test('of a pause come on its review day, each time it is paused', async () => {
    await office.rig.run(async () => {
      await office.give('project', 'QZ-14', startOf('QZ-14'));
      const reviewOn = addDays(await office.today(), 10);
      await office.give('project', 'QZ-14', { type: 'pause', reason: '资金', reviewOn });
      await office.skip(20 * DAY_MS);
      await warned('QZ-14', 1);
      await office.give('project', 'QZ-14', { type: 'resume' });
      await office.give('project', 'QZ-14', {
        type: 'pause',
        reason: '用地',
        reviewOn: addDays(await office.today(), 5),
      });
      await office.skip(20 * DAY_MS);
      await warned('QZ-14', 2);
      await office.quiet();
      await office.give('project', 'QZ-14', withdraw);
    });
    expect(await warningsOf('QZ-14')).toBe(2);
  });
});
