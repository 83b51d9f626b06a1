import { sessionOf, type OpenSession } from '../../accounts/sessions.ts';
import type { SignIn } from '../../accounts/stages.ts';
import { wayBack } from '../../accounts/way-back.ts';
import type { Locale } from '../../contract/catalogue/index.ts';
import type { SessionStage } from '../../domain/accounts/session.ts';
import { backCookie, sessionCookie } from '../cookies.ts';
import { pageLocaleFor } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';

/** The session of this browser; null when it is over or is not at one of `stages`. */
export async function mySession(
  { deps, request }: PageContext,
  stages: readonly SessionStage[],
): Promise<OpenSession | null> {
  const secret = sessionCookie(request, deps.publicUrl);
  const session = secret === undefined ? null : await sessionOf(deps.db, secret, { nowMs: deps.now(), seen: true });
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

const stageAddress = (stage: SessionStage, locale: Locale): string => `${PAGE_OF[stage]}?lang=${locale}`;

/** Where this browser wanted to go before it was asked to sign in. */
export const wantedPage = ({ deps, request }: PageContext): string | null =>
  wayBack(backCookie(request, deps.publicUrl));

/** A step of signing in is done: on to the next one, or to where somebody wanted to go. */
export function goOn(context: PageContext, { stage, secret }: Pick<SignIn, 'stage' | 'secret'>): AccountAnswer {
  const back = stage === 'full' ? wantedPage(context) : null;
  if (back !== null) return { goTo: back, cookie: secret, back: null };
  return { goTo: stageAddress(stage, pageLocaleFor(context.request)), cookie: secret };
}
