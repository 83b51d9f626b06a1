import { createHash } from 'node:crypto';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { Envelope, Outcome } from '../contract/commit.ts';
import type { AheadOfLedger, Ledger, LivingKind, LostCommand, Recovery, Waiting } from '../contract/ports.ts';
import { refuse } from '../domain/refusal.ts';
import { LIVES, startAll } from './entities.ts';

interface RecoveryDependencies {
  client: Client;
  ledger: Pick<Ledger, 'views'>;
}

const PAGE = 100;
const QUERIES_AT_ONCE = 20;
const WHY_ENDED = 'the ledger was restored from an older backup';

/** After the ledger was restored from an older backup: which workflows know more than it, what that was, and the way out. */
export function createRecovery({ client, ledger }: RecoveryDependencies): Recovery {
  return {
    async ahead(kind, cursor) {
      const token = cursor === null ? null : tokenOf(cursor);
      if (token === undefined) return refuse('badFormat', 'cursor', cursor, { shape: 'theNextOfAnAnswer' });
      const { ids, next } = await runningPage(client, kind, token);
      const ledgerSeqs = new Map((await ledger.views(kind, ids)).map(({ id, view }) => [id, view.seq]));
      const items: AheadOfLedger[] = [];
      for (let from = 0; from < ids.length; from += QUERIES_AT_ONCE) {
        const some = ids.slice(from, from + QUERIES_AT_ONCE);
        const looked = some.map(id => lookAt(client, { kind, id, ledgerSeq: ledgerSeqs.get(id) ?? 0 }));
        items.push(...(await Promise.all(looked)).filter(item => item !== null));
      }
      return { items, looked: ids.length, next };
    },
    async followLedger(kind, id) {
      const [entity] = await ledger.views(kind, [id]);
      const found = await lookAt(client, { kind, id, ledgerSeq: entity?.view.seq ?? 0 });
      if (!found) return refuse('ledgerNotBehind', 'id', id);
      await client.workflow.getHandle(LIVES[kind].workflowId(id)).terminate(WHY_ENDED);
      if (!entity?.view.open) return { started: false };
      await startAll(client, kind, [entity]);
      return { started: true };
    },
  };
}

/** By visibility, so a workflow that began in the last seconds may be missing. */
async function runningPage(
  client: Client,
  kind: LivingKind,
  token: Buffer | null,
): Promise<{ ids: string[]; next: string | null }> {
  const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    pageSize: PAGE,
    query: `ExecutionStatus = 'Running' AND WorkflowType = '${LIVES[kind].type}'`,
    ...(token !== null && { nextPageToken: token }),
  });
  const prefix = LIVES[kind].workflowId('');
  return {
    ids: executions.map(({ execution }) => (execution?.workflowId ?? '').slice(prefix.length)),
    next: nextPageToken.length === 0 ? null : cursorOf(Buffer.from(nextPageToken)),
  };
}

/** Temporal tries for long to read a token that is none of its own, so ours carry the mark by which they are known. */
const cursorOf = (token: Buffer): string => Buffer.concat([markOf(token), token]).toString('base64url');
const MARK_BYTES = 8;
const markOf = (token: Buffer): Buffer => createHash('sha256').update(token).digest().subarray(0, MARK_BYTES);

/** Undefined: no cursor of this list. */
function tokenOf(cursor: string): Buffer | undefined {
  const token = Buffer.from(cursor, 'base64url').subarray(MARK_BYTES);
  return token.length > 0 && cursorOf(token) === cursor ? token : undefined;
}

/** Null when the workflow knows no more than the ledger, or has ended meanwhile. */
async function lookAt(
  client: Client,
  { kind, id, ledgerSeq }: { kind: LivingKind; id: string; ledgerSeq: number },
): Promise<AheadOfLedger | null> {
  try {
    const workflowId = LIVES[kind].workflowId(id);
    const { seq, status, awaits } = await client.workflow.getHandle(workflowId).query<Waiting, []>('waiting');
    if (seq <= ledgerSeq) return null;
    return {
      kind,
      id,
      ledgerSeq,
      workflowSeq: seq,
      status,
      awaits,
      lost: await lostCommands(client, workflowId, ledgerSeq),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * Commands whose events the ledger has no more, as they stand in the histories of the workflow, the oldest first. Reminders of the clock are
 * not among them: they come by themselves. An import's start is not either: it reached the ledger first, and the file can be imported again.
 */
async function lostCommands(client: Client, workflowId: string, ledgerSeq: number): Promise<LostCommand[]> {
  const lost: LostCommand[] = [];
  for (let runId: string | undefined, first = true; first || runId !== undefined; first = false) {
    const run = await runOf(client, workflowId, runId);
    if (!run) break;
    lost.unshift(...run.commands.filter(({ seq }) => seq > ledgerSeq));
    runId = run.before;
  }
  return lost;
}

interface SeenRun {
  commands: LostCommand[];
  /** The run that handed over to this one. */
  before: string | undefined;
}

/** Null for a run the server keeps no more. */
async function runOf(client: Client, workflowId: string, runId: string | undefined): Promise<SeenRun | null> {
  try {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const given = new Map<string, Envelope>();
    const commands: LostCommand[] = [];
    let before: string | undefined;
    for (const event of events ?? []) {
      before ??= event.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
      const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
      const envelope = await valueOf<Envelope>(client, request?.input?.args?.payloads?.[0]);
      if (envelope) given.set(request?.meta?.updateId ?? '', envelope);
      const completed = event.workflowExecutionUpdateCompletedEventAttributes;
      const outcome = await valueOf<Outcome>(client, completed?.outcome?.success?.payloads?.[0]);
      const asked = given.get(completed?.meta?.updateId ?? '');
      if (asked && outcome?.ok && !outcome.replayed) commands.push(lostOf(asked, outcome.result.seq));
    }
    return { commands, before };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** As the client itself would read it: what was encrypted is opened. */
async function valueOf<T>({ options }: Client, payload: Payload | null | undefined): Promise<T | null> {
  if (!payload) return null;
  const { payloadConverter, payloadCodecs } = options.loadedDataConverter;
  let payloads = [payload];
  for (const codec of payloadCodecs.toReversed()) payloads = await codec.decode(payloads);
  return payloads[0] ? payloadConverter.fromPayload<T>(payloads[0]) : null;
}

const lostOf = ({ actor, atMs, command }: Envelope, seq: number): LostCommand => ({
  seq,
  atMs,
  actor: actor.id,
  command: command as LostCommand['command'],
});
