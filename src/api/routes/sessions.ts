import type { FastifyRequest } from 'fastify';
import type { Accounts } from '../../accounts/context.ts';
import { telling } from '../../accounts/context.ts';
import { finishWithCode, finishWithPassword } from '../../accounts/finish.ts';
import { changePassword } from '../../accounts/passwords.ts';
import { accountById } from '../../accounts/people.ts';
import { endSessions, sessionById, sessionsOf, type EndedWhy } from '../../accounts/sessions.ts';
import { signIn } from '../../accounts/sign-in.ts';
import { isPasswordDue, type SignIn } from '../../accounts/stages.ts';
import {
  changePasswordBody,
  endedAnswer,
  passwordChangedAnswer,
  sessionAnswer,
  sessionListQuery,
  sessionParams,
  sessionsAnswer,
  signedInAnswer,
  signInBody,
} from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { accountsOf, callerOf, sessionWire, taken } from '../accounts/wiring.ts';
import { clearSessionCookie, setSessionCookie } from '../cookies.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { found, REFUSALS, type App } from './shared.ts';

const TAGS = ['sessions'];

/**
 * Signing in: the one route of the version that is open, because it is where one gets in. No key of idempotency here or below: two sign-ins
 * are two sessions, and ending one twice is ending it once.
 */
export function signInRoute(app: App, deps: ApiDependencies): void {
  const accounts = accountsOf(deps);
  app.post(
    '/session',
    {
      schema: {
        tags: TAGS,
        operationId: 'signIn',
        summary: 'Sign in; whether the name or the password was wrong is not told',
        security: [],
        body: signInBody,
        response: { 201: signedInAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { keep, newPassword, totp, ...credentials } = request.body;
      const signed = taken(await signIn(accounts, callerOf(request), credentials));
      const opened = await finished(accounts, request, { signed, newPassword, totp });
      if (keep === 'cookie') setSessionCookie(reply, deps.publicUrl, opened.secret);
      const row = found(await sessionById(deps.db, opened.id), 'session', opened.id);
      const { name, roles } = signed.account;
      const secret = keep === 'secret' ? opened.secret : null;
      return reply.code(201).send({ ...sessionWire(row, row.id), name, roles: [...roles], secret });
    },
  );
}

interface Given {
  signed: SignIn;
  newPassword: string | undefined;
  totp: string | undefined;
}

/** The API has no pages to lead through: what is still to do must come with the request. */
async function finished(accounts: Accounts, request: FastifyRequest, given: Given): Promise<SignIn> {
  const caller = callerOf(request);
  let { signed } = given;
  const { account } = signed;
  const withCode = signed.stage === 'code';
  const { totp = '', newPassword = '' } = given;
  // All that is missing is told at once, before a code is taken that could not be used again.
  const missing = [
    ...(withCode && totp === '' ? [refuse('codeNeeded', 'totp', null)] : []),
    ...((await isPasswordDue(accounts, account)) && newPassword === ''
      ? [refuse('passwordTooOld', 'newPassword', null)]
      : []),
  ];
  if (missing.length > 0) throw new Refused(missing);
  if (withCode) {
    signed = taken(
      await finishWithCode(accounts, caller, { account, session: { id: signed.id, method: 'password' }, typed: totp }),
    );
  }
  if (signed.stage === 'password') {
    signed = taken(
      await finishWithPassword(accounts, caller, { account, typed: newPassword, second: withCode ? 'code' : null }),
    );
  }
  if (signed.stage !== 'full') throw new Refused(refuse('factorNeeded', 'totp', null));
  return signed;
}

/** One's sessions, and an administrator's hand on those of others. */
export function sessionRoutes(app: App, deps: ApiDependencies): void {
  listRoute(app, deps);
  endRoutes(app, deps);
  passwordRoute(app, deps);
}

function listRoute(app: App, { db, now }: ApiDependencies): void {
  app.get(
    '/sessions',
    {
      schema: {
        tags: TAGS,
        operationId: 'listSessions',
        summary: 'Open sessions, the newest first: one’s own, or a person’s (administrators)',
        querystring: sessionListQuery,
        response: { 200: sessionsAnswer, ...REFUSALS },
      },
    },
    async request => {
      const person = request.query.person ?? request.signedIn.id;
      // Whoever reaches only himself is not told whether others have sessions.
      if (request.reach !== null && person !== request.signedIn.id)
        throw new Refused(refuse('notFound', 'person', person));
      const items = (await sessionsOf(db, person, now())).map(row => sessionWire(row, request.sessionId));
      return { items, total: items.length };
    },
  );
}

function endRoutes(app: App, deps: ApiDependencies): void {
  const { db } = deps;
  const accounts = accountsOf(deps);
  const end = (request: FastifyRequest, which: { id: string; personId: string; why: EndedWhy }): Promise<number> =>
    endTold(accounts, request, which);
  app.delete(
    '/session',
    {
      schema: {
        tags: TAGS,
        operationId: 'signOut',
        summary: 'End the session this request comes in',
        response: { 200: endedAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { sessionId: id, signedIn } = request;
      const ended = id === null ? 0 : await end(request, { id, personId: signedIn.id, why: 'signedOut' });
      clearSessionCookie(reply, deps.publicUrl);
      return { ended };
    },
  );
  app.delete(
    '/sessions/:id',
    {
      schema: {
        tags: TAGS,
        operationId: 'endSession',
        summary: 'End a session: one’s own, or anybody’s (administrators); one that is over stays as it is',
        params: sessionParams,
        response: { 200: sessionAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { id } = request.params;
      const session = found(await sessionById(db, id), 'id', id);
      await end(request, { id, personId: session.personId, why: 'ended' });
      return sessionWire(session, request.sessionId);
    },
  );
}

async function endTold(
  accounts: Accounts,
  request: FastifyRequest,
  { id, personId, why }: { id: string; personId: string; why: EndedWhy },
): Promise<number> {
  const by = request.signedIn.id;
  const type = why === 'signedOut' ? 'signedOut' : 'sessionEnded';
  return accounts.db.transaction().execute(async tx => {
    const ended = await endSessions(tx, { id, personId, by, why, atMs: accounts.now() });
    if (ended > 0) {
      await telling(accounts, callerOf(request))(tx, { type, actorId: by, personId, detail: { session: id } });
    }
    return ended;
  });
}

/** In a session only: a token that was found must not be able to take the account over. */
function passwordRoute(app: App, deps: ApiDependencies): void {
  const accounts = accountsOf(deps);
  app.put(
    '/me/password',
    {
      schema: {
        tags: TAGS,
        operationId: 'changePassword',
        summary: 'Change one’s own password; every other session ends, and with `endTokens` every token',
        body: changePasswordBody,
        response: { 200: passwordChangedAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { sessionId, signedIn, body } = request;
      if (sessionId === null) throw new Refused(refuse('sessionNeeded', 'Authorization', null));
      const account = found(await accountById(deps.db, signedIn.id), 'person', signedIn.id);
      const before = (await sessionsOf(deps.db, account.id, deps.now())).length;
      const { current, password: next, endTokens } = body;
      const change = { account, sessionId, current, next, endTokens };
      const { tokensEnded = 0 } = taken(await changePassword(accounts, callerOf(request), change));
      return { ended: Math.max(0, before - 1), tokensEnded };
    },
  );
}
