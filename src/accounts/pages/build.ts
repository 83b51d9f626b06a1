import { refusalText, ROLE_WORDS, wordIn, type Locale } from '../../contract/catalogue/index.ts';
import type { PasswordPolicy } from '../../domain/accounts/settings.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { langOf, otherThan } from '../../links/pages/view.ts';
import type { AccountLinkPurpose } from '../../contract/account-links.ts';
import type { SessionRow } from '../sessions.ts';
import { agentName } from './agents.ts';
import { accountWords, type AccountWords, type OverName } from './catalogue.ts';
import { accountPage } from './template.ts';
import { block, type BlockView, type BoxView, type FieldView, type FormView } from './view.ts';

/** The pages as HTML. Addresses in them are relative, so that a proxy may put the whole of it in a folder. */

export type FieldName = keyof AccountWords['fields'];

export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

interface Whole {
  locale: Locale;
  title: string;
  blocks: readonly BlockView[];
  /** Whether the page can be asked for in the other language as it is. */
  switchable?: boolean;
  /** What its address has besides the language. */
  query?: string;
}

export function whole({ locale, title, blocks, switchable = true, query = '' }: Whole): string {
  const { brand, otherLanguage } = accountWords(locale);
  const other = otherThan(locale);
  return accountPage({
    lang: langOf(locale),
    brand,
    title,
    other: switchable ? { href: `?lang=${other}${query}`, lang: langOf(other), text: otherLanguage } : null,
    blocks,
  });
}

/** Which field of a page is called how over the API. */
const API_FIELD: Partial<Record<FieldName, string>> = { newPassword: 'password', recovery: 'totp' };

export interface Fielding {
  locale: Locale;
  refusals: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  policy?: PasswordPolicy;
}

export function field(name: FieldName, { locale, refusals, values = {}, policy }: Fielding): FieldView {
  const words = accountWords(locale);
  const { label } = words.fields[name];
  const hint = hintOf(name, words, policy);
  const refusal = refusals.find(({ field: at }) => at === (API_FIELD[name] ?? name));
  const described = [hint === null ? [] : `${name}-hint`, refusal ? `${name}-error` : []].flat().join(' ');
  return {
    id: name,
    name,
    type: SHOWN.has(name) ? 'text' : 'password',
    label,
    hint,
    // A password is never sent back to the page it was typed on.
    value: name === 'user' || name === 'keyName' ? (values[name] ?? '') : '',
    autocomplete: AUTOCOMPLETE[name],
    mode: null,
    error: refusal ? said(refusal, label, locale) : null,
    described: described === '' ? null : described,
  };
}

/** What may be read over a shoulder. */
const SHOWN: ReadonlySet<FieldName> = new Set(['user', 'totp', 'recovery', 'keyName']);

/** What password managers go by. */
const AUTOCOMPLETE: Record<FieldName, string> = {
  user: 'username',
  password: 'current-password',
  current: 'current-password',
  newPassword: 'new-password',
  again: 'new-password',
  totp: 'one-time-code',
  recovery: 'off',
  keyName: 'off',
};

function hintOf(name: FieldName, { fields, kinds }: AccountWords, policy: PasswordPolicy | undefined): string | null {
  const { hint } = fields[name];
  if (hint === null || policy === undefined) return hint;
  const parts = [filled(hint, { min: policy.minCharacters })];
  if (name === 'newPassword' && policy.kinds > 0) parts.push(filled(kinds, { kinds: policy.kinds }));
  return parts.join('');
}

/** A refusal as the page's reader knows the field: by its label. */
const said = (refusal: Refusal, label: string, locale: Locale): string =>
  refusalText({ ...refusal, field: label }, locale);

export function wrong(fields: readonly FieldView[], { locale, refusals }: Fielding): BlockView[] {
  if (refusals.length === 0) return [];
  const {
    wrong: title,
    fields: words,
    signIn: { provider },
    factor: { keys },
  } = accountWords(locale);
  const whole = ({ code }: Refusal): string =>
    code.startsWith('provider') ? provider : code.startsWith('passkey') ? keys : words.user.label;
  const known = fields.flatMap(({ error }) => error ?? []);
  const lines = known.length > 0 ? known : refusals.map(refusal => said(refusal, whole(refusal), locale));
  return [block({ bad: { title, lines } })];
}

export type SignInNotice = 'signedOut' | 'signedOutHere' | 'passwordSet' | 'ended';

interface SignInPage {
  locale: Locale;
  user: string;
  refusals: readonly Refusal[];
  notice: SignInNotice | null;
  /** The way over the organisation's own sign-in, where there is one. */
  provider: { href: string; text: string } | null;
  /** Whether anybody here has a passkey. */
  passkeys: boolean;
  /** Where he wants to go, for the page in the other language. */
  to?: string | null;
}

export function signInPage({ locale, user, refusals, notice, provider, passkeys, to = null }: SignInPage): string {
  const { signIn } = accountWords(locale);
  const fielding = { locale, refusals, values: { user } };
  const fields = [field('user', fielding), field('password', fielding)];
  const out = { href: `signin-provider-out?lang=${locale}`, text: signIn.outThere };
  const links = [
    ...(provider && notice === 'signedOutHere' ? [out] : []),
    ...(provider ? [provider] : []),
    { href: `signin-forgotten?lang=${locale}`, text: signIn.forgotten },
  ];
  return whole({
    locale,
    title: signIn.title,
    query: to === null ? '' : `&to=${encodeURIComponent(to)}`,
    blocks: [
      ...(notice === null ? [] : [block({ good: signIn[notice] })]),
      ...wrong(fields, fielding),
      block({ form: { action: `signin?lang=${locale}`, hidden: [], fields, submit: signIn.submit, small: false } }),
      ...(passkeys ? [block({ form: passkeyForm(`signin-passkey-begin?lang=${locale}`, signIn.passkey) })] : []),
      block({ links }),
    ],
  });
}

/** A button that leads to the browser's own question. */
export const passkeyForm = (action: string, submit: string): FormView => ({
  ...{ action, submit, hidden: [], fields: [], small: true },
});

export function forgottenPage(
  locale: Locale,
  { refusals, user }: { refusals: readonly Refusal[]; user: string },
): string {
  const { forgotten } = accountWords(locale);
  const fielding = { locale, refusals, values: { user } };
  const fields = [field('user', fielding)];
  const form = {
    action: `signin-forgotten?lang=${locale}`,
    hidden: [],
    fields,
    submit: forgotten.submit,
    small: false,
  };
  return whole({
    locale,
    title: forgotten.title,
    blocks: [...wrong(fields, fielding), block({ text: forgotten.lead }), block({ form }), backToSignIn(locale)],
  });
}

export function forgottenSentPage(locale: Locale, minutes: number): string {
  const { forgotten } = accountWords(locale);
  const good = filled(forgotten.sent, { minutes });
  return whole({ locale, title: forgotten.title, blocks: [block({ good }), backToSignIn(locale)] });
}

const backToSignIn = (locale: Locale): BlockView =>
  block({ links: [{ href: `signin?lang=${locale}`, text: accountWords(locale).forgotten.back }] });

/** `checked` where somebody has lost his password: then it is safer so. */
const tokensBox = (locale: Locale, checked: boolean): BoxView => ({
  ...{ name: 'endTokens', label: accountWords(locale).endTokens, checked },
});

interface NewPasswordForm {
  locale: Locale;
  refusals: readonly Refusal[];
  policy: PasswordPolicy;
}

export function linkPage(
  given: NewPasswordForm & {
    purpose: AccountLinkPurpose;
    person: { id: string; name: string };
    /** As it was left when the form was sent before. */
    keepsTokens: boolean;
  },
): string {
  const { locale, purpose, person, keepsTokens } = given;
  const { link } = accountWords(locale);
  const { title, lead } = link.purposes[purpose];
  const fields = [field('newPassword', given), field('again', given)];
  const hidden = [{ name: 'username', value: person.id }];
  // Before there is a password its owner may have tokens that an administrator has just drawn for him.
  const boxes = purpose === 'reset' ? [tokensBox(locale, !keepsTokens)] : [];
  return whole({
    locale,
    title,
    blocks: [
      block({ text: lead }),
      block({
        facts: [
          { label: link.account, text: person.id },
          { label: link.person, text: person.name },
        ],
      }),
      ...wrong(fields, given),
      block({ form: { action: `?lang=${locale}`, hidden, fields, boxes, submit: link.submit, small: false } }),
      block({ dim: link.unchanged }),
    ],
  });
}

/** One's own password: because one wants to (`mustChange` false), or because the rules ask for it before anything else. */
export function changePasswordPage(given: NewPasswordForm & { mustChange: boolean; endsTokens: boolean }): string {
  const { locale, mustChange, endsTokens } = given;
  const { account, mustChange: must } = accountWords(locale);
  const fields = [field('current', given), field('newPassword', given), field('again', given)];
  return whole({
    locale,
    title: mustChange ? must.title : account.change,
    blocks: [
      ...(mustChange ? [block({ text: must.lead })] : []),
      ...wrong(fields, given),
      block({
        form: {
          ...{ action: `account-password?lang=${locale}`, hidden: [], fields, submit: account.change, small: false },
          boxes: mustChange ? [] : [tokensBox(locale, endsTokens)],
        },
      }),
    ],
  });
}

export type AccountNotice = 'ended' | 'changed';

interface MyAccount {
  locale: Locale;
  person: { id: string; name: string; roles: readonly string[] };
  sessions: readonly SessionRow[];
  current: string;
  notice: AccountNotice | null;
  /** Whether there is a console to go to. */
  hasConsole: boolean;
  /** An instant on the office's clock. */
  told(at: Date): string;
}

export function myAccountPage({ locale, person, sessions, current, notice, hasConsole, told }: MyAccount): string {
  const { account, link } = accountWords(locale);
  const roles = person.roles.map(role => wordIn(ROLE_WORDS, role, locale)).join(locale === 'zh' ? '、' : ', ');
  return whole({
    locale,
    title: account.title,
    blocks: [
      ...(notice === null ? [] : [block({ good: account[notice] })]),
      block({
        facts: [
          { label: link.person, text: person.name },
          { label: account.user, text: person.id },
          { label: account.roles, text: roles },
        ],
      }),
      block({
        links: [
          ...(hasConsole ? [{ href: './', text: account.console }] : []),
          { href: `account-password?lang=${locale}`, text: account.password },
          { href: `account-factor?lang=${locale}`, text: account.factor },
        ],
      }),
      block({
        form: {
          action: `account-signout?lang=${locale}`,
          hidden: [],
          fields: [],
          submit: account.signOut,
          small: false,
        },
      }),
      block({ heading: account.sessions }),
      ...sessions.flatMap(session => sessionBlocks(session, { locale, current, told })),
    ],
  });
}

function sessionBlocks(
  { id, createdAt, seenAt, address, agent }: SessionRow,
  { locale, current, told }: Pick<MyAccount, 'locale' | 'current' | 'told'>,
): BlockView[] {
  const { account } = accountWords(locale);
  const mine = id === current;
  const text = [agent === '' ? id : agentName(agent), ...(mine ? [account.thisOne] : [])].join(' ');
  const dim = filled(account.since, { since: told(createdAt), seen: told(seenAt), address });
  const hidden = [{ name: 'session', value: id }];
  const form = { action: `account-session-end?lang=${locale}`, hidden, fields: [], submit: account.end, small: true };
  return [block({ text, dim }), ...(mine ? [] : [block({ form })])];
}

/** Words and no form. */
export function overPage(
  name: OverName,
  locale: Locale,
  { toSignIn = null }: { toSignIn?: string | null } = {},
): string {
  const { over, signIn } = accountWords(locale);
  const { title, text } = over[name];
  const links = toSignIn === null ? null : [{ href: `${toSignIn}?lang=${locale}`, text: signIn.title }];
  return whole({ locale, title, blocks: [block({ text }), block({ links })], switchable: false });
}

/** What a link has done. */
export function linkDonePage(locale: Locale, purpose: AccountLinkPurpose): string {
  const { link, signIn } = accountWords(locale);
  const { title, done } = link.purposes[purpose];
  const links = [{ href: `../signin?lang=${locale}`, text: signIn.title }];
  return whole({ locale, title, blocks: [block({ good: done }), block({ links })], switchable: false });
}
