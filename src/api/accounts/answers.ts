import type { FastifyRequest } from 'fastify';
import type { Accounts } from '../../accounts/context.ts';
import { overPage } from '../../accounts/pages/build.ts';
import type { OverName } from '../../accounts/pages/catalogue.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pageLocaleFor } from '../page-answers.ts';

/** What a page of an account does: shows something, or sends the browser on to where that is shown. */
export interface AccountAnswer {
  status?: number;
  html?: string;
  /** Whether the script of passkeys belongs to it. */
  scripted?: boolean;
  /** A page of ours, relative to this one or by its path. */
  goTo?: string;
  /** A session begins, or (null) ends, in this browser. */
  cookie?: string | null;
  /** Where the browser is to be sent when the sign-in is whole is kept by it, or (null) forgotten. */
  back?: string | null;
  /** A try to sign in by the provider begins, or (null) is over, in this browser. */
  flow?: string | null;
}

export interface PageContext {
  deps: ApiDependencies;
  accounts: Accounts;
  request: FastifyRequest;
}

const OVER_STATUS: Record<OverName, number> = {
  unknown: 404,
  used: 410,
  revoked: 410,
  expired: 410,
  gone: 410,
  crossSite: 403,
  tooMany: 429,
  unreadable: 400,
  unavailable: 503,
  failed: 500,
};

export const over = (name: OverName, request: FastifyRequest, toSignIn: string | null = null): AccountAnswer => ({
  status: OVER_STATUS[name],
  html: overPage(name, pageLocaleFor(request), { toSignIn }),
});
