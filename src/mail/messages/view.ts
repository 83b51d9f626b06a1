import type { IsoDate } from '../../domain/calendar/dates.ts';
import { daysBetween } from '../../domain/calendar/dates.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { longDate, oneLine } from './format.ts';

/** Whom a mail is written to. */
export interface Addressee {
  name: string;
  title: string | null;
}

export type Tone = 'late' | 'soon' | 'plain';

export interface Badge {
  text: string;
  tone: Tone;
}

/** Something the reader can do about a line by one click: the word on the button, and the address of the page it opens. */
export interface Action {
  text: string;
  href: string;
}

/** One thing in a list: what it is, the facts in one line, how urgent it is, and what can be done about it. */
export interface Line {
  title: string;
  meta: string;
  /** What somebody wrote about it, on a line of its own. */
  note?: string | null;
  /** What else is said of the same thing, each on a line of its own. */
  also?: readonly string[];
  badge: Badge | null;
  actions?: readonly Action[];
}

/** A line as templates read it; the tone is spelled out because a template cannot compare. */
export interface LineView {
  number: number;
  title: string;
  meta: string;
  note: string | null;
  also: readonly string[];
  badge: (Record<Tone, boolean> & { text: string }) | null;
  actions: readonly Action[];
}

export interface SectionView {
  heading: string;
  count: number;
  lines: readonly LineView[];
  more: string | null;
  /** Shown instead of the lines when there are none. */
  empty: string | null;
}

export interface AskView {
  lead: string;
  actions: readonly Action[];
  /** What a press does, and for whom the buttons are. */
  hint: string;
}

/** What every template is filled with. All texts are finished: templates only place them. */
export interface PageView {
  lang: MailLocale;
  subject: string;
  preheader: string;
  sender: string;
  colon: string;
  title: string;
  greeting: string;
  /** Line by line; after the greeting. */
  opening: readonly string[];
  /** Label and value, e.g. 时间, 地点. */
  details: readonly { label: string; value: string }[];
  note: string | null;
  /** Asked of the reader as a whole, with a button for each answer; only messages with the part `ASK` have it. */
  ask?: AskView | null;
  sections: readonly SectionView[];
  /** Line by line; behind everything that is listed. Only an office has something to say here. */
  closing: readonly string[];
  footer: string;
}

/** What we say where the office says nothing of its own: with the fields of its variant in braces. */
export interface BuiltInText {
  subject: string;
  opening: string;
}

/** The page of a kind before its words are chosen: which of its mails it is, and what the braces of a text stand for. */
export interface KindView<Kind extends MailKind> extends Omit<PageView, 'subject' | 'opening' | 'closing'> {
  variant: MailVariant<Kind>;
  fields: Readonly<Record<string, string | number>>;
}

export type BuiltInTexts<Kind extends MailKind> = (variant: MailVariant<Kind>, words: Words) => BuiltInText;

/**
 * Lines per section. With titles and facts cut as below a mail stays under 100 KB even when every character needs escaping;
 * Gmail hides what lies beyond 102 KB.
 */
export const MAX_LINES = 20;
/** A name of 60 characters behind a code such as `P-2026-0002`. */
const MAX_TITLE = 72;
const MAX_META = 110;
const MAX_NOTE = 120;
const MAX_ALSO = 4;

export function section(
  heading: string,
  lines: readonly Line[],
  { locale, empty, most = MAX_LINES }: { locale: MailLocale; empty: string; most?: number },
): SectionView {
  const left = lines.length - most;
  return {
    heading,
    count: lines.length,
    lines: lines.slice(0, most).map((line, index) => ({
      number: index + 1,
      title: oneLine(line.title, MAX_TITLE),
      meta: oneLine(line.meta, MAX_META),
      note: line.note == null ? null : oneLine(line.note, MAX_NOTE),
      also: (line.also ?? []).slice(0, MAX_ALSO).map(text => oneLine(text, MAX_META)),
      badge: badgeView(line.badge),
      actions: line.actions ?? [],
    })),
    more: left > 0 ? fill(wordsOf(locale).more, { n: left }) : null,
    empty: lines.length === 0 ? empty : null,
  };
}

const badgeView = (badge: Badge | null): LineView['badge'] =>
  badge && {
    text: badge.text,
    late: badge.tone === 'late',
    soon: badge.tone === 'soon',
    plain: badge.tone === 'plain',
  };

export function greetingFor({ name, title }: Addressee, locale: MailLocale): string {
  // Chinese puts the title behind the name, English in front of it
  const shown = oneLine(title ?? '', 40);
  const gap = locale === 'en' && shown !== '' ? ' ' : '';
  return fill(wordsOf(locale).greeting, { name: oneLine(name, 40), title: shown + gap });
}

/** A page of the console on which the reader does what is asked of him. */
export const askOf = (
  { lead, button }: { lead: string; button: string },
  { href, locale }: { href: string; locale: MailLocale },
): AskView => ({ lead, actions: [{ text: button, href }], hint: wordsOf(locale).signIn });

export const footerFor = (today: IsoDate, locale: MailLocale): string =>
  fill(wordsOf(locale).footer, { date: longDate(today, locale) });

/** How a planned day looks from today: late, within a week, or nothing to say. */
export function planBadge(plan: IsoDate, today: IsoDate, locale: MailLocale): Badge | null {
  const words = wordsOf(locale).badge;
  const left = daysBetween(today, plan);
  if (left < 0) return { text: fill(words.late, { n: -left }), tone: 'late' };
  if (left === 0) return { text: words.today, tone: 'soon' };
  return left <= 7 ? { text: fill(words.left, { n: left }), tone: 'soon' } : null;
}
