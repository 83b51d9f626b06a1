import { TASK_QUEUE } from '../../src/contract/names.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { addMonths } from '../../src/domain/calendar/months.ts';
import type { BatchCommand } from '../../src/domain/batch/types.ts';
import { makeEnvelope } from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import { until } from '../support/until.ts';
import { codesOf, inNegotiation, makePlan } from '../workflows/support/batches.ts';
import { DAY_MS, type Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

// Batch events. What lies months ahead cannot be waited for here: the ledger is told of it as of long ago, and the run begins with that.

const ended = async ({ server }: Office, code: string): Promise<RunName> => {
  await server.client.workflow.getHandle(`batch/${code}`).result();
  return { workflowId: `batch/${code}` };
};
const happened = (office: Office, code: string, type: string) =>
  until(`${type} of ${code}`, async () => (await office.events('batch', code)).includes(type), 120_000);

/** Held so long ago that nothing is left to follow up; one project refuses. */
async function held(office: Office): Promise<RunName> {
  const today = await office.today();
  const codes = codesOf(6, 'RB');
  await inNegotiation(office, codes);
  const on = addMonths(today, -8);
  const steps: BatchCommand[] = [
    makePlan(codes.slice(0, 4), { on, cutOff: today > on ? on : today }),
    { type: 'add', code: 'RB-005', reason: '补报' },
    { type: 'drop', code: 'RB-001', reason: '资料不全' },
    { type: 'substitute', out: 'RB-002', in: 'RB-006', reason: '替补' },
  ];
  for (const step of steps) await office.give('batch', 'R-held', step);
  await office.give('project', 'RB-003', { type: 'withdraw', reason: '记录' });
  await office.give('batch', 'R-held', { type: 'confirm', on });
  return ended(office, 'R-held');
}

async function cancelled(office: Office): Promise<RunName> {
  const today = await office.today();
  await inNegotiation(office, ['RC-1']);
  await office.give('batch', 'R-cancelled', makePlan(['RC-1'], { on: today, cutOff: addDays(today, -1) }));
  await happened(office, 'R-cancelled', 'listClosed');
  await office.give('batch', 'R-cancelled', { type: 'cancel', reason: '改期' });
  return ended(office, 'R-cancelled');
}

async function refusedPlan(office: Office): Promise<RunName> {
  await office.ask('batch', 'R-refused', makePlan(['nobody']));
  return ended(office, 'R-refused');
}

/** The first follow-up is due, the others are not. */
async function followedUp(office: Office): Promise<RunName> {
  const nowMs = await office.nowMs();
  const on = addDays(await office.today(), -45);
  await inNegotiation(office, ['RF-1']);
  const steps: BatchCommand[] = [
    makePlan(['RF-1'], { on, cutOff: on }),
    { type: 'confirm', on },
    { type: 'record', results: [{ code: 'RF-1', refusal: null }] },
  ];
  const atMs = nowMs - 45 * DAY_MS;
  const given = steps.map(step => makeEnvelope('batch', 'R-followed', step, { atMs }));
  const outcomes = await office.ledger.commit(given);
  const args = [{ id: 'R-followed', view: outcomes.at(-1)?.view }];
  const options = { taskQueue: TASK_QUEUE, workflowId: 'batch/R-followed', args };
  await office.server.client.workflow.start('batchEvent', options);
  await happened(office, 'R-followed', 'followedUp');
  return { workflowId: 'batch/R-followed' };
}

/** The first of two runs: it hands over in the middle of the moving. */
async function handedOver(office: Office): Promise<RunName> {
  const on = addMonths(await office.today(), -8);
  const codes = codesOf(500, 'RM');
  await inNegotiation(office, codes);
  await office.give('batch', 'R-many', makePlan(codes, { on, cutOff: on }));
  const { runId } = await office.server.client.workflow.getHandle('batch/R-many').describe();
  await office.give('batch', 'R-many', { type: 'confirm', on });
  await ended(office, 'R-many');
  const last = await office.server.client.workflow.getHandle('batch/R-many').describe();
  if (last.runId === runId) throw new Error('the run did not hand over');
  return { workflowId: 'batch/R-many', runId };
}

export const BATCH_SCENARIOS: readonly Scenario[] = [
  { name: 'batchEvent/held', play: held },
  { name: 'batchEvent/cancelled', play: cancelled },
  { name: 'batchEvent/refused-plan', play: refusedPlan },
  { name: 'batchEvent/followed-up', play: followedUp },
  { name: 'batchEvent/handed-over', play: handedOver },
];
