import type { Client } from '@temporalio/client';
import type { CommandGateway } from '../contract/ports.ts';
import { MAILROOM_WORKFLOW_ID } from '../contract/names.ts';

/** `EVENT_TYPE_TIMER_STARTED` of the API. */
const TIMER_STARTED = 17;
const LOOK_AGAIN_MS = 20;
const PATIENCE_MS = 60_000;

/**
 * The time-skipping server (1.31.0) loses a workflow task during which a signal came: it refuses the worker's answer ("invalid history
 * builder state for action"), never gives the task out again, and its clock stands from then on. So a signal waits here until the mailroom
 * has closed or only waits for its timer, and no two come at once. The real server has no such fault; what happens when signals meet is
 * tested on it (tests/faults, tests/schedules).
 */
export function carefulSignals(gateway: CommandGateway, client: Client): CommandGateway {
  let turn: Promise<unknown> = Promise.resolve();
  const wakeMailroom = (): Promise<void> => {
    const mine = turn.then(async () => {
      await restOf(client);
      await gateway.wakeMailroom();
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { ...gateway, wakeMailroom };
}

/** @throws Error when the mailroom works on for a minute */
async function restOf(client: Client): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; !(await rests(client));) {
    if (Date.now() > giveUpAt) throw new Error('the mailroom does not come to rest');
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function rests(client: Client): Promise<boolean> {
  const handle = client.workflow.getHandle(MAILROOM_WORKFLOW_ID);
  const run = await handle.describe().catch(() => undefined);
  if (run?.status.name !== 'RUNNING') return true;
  const { events } = await handle.fetchHistory();
  return Number(events?.at(-1)?.eventType) === TIMER_STARTED;
}
