import { renderSVG } from 'uqr';
import type { Locale } from '../../contract/catalogue/index.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Enrolment } from '../second-factor.ts';
import { field, filled, whole, wrong } from './build.ts';
import { accountWords } from './catalogue.ts';
import { block } from './view.ts';

/** The pages of the second factor. */
interface Given {
  locale: Locale;
  refusals: readonly Refusal[];
}

/** Between the password and the session. */
export function codePage(given: Given): string {
  const { factor } = accountWords(given.locale);
  const fields = [field('totp', given)];
  const action = `signin-code?lang=${given.locale}`;
  return whole({
    locale: given.locale,
    title: factor.codeTitle,
    blocks: [
      block({ text: factor.codeLead }),
      ...wrong(fields, given),
      block({ form: { action, hidden: [], fields, submit: factor.codeSubmit, small: false } }),
    ],
  });
}

interface FactorPage extends Given {
  /** Whether the rules ask for one before anything else. */
  mustHave: boolean;
  notice: 'removed' | null;
  state: { since: string; left: number } | null;
}

/** What there is: nothing yet, or a device that can be removed. */
export function factorPage({ mustHave, notice, state, ...given }: FactorPage): string {
  const { factor } = accountWords(given.locale);
  const action = `account-factor-begin?lang=${given.locale}`;
  const fields = mustHave ? [] : [field('current', given)];
  const begin = { action, hidden: [], fields, submit: factor.begin, small: false };
  return whole({
    locale: given.locale,
    title: factor.title,
    blocks: [
      ...(notice === null ? [] : [block({ good: factor[notice] })]),
      ...(state === null
        ? [block({ text: mustHave ? factor.must : factor.none }), ...wrong(fields, given), block({ form: begin })]
        : removal(state, given)),
    ],
  });
}

function removal(state: { since: string; left: number }, given: Given) {
  const { factor } = accountWords(given.locale);
  const fields = [field('current', given), field('totp', given)];
  const action = `account-factor-remove?lang=${given.locale}`;
  return [
    block({ text: filled(factor.since, state) }),
    block({ dim: factor.removeLead }),
    ...wrong(fields, given),
    block({ form: { action, hidden: [], fields, submit: factor.remove, small: false } }),
  ];
}

/** To be scanned; the same as letters for who cannot. */
export function enrolPage({ uri, secret, ...given }: Given & Enrolment): string {
  const { factor } = accountWords(given.locale);
  const fields = [field('totp', given)];
  const action = `account-factor?lang=${given.locale}`;
  return whole({
    locale: given.locale,
    title: factor.title,
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

export function codesPage(locale: Locale, codes: readonly string[]): string {
  const { factor } = accountWords(locale);
  const links = [{ href: `account?lang=${locale}`, text: factor.goOn }];
  return whole({
    locale,
    title: factor.codesTitle,
    blocks: [block({ good: factor.codes }), block({ list: codes }), block({ links })],
    switchable: false,
  });
}
