import type { FastifyRequest } from 'fastify';
import { erasePersonBody, erasedPersonAnswer, idParams, personDataAnswer } from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Role } from '../../domain/people/types.ts';
import { appendAudit } from '../../audit/append.ts';
import type { Envelope } from '../../contract/commit.ts';
import { isUniqueViolation, logCommand } from '../../ledger/command-log.ts';
import { ERASED_NAME, eraseTraces } from '../../ledger/erase-person.ts';
import { dataOfPerson, openTasksOf } from '../../ledger/person-data.ts';
import { personById } from '../../ledger/reads/people.ts';
import { digestOf, envelopeOf, keyed, originOf, replayOf, settled } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { personDataWire } from '../wire/person-data.ts';
import { reachFor } from '../plugins/access.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['people'];

/** What the law on personal data gives everybody: to see what is held of him, and to be forgotten. */
export function personDataRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/people/:id/data',
    {
      schema: {
        tags: TAGS,
        operationId: 'exportPerson',
        summary:
          'All that is held of one person: by himself, an administrator or an auditor; what mails say, for who may read it anyway',
        params: idParams,
        response: { 200: personDataAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const data = found(await dataOfPerson(deps.db, id), 'id', id);
      reply.headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${id}.json"` });
      const viewer = request.signedIn;
      return personDataWire(data, { viewer, opensMails: viewer.id === id || reachFor(request, 'mail.open') === null });
    },
  );
  app.post(
    '/people/:id/erase',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'erasePerson',
        summary:
          'Erase a person (administrators): name, title, address, what let him in, what mails say; ids stay, and it cannot be taken back',
        params: idParams,
        body: erasePersonBody,
        response: { 200: erasedPersonAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const replayed = await erase(deps, request, { id: request.params.id, reason: request.body.reason });
      if (replayed) reply.header('idempotent-replayed', 'true');
      return { id: request.params.id, replayed };
    },
  );
}

/** Tasks that a refusal names one by one. */
const NAMED = 20;

/**
 * His traces first, as they are found by the name that his row still has; then he leaves, by the command of every day; then it is recorded.
 * Each step done twice is done once, so what breaks off is asked again with the same key. Answers whether it had been done before.
 */
async function erase(
  deps: ApiDependencies,
  request: FastifyRequest,
  { id, reason }: { id: string; reason: string },
): Promise<boolean> {
  const key = keyed(request, { type: 'erasePerson', person: id, reason });
  if (await replayOf(deps, key)) return true;
  const person = found(await personById(deps.db, id), 'id', id);
  const tasks = await openTasksOf(deps.db, id);
  if (tasks.length > 0) {
    throw new Refused(refuse('personHasTasks', 'id', id, { list: tasks.slice(0, NAMED), total: tasks.length }));
  }
  const { signedIn: actor, id: requestId } = request;
  const atMs = deps.now();
  const leaving = leavingOf(deps, request, { id, unitId: person.unit_id, key: key.commandId });
  // Before anything is taken away: who may not send him away may not take from him what lets him in either.
  const refusal = await deps.ledger.refusalOf(leaving);
  if (refusal) throw new Refused(refusal);
  const about = { kind: 'person', id };
  await deps.db.transaction().execute(async tx => {
    await eraseTraces(tx, person, { by: actor.id, atMs });
    await appendAudit(tx, {
      ...{
        action: 'erasePersonTraces',
        outcome: 'done',
        actorId: actor.id,
        atMs,
        origin: originOf(request),
        requestId,
      },
      ...{ subject: about, detail: {} },
    });
  });
  settled(leaving, await deps.gateway.send(leaving));
  try {
    await logCommand(deps.db, {
      ...{ id: key.commandId, digest: key.digest, kind: 'person', entityId: id, type: 'erasePerson' },
      ...{ actor, requestId, origin: originOf(request), atMs },
      result: { entityId: id, seq: 0, events: ['personErased'], reason },
    });
    return false;
  } catch (error) {
    if (!isUniqueViolation(error) || !(await replayOf(deps, key))) throw error;
    return true;
  }
}

/** No roles, not active, and nothing personal any more: his history shows what now stands in his row. */
function leavingOf(
  deps: ApiDependencies,
  request: FastifyRequest,
  { id, unitId, key }: { id: string; unitId: string; key: string },
): Envelope<'person'> {
  const personal = { name: ERASED_NAME, title: null, address: null };
  const command = { type: 'define', unitId, roles: [] as Role[], active: false, personal } as const;
  const asked = { kind: 'person', entityId: id, command } as const;
  return { ...envelopeOf(deps, request), ...asked, commandId: `${key}.leave`, digest: digestOf(asked) };
}
