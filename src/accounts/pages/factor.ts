import { renderSVG } from 'uqr';
import type { Locale } from '../../contract/catalogue/index.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Enrolment } from '../second-factor.ts';
import { field, filled, passkeyForm, whole, wrong, type FieldName } from './build.ts';
import { accountWords } from './catalogue.ts';
import { block, type BlockView } from './view.ts';

/** The pages of the second factor: what there is, and one page for each thing that can be done about it. */
interface Given {
  locale: Locale;
  refusals: readonly Refusal[];
}

/** Between the password and the session: by whichever the account has. */
export function codePage({ hasDevice, hasPasskey, ...given }: Given & { hasDevice: boolean; hasPasskey: boolean }) {
  const { locale } = given;
  const { factor } = accountWords(locale);
  const fields = [field(hasDevice ? 'totp' : 'recovery', given)];
  const lead = hasDevice ? factor.orCode : factor.orRecovery;
  const key: BlockView[] = [
    block({ text: factor.keyLead }),
    block({ form: { ...passkeyForm(`signin-code-passkey-begin?lang=${locale}`, factor.useKey), small: false } }),
    block({ dim: lead }),
  ];
  const form = { action: `signin-code?lang=${locale}`, hidden: [], fields, submit: factor.codeSubmit };
  return whole({
    locale,
    title: factor.codeTitle,
    blocks: [
      ...wrong(fields, given),
      ...(hasPasskey ? key : [block({ text: factor.codeLead })]),
      block({ form: { ...form, small: hasPasskey } }),
    ],
  });
}

export type FactorNotice = 'removed' | 'confirmed' | 'keyAdded' | 'keyRemoved' | 'drawn';

export interface FactorState {
  /** When the authenticator was proven, on the office's clock; null: there is none. */
  since: string | null;
  codesLeft: number;
  passkeys: readonly { id: string; name: string; since: string; used: string | null }[];
  /** Whether browsers can keep passkeys for the address people use. */
  canHavePasskeys: boolean;
}

interface FactorPage extends Given {
  /** Whether the rules ask for one before anything else. */
  mustHave: boolean;
  notice: FactorNotice | null;
  state: FactorState;
}

/** What there is, and where something can be done about it. */
export function factorPage({ mustHave, notice, state, ...given }: FactorPage): string {
  const { locale } = given;
  const { factor } = accountWords(locale);
  const hasAny = state.since !== null || state.passkeys.length > 0;
  return whole({
    locale,
    title: factor.title,
    blocks: [
      ...(notice === null ? [] : [block({ good: factor[notice] })]),
      ...wrong([], given),
      ...(mustHave ? [block({ text: factor.must })] : hasAny ? [] : [block({ text: factor.intro })]),
      ...device(state, { locale, mustHave }),
      ...keys(state, { locale, mustHave }),
      ...(hasAny ? [codesLeft(state, { locale, mustHave })] : []),
      ...(mustHave ? [] : [block({ links: [{ href: `account?lang=${locale}`, text: factor.back }] })]),
    ],
  });
}

function codesLeft({ codesLeft: left }: FactorState, { locale, mustHave }: Place): BlockView {
  const { factor } = accountWords(locale);
  const links = mustHave ? null : [{ href: `account-codes?lang=${locale}`, text: factor.drawCodes }];
  return block({ heading: factor.codesTitle, text: filled(factor.left, { left }), links });
}

interface Place {
  locale: Locale;
  mustHave: boolean;
}

function device({ since }: FactorState, { locale, mustHave }: Place): BlockView[] {
  const { factor } = accountWords(locale);
  const heading = factor.device;
  if (since !== null) {
    const links = [{ href: `account-factor-remove?lang=${locale}`, text: factor.remove }];
    return [block({ heading, text: filled(factor.since, { since }), links })];
  }
  const begin = `account-factor-begin?lang=${locale}`;
  // Whoever has just signed in for it is not asked for his password again.
  const form = { action: begin, hidden: [], fields: [], submit: factor.begin, small: true };
  if (mustHave) return [block({ heading, text: factor.none, form })];
  return [block({ heading, text: factor.none, links: [{ href: begin, text: factor.begin }] })];
}

function keys({ passkeys, canHavePasskeys }: FactorState, { locale }: Place): BlockView[] {
  const { factor } = accountWords(locale);
  const heading = factor.keys;
  if (!canHavePasskeys) return [block({ heading, dim: factor.noKeysHere })];
  const add = [{ href: `account-passkey-begin?lang=${locale}`, text: factor.addKey }];
  return [
    block({ heading, text: passkeys.length === 0 ? factor.noKeys : null }),
    ...passkeys.map(({ id, name, since, used }) => {
      const dim = used === null ? filled(factor.added, { since }) : filled(factor.addedUsed, { since, used });
      const href = `account-passkey-remove?lang=${locale}&passkey=${id}`;
      return block({ text: name, dim, links: [{ href, text: filled(factor.removeKey, { name }) }] });
    }),
    block({ links: add }),
  ];
}

interface Doing extends Given {
  title: string;
  lead: string;
  action: string;
  hidden?: readonly { name: string; value: string }[];
  fields: readonly FieldName[];
  values?: Readonly<Record<string, string>>;
  submit: string;
}

/** One thing to do, with what must be typed for it. */
function doingPage({ title, lead, action, hidden = [], fields: names, values = {}, submit, ...given }: Doing): string {
  const { locale } = given;
  const { factor } = accountWords(locale);
  const fields = names.map(name => field(name, { ...given, values }));
  return whole({
    locale,
    title,
    blocks: [
      block({ text: lead }),
      ...wrong(fields, given),
      block({ form: { action: `${action}?lang=${locale}`, hidden, fields, submit, small: false } }),
      block({ links: [{ href: `account-factor?lang=${locale}`, text: factor.back }] }),
    ],
    switchable: hidden.length === 0,
  });
}

export function beginPage(given: Given): string {
  const { factor } = accountWords(given.locale);
  const action = 'account-factor-begin';
  return doingPage({
    ...{ ...given, title: factor.device, lead: factor.beginLead, action, fields: ['current'], submit: factor.begin },
  });
}

export function removePage(given: Given): string {
  const { factor } = accountWords(given.locale);
  const words = { title: factor.removeTitle, lead: factor.removeLead, submit: factor.remove };
  return doingPage({ ...given, ...words, action: 'account-factor-remove', fields: ['current', 'totp'] });
}

/** A code is asked for besides where there is a device that shows one. */
export function drawCodesPage({ hasDevice, ...given }: Given & { hasDevice: boolean }): string {
  const { factor } = accountWords(given.locale);
  const words = { title: factor.codesTitle, lead: factor.drawLead, submit: factor.drawCodes };
  const fields: FieldName[] = hasDevice ? ['current', 'totp'] : ['current'];
  return doingPage({ ...given, ...words, action: 'account-codes', fields });
}

/** Whoever must have one first is not asked for his password again. */
export function newPasskeyPage({
  mustHave,
  values,
  ...given
}: Given & { mustHave: boolean; values: { keyName: string } }) {
  const { factor } = accountWords(given.locale);
  const words = { title: factor.addKey, lead: factor.addLead, submit: factor.addKey };
  const fields: FieldName[] = mustHave ? ['keyName'] : ['keyName', 'current'];
  return doingPage({ ...given, ...words, values, action: 'account-passkey-begin', fields });
}

export function removePasskeyPage({ id, name, ...given }: Given & { id: string; name: string }): string {
  const { factor } = accountWords(given.locale);
  const lead = `${filled(factor.removeKey, { name })}${given.locale === 'zh' ? '：' : ': '}${factor.removeKeyLead}`;
  const words = { title: factor.removeKeyTitle, lead, submit: factor.removeKeySubmit };
  const hidden = [{ name: 'passkey', value: id }];
  return doingPage({ ...given, ...words, action: 'account-passkey-remove', hidden, fields: ['current'] });
}

/** Where the browser asks for the passkey, and what is to follow when it cannot. */
interface Asking {
  locale: Locale;
  kind: 'create' | 'get';
  action: string;
  options: object;
  instead: { href: string; text: string };
}

export function passkeyPage({ locale, kind, action, options, instead }: Asking): string {
  const { factor, signIn } = accountWords(locale);
  const submit = kind === 'create' ? factor.addNow : factor.useKey;
  const says = [
    { name: 'stopped', text: factor.saysStopped },
    { name: 'known', text: factor.saysKnown },
    { name: 'unsupported', text: factor.saysUnsupported },
    { name: 'failed', text: factor.saysFailed },
  ];
  const passkey = { kind, action: `${action}?lang=${locale}`, options: JSON.stringify(options), submit, says };
  return whole({
    locale,
    title: kind === 'create' ? factor.addKey : action === 'signin-passkey' ? signIn.passkey : factor.codeTitle,
    blocks: [
      block({ text: factor.waiting }),
      block({ passkey: { ...passkey, needsScript: factor.needsScript } }),
      block({ links: [{ href: `${instead.href}?lang=${locale}`, text: instead.text }] }),
    ],
    // A challenge is good for one answer, and a look at the other language would draw none.
    switchable: false,
  });
}

/** To be scanned; the same as letters for who cannot. */
export function enrolPage({ uri, secret, ...given }: Given & Enrolment): string {
  const { factor } = accountWords(given.locale);
  // There are no recovery codes yet.
  const fields = [{ ...field('totp', given), hint: factor.shown, mode: 'numeric' }];
  const action = `account-factor?lang=${given.locale}`;
  return whole({
    locale: given.locale,
    title: factor.device,
    blocks: [
      block({ text: factor.scan, svg: renderSVG(uri, { border: 4 }) }),
      block({ facts: [{ label: factor.secret, text: (secret.match(/.{1,4}/g) ?? []).join(' ') }] }),
      ...wrong(fields, given),
      block({ form: { action, hidden: [], fields, submit: factor.confirm, small: false } }),
    ],
    // What was begun is not begun again by looking at it in the other language.
    switchable: false,
  });
}

interface Codes {
  codes: readonly string[];
  notice: FactorNotice;
  /** A page of ours that is not one's account. */
  goOnTo: string | null;
}

export function codesPage(locale: Locale, { codes, notice, goOnTo }: Codes): string {
  const { factor } = accountWords(locale);
  const links = [{ href: goOnTo ?? `account?lang=${locale}`, text: factor.goOn }];
  return whole({
    locale,
    title: factor.codesTitle,
    blocks: [block({ good: factor[notice] }), block({ text: factor.codes }), block({ list: codes }), block({ links })],
    switchable: false,
  });
}
