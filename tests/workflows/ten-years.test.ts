import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, daysBetween, lastDay } from '../../src/domain/calendar/dates.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import type { ProjectState } from '../../src/domain/project/types.ts';
import { makeProjectFacts } from '../support/make.ts';
import { collectRuns } from '../support/run-histories.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { DAY_MS, openOffice, type Office } from './support/office.ts';

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

const YEAR = 365;
type Step = (today: string) => ProjectCommand;
const reach =
  (to: string): Step =>
  today =>
    ({ type: 'advance', to, on: today }) as ProjectCommand;
const revise =
  (stage: string, days: number): Step =>
  today =>
    ({ type: 'revisePlan', stage, date: addDays(today, days), reason: '调整计划' }) as ProjectCommand;

/** Days after the step before, and what happens then. */
const LIFE: readonly (readonly [number, Step])[] = [
  [60, reach('negotiation')],
  [200, reach('signing')],
  [10, revise('landing', 90)],
  [70, revise('landing', 200)],
  [180, reach('landing')],
  [5, revise('groundbreaking', 300)],
  [250, today => ({ type: 'pause', reason: '资金未到位', reviewOn: addDays(today, 180) })],
  [400, () => ({ type: 'resume' })],
  [1, revise('groundbreaking', 120)],
  [100, reach('groundbreaking')],
  [3, revise('completion', 700)],
  [750, reach('completion')],
  [20, () => ({ type: 'correct', field: 'investmentWan', value: 350_000, reason: '合同修订' })],
  [300, reach('production')],
  [30, revise('fullCapacity', YEAR)],
  [3 * YEAR + 176, reach('fullCapacity')],
];

/** Lets days pass; at the end of each month the county reports its money, in January the year is planned first. */
async function liveFor(days: number): Promise<void> {
  const until = addDays(await office.today(), days);
  for (let today = await office.today(); today < until; today = await office.today()) {
    const monthEnd = lastDay(today.slice(0, 7));
    const next = [monthEnd < until ? monthEnd : until, addDays(today, 1)].sort().at(-1) ?? until;
    await office.skip(daysBetween(today, next) * DAY_MS);
    const day = await office.today();
    if (day !== lastDay(day.slice(0, 7)) || day === until) continue;
    const { money } = (await stateOf('QZ-2016')) ?? {};
    const [year, month] = [day.slice(0, 4), day.slice(0, 7)];
    if (money?.yearPlans[year] === undefined) {
      await office.give('project', 'QZ-2016', { type: 'planYear', year: Number(year), amountWan: 12 * A_MONTH_WAN });
    }
    await office.give('project', 'QZ-2016', { type: 'report', month, doneWan: A_MONTH_WAN });
    reported += 1;
  }
}

const A_MONTH_WAN = 1_200;
let reported = 0;

const stateOf = async (code: string): Promise<ProjectState | undefined> => {
  const row = office.db.selectFrom('entity').select('state').where('kind', '=', 'project').where('id', '=', code);
  return (await row.executeTakeFirst())?.state as ProjectState | undefined;
};

test('ten years of one project pass in seconds, in many short runs that all replay', async () => {
  const began = await server.env.currentTimeMs();
  await office.rig.run(async () => {
    await office.give('project', 'QZ-2016', { type: 'start', facts: makeProjectFacts(), stage: 'lead' });
    for (const [days, step] of LIFE) {
      await liveFor(days);
      await office.give('project', 'QZ-2016', step(await office.today()));
    }
    await server.client.workflow.getHandle('project/QZ-2016').result();
    await office.quiet();
    const runs = await collectRuns(server.client, [{ workflowId: 'project/QZ-2016' }]);
    expect(runs.length).toBeGreaterThan(20);
    expect(Math.max(...runs.map(({ history }) => history.events?.length ?? 0))).toBeLessThan(2_000);
  });
  expect((await server.env.currentTimeMs()) - began).toBeGreaterThan(9.9 * YEAR * DAY_MS);

  const events = await office.events('project', 'QZ-2016');
  const count = (type: string): number => events.filter(event => event === type).length;
  expect({ reached: count('stageReached'), revised: count('planRevised'), corrected: count('corrected') }).toEqual({
    reached: 7,
    revised: 6,
    corrected: 1,
  });
  // 30 and 7 days before each plan that was still in force then, on the day, weekly while it was late, and the review of the pause.
  const slots = await office.db
    .selectFrom('command')
    .select('id')
    .where('entity_id', '=', 'QZ-2016')
    .where('type', '=', 'warn')
    .orderBy('at')
    .execute();
  expect(slots).toHaveLength(count('warned'));
  expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
  expect(reported).toBeGreaterThan(110);
  const sums = await office.db
    .selectFrom('month_report')
    .select(({ fn }) => [fn.countAll<number>().as('months'), fn.sum<number>('done_wan').as('done')])
    .executeTakeFirstOrThrow();
  expect([Number(sums.months), Number(sums.done)]).toEqual([reported, reported * A_MONTH_WAN]);
  const project = await office.db.selectFrom('project').selectAll().where('code', '=', 'QZ-2016').executeTakeFirst();
  expect(project).toMatchObject({ status: 'achieved', stage: 'fullCapacity', investment_wan: 350_000 });
  expect((await office.mails('plan-warning')).every(({ state }) => state === 'sent')).toBe(true);
}, 600_000);
