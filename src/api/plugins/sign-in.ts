import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isSessionSecret, sessionOf } from '../../accounts/sessions.ts';
import { refuse } from '../../domain/refusal.ts';
import { personOfToken, type SignedIn } from '../../ledger/tokens.ts';
import { sessionCookie } from '../cookies.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by an open page of itself, again and again: no sign that somebody is there. */
    unattended?: boolean;
  }
  interface FastifyRequest {
    /** Who asks. Set before anything else of the request is looked at. */
    signedIn: SignedIn;
    /** What made him known, for the audit: `token:<id>`, `session:<id>`; null before anybody is. */
    means: string | null;
    /** The session he asks in; null with a token. */
    sessionId: string | null;
    /** The token he asks with, when it is not for everything or not for ever. */
    limitedToken: string | null;
    /** Whether the token was drawn for this very operation, by its name. */
    isNamedByToken: boolean;
  }
}

type Deps = Pick<ApiDependencies, 'db' | 'now' | 'publicUrl'>;

/** Every route of the scope needs an active person: by a Bearer token, by a session of the command, or by a browser's cookie. */
export function requireSignIn(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('signedIn');
  app.decorateRequest('means', null);
  app.decorateRequest('sessionId', null);
  app.decorateRequest('limitedToken', null);
  app.decorateRequest('isNamedByToken', false);
  app.addHook('onRequest', async request => {
    const bearer = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const cookie = request.headers.authorization === undefined ? sessionCookie(request, deps.publicUrl) : undefined;
    if (bearer !== undefined && !isSessionSecret(bearer)) return byToken(deps, request, bearer);
    const secret = bearer ?? cookie;
    if (secret === undefined) throw notSignedIn();
    await bySession(deps, request, secret);
  });
}

const notSignedIn = (): Refused => new Refused(refuse('notSignedIn', 'Authorization', null));

/** An open page says of what it asks by itself that nobody is there; who would lie about it shortens his own session. */
const isUnattended = ({ headers, routeOptions }: FastifyRequest): boolean =>
  headers['dispatch-unattended'] !== undefined || routeOptions.config?.unattended === true;

async function bySession({ db, now }: Deps, request: FastifyRequest, secret: string): Promise<void> {
  const session = await sessionOf(db, secret, { nowMs: now(), seen: !isUnattended(request) });
  if (session?.stage !== 'full') throw notSignedIn();
  request.signedIn = session.person;
  request.sessionId = session.id;
  request.means = `session:${session.id}`;
}

async function byToken({ db, now }: Deps, request: FastifyRequest, secret: string): Promise<void> {
  const token = await personOfToken(db, secret, now());
  if (!token) throw notSignedIn();
  request.signedIn = token.person;
  request.means = `token:${token.id}`;
  if (token.scopes !== null || token.expiresAt !== null) request.limitedToken = token.id;
  request.isNamedByToken = token.scopes?.includes(operationOf(request) ?? '') === true;
  const wanted = scopesOf(request);
  if (token.scopes === null || wanted.some(scope => token.scopes?.includes(scope))) return;
  throw new Refused(refuse('beyondScope', 'Authorization', token.id, { scopes: wanted }));
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a token must be for so that it may be used here: reading, changing, or this one operation by its name. */
function scopesOf(request: FastifyRequest): string[] {
  const operation = operationOf(request);
  return [READING.has(request.method) ? 'read' : 'write', ...(operation === undefined ? [] : [operation])];
}

const operationOf = ({ routeOptions: { schema } }: FastifyRequest): string | undefined =>
  (schema as { operationId?: string } | undefined)?.operationId;

/** What outlasts or outreaches a limited token must not be had with it: it would be no limit. */
export function requireUnlimited({ limitedToken }: FastifyRequest): void {
  if (limitedToken === null) return;
  throw new Refused(refuse('beyondScope', 'Authorization', limitedToken, { scopes: ['session'] }));
}

/**
 * The same of what programs are drawn tokens for, such as bringing people in from elsewhere: where the token names the operation, whoever drew it has
 * meant it. A token for changes as such must not give somebody a role, or an address to which his next password is sent.
 */
export function requireMeant(request: FastifyRequest): void {
  if (!request.isNamedByToken) requireUnlimited(request);
}
