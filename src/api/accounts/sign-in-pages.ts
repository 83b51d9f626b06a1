import { accountSettings } from '../../accounts/context.ts';
import { askReset } from '../../accounts/links.ts';
import { forgottenPage, forgottenSentPage, signInPage, type SignInNotice } from '../../accounts/pages/build.ts';
import { hasAnyPasskey } from '../../accounts/passkeys.ts';
import { sessionOf } from '../../accounts/sessions.ts';
import { signIn } from '../../accounts/sign-in.ts';
import { wayBack } from '../../accounts/way-back.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { providerLink } from './provider-pages.ts';
import { callerOf } from './wiring.ts';
import { sessionCookie } from '../cookies.ts';
import { pageLocaleFor, typedIn } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';
import { goOn, wantedPage } from './my-session.ts';
import { STATUS_OF } from '../statuses.ts';

const NOTICES: readonly SignInNotice[] = ['signedOut', 'signedOutHere', 'passwordSet', 'ended'];

/** Whoever is signed in already is shown his account. */
export async function showSignIn({ deps, request }: PageContext): Promise<AccountAnswer> {
  const back = wayBack((request.query as { to?: unknown }).to);
  const locale = pageLocaleFor(request);
  const secret = sessionCookie(request, deps.publicUrl);
  const session = secret === undefined ? null : await sessionOf(deps.db, secret, { nowMs: deps.now(), seen: true });
  if (session?.stage === 'full') return { goTo: back ?? `account?lang=${locale}`, back: null };
  const asked = (request.query as { notice?: unknown }).notice;
  const notice = NOTICES.find(name => name === asked) ?? null;
  const passkeys = await hasAnyPasskey(deps.db);
  const provider = providerLink(deps, locale);
  const html = signInPage({ locale, user: '', refusals: [], notice, provider, passkeys, to: back });
  // Read in the other language it is the same sign-in; without one this is a new one that leads to one's account.
  return { html, back };
}

export async function sendSignIn(context: PageContext): Promise<AccountAnswer> {
  const { deps, accounts, request } = context;
  const locale = pageLocaleFor(request);
  const { user = '', password = '' } = typedIn(request.body);
  const passkeys = await hasAnyPasskey(deps.db);
  const again = (refusals: readonly Refusal[]): AccountAnswer => ({
    status: refusals[0] ? STATUS_OF[refusals[0].code] : 400,
    html: signInPage({
      passkeys,
      to: wantedPage(context),
      locale,
      user: user.slice(0, 200),
      refusals,
      notice: null,
      provider: providerLink(deps, locale),
    }),
  });
  const missing = missingOf({ user, password });
  if (missing.length > 0) return again(missing);
  const signed = await signIn(accounts, callerOf(request), { user: user.slice(0, 200), password });
  if (isRefusal(signed)) return again([signed]);
  return goOn(context, signed);
}

export const missingOf = (typed: Readonly<Record<string, string>>): Refusal[] =>
  Object.entries(typed).flatMap(([name, text]) => (text.trim() === '' ? [refuse('required', name, null)] : []));

export async function showForgotten({ request }: PageContext): Promise<AccountAnswer> {
  return { html: forgottenPage(pageLocaleFor(request), { refusals: [], user: '' }) };
}

/** Answers before it looks, so that neither words nor time tell whether there is such an account. */
export async function sendForgotten({ deps, accounts, request }: PageContext): Promise<AccountAnswer> {
  const locale = pageLocaleFor(request);
  const user = (typedIn(request.body)['user'] ?? '').slice(0, 200);
  const refusals = missingOf({ user });
  const again = (refused: readonly Refusal[]): AccountAnswer => ({
    status: refused[0] ? STATUS_OF[refused[0].code] : 400,
    html: forgottenPage(locale, { refusals: refused, user }),
  });
  if (refusals.length > 0) return again(refusals);
  const asked = await askReset(accounts, callerOf(request), user);
  if (isRefusal(asked)) return again([asked]);
  void asked
    .work()
    .then(mailed => (mailed ? deps.gateway.wakeMailroom() : undefined))
    .catch((error: unknown) => request.log.error({ err: error }, 'a link to a new password could not be sent'));
  const { resetMinutes } = await accountSettings(accounts);
  return { html: forgottenSentPage(locale, resetMinutes) };
}
