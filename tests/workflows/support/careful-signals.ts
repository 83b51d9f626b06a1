import type { CommandGateway } from '../../../src/contract/ports.ts';
import { MAILROOM_WORKFLOW_ID } from '../../../src/contract/names.ts';
import type { TestServer } from '../../support/temporal.ts';
import { until } from '../../support/until.ts';

/** `EVENT_TYPE_TIMER_STARTED` of the API. */
const TIMER_STARTED = 17;

/**
 * The time-skipping server (1.31.0) loses a workflow task during which a signal came: it refuses the worker's answer ("invalid history
 * builder state for action"), never gives the task out again, and its clock stands from then on. So a signal waits here until the mailroom
 * has closed or only waits for its timer, and no two come at once. The real server has no such fault; what happens when signals meet is
 * tested on it (tests/faults, tests/schedules).
 */
export function carefulSignals(gateway: CommandGateway, server: TestServer): CommandGateway {
  if (!server.env.supportsTimeSkipping) return gateway;
  let turn: Promise<unknown> = Promise.resolve();
  const wakeMailroom = (): Promise<void> => {
    const mine = turn.then(async () => {
      await until('the mailroom rests', () => rests(server));
      await gateway.wakeMailroom();
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { ...gateway, wakeMailroom };
}

async function rests({ client }: TestServer): Promise<boolean> {
  const handle = client.workflow.getHandle(MAILROOM_WORKFLOW_ID);
  const run = await handle.describe().catch(() => undefined);
  if (run?.status.name !== 'RUNNING') return true;
  const { events } = await handle.fetchHistory();
  return Number(events?.at(-1)?.eventType) === TIMER_STARTED;
}
