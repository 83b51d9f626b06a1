import { daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import type { Category, ProblemStatus } from '../../domain/problem/types.ts';
import { actionOf, type LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { coded, joined, oneLine, type Coded } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { limitBadge, type LocalLimit } from './lines.ts';
import { footerFor, greetingFor, section, type Addressee, type Line, type PageView } from './view.ts';

export interface OverdueItem {
  code: string;
  title: string;
  /** Null for a problem of a whole county. */
  project: Coded | null;
  category: Category;
  state: ProblemStatus;
  /** 主办 and the person handling it; null while it is not assigned. */
  leadUnit: string | null;
  handler: string | null;
  due: LocalLimit;
  /** What the reader can do about it by one click; empty when he only watches. */
  actions: readonly LinkButton[];
}

/** One digest per person and day of the problems whose limit has passed. */
export interface ProblemOverdueData {
  person: Addressee;
  today: IsoDate;
  /** The reader only watches: a supervision office that is copied (domain §3). */
  copied: boolean;
  items: readonly OverdueItem[];
}

export const problemOverdue = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), view };

function view({ person, today, copied, items }: ProblemOverdueData, locale: MailLocale): PageView {
  const all = wordsOf(locale);
  const words = all.overdue;
  const sorted = longestFirst(items);
  const lines = sorted.map(item => ({
    ...problemFactsLine(item, locale),
    badge: limitBadge({ due: item.due, overdue: true }, { today, locale }),
  }));
  return {
    lang: locale,
    subject: fill(words.subject, { n: items.length }),
    preheader: joined(...sorted.slice(0, 3).map(item => oneLine(item.title, 30))),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    intro: copied ? words.copied : words.intro,
    details: [],
    note: items.some(({ actions }) => actions.length > 0) ? all.linkNote : null,
    sections: [section(words.list, lines, { locale, empty: '' })],
    footer: footerFor(today, locale),
  };
}

/** The longest overdue first, so that a list that is cut after `MAX_LINES` keeps the worst. */
export const longestFirst = <Item extends Pick<OverdueItem, 'due'>>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => daysBetween(b.due.date, a.due.date));

/** What a problem is called, whose it is and what its reader can do, as every mail about problems says it. */
export function problemFactsLine(
  item: Omit<OverdueItem, 'due'> & { due: LocalLimit | null },
  locale: MailLocale,
): Omit<Line, 'badge'> {
  const words = wordsOf(locale);
  return {
    title: coded({ code: item.code, name: item.title }),
    meta: joined(
      item.project === null ? words.line.noProject : coded(item.project),
      words.category[item.category],
      words.problemState[item.state],
      item.leadUnit === null ? words.line.unassigned : fill(words.line.lead, { unit: item.leadUnit }),
      item.handler === null ? null : fill(words.line.handler, { name: item.handler }),
      item.due === null ? null : fill(words.line.due, { ...item.due }),
    ),
    actions: item.actions.map(button => actionOf(button, locale)),
  };
}
