import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { telling } from '../../accounts/context.ts';
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
import {
  hashOfToken,
  issueToken,
  revokeToken,
  tokenIdOf,
  tokensOf,
  type TokenLimits,
  type TokenRow,
} from '../../ledger/tokens.ts';
import { refuse } from '../../domain/refusal.ts';
import { accountsOf, callerOf } from '../accounts/wiring.ts';
import { keyed, originOf, replayOf, type Keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { requireUnlimited } from '../plugins/sign-in.ts';
import { Refused } from '../refused.ts';
import { tokenWire } from '../wire/people.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['people'];
const tokenList = z.object({ items: z.array(tokenAnswer), total: z.int() }).meta({ id: 'Tokens' });

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
      requireUnlimited(request);
      found(await personById(deps.db, id), 'id', id);
      const key = keyed(request, { type: 'issueToken', person: id, ...request.body });
      const { label, scopes = null, days = null } = request.body;
      refuseUnknown(app, scopes ?? []);
      const expiresMs = days === null ? null : deps.now() + days * DAY_MS;
      const { token, row } = await issueOnce(deps, request, { key, personId: id, label, scopes, expiresMs });
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
      const key = keyed(request, { type: 'revokeToken', person: id, token });
      await revokeOnce(deps, request, { key, personId: id, tokenId: token });
      const row = (await tokensOf(deps.db, id)).find(found => found.id === token);
      return tokenWire(found(row, 'token', token));
    },
  );
}

/** A misspelt operation would be a token that opens nothing, found out when it is needed. */
function refuseUnknown(app: App, scopes: readonly string[]): void {
  if (scopes.length === 0) return;
  const operations = Object.values(app.swagger().paths ?? {}).flatMap(path =>
    Object.values(path ?? {}).flatMap(operation => (operation as { operationId?: string }).operationId ?? []),
  );
  const known = new Set(['read', 'write', ...operations]);
  const at = scopes.findIndex(scope => !known.has(scope));
  if (at < 0) return;
  const list = ['read', 'write', 'operationId'];
  throw new Refused(refuse('notInList', `scopes[${at}]`, scopes[at] ?? '', { list }));
}

interface Issue extends Required<TokenLimits> {
  key: Keyed;
  personId: string;
  label: string;
}

const DAY_MS = 86_400_000;

/** The token and the record of who asked for it are one transaction; the key issues no second token. */
async function issueOnce(
  deps: ApiDependencies,
  request: FastifyRequest,
  issue: Issue,
): Promise<{ token: string | null; row: TokenRow }> {
  const { db, now } = deps;
  const { key, personId } = issue;
  const token = (await replayOf(deps, key)) ? null : await issueNow(deps, request, { ...issue, atMs: now() });
  const known = await knownCommand(db, key.commandId);
  const { tokenId } = known?.result as { tokenId: string };
  const row = (await tokensOf(db, personId)).find(({ id }) => id === tokenId);
  return { token, row: found(row, 'token', tokenId) };
}

/** The plain token, or null when another request with this key was faster. */
async function issueNow(
  deps: ApiDependencies,
  request: FastifyRequest,
  { key, personId, label, scopes, expiresMs, atMs }: Issue & { atMs: number },
): Promise<string | null> {
  try {
    return await deps.db.transaction().execute(async tx => {
      const issued = await issueToken(tx, personId, { label, atMs, scopes, expiresMs });
      const tokenId = tokenIdOf(hashOfToken(issued));
      const until = expiresMs === null ? null : new Date(expiresMs).toISOString();
      const made = { scopes: scopes === null ? null : [...scopes], until };
      const changes = [{ field: `tokens.${tokenId}`, old: null, new: made }];
      const result = { entityId: personId, seq: 0, events: ['tokenIssued'], tokenId, changes };
      await logCommand(tx, { ...logged(request, key, personId), type: 'issueToken', atMs, result });
      await told(deps, request, { tx, type: 'tokenIssued', personId, token: result.tokenId });
      return issued;
    });
  } catch (error) {
    // The same key came twice at once: the other request shows the token.
    if (!isUniqueViolation(error) || !(await replayOf(deps, key))) throw error;
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
  deps: ApiDependencies,
  request: FastifyRequest,
  { key, personId, tokenId }: Revocation,
): Promise<void> {
  if (await replayOf(deps, key)) return;
  await deps.db
    .transaction()
    .execute(async tx => {
      await revokeNow(tx, request, { key, personId, tokenId, atMs: deps.now() });
      await told(deps, request, { tx, type: 'tokenRevoked', personId, token: tokenId });
    })
    .catch(async error => {
      if (!isUniqueViolation(error) || !(await replayOf(deps, key))) throw error;
    });
}

async function revokeNow(
  tx: Database,
  request: FastifyRequest,
  { key, personId, tokenId, atMs }: Revocation & { atMs: number },
): Promise<void> {
  const known = await revokeToken(tx, personId, { id: tokenId, atMs });
  found(known || null, 'token', tokenId);
  const changes = [{ field: `tokens.${tokenId}.revoked`, old: false, new: true }];
  const result = { entityId: personId, seq: 0, events: ['tokenRevoked'], tokenId, changes };
  await logCommand(tx, { ...logged(request, key, personId), type: 'revokeToken', atMs, result });
}

interface Told {
  tx: Database;
  type: 'tokenIssued' | 'tokenRevoked';
  personId: string;
  token: string;
}

const told = (deps: ApiDependencies, request: FastifyRequest, { tx, type, personId, token }: Told): Promise<void> =>
  telling(accountsOf(deps), callerOf(request))(tx, {
    ...{ type, personId, actorId: request.signedIn.id },
    detail: { token },
  });

/** A row of the command log. The digest is kept and not the command, so nothing that opens gets into it. */
const logged = (request: FastifyRequest, { commandId, digest }: Keyed, entityId: string) => ({
  id: commandId,
  digest,
  kind: 'person',
  entityId,
  actor: request.signedIn,
  requestId: request.id,
  origin: originOf(request),
});
