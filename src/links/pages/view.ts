import type { Locale } from '../../contract/catalogue/index.ts';
import { localeOf } from '../../contract/catalogue/index.ts';

/** What the templates are filled with. All texts are finished: templates only place them. */

export type PageLang = 'zh-CN' | 'en';

export interface Fact {
  label: string;
  text: string;
  bad?: boolean;
  /** Papers to be saved, by addresses relative to the page. */
  papers?: readonly PaperView[];
}

export interface PaperView {
  href: string;
  text: string;
}

export interface FactView extends Fact {
  bad: boolean;
  papers: readonly PaperView[];
}

interface Page {
  lang: PageLang;
  brand: string;
  title: string;
}

interface Switchable extends Page {
  /** The same page in the other language. */
  other: { href: string; lang: PageLang; text: string };
  facts: readonly FactView[];
}

export interface FieldView {
  /** The kind, spelled out because a template cannot compare. */
  text: boolean;
  line: boolean;
  date: boolean;
  choice: boolean;
  id: string;
  name: string;
  label: string;
  hint: string | null;
  /** The word beside the label of a field that is needed. */
  needed: string | null;
  value: string;
  options: readonly { id: string; value: string; label: string; checked: boolean }[];
  error: string | null;
  /** Ids of what describes it, for who hears the page. */
  described: string | null;
}

export interface FormView extends Switchable {
  lead: string;
  action: string;
  about: string;
  /** Which use of a link that may be used again; null for one that works once. */
  turn: string | null;
  fields: readonly FieldView[];
  errorsTitle: string;
  /** `id` of the field meant; null for what no field of the page can mend. */
  errors: readonly { id: string | null; text: string }[];
  again: string | null;
  submit: string;
  holder: string;
  unchanged: string;
  once: string;
}

/** What was filled in and stands nowhere; none: no title. */
interface Lost {
  lostTitle: string | null;
  lost: readonly FactView[];
}

export interface DoneView extends Switchable, Lost {
  message: string;
  usedAt: string;
  usedUp: string;
}

/** In both languages, the reader's first. */
export interface NoticeView extends Page, Lost {
  parts: readonly { lang: PageLang; first: boolean; title: string; text: string; why: string | null }[];
}

export const langOf = (locale: Locale): PageLang => (locale === 'zh' ? 'zh-CN' : 'en');
export const otherThan = (locale: Locale): Locale => (locale === 'zh' ? 'en' : 'zh');

/** What the address asks for, else the browser, else Chinese: these pages are for a Chinese office. */
export function pageLocale(asked: unknown, acceptLanguage: string | undefined): Locale {
  if (asked === 'zh' || asked === 'en') return asked;
  const named = /(^|[\s,])(zh|en)\b/i.test(acceptLanguage ?? '');
  return named ? localeOf(acceptLanguage) : 'zh';
}

/** Templates are strict: a place that may be empty is there all the same. */
export const factViews = (facts: readonly Fact[]): FactView[] =>
  facts.map(fact => ({ ...fact, bad: fact.bad ?? false, papers: fact.papers ?? [] }));
