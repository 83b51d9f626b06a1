import { finishWithCode, finishWithFactor } from '../../accounts/finish.ts';
import {
  beginPage,
  codePage,
  codesPage,
  drawCodesPage,
  enrolPage,
  factorPage,
  removePage,
  type FactorNotice,
  type FactorState,
} from '../../accounts/pages/factor.ts';
import { passkeysOf } from '../../accounts/passkeys.ts';
import { reauthenticate } from '../../accounts/reauthentication.ts';
import {
  beginFactor,
  checkCode,
  confirmFactor,
  factorOf,
  pendingFactor,
  redrawCodes,
  removeDevice,
  type Enrolment,
} from '../../accounts/second-factor.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { pageLocaleFor, typedIn } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';
import { MAY_ENROL, mine, statusOf, type Mine } from './mine.ts';
import { goOn, toSignIn, wantedPage } from './my-session.ts';
import { missingOf } from './sign-in-pages.ts';
import { callerOf } from './wiring.ts';

/** The second step of signing in. */
export async function showCode(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['code']);
  return me ? { html: codeForm(context, me, []) } : toSignIn(context);
}

export const codeForm = ({ request }: PageContext, { account }: Mine, refusals: readonly Refusal[]): string =>
  codePage({ ...account, locale: pageLocaleFor(request), refusals });

export async function sendCode(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['code']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { totp = '', recovery = '' } = typedIn(request.body);
  const typed = (totp || recovery).slice(0, 100);
  const missing = missingOf({ totp: typed });
  if (missing.length > 0) return { status: statusOf(missing), html: codeForm(context, me, missing) };
  const signed = await finishWithCode(accounts, callerOf(request), { ...me, typed });
  if (isRefusal(signed)) return { status: statusOf([signed]), html: codeForm(context, me, [signed]) };
  return goOn(context, signed);
}

const NOTICES: readonly FactorNotice[] = ['removed', 'confirmed', 'keyAdded', 'keyRemoved'];

export async function showFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  return me ? { html: await factorOverview(context, me, []) } : toSignIn(context);
}

export async function factorOverview(context: PageContext, me: Mine, refusals: readonly Refusal[]): Promise<string> {
  const { notice: asked } = context.request.query as { notice?: unknown };
  return factorPage({
    locale: pageLocaleFor(context.request),
    refusals,
    mustHave: me.session.stage === 'enrol',
    notice: NOTICES.find(name => name === asked) ?? null,
    state: await stateOf(context, me.account.id),
  });
}

async function stateOf({ deps, accounts }: PageContext, id: string): Promise<FactorState> {
  const told = (at: Date): string => {
    const { date, time } = deps.calendar.clock.toLocal(at.getTime());
    return `${date} ${time}`;
  };
  const { since, codesLeft } = await factorOf(deps.db, id);
  const passkeys = await passkeysOf(deps.db, id);
  return {
    since: since && told(since),
    codesLeft,
    passkeys: passkeys.map(({ usedAt, createdAt, ...key }) => ({
      ...{ id: key.id, name: key.name, since: told(createdAt), used: usedAt && told(usedAt) },
    })),
    canHavePasskeys: accounts.party !== null,
  };
}

export async function showBeginFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  return me ? { html: beginPage({ locale: pageLocaleFor(context.request), refusals: [] }) } : toSignIn(context);
}

/** Whoever finds a browser open sets up no device of his own on it: an old session asks for the password again. */
export async function beginOwnFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { current = '' } = typedIn(request.body);
  const mustHave = me.session.stage === 'enrol';
  const wrong = mustHave ? null : await reauthenticate(accounts, callerOf(request), { ...me, current });
  const begun = wrong ?? (await beginFactor(accounts, me.account));
  if (!isRefusal(begun)) return { html: enrolment(context, begun, []) };
  const given = { locale: pageLocaleFor(request), refusals: [begun] };
  return { status: statusOf([begun]), html: mustHave ? await factorOverview(context, me, [begun]) : beginPage(given) };
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
  const signed = await finishWithFactor(accounts, caller, { account, session, second: 'code' });
  return provenAnswer(context, { secret: signed.secret, codes: proven.codes, notice: 'confirmed' });
}

/** Codes are shown with the first second factor; with another one they stay as they are. */
export function provenAnswer(
  context: PageContext,
  { secret, codes, notice }: { secret: string; codes: readonly string[]; notice: FactorNotice },
): AccountAnswer {
  const locale = pageLocaleFor(context.request);
  const goOnTo = wantedPage(context);
  if (codes.length > 0) return { html: codesPage(locale, { codes, notice, goOnTo }), cookie: secret, back: null };
  return { goTo: `account-factor?lang=${locale}&notice=${notice}`, cookie: secret };
}

export async function showRemoveFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  return me ? { html: removePage({ locale: pageLocaleFor(context.request), refusals: [] }) } : toSignIn(context);
}

export async function removeOwnFactor(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { account } = me;
  const locale = pageLocaleFor(request);
  const { current = '', totp = '' } = typedIn(request.body);
  const caller = callerOf(request);
  const wrong =
    (await reauthenticate(accounts, caller, { ...me, current })) ??
    (await checkCode(accounts, caller, { account, typed: totp.slice(0, 100) }));
  if (wrong) return { status: statusOf([wrong]), html: removePage({ locale, refusals: [wrong] }) };
  await accounts.db.transaction().execute(tx => removeDevice(tx, accounts, { caller, id: account.id, by: account.id }));
  return { goTo: `account-factor?lang=${locale}&notice=removed` };
}

export async function showDrawCodes(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  return me ? { html: drawForm(context, me, []) } : toSignIn(context);
}

const drawForm = ({ request }: PageContext, { account }: Mine, refusals: readonly Refusal[]): string =>
  drawCodesPage({ locale: pageLocaleFor(request), refusals, hasDevice: account.hasDevice });

export async function drawOwnCodes(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { account } = me;
  const { current = '', totp = '' } = typedIn(request.body);
  const caller = callerOf(request);
  const wrong =
    (await reauthenticate(accounts, caller, { ...me, current })) ??
    (account.hasDevice ? await checkCode(accounts, caller, { account, typed: totp.slice(0, 100) }) : null);
  const drawn = wrong ?? (await redrawCodes(accounts, caller, account));
  if (isRefusal(drawn)) return { status: statusOf([drawn]), html: drawForm(context, me, [drawn]) };
  return { html: codesPage(pageLocaleFor(request), { codes: drawn.codes, notice: 'drawn', goOnTo: null }) };
}
