import type { FastifyRequest } from 'fastify';
import { followLedgerAnswer, followLedgerBody, recoveryAnswer, recoveryQuery } from '../../contract/schemas/index.ts';
import type { AheadOfLedger } from '../../contract/ports.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { logCommand } from '../../ledger/command-log.ts';
import { keyed, originOf, replayOf } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';
import { CHANGING, REFUSALS, type App } from './shared.ts';

const TAGS = ['system'];

/** After the ledger was restored from an older backup: what it has lost, and following it again. For administrators. */
export function recoveryRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/recovery',
    {
      schema: {
        tags: TAGS,
        operationId: 'listAheadOfLedger',
        summary: 'Entities whose workflow knows more than the ledger, with the commands it has lost, by pages',
        querystring: recoveryQuery,
        response: { 200: recoveryAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { kind, cursor } = request.query;
      const page = await deps.recovery.ahead(kind, cursor ?? null);
      if (isRefusal(page)) throw new Refused(page);
      return { ...page, items: page.items.map(aheadWire) };
    },
  );
  app.post(
    '/recovery',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'followLedger',
        summary: 'End the workflow that knows more and start it from the ledger; what it knew is given up',
        body: followLedgerBody,
        response: { 200: followLedgerAnswer, ...REFUSALS },
      },
    },
    request => followOnce(deps, request, request.body),
  );
}

const aheadWire = ({ lost, ...ahead }: AheadOfLedger) => ({
  ...ahead,
  lost: lost.map(({ atMs, ...command }) => ({ ...command, at: instantOf(new Date(atMs)) })),
});

/** Logged when it is done: a run that was ended twice was ended once, so nothing can be half done. */
async function followOnce(
  deps: ApiDependencies,
  request: FastifyRequest,
  { kind, id }: { kind: AheadOfLedger['kind']; id: string },
) {
  const type = 'followLedger';
  const { commandId, digest } = keyed(request, { type, kind, id });
  const before = await replayOf(deps, { commandId, digest });
  if (before) return { kind, id, started: before.events.includes('workflowStarted') };
  const done = await deps.recovery.followLedger(kind, id);
  if (isRefusal(done)) throw new Refused(done);
  const events = done.started ? ['workflowEnded', 'workflowStarted'] : ['workflowEnded'];
  const { signedIn: actor, id: requestId } = request;
  await logCommand(deps.db, {
    ...{ id: commandId, digest, kind, entityId: id, type, actor, requestId, origin: originOf(request) },
    atMs: deps.now(),
    result: { entityId: id, seq: 0, events },
  });
  return { kind, id, started: done.started };
}
