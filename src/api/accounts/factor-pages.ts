import { finishWithCode, finishWithFactor } from '../../accounts/finish.ts';
import { codePage, codesPage, enrolPage, factorPage } from '../../accounts/pages/factor.ts';
import { isPresent } from '../../accounts/passwords.ts';
import { accountById, type Account } from '../../accounts/people.ts';
import {
  beginFactor,
  checkCode,
  confirmFactor,
  factorOf,
  pendingFactor,
  removeFactor,
  type Enrolment,
} from '../../accounts/second-factor.ts';
import type { OpenSession } from '../../accounts/sessions.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { pageLocaleFor, typedIn } from '../page-answers.ts';
import { STATUS_OF } from '../statuses.ts';
import type { AccountAnswer, PageContext } from './answers.ts';
import { mySession, stageAddress, toSignIn } from './my-session.ts';
import { missingOf } from './sign-in-pages.ts';
import { callerOf } from './wiring.ts';

interface Mine {
  session: OpenSession;
  account: Account;
}

async function mine(context: PageContext, stages: readonly OpenSession['stage'][]): Promise<Mine | null> {
  const session = await mySession(context, stages);
  const account = session && (await accountById(context.deps.db, session.personId));
  return session && account ? { session, account } : null;
}

const statusOf = (refusals: readonly Refusal[]): number => (refusals[0] ? STATUS_OF[refusals[0].code] : 400);

/** The second step of signing in. */
export async function showCode(context: PageContext): Promise<AccountAnswer> {
  const session = await mySession(context, ['code']);
  return session ? { html: codePage({ locale: pageLocaleFor(context.request), refusals: [] }) } : toSignIn(context);
}

export async function sendCode(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['code']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const locale = pageLocaleFor(request);
  const { totp = '' } = typedIn(request.body);
  const missing = missingOf({ totp });
  const step = { account: me.account, session: me.session, typed: totp.slice(0, 100) };
  const signed = missing.length > 0 ? missing : await finishWithCode(accounts, callerOf(request), step);
  const refusals = Array.isArray(signed) ? signed : isRefusal(signed) ? [signed] : [];
  if (refusals.length > 0 || Array.isArray(signed) || isRefusal(signed)) {
    return { status: statusOf(refusals), html: codePage({ locale, refusals }) };
  }
  return { goTo: stageAddress(signed.stage, locale), cookie: signed.secret };
}

/** Both who wants a device and who must have one. */
const MAY_ENROL = ['full', 'enrol'] as const;

export async function showFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  return me ? { html: await stateOf(context, me, []) } : toSignIn(context);
}

async function stateOf({ deps, request }: PageContext, { session, account }: Mine, refusals: readonly Refusal[]) {
  const { since, codesLeft: left } = await factorOf(deps.db, account.id);
  const { date = '', time = '' } = since ? deps.calendar.clock.toLocal(since.getTime()) : {};
  const asked = (request.query as { notice?: unknown }).notice;
  return factorPage({
    locale: pageLocaleFor(request),
    refusals,
    mustHave: session.stage === 'enrol',
    notice: asked === 'removed' ? 'removed' : null,
    state: since ? { since: `${date} ${time}`, left } : null,
  });
}

/** Whoever finds a browser open sets up no device of his own on it: an old session asks for the password again. */
export async function beginOwnFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { current = '' } = typedIn(request.body);
  const wrong =
    me.session.stage === 'enrol'
      ? null
      : await isPresent(accounts, callerOf(request), { account: me.account, current });
  const begun = wrong ?? (await beginFactor(accounts, me.account));
  if (isRefusal(begun)) return { status: statusOf([begun]), html: await stateOf(context, me, [begun]) };
  return { html: enrolment(context, begun, []) };
}

const enrolment = ({ request }: PageContext, begun: Enrolment, refusals: readonly Refusal[]): string =>
  enrolPage({ locale: pageLocaleFor(request), refusals, ...begun });

export async function confirmOwnFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { session, account } = me;
  const pending = await pendingFactor(accounts, account);
  if (!pending) return { goTo: `account-factor?lang=${pageLocaleFor(request)}` };
  const { totp = '' } = typedIn(request.body);
  const caller = callerOf(request);
  const proven = await confirmFactor(accounts, caller, { account, typed: totp.slice(0, 100), sessionId: session.id });
  if (isRefusal(proven)) return { status: statusOf([proven]), html: enrolment(context, pending, [proven]) };
  const signed = await finishWithFactor(accounts, caller, { account, session });
  return { html: codesPage(pageLocaleFor(request), proven.codes), cookie: signed.secret };
}

export async function removeOwnFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { account } = me;
  const { current = '', totp = '' } = typedIn(request.body);
  const caller = callerOf(request);
  const wrong =
    (await isPresent(accounts, caller, { account, current })) ??
    (await checkCode(accounts, caller, { account, typed: totp.slice(0, 100) }));
  if (wrong) return { status: statusOf([wrong]), html: await stateOf(context, me, [wrong]) };
  await accounts.db.transaction().execute(tx => removeFactor(tx, accounts, { caller, id: account.id, by: account.id }));
  return { goTo: `account-factor?lang=${pageLocaleFor(request)}&notice=removed` };
}
