import { finishWithFactor } from '../../accounts/finish.ts';
import { accountWords } from '../../accounts/pages/catalogue.ts';
import { newPasskeyPage, passkeyPage, removePasskeyPage } from '../../accounts/pages/factor.ts';
import { signInPage } from '../../accounts/pages/build.ts';
import { beginAssertion, beginRegistration, finishRegistration } from '../../accounts/passkey-ceremonies.ts';
import { finishWithPasskey, signInByPasskey } from '../../accounts/passkey-sign-in.ts';
import { hasAnyPasskey, passkeysOf, removePasskey, type Passkey } from '../../accounts/passkeys.ts';
import { reauthenticate } from '../../accounts/reauthentication.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { pageLocaleFor, typedIn } from '../page-answers.ts';
import type { AccountAnswer, PageContext } from './answers.ts';
import { codeForm, factorOverview, provenAnswer } from './factor-pages.ts';
import { MAY_ENROL, mine, statusOf, type Mine } from './mine.ts';
import { goOn, toSignIn } from './my-session.ts';
import { providerLink } from './provider-pages.ts';
import { missingOf } from './sign-in-pages.ts';
import { callerOf } from './wiring.ts';

/** A key of RSA with its certificates; what is longer is no answer of an authenticator. */
const MOST_CREDENTIAL = 32_768;
const credentialIn = ({ request }: PageContext): string =>
  (typedIn(request.body)['credential'] ?? '').slice(0, MOST_CREDENTIAL);

// ---- signing in, without a name ----

export async function beginPasskeySignIn(context: PageContext): Promise<AccountAnswer> {
  const { accounts, request } = context;
  const locale = pageLocaleFor(request);
  const options = await beginAssertion(accounts, null);
  if (isRefusal(options)) return signInRefused(context, options);
  const instead = { href: 'signin', text: accountWords(locale).signIn.noPasskey };
  return { html: passkeyPage({ locale, kind: 'get', action: 'signin-passkey', options, instead }), scripted: true };
}

export async function sendPasskeySignIn(context: PageContext): Promise<AccountAnswer> {
  const { accounts, request } = context;
  const signed = await signInByPasskey(accounts, callerOf(request), credentialIn(context));
  if (isRefusal(signed)) return signInRefused(context, signed);
  return goOn(context, signed);
}

async function signInRefused({ deps, request }: PageContext, refusal: Refusal): Promise<AccountAnswer> {
  const locale = pageLocaleFor(request);
  const passkeys = await hasAnyPasskey(deps.db);
  const page = { locale, user: '', refusals: [refusal], notice: null, provider: providerLink(deps, locale), passkeys };
  return { status: statusOf([refusal]), html: signInPage(page) };
}

// ---- in place of a code ----

export async function beginPasskeyCode(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['code']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const locale = pageLocaleFor(request);
  const options = await beginAssertion(accounts, { account: me.account, sessionId: me.session.id });
  if (isRefusal(options)) return { status: statusOf([options]), html: codeForm(context, me, [options]) };
  const instead = { href: 'signin-code', text: accountWords(locale).factor.useCode };
  const page = { locale, kind: 'get', action: 'signin-code-passkey', options, instead } as const;
  return { html: passkeyPage(page), scripted: true };
}

export async function sendPasskeyCode(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['code']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const signed = await finishWithPasskey(accounts, callerOf(request), { ...me, typed: credentialIn(context) });
  if (isRefusal(signed)) return { status: statusOf([signed]), html: codeForm(context, me, [signed]) };
  return goOn(context, signed);
}

// ---- one's own ----

const newPage = ({ request }: PageContext, { session }: Mine, refusals: readonly Refusal[]): string =>
  newPasskeyPage({
    locale: pageLocaleFor(request),
    refusals,
    mustHave: session.stage === 'enrol',
    values: { keyName: typedIn(request.body)['keyName'] ?? '' },
  });

export async function showNewPasskey(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  return me ? { html: newPage(context, me, []) } : toSignIn(context);
}

const MOST_NAME = 60;

export async function beginOwnPasskey(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  if (!me) return toSignIn(context);
  const { request } = context;
  const locale = pageLocaleFor(request);
  const options = await newOptions(context, me);
  if (Array.isArray(options)) return { status: statusOf(options), html: newPage(context, me, options) };
  const instead = { href: 'account-factor', text: accountWords(locale).factor.back };
  return { html: passkeyPage({ locale, kind: 'create', action: 'account-passkey', options, instead }), scripted: true };
}

/** What the browser is to ask for; or why it is not to. */
async function newOptions({ accounts, request }: PageContext, me: Mine): Promise<object | Refusal[]> {
  const { keyName = '', current = '' } = typedIn(request.body);
  const name = keyName.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const missing = missingOf({ keyName: name });
  if (missing.length > 0) return missing;
  if (name.length > MOST_NAME) return [refuse('tooLong', 'keyName', null, { max: MOST_NAME })];
  const isNew = me.session.stage === 'enrol';
  const wrong = isNew ? null : await reauthenticate(accounts, callerOf(request), { ...me, current });
  if (wrong) return [wrong];
  const { account, session } = me;
  const options = await beginRegistration(accounts, { account, sessionId: session.id, name });
  return isRefusal(options) ? [options] : options;
}

export async function addOwnPasskey(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, MAY_ENROL);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const { account, session } = me;
  const caller = callerOf(request);
  const answering = { account, sessionId: session.id, typed: credentialIn(context) };
  const added = await finishRegistration(accounts, caller, answering);
  if (isRefusal(added)) return { status: statusOf([added]), html: await factorOverview(context, me, [added]) };
  const signed = await finishWithFactor(accounts, caller, { account, session, second: 'passkey' });
  return provenAnswer(context, { secret: signed.secret, codes: added.codes, notice: 'keyAdded' });
}

async function namedKey({ deps }: PageContext, { account }: Mine, id: unknown): Promise<Passkey | undefined> {
  return (await passkeysOf(deps.db, account.id)).find(key => key.id === id);
}

export async function showRemovePasskey(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  if (!me) return toSignIn(context);
  const { passkey } = context.request.query as { passkey?: unknown };
  const locale = pageLocaleFor(context.request);
  const key = await namedKey(context, me, passkey);
  if (!key) return { goTo: `account-factor?lang=${locale}` };
  return { html: removePasskeyPage({ locale, refusals: [], id: key.id, name: key.name }) };
}

export async function removeOwnPasskey(context: PageContext): Promise<AccountAnswer> {
  const me = await mine(context, ['full']);
  if (!me) return toSignIn(context);
  const { accounts, request } = context;
  const locale = pageLocaleFor(request);
  const { current = '', passkey } = typedIn(request.body);
  const key = await namedKey(context, me, passkey);
  if (!key) return { goTo: `account-factor?lang=${locale}` };
  const caller = callerOf(request);
  const wrong = await reauthenticate(accounts, caller, { ...me, current });
  if (wrong) {
    const page = { locale, refusals: [wrong], id: key.id, name: key.name };
    return { status: statusOf([wrong]), html: removePasskeyPage(page) };
  }
  await accounts.db
    .transaction()
    .execute(tx => removePasskey(tx, accounts, { caller, id: key.id, personId: me.account.id }));
  return { goTo: `account-factor?lang=${locale}&notice=keyRemoved` };
}
