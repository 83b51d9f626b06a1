import { accountSettings, telling } from '../../accounts/context.ts';
import { finishWithPassword } from '../../accounts/finish.ts';
import { changePasswordPage, myAccountPage, type AccountNotice } from '../../accounts/pages/build.ts';
import { changePassword, isPresent } from '../../accounts/passwords.ts';
import { accountById, type Account } from '../../accounts/people.ts';
import { endSessions, sessionsOf, type EndedWhy, type OpenSession } from '../../accounts/sessions.ts';
import { secondOf } from '../../domain/accounts/session.ts';
import { policyOf } from '../../domain/accounts/settings.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { callerOf } from './wiring.ts';
import { isTicked, pageLocaleFor, typedIn } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';
import { STATUS_OF } from '../statuses.ts';
import { goOn, mySession, toSignIn } from './my-session.ts';
import { firstRefusals } from './link-pages.ts';
import { missingOf } from './sign-in-pages.ts';

const NOTICES: readonly AccountNotice[] = ['ended', 'changed'];

export async function showAccount(context: PageContext): Promise<AccountAnswer> {
  const session = await mySession(context, ['full']);
  if (!session) return toSignIn(context);
  const { deps, request } = context;
  const { db, calendar, now } = deps;
  const asked = (request.query as { notice?: unknown }).notice;
  const told = (at: Date): string => {
    const { date, time } = calendar.clock.toLocal(at.getTime());
    return `${date} ${time}`;
  };
  const sessions = await sessionsOf(db, session.personId, now());
  const notice = NOTICES.find(name => name === asked) ?? null;
  const locale = pageLocaleFor(request);
  const hasConsole = deps.consoleDir != null;
  const page = { locale, person: session.person, sessions, current: session.id, notice, hasConsole, told };
  return { html: myAccountPage(page) };
}

/** Both who wants to change it and who must. */
const MAY_CHANGE = ['full', 'password'] as const;

export async function showChangePassword(context: PageContext): Promise<AccountAnswer> {
  const session = await mySession(context, MAY_CHANGE);
  return session ? { html: await changeForm(context, session, []) } : toSignIn(context);
}

async function changeForm(
  { accounts, request }: PageContext,
  { stage }: OpenSession,
  refusals: readonly Refusal[],
): Promise<string> {
  const policy = policyOf(await accountSettings(accounts));
  return changePasswordPage({
    ...{ locale: pageLocaleFor(request), refusals, policy, mustChange: stage === 'password' },
    endsTokens: isTicked(typedIn(request.body), 'endTokens'),
  });
}

export async function changeOwnPassword(context: PageContext): Promise<AccountAnswer> {
  const { deps, request } = context;
  const session = await mySession(context, MAY_CHANGE);
  const account = session && (await accountById(deps.db, session.personId));
  if (!session || !account) return toSignIn(context);
  const sent = typedIn(request.body);
  const { current = '', newPassword = '', again = '' } = sent;
  const typed = { current, newPassword, endTokens: isTicked(sent, 'endTokens') };
  const refusals = [...missingOf({ current }), ...firstRefusals(newPassword, again)];
  const changed = refusals.length > 0 ? refusals : await change(context, { session, account, typed });
  if (Array.isArray(changed)) {
    const status = changed[0] ? STATUS_OF[changed[0].code] : 400;
    return { status, html: await changeForm(context, session, changed) };
  }
  await deps.gateway.wakeMailroom();
  return changed;
}

interface Changing {
  session: OpenSession;
  account: Account;
  typed: { current: string; newPassword: string; endTokens: boolean };
}

/** Refusals, or where the browser goes on: with a new session where the old one was not whole. */
async function change(
  context: PageContext,
  { session, account, typed: { current, newPassword, endTokens } }: Changing,
): Promise<Refusal[] | AccountAnswer> {
  const { accounts, request } = context;
  const caller = callerOf(request);
  const locale = pageLocaleFor(request);
  if (session.stage === 'full') {
    const given = { account, sessionId: session.id, current, next: newPassword, endTokens };
    const changed = await changePassword(accounts, caller, given);
    return isRefusal(changed) ? [changed] : { goTo: `account?lang=${locale}&notice=changed` };
  }
  const wrong = await isPresent(accounts, caller, { account, current });
  if (wrong) return [wrong];
  const second = secondOf(session.method);
  const signed = await finishWithPassword(accounts, caller, { account, typed: newPassword, second });
  if (isRefusal(signed)) return [signed];
  const next = goOn(context, signed);
  return signed.stage === 'full' && next.back === undefined
    ? { ...next, goTo: `account?lang=${locale}&notice=changed` }
    : next;
}

export async function endOneSession(context: PageContext): Promise<AccountAnswer> {
  const session = await mySession(context, ['full']);
  if (!session) return toSignIn(context);
  const { session: id = '' } = typedIn(context.request.body);
  await end(context, session, { id, why: 'ended' });
  return { goTo: `account?lang=${pageLocaleFor(context.request)}&notice=ended` };
}

export async function signOut(context: PageContext): Promise<AccountAnswer> {
  const session = await mySession(context, ['full', 'password', 'code', 'enrol']);
  if (session) await end(context, session, { id: session.id, why: 'signedOut' });
  const notice = session?.method === 'provider' ? 'signedOutHere' : 'signedOut';
  return { goTo: `signin?lang=${pageLocaleFor(context.request)}&notice=${notice}`, cookie: null };
}

/** Only one's own: whose id is given decides nothing. */
async function end(
  { accounts, request }: PageContext,
  { personId }: OpenSession,
  { id, why }: { id: string; why: EndedWhy },
): Promise<void> {
  const type = why === 'signedOut' ? 'signedOut' : 'sessionEnded';
  await accounts.db.transaction().execute(async tx => {
    const ended = await endSessions(tx, { id, personId, by: personId, why, atMs: accounts.now() });
    if (ended === 0) return;
    await telling(accounts, callerOf(request))(tx, { type, actorId: personId, personId, detail: { session: id } });
  });
}
