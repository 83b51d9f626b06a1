import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Database } from '../../ledger/database.ts';
import { personOfToken, type SignedIn } from '../../ledger/tokens.ts';
import { Refused } from '../refused.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before anything else of the request is looked at. */
    signedIn: SignedIn;
  }
}

/** Every route of the scope needs a Bearer token of an active person. */
export function requireSignIn(app: FastifyInstance, db: Database): void {
  app.decorateRequest('signedIn');
  app.addHook('onRequest', async request => {
    const token = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const person = token === undefined ? null : await personOfToken(db, token);
    if (!person) throw new Refused(refuse('notSignedIn', 'Authorization', null));
    request.signedIn = person;
  });
}

/** Accounts and permissions come with their own issue; who may make others powerful is settled from the first day. */
export function requireRole({ signedIn }: FastifyRequest, ...roles: Role[]): void {
  if (roles.some(role => signedIn.roles.includes(role))) return;
  throw new Refused(refuse('notAllowed', 'actor', signedIn.id, { roles }));
}
