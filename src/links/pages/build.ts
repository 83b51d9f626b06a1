import { PROBLEM_STATE_WORDS, refusalText, wordIn, type Locale } from '../../contract/catalogue/index.ts';
import { isRepeatable, type LinkPurpose } from '../../domain/link/types.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { filled, linkWords, type NoticeName } from '../catalogue.ts';
import type { Field, Typed } from '../form.ts';
import { collectionWords } from '../words-collection.ts';
import { linkForm, type FormPurpose } from '../purposes/index.ts';
import { donePage, formPage, noticePage } from './templates.ts';
import { factViews, langOf, otherThan, type Fact, type FieldView } from './view.ts';

/** What every page of a link knows about it. */
export interface LinkPage {
  locale: Locale;
  purpose: LinkPurpose;
  holder: { name: string; unit: string | null };
  facts: readonly Fact[];
}

interface FormState {
  /** `answerProblem Q-2026-0001`: what the form is for, sent back with it. */
  about: string;
  /** Of a link that may be used again: which use this is. */
  turn?: number;
  /** The last day on which the link works. */
  lastDay: string;
  typed: Typed;
  refusals: readonly Refusal[];
  /** Nobody answered in time: to be sent again. */
  unanswered: boolean;
}

export const EMPTY_FORM = { typed: {}, refusals: [], unanswered: false } as const;

/** The page somebody sees first: what it is about, what is asked, one button. Also what he sees again when something was wrong. */
export function renderForm(
  page: LinkPage & { purpose: FormPurpose },
  { about, turn = 1, lastDay, typed, refusals, unanswered }: FormState,
): string {
  const { locale, purpose, holder } = page;
  const words = linkWords(locale);
  const { title, lead, submit } = words.purposes[purpose];
  const fields = linkForm(purpose).fields.map(field => fieldView(field, { locale, purpose, typed, refusals }));
  return formPage({
    ...common(page),
    title,
    lead,
    submit,
    about,
    turn: isRepeatable(purpose) ? String(turn) : null,
    // Relative to the page, so that no address of ours is written down and a proxy may put us in a folder.
    action: `?lang=${locale}`,
    fields,
    errorsTitle: words.errors,
    errors: refusals.map(refusal => ({
      id: fields.find(({ name }) => name === refusal.field)?.id ?? null,
      text: sentence(refusal, purpose, locale),
    })),
    again: unanswered ? words.again : null,
    holder: filled(holder.unit === null ? words.firmHolder : words.holder, {
      name: holder.name,
      unit: holder.unit ?? '',
    }),
    unchanged: words.unchanged,
    once: filled(isRepeatable(purpose) ? words.often : words.once, { day: lastDay }),
  });
}

interface DoneState {
  at: string;
  /** By an earlier press. */
  before: boolean;
  /** It can still be said anew. */
  changeable?: boolean;
  lost?: readonly Fact[];
}

/** What was done. */
export function renderDone(page: LinkPage, { at, before, changeable = false, lost = [] }: DoneState): string {
  const words = linkWords(page.locale);
  return donePage({
    ...common(page),
    title: words.purposes[page.purpose].done,
    message: before ? words.usedBefore : words.usedNow,
    usedAt: filled(words.usedAt, { at, name: page.holder.name }),
    usedUp: changeable ? words.changeable : words.usedUp,
    ...lostView(lost, page.locale),
  });
}

/** What was filled in and stands nowhere: whoever wrote it takes it along from here. */
const lostView = (lost: readonly Fact[], locale: Locale) => ({
  lostTitle: lost.length === 0 ? null : collectionWords(locale).unrecorded,
  lost: factViews(lost),
});

/** Words and no form, in both languages. `why` is the rule that says no, when there is one to name. */
export function renderNotice(
  name: NoticeName,
  locale: Locale,
  { why = null, lost = [] }: { why?: Refusal | null; lost?: readonly Fact[] } = {},
): string {
  const parts = [locale, otherThan(locale)].map((each, index) => ({
    lang: langOf(each),
    first: index === 0,
    ...linkWords(each).notices[name],
    why: why && whyText(why, each),
  }));
  const { brand, notices } = linkWords(locale);
  return noticePage({ lang: langOf(locale), brand, title: notices[name].title, parts, ...lostView(lost, locale) });
}

/** Without the names of fields and ids, which the readers of these pages never see. */
function whyText(refusal: Refusal, locale: Locale): string {
  const { whyNot } = linkWords(locale);
  if (refusal.code === 'linkNotFor') return whyNot.linkNotFor;
  // They are about today, which no field of a page holds.
  if (refusal.code === 'extensionTooLate' || refusal.code === 'lookBackEarly') {
    return filled(whyNot[refusal.code], textsOf(refusal.params));
  }
  if (refusal.code === 'collectionNotOpen' || refusal.code === 'unitNotAsked')
    return collectionWords(locale)[refusal.code];
  if (refusal.code === 'decisionDone' || refusal.code === 'decisionNotFound')
    return filled(whyNot[refusal.code], textsOf(refusal.params));
  if (refusal.code === 'meetingOver' || refusal.code === 'notInvited') return whyNot[refusal.code];
  if (refusal.code !== 'problemNotIn') return refusalText(refusal, locale);
  const word = (state: string): string => wordIn(PROBLEM_STATE_WORDS, state, locale);
  const states = [refusal.params['states']].flat().map(state => word(String(state)));
  return filled(whyNot.problemNotIn, { state: word(String(refusal.value)), states: states.join(' / ') });
}

const textsOf = (params: Refusal['params']): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

export function common({ locale, facts }: LinkPage) {
  const { brand, otherLanguage } = linkWords(locale);
  const other = otherThan(locale);
  return {
    lang: langOf(locale),
    brand,
    other: { href: `?lang=${other}`, lang: langOf(other), text: otherLanguage },
    facts: factViews(facts),
  };
}

interface Filling {
  locale: Locale;
  purpose: LinkPurpose;
  typed: Typed;
  refusals: readonly Refusal[];
}

function fieldView(
  { name, kind, needed, options = [] }: Field,
  { locale, purpose, typed, refusals }: Filling,
): FieldView {
  const words = linkWords(locale);
  const { label = name, hint = null, options: labels = {} } = words.purposes[purpose].fields[name] ?? {};
  const value = typed[name] ?? '';
  const refusal = refusals.find(({ field }) => field === name);
  const firstOption = kind === 'choice' ? `${name}-0` : name;
  const described = [hint === null ? [] : `${firstOption}-hint`, refusal ? `${firstOption}-error` : []].flat();
  return {
    text: kind === 'text',
    line: kind === 'line',
    date: kind === 'date',
    choice: kind === 'choice',
    id: firstOption,
    name,
    label,
    hint,
    needed: needed ? words.needed : null,
    value,
    options: options.map((option, index) => ({
      id: `${name}-${index}`,
      value: option,
      label: labels[option] ?? option,
      checked: option === value,
    })),
    error: refusal ? sentence(refusal, purpose, locale) : null,
    described: described.length > 0 ? described.join(' ') : null,
  };
}

/** A refusal as the page's reader knows the field: by its label, not by its name in the API. */
function sentence(refusal: Refusal, purpose: LinkPurpose, locale: Locale): string {
  const { label } = linkWords(locale).purposes[purpose].fields[refusal.field] ?? {};
  return label === undefined ? whyText(refusal, locale) : refusalText({ ...refusal, field: label }, locale);
}
