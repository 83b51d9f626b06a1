import type { FastifyReply, FastifyRequest } from 'fastify';
import { unbind } from '../../accounts/by-provider.ts';
import { telling } from '../../accounts/context.ts';
import { linkPurposeOf, mailLink, makeLink } from '../../accounts/links.ts';
import { removeFactor } from '../../accounts/second-factor.ts';
import { endSessions } from '../../accounts/sessions.ts';
import { accountById, type Account } from '../../accounts/people.ts';
import { accountLinkAnswer, accountLinkBody, factorRemovedAnswer, idParams } from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { isUniqueViolation, logCommand } from '../../ledger/command-log.ts';
import { accountLinkAddress } from '../../links/secret.ts';
import { accountsOf, callerOf } from '../accounts/wiring.ts';
import { keyed, originOf, replayOf, type Keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { requireUnlimited } from '../plugins/sign-in.ts';
import { Refused } from '../refused.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

type By = 'mail' | 'hand';

/** Links to a first or another password, as administrators send them. What opens one is in no list and under no key a second time. */
export function accountLinkRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/people/:id/account-link',
    {
      schema: {
        ...CHANGING,
        tags: ['people'],
        operationId: 'makeAccountLink',
        summary: 'Invite a person, or send a link to another password (administrators); earlier links end with it',
        params: idParams,
        body: accountLinkBody,
        response: { 201: accountLinkAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { id } = request.params;
      const { by } = request.body;
      const account = found(await accountById(deps.db, id), 'id', id);
      if (!account.active) throw new Refused(refuse('personNotFound', 'id', id));
      if (by === 'mail' && account.address === null) throw new Refused(refuse('noMailAddress', 'by', id));
      const key = keyed(request, { type: 'makeAccountLink', person: id, by });
      const purpose = linkPurposeOf(account);
      const secret = await once(deps, { request, reply, key, account, by });
      const url = secret === null ? null : accountLinkAddress(deps.publicUrl, secret);
      return reply.code(201).send({ person: id, purpose, by, url });
    },
  );
}

/** For somebody who has lost his device: he signs in by his password alone, and sets up another one where the rules ask for it. */
export function factorRoute(app: App, deps: ApiDependencies): void {
  app.delete(
    '/people/:id/second-factor',
    {
      schema: {
        ...CHANGING,
        tags: ['people'],
        operationId: 'removeSecondFactor',
        summary: 'Remove a person’s second factor (administrators); doing it twice is doing it once',
        params: idParams,
        response: { 200: factorRemovedAnswer, ...REFUSALS },
      },
    },
    async request => {
      requireUnlimited(request);
      const { id } = request.params;
      found(await accountById(deps.db, id), 'id', id);
      const accounts = accountsOf(deps);
      const by = request.signedIn.id;
      const removed = await deps.db.transaction().execute(async tx => {
        const there = await removeFactor(tx, accounts, { caller: callerOf(request), id, by });
        if (there) await endSessions(tx, { personId: id, by, why: 'secondFactor', atMs: deps.now() });
        return there;
      });
      return { person: id, removed };
    },
  );
}

/** For somebody whose account at the identity provider is another one now, or was given to somebody else. */
export function unbindRoute(app: App, deps: ApiDependencies): void {
  app.delete(
    '/people/:id/identity',
    {
      schema: {
        ...CHANGING,
        tags: ['people'],
        operationId: 'unbindPerson',
        summary: 'Undo the binding of a person to the identity provider (administrators); his sessions end',
        params: idParams,
        response: { 200: factorRemovedAnswer, ...REFUSALS },
      },
    },
    async request => {
      requireUnlimited(request);
      const { id } = request.params;
      found(await accountById(deps.db, id), 'id', id);
      const accounts = accountsOf(deps);
      const by = request.signedIn.id;
      const removed = await deps.db.transaction().execute(async tx => {
        const there = await unbind(tx, accounts, { caller: callerOf(request), id, by });
        if (there) await endSessions(tx, { personId: id, by, why: 'ended', atMs: deps.now() });
        return there;
      });
      return { person: id, removed };
    },
  );
}

interface Making {
  request: FastifyRequest;
  reply: FastifyReply;
  key: Keyed;
  account: Account;
  by: By;
}

/** What opens the link when it is handed over; null when a mail carries it, or when the key was used before. */
async function once(deps: ApiDependencies, making: Making): Promise<string | null> {
  const { reply, key, by } = making;
  const replayed = (): null => {
    reply.header('idempotent-replayed', 'true');
    return null;
  };
  if (await replayOf(deps, key)) return replayed();
  try {
    const secret = await makeNow(deps, making);
    if (by === 'mail') await deps.gateway.wakeMailroom();
    return secret;
  } catch (error) {
    if (!isUniqueViolation(error) || !(await replayOf(deps, key))) throw error;
    return replayed();
  }
}

async function makeNow(deps: ApiDependencies, { request, key, account, by }: Making): Promise<string | null> {
  const accounts = accountsOf(deps);
  const { signedIn, id: requestId } = request;
  return deps.db.transaction().execute(async tx => {
    const made = by === 'hand' ? await makeLink(tx, accounts, { account, by: signedIn.id }) : null;
    if (made === null) await mailLink(tx, accounts, { account, slot: `link/${requestId}` });
    await logCommand(tx, {
      ...{ id: key.commandId, digest: key.digest, kind: 'person', entityId: account.id, type: 'makeAccountLink' },
      ...{ actor: signedIn, requestId, origin: originOf(request), atMs: deps.now() },
      result: { entityId: account.id, seq: 0, events: ['accountLinkMade'] },
    });
    const about = { actorId: signedIn.id, personId: account.id };
    await telling(accounts, callerOf(request))(tx, { type: 'invited', ...about, detail: { by } });
    return made?.secret ?? null;
  });
}
