import type { FastifyRequest } from 'fastify';
import { passkeysOf, removePasskey } from '../../accounts/passkeys.ts';
import { accountById, type Account } from '../../accounts/people.ts';
import { reauthenticate } from '../../accounts/reauthentication.ts';
import {
  beginFactor,
  checkCode,
  confirmFactor,
  factorOf,
  redrawCodes,
  removeDevice,
} from '../../accounts/second-factor.ts';
import { sessionById, type SessionRow } from '../../accounts/sessions.ts';
import {
  beginFactorBody,
  confirmFactorBody,
  enrolmentAnswer,
  myFactorAnswer,
  passkeyParams,
  proveMyselfBody,
  recoveryCodesAnswer,
  type MyFactorAnswer,
} from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { accountsOf, callerOf, taken } from '../accounts/wiring.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { instantOf, maybeInstant } from '../wire/instants.ts';
import { found, REFUSALS, type App } from './shared.ts';

const TAGS = ['sessions'];

/**
 * One's own second factor. In a session only, and each change asks for the password again: a token or a browser that was found must not take
 * the account over. Passkeys are added on the page, where a browser is.
 */
export function myFactorRoutes(app: App, deps: ApiDependencies): void {
  readRoute(app, deps);
  deviceRoutes(app, deps);
  proofRoutes(app, deps);
}

interface Me {
  account: Account;
  session: SessionRow;
}

async function me({ db }: ApiDependencies, { sessionId, signedIn: { id } }: FastifyRequest): Promise<Me> {
  if (sessionId === null) throw new Refused(refuse('sessionNeeded', 'Authorization', null));
  const session = found(await sessionById(db, sessionId), 'session', sessionId);
  return { session, account: found(await accountById(db, id), 'person', id) };
}

async function stateOf({ db }: ApiDependencies, id: string): Promise<MyFactorAnswer> {
  const { since, codesLeft } = await factorOf(db, id);
  const passkeys = await passkeysOf(db, id);
  return {
    since: maybeInstant(since),
    codesLeft,
    passkeys: passkeys.map(({ id: key, name, createdAt, usedAt }) => ({
      ...{ id: key, name, createdAt: instantOf(createdAt), usedAt: maybeInstant(usedAt) },
    })),
  };
}

function readRoute(app: App, deps: ApiDependencies): void {
  app.get(
    '/me/second-factor',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMySecondFactor',
        summary: 'One’s own second factor: the authenticator, passkeys, how many recovery codes are left',
        response: { 200: myFactorAnswer, ...REFUSALS },
      },
    },
    ({ signedIn }) => stateOf(deps, signedIn.id),
  );
}

function deviceRoutes(app: App, deps: ApiDependencies): void {
  const accounts = accountsOf(deps);
  app.post(
    '/me/second-factor',
    {
      schema: {
        tags: TAGS,
        operationId: 'beginSecondFactor',
        summary: 'Draw a secret for an authenticator; it has no effect before a code of it is proven',
        body: beginFactorBody,
        response: { 201: enrolmentAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const mine = await me(deps, request);
      const wrong = await reauthenticate(accounts, callerOf(request), { ...mine, current: request.body.current ?? '' });
      return reply.code(201).send(taken(wrong ?? (await beginFactor(accounts, mine.account))));
    },
  );
  app.put(
    '/me/second-factor',
    {
      schema: {
        tags: TAGS,
        operationId: 'confirmSecondFactor',
        summary: 'Prove the authenticator by its first code; recovery codes come with the first second factor',
        body: confirmFactorBody,
        response: { 200: recoveryCodesAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { account, session } = await me(deps, request);
      const proof = { account, typed: request.body.totp, sessionId: session.id };
      return taken(await confirmFactor(accounts, callerOf(request), proof));
    },
  );
}

/** What takes something away, or opens something, asks for a code besides where there is an authenticator. */
function proofRoutes(app: App, deps: ApiDependencies): void {
  const accounts = accountsOf(deps);
  const proven = async (request: FastifyRequest, body: { current?: string | undefined; totp?: string | undefined }) => {
    const mine = await me(deps, request);
    const { current = '', totp = '' } = body;
    const caller = callerOf(request);
    const wrong =
      (await reauthenticate(accounts, caller, { ...mine, current })) ??
      (mine.account.hasDevice ? await checkCode(accounts, caller, { account: mine.account, typed: totp }) : null);
    if (wrong) throw new Refused(wrong);
    return { ...mine, caller };
  };
  app.post(
    '/me/second-factor/removal',
    {
      schema: {
        tags: TAGS,
        operationId: 'removeMySecondFactor',
        summary: 'Remove one’s authenticator, with the password and a code; passkeys stay',
        body: proveMyselfBody,
        response: { 200: myFactorAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { account, caller } = await proven(request, request.body);
      const { id } = account;
      await deps.db.transaction().execute(tx => removeDevice(tx, accounts, { caller, id, by: id }));
      return stateOf(deps, id);
    },
  );
  app.post(
    '/me/second-factor/recovery-codes',
    {
      schema: {
        tags: TAGS,
        operationId: 'drawRecoveryCodes',
        summary: 'Draw recovery codes anew, shown this once; those of before are void',
        body: proveMyselfBody,
        response: { 201: recoveryCodesAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { account, caller } = await proven(request, request.body);
      return reply.code(201).send(taken(await redrawCodes(accounts, caller, account)));
    },
  );
  app.post(
    '/me/passkeys/:id/removal',
    {
      schema: {
        tags: TAGS,
        operationId: 'removeMyPasskey',
        summary: 'Remove one of one’s passkeys, with the password',
        params: passkeyParams,
        body: beginFactorBody,
        response: { 200: myFactorAnswer, ...REFUSALS },
      },
    },
    async request => {
      const mine = await me(deps, request);
      const caller = callerOf(request);
      const current = request.body.current ?? '';
      const { id: personId } = mine.account;
      const wrong =
        (await reauthenticate(accounts, caller, { ...mine, current })) ??
        (await deps.db
          .transaction()
          .execute(tx => removePasskey(tx, accounts, { caller, id: request.params.id, personId })));
      if (wrong) throw new Refused(wrong);
      return stateOf(deps, personId);
    },
  );
}
