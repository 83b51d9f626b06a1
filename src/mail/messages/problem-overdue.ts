import { daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import type { Category, PartRole, ProblemStatus } from '../../domain/problem/types.ts';
import { actionOf, type LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, oneLine, type Coded } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { dayText, limitBadge, limitText, placeOf, type LocalLimit, type Now, type Unsure } from './lines.ts';
import { STANDINGS, type Standing } from './standings.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView, type Line } from './view.ts';

export interface OverdueItem extends Unsure {
  code: string;
  title: string;
  /** Null for a problem of a whole county. */
  project: Coded | null;
  county: string | null;
  category: Category;
  state: ProblemStatus;
  /** 主办 and the person handling it; null while it is not assigned. */
  leadUnit: string | null;
  handler: string | null;
  due: LocalLimit;
  /** Whether that limit has passed when the mail is written. */
  overdue: boolean;
  /** Whose own limit it is, when it is not the lead's. */
  part: { unit: string; role: PartRole } | null;
  /** Departments whose own limit has passed without an answer. */
  owing: readonly string[];
  /** Until when an extension is asked that nobody has ruled on. */
  extension: IsoDate | null;
  /** How the reader stands to it: only the mail of passed limits asks. */
  stands?: Standing;
  /** What the reader can do about it by one click; empty when he only watches. */
  actions: readonly LinkButton[];
  /** What else the mail says of the same problem. */
  also?: readonly AlsoDue[];
}

type AlsoDue = Pick<OverdueItem, 'due' | 'part' | 'provisional'>;

/** One digest per person and day of the problems whose limit has passed. */
export interface ProblemOverdueData {
  person: Addressee;
  today: IsoDate;
  items: readonly OverdueItem[];
}

export const problemOverdue = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

function says(variant: Standing | 'mixed', { overdue: words }: Words): BuiltInText {
  return variant === 'mixed'
    ? { subject: words.subject, opening: words.introMixed }
    : { subject: words.subjectOf[variant], opening: words.intro[variant] };
}

function view({ person, today, items }: ProblemOverdueData, locale: MailLocale): KindView<'problem-overdue'> {
  const all = wordsOf(locale);
  const words = all.overdue;
  const sorted = longestFirst(items);
  const told = byStanding(sorted);
  const [only] = told.length === 1 ? told : [];
  const lineOf = (item: OverdueItem): Line => ({
    ...overdueRow(item, { today, locale }),
    badge: limitBadge({ due: item.due, overdue: true }, { today, locale }),
  });
  const n = new Set(items.map(({ code }) => code)).size;
  return {
    lang: locale,
    variant: only?.stands ?? 'mixed',
    fields: { n },
    preheader: joined(...sorted.slice(0, 3).map(item => oneLine(item.title, 30))),
    sender: all.sender,
    colon: all.colon,
    title: only?.stands === 'intake' ? words.titleIntake : words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: items.some(({ actions }) => actions.length > 0) ? all.linkNote : null,
    sections: told.map(({ stands, mine }) => section(words.list[stands], mine.map(lineOf), { locale, empty: '' })),
    footer: footerFor(today, locale),
  };
}

/** The longest overdue first, so that a list that is cut after `MAX_LINES` keeps the worst. */
export const longestFirst = <Item extends Pick<OverdueItem, 'due'>>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => daysBetween(b.due.date, a.due.date));

/** In the order of their urgency to who reads them; groups without a line are none. */
export const byStanding = <Item extends Pick<OverdueItem, 'stands'>>(items: readonly Item[]) =>
  STANDINGS.map(stands => ({ stands, mine: items.filter(item => (item.stands ?? 'act') === stands) })).filter(
    ({ mine }) => mine.length > 0,
  );

/** A problem whose limit has passed, and the other limits of it that the mail speaks of. */
export function overdueRow(item: OverdueItem, { today, locale }: Now): Omit<Line, 'badge'> {
  const words = wordsOf(locale).line;
  const also = (item.also ?? []).map(({ due, part, provisional }) =>
    joined(
      part === null ? words.ownLimit : fill(words.part[part.role], { unit: part.unit }),
      fill(words.due, { limit: limitText(due, { provisional }, locale) }),
      limitBadge({ due, overdue: item.overdue }, { today, locale })?.text ?? null,
    ),
  );
  return { ...problemFactsLine(item, locale), also };
}

/** What a problem is called, whose it is and what its reader can do, as every mail about problems says it. */
export function problemFactsLine(
  item: Omit<OverdueItem, 'due'> & { due: LocalLimit | null },
  locale: MailLocale,
): Omit<Line, 'badge'> {
  const words = wordsOf(locale);
  return {
    title: coded({ code: item.code, name: item.title }),
    meta: joined(
      placeOf(item, locale),
      item.part === null ? null : fill(words.line.part[item.part.role], { unit: item.part.unit }),
      words.category[item.category],
      words.problemState[item.state],
      item.leadUnit === null ? words.line.unassigned : fill(words.line.lead, { unit: item.leadUnit }),
      item.handler === null ? null : fill(words.line.handler, { name: item.handler }),
      item.due === null
        ? null
        : fill(item.leadUnit === null && item.state === 'raised' ? words.line.intakeDue : words.line.due, {
            limit: limitText(item.due, item, locale),
          }),
    ),
    note:
      joined(
        item.extension === null ? null : fill(words.line.extension, { date: dayText(item.extension, item, locale) }),
        item.part !== null || item.owing.length === 0 ? null : fill(words.line.owing, { units: item.owing.join('、') }),
      ) || null,
    actions: item.actions.map(button => actionOf(button, locale)),
  };
}
