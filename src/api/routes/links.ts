import type { FastifyRequest } from 'fastify';
import {
  linkAnswer,
  linkListQuery,
  linkPage,
  linkParams,
  madeLinkAnswer,
  makeLinkBody,
} from '../../contract/schemas/index.ts';
import type { NewLink } from '../../contract/links.ts';
import { linkExpiry, linkStateAt } from '../../domain/link/link.ts';
import {
  handedLinkRefusal,
  problemLinkExpiry,
  problemLinkRefusal,
  problemLinkTooLate,
} from '../../domain/link/problem-links.ts';
import { PURPOSE_KIND } from '../../domain/link/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { isUniqueViolation, knownCommand, logCommand } from '../../ledger/command-log.ts';
import type { Database } from '../../ledger/database.ts';
import { actorOf } from '../../ledger/facts/people.ts';
import { insertLinks, linkById, linkIdOf, listLinks, revokeLink, type LinkRow } from '../../ledger/links.ts';
import { problemSubject } from '../../ledger/reads/link-subjects.ts';
import { personById } from '../../ledger/reads/people.ts';
import { problemByCode } from '../../ledger/reads/problems.ts';
import { linkAddress, newSecret } from '../../links/secret.ts';
import { keyed, originOf, replayOf, type Keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { dayOf } from '../links/day.ts';
import { notHeld } from '../links/held.ts';
import { timesOf } from '../links/visit.ts';
import { requireMeant } from '../plugins/sign-in.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';
import { linkWire } from '../wire/links.ts';
import { CHANGING, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['links'];

/**
 * One-click links as coordinators handle them. Links are no events: what is read back must not open anything. Who made or revoked one is
 * in the command log; what one did is an event like any other, by its holder.
 */
export function linkRoutes(app: App, deps: ApiDependencies): void {
  listRoute(app, deps);
  makeRoute(app, deps);
  revokeRoute(app, deps);
}

function listRoute(app: App, { db, now }: ApiDependencies): void {
  app.get(
    '/links',
    {
      schema: {
        tags: TAGS,
        operationId: 'listLinks',
        summary: 'The one-click links of a problem, the newest first, without what opens them',
        querystring: linkListQuery,
        response: { 200: linkPage, ...REFUSALS },
      },
    },
    async ({ query }) => {
      const { problem: id } = query;
      found(await problemByCode(db, id), 'problem', id);
      return pageWire(await listLinks(db, { kind: 'problem', id }, pageQuery(query)), row => linkWire(row, now()));
    },
  );
}

/** What opens a link is in the answer to the first request only: neither a list nor a repeated key gives it again. */
function makeRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/links',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'makeLink',
        summary:
          'A one-click link to hand over by phone or messenger (coordinators); verifying and ruling come by mail only',
        body: makeLinkBody,
        response: { 201: madeLinkAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      // It speaks for somebody else, and longer than a token may last.
      requireMeant(request);
      const key = keyed(request, { type: 'makeLink', ...request.body });
      const secret = (await replayOf(deps, key)) ? null : await makeNow(deps, request, key);
      if (secret === null) reply.header('idempotent-replayed', 'true');
      const known = await knownCommand(deps.db, key.commandId);
      const row = found(await linkById(deps.db, known?.entityId ?? ''), 'id', known?.entityId ?? '');
      const url = secret === null ? null : linkAddress(deps.publicUrl, secret);
      return reply.code(201).send({ ...linkWire(row, deps.now()), url });
    },
  );
}

type Making = FastifyRequest<{ Body: (typeof makeLinkBody)['_output'] }>;

/** The secret, or null when another request with this key was faster. */
async function makeNow(deps: ApiDependencies, request: Making, key: Keyed): Promise<string | null> {
  const link = await linkAsked(deps, request);
  const atMs = deps.now();
  return once(deps, key, async tx => {
    await insertLinks(tx, [{ ...link, mailId: null }], { madeBy: request.signedIn.id, atMs });
    const id = linkIdOf(link.secret);
    await logCommand(tx, logged(request, { key, id, type: 'makeLink', event: 'linkMade', atMs }));
    return link.secret;
  });
}

/** A link that nobody could use is not made: its holder must be somebody with something to do for the problem as it stands. */
async function linkAsked({ db, calendar, now }: ApiDependencies, { body, signedIn }: Making): Promise<NewLink> {
  const { purpose, problem, person, firm, days } = body;
  const { state } = found(await problemSubject(db, problem), 'problem', problem);
  const known = person == null ? null : await personById(db, person);
  if (person != null && known?.active !== true) {
    throw new Refused(refuse(known ? 'personLeft' : 'personNotFound', 'person', person));
  }
  const holder = person == null ? { id: firm ?? '', unitId: null, roles: [] } : await actorOf(db, person);
  const held = { db, calendar, now };
  const day = await dayOf(held);
  const refusal =
    handedLinkRefusal(purpose, state, signedIn) ??
    problemLinkRefusal(purpose, state, holder) ??
    problemLinkTooLate(purpose, state, day) ??
    (person == null ? null : await notHeld(held, { purpose, code: problem }, holder));
  if (refusal) throw new Refused(refusal);
  const { firmValidDays, validDays } = day.settings.links;
  const usualMs = linkExpiry(calendar.clock, now(), days ?? (person == null ? firmValidDays : validDays));
  return {
    secret: newSecret(),
    purpose,
    kind: PURPOSE_KIND[purpose],
    entityId: problem,
    holder: person == null ? { firm: firm ?? '' } : { person },
    // Days that somebody has named are his to name.
    expiresMs: days === undefined ? problemLinkExpiry(purpose, state, { usualMs, day }) : usualMs,
  };
}

function revokeRoute(app: App, deps: ApiDependencies): void {
  app.delete(
    '/links/:id',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'revokeLink',
        summary: 'Revoke a link that was not used (coordinators); doing it twice is doing it once',
        params: linkParams,
        response: { 200: linkAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { id } = request.params;
      const key = keyed(request, { type: 'revokeLink', id });
      if (!(await replayOf(deps, key))) await revokeNow(deps, request, { key, id });
      return linkWire(found(await linkById(deps.db, id), 'id', id), deps.now());
    },
  );
}

async function revokeNow(deps: ApiDependencies, request: FastifyRequest, { key, id }: { key: Keyed; id: string }) {
  refuseUsed(found(await linkById(deps.db, id), 'id', id), deps.now());
  const atMs = deps.now();
  await once(deps, key, async tx => {
    await revokeLink(tx, id, { by: request.signedIn.id, atMs });
    await logCommand(tx, logged(request, { key, id, type: 'revokeLink', event: 'linkRevoked', atMs }));
    return id;
  });
}

function refuseUsed(link: LinkRow, nowMs: number): void {
  if (linkStateAt(timesOf(link), nowMs) !== 'used' || !link.usedAt) return;
  throw new Refused(refuse('linkUsed', 'id', link.id, { on: instantOf(link.usedAt).slice(0, 10) }));
}

/** One transaction, or null when the same key came twice at once and the other request was faster. */
async function once<T>({ db }: ApiDependencies, key: Keyed, work: (tx: Database) => Promise<T>): Promise<T | null> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if (!isUniqueViolation(error) || !(await replayOf({ db }, key))) throw error;
    return null;
  }
}

interface Logging {
  key: Keyed;
  id: string;
  type: string;
  event: string;
  atMs: number;
}

/** A row of the command log. The digest is kept and not the command, and nothing that opens gets into it. */
const logged = (request: FastifyRequest, { key, id, type, event, atMs }: Logging) => ({
  id: key.commandId,
  digest: key.digest,
  kind: 'link',
  entityId: id,
  type,
  actor: request.signedIn,
  requestId: request.id,
  origin: originOf(request),
  atMs,
  result: { entityId: id, seq: 0, events: [event] },
});
