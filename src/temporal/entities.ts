import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { EntityView, Envelope, Outcome } from '../contract/commit.ts';
import {
  batchWorkflowId,
  meetingWorkflowId,
  problemWorkflowId,
  projectWorkflowId,
  roundWorkflowId,
  TASK_QUEUE,
  visitWorkflowId,
  whistleWorkflowId,
} from '../contract/names.ts';
import type { LivingKind, Waiting } from '../contract/ports.ts';
import { attributesOf } from '../contract/search-attributes.ts';
import type { EntityKind } from '../domain/entity.ts';
import type { EntityInput } from '../workflows/entity.ts';
import { hereUpdate, lookAgainSignal } from '../workflows/messages.ts';
import { isUnprocessed } from './unavailable.ts';

interface Life {
  type: string;
  workflowId: (id: string) => string;
}

export const LIVES: Readonly<Record<LivingKind, Life>> = {
  project: { type: 'projectLifecycle', workflowId: projectWorkflowId },
  problem: { type: 'problemResolution', workflowId: problemWorkflowId },
  meeting: { type: 'dispatchMeeting', workflowId: meetingWorkflowId },
  batch: { type: 'batchEvent', workflowId: batchWorkflowId },
  round: { type: 'reportingRound', workflowId: roundWorkflowId },
  visit: { type: 'supervisionVisit', workflowId: visitWorkflowId },
  whistle: { type: 'countyWhistle', workflowId: whistleWorkflowId },
};

export const isLiving = (kind: EntityKind): kind is LivingKind => kind in LIVES;

type EntityWorkflow = (input: EntityInput) => Promise<void>;

const MAX_SENDS = 5;
/** How many starts or signals are under way at once; more only makes the server queue. */
const STARTS_AT_ONCE = 40;
/**
 * How many workflows that are started one after another may wait for a worker. A person's command stands behind no more than these, in the
 * task queue and in the server's database.
 */
const PACED = { groups: 3, ofEach: 4 };

function startOptions(kind: LivingKind, { id, view }: EntityInput) {
  return {
    taskQueue: TASK_QUEUE,
    workflowId: LIVES[kind].workflowId(id),
    args: [{ id, view }] as [EntityInput],
    ...(view && { typedSearchAttributes: new TypedSearchAttributes(presentAttributes(kind, id, view)) }),
  };
}

const presentAttributes = (kind: LivingKind, id: string, view: EntityView) =>
  attributesOf(view, kind === 'project' ? id : null).filter(({ value }) => value !== null);

/** Sends a command to the running workflow; null when none runs. Temporal answers a known update id with what it first brought. */
export async function update(
  client: Client,
  kind: LivingKind,
  { envelope, updateId = envelope.commandId }: { envelope: Envelope; updateId?: string | undefined },
): Promise<Outcome | null> {
  try {
    const handle = client.workflow.getHandle(LIVES[kind].workflowId(envelope.entityId));
    const options = { args: [envelope] as [Envelope], updateId };
    return await untilProcessed(() => handle.executeUpdate<Outcome, [Envelope]>(envelope.command.type, options));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * Starts the workflow when none runs and sends the command, in one call. A workflow that runs already gets the command too: a second
 * start is then refused by the ledger, and a start that is sent again finds its first answer.
 */
export async function updateWithStart(
  client: Client,
  kind: LivingKind,
  {
    envelope,
    view,
    updateId = envelope.commandId,
  }: { envelope: Envelope; view: EntityView | null; updateId?: string | undefined },
): Promise<Outcome> {
  return untilProcessed(() =>
    client.workflow.executeUpdateWithStart<EntityWorkflow, Outcome, [Envelope]>(envelope.command.type, {
      args: [envelope],
      updateId,
      startWorkflowOperation: new WithStartWorkflowOperation<EntityWorkflow>(LIVES[kind].type, {
        ...startOptions(kind, { id: envelope.entityId, view }),
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      }),
    }),
  );
}

/**
 * With more than ten commands for one entity at the same time the SDK now and then loses one that it was handed (1.24: "unprocessed
 * protocol messages"), and the server rejects what its worker did not process. Nothing has happened then, and a command has a key.
 */
async function untilProcessed<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isUnprocessed(error) || tries === MAX_SENDS) throw error;
    }
  }
}

/** Starts the workflows of entities the ledger has already; one that runs is left alone. Needs no worker. */
export async function startAll(
  client: Client,
  kind: LivingKind,
  entities: readonly EntityInput[],
): Promise<{ started: number; running: number }> {
  const count = { started: 0, running: 0 };
  await forEach(entities, STARTS_AT_ONCE, async entity => {
    const started = await startOne(client, kind, { entity, takenUp: false });
    count[started ? 'started' : 'running'] += 1;
  });
  return count;
}

/**
 * As `startAll`, no faster than workers take them up: thousands at once would lie before every person's command for minutes. Each group
 * waits for its last to be taken up. `begun` is told of every one.
 */
export async function startPaced(
  client: Client,
  kind: LivingKind,
  { entities, begun }: { entities: readonly EntityInput[]; begun: () => void },
): Promise<void> {
  await forEach(chunksOf(entities, PACED.ofEach), PACED.groups, async group => {
    const last = group.at(-1) as EntityInput;
    await Promise.all(
      group.map(async entity => {
        await startOne(client, kind, { entity, takenUp: entity === last });
        begun();
      }),
    );
  });
}

/** `takenUp`: answers when a worker has it, and those that lay in the queue before it; otherwise when the server has it. */
async function startOne(
  client: Client,
  kind: LivingKind,
  { entity, takenUp }: { entity: EntityInput; takenUp: boolean },
): Promise<boolean> {
  const options = { ...startOptions(kind, entity), workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL };
  if (!takenUp) return unlessRunning(client.workflow.start<EntityWorkflow>(LIVES[kind].type, options));
  const startWorkflowOperation = new WithStartWorkflowOperation<EntityWorkflow>(LIVES[kind].type, options);
  return unlessRunning(client.workflow.executeUpdateWithStart(hereUpdate, { startWorkflowOperation }));
}

/** Whether it was started. A worker of a version before this one does not know the update and refuses it: it has taken the workflow up too. */
async function unlessRunning(starting: Promise<unknown>): Promise<boolean> {
  try {
    await starting;
    return true;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return true;
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** A workflow that does not run, because its entity has ended meanwhile or Temporal has lost it, has nothing to look at. */
export async function lookAgain(client: Client, kind: LivingKind, ids: readonly string[]): Promise<void> {
  await forEach(ids, STARTS_AT_ONCE, async id => {
    const handle = client.workflow.getHandle(LIVES[kind].workflowId(id));
    await handle.signal(lookAgainSignal).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  });
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** In their order, at most `atOnce` under way. */
async function forEach<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** By visibility, so perhaps some seconds old. */
export async function countRunning(client: Client, kind: LivingKind): Promise<number> {
  const { count } = await client.workflow.count(`ExecutionStatus = 'Running' AND WorkflowType = '${LIVES[kind].type}'`);
  return count;
}

export async function waitingFor(client: Client, kind: LivingKind, id: string): Promise<Waiting | null> {
  try {
    const handle = client.workflow.getHandle(LIVES[kind].workflowId(id));
    // A run that is over still answers what it last knew.
    const [{ status }, waiting] = await Promise.all([handle.describe(), handle.query<Waiting, []>('waiting')]);
    return status.name === 'RUNNING' ? waiting : { ...waiting, ended: true };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
