import { sessionOf, type OpenSession } from '../../accounts/sessions.ts';
import type { Locale } from '../../contract/catalogue/index.ts';
import type { SessionStage } from '../../domain/accounts/session.ts';
import { sessionCookie } from '../cookies.ts';
import { pageLocaleFor } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';

/** The session of this browser; null when it is over or is not at one of `stages`. */
export async function mySession(
  { deps, request }: PageContext,
  stages: readonly SessionStage[],
): Promise<OpenSession | null> {
  const secret = sessionCookie(request, deps.publicUrl);
  const session = secret === undefined ? null : await sessionOf(deps.db, secret, deps.now());
  return session && stages.includes(session.stage) ? session : null;
}

export const toSignIn = ({ request }: PageContext): AccountAnswer => ({
  goTo: `signin?lang=${pageLocaleFor(request)}&notice=ended`,
  cookie: null,
});

/** Where what is still to do is done. */
const PAGE_OF: Record<SessionStage, string> = {
  code: 'signin-code',
  password: 'account-password',
  enrol: 'account-factor',
  full: 'account',
};

export const stageAddress = (stage: SessionStage, locale: Locale): string => `${PAGE_OF[stage]}?lang=${locale}`;
