import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  idParams,
  issuedTokenAnswer,
  issueTokenBody,
  meAnswer,
  tokenAnswer,
  tokenParams,
} from '../../contract/schemas/index.ts';
import { isUniqueViolation, knownCommand, logCommand } from '../../ledger/command-log.ts';
import type { Database } from '../../ledger/database.ts';
import { personById } from '../../ledger/reads/people.ts';
import { hashOfToken, issueToken, revokeToken, tokenIdOf, tokensOf, type TokenRow } from '../../ledger/tokens.ts';
import { keyed, replayOf, type Keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { requireRole } from '../plugins/sign-in.ts';
import { tokenWire } from '../wire/people.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['people'];
const tokenList = z.object({ items: z.array(tokenAnswer), total: z.int() }).meta({ id: 'Tokens' });

/** A token speaks for its person: one's own, or any for an administrator. */
function mayHandle(request: FastifyRequest, personId: string): void {
  if (request.signedIn.id !== personId) requireRole(request, 'administrator');
}

/**
 * Tokens are no events of the ledger, as what is read back must not open anything; but who issued or revoked one is kept in the command
 * log like every other command, and its key answers once.
 */
export function tokenRoutes(app: App, deps: ApiDependencies): void {
  meRoute(app);
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function meRoute(app: App): void {
  app.get(
    '/me',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMe',
        summary: 'Who the token speaks for',
        response: { 200: meAnswer, ...REFUSALS },
      },
    },
    ({ signedIn: { id, name, unitId, roles } }) => ({ id, name, unit: unitId, roles: [...roles] }),
  );
}

function readRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/people/:id/tokens',
    {
      schema: {
        tags: TAGS,
        operationId: 'listTokens',
        summary: 'The tokens of a person, without what opens',
        params: idParams,
        response: { 200: tokenList, ...REFUSALS },
      },
    },
    async request => {
      const { id } = request.params;
      mayHandle(request, id);
      found(await personById(db, id), 'id', id);
      const items = (await tokensOf(db, id)).map(tokenWire);
      return { items, total: items.length };
    },
  );
}

/** What opens is shown in the answer to its first request only: neither a list nor a repeated key gives it again. */
function changeRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/people/:id/tokens',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'issueToken',
        summary: 'A new token for a person; shown this once',
        params: idParams,
        body: issueTokenBody,
        response: { 201: issuedTokenAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      mayHandle(request, id);
      found(await personById(deps.db, id), 'id', id);
      const key = keyed(request, { type: 'issueToken', person: id, ...request.body });
      const { token, row } = await issueOnce(deps, request, { key, personId: id, label: request.body.label });
      if (token === null) reply.header('idempotent-replayed', 'true');
      return reply.code(201).send({ ...tokenWire(row), token });
    },
  );
  app.delete(
    '/people/:id/tokens/:token',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'revokeToken',
        summary: 'Revoke a token by its id; doing it twice is doing it once',
        params: tokenParams,
        response: { 200: tokenAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { id, token } = request.params;
      mayHandle(request, id);
      const key = keyed(request, { type: 'revokeToken', person: id, token });
      await revokeOnce(deps, request, { key, personId: id, tokenId: token });
      const row = (await tokensOf(deps.db, id)).find(found => found.id === token);
      return tokenWire(found(row, 'token', token));
    },
  );
}

interface Issue {
  key: Keyed;
  personId: string;
  label: string;
}

/** The token and the record of who asked for it are one transaction; the key issues no second token. */
async function issueOnce(
  { db, now }: ApiDependencies,
  request: FastifyRequest,
  { key, personId, label }: Issue,
): Promise<{ token: string | null; row: TokenRow }> {
  const token = (await replayOf({ db }, key))
    ? null
    : await issueNow(db, request, { key, personId, label, atMs: now() });
  const known = await knownCommand(db, key.commandId);
  const { tokenId } = known?.result as { tokenId: string };
  const row = (await tokensOf(db, personId)).find(({ id }) => id === tokenId);
  return { token, row: found(row, 'token', tokenId) };
}

/** The plain token, or null when another request with this key was faster. */
async function issueNow(
  db: Database,
  request: FastifyRequest,
  { key, personId, label, atMs }: Issue & { atMs: number },
): Promise<string | null> {
  try {
    return await db.transaction().execute(async tx => {
      const issued = await issueToken(tx, personId, { label, atMs });
      const result = { entityId: personId, seq: 0, events: ['tokenIssued'], tokenId: tokenIdOf(hashOfToken(issued)) };
      await logCommand(tx, { ...logged(request, key, personId), type: 'issueToken', atMs, result });
      return issued;
    });
  } catch (error) {
    // The same key came twice at once: the other request shows the token.
    if (!isUniqueViolation(error) || !(await replayOf({ db }, key))) throw error;
    return null;
  }
}

interface Revocation {
  key: Keyed;
  personId: string;
  tokenId: string;
}

/** @throws Refused when the person has no such token; one that is revoked already keeps its first instant. */
async function revokeOnce(
  { db, now }: ApiDependencies,
  request: FastifyRequest,
  { key, personId, tokenId }: Revocation,
): Promise<void> {
  if (await replayOf({ db }, key)) return;
  await db
    .transaction()
    .execute(tx => revokeNow(tx, request, { key, personId, tokenId, atMs: now() }))
    .catch(async error => {
      if (!isUniqueViolation(error) || !(await replayOf({ db }, key))) throw error;
    });
}

async function revokeNow(
  tx: Database,
  request: FastifyRequest,
  { key, personId, tokenId, atMs }: Revocation & { atMs: number },
): Promise<void> {
  const known = await revokeToken(tx, personId, { id: tokenId, atMs });
  found(known || null, 'token', tokenId);
  const result = { entityId: personId, seq: 0, events: ['tokenRevoked'], tokenId };
  await logCommand(tx, { ...logged(request, key, personId), type: 'revokeToken', atMs, result });
}

/** A row of the command log. The digest is kept and not the command, so nothing that opens gets into it. */
const logged = ({ signedIn, id }: FastifyRequest, { commandId, digest }: Keyed, entityId: string) => ({
  id: commandId,
  digest,
  kind: 'person',
  entityId,
  actor: signedIn,
  requestId: id,
});
