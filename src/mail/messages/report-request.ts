import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Wan } from '../../domain/money/money.ts';
import type { Month } from '../../domain/project/types.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, shortDate, type Coded } from './format.ts';
import { ASK, DETAILS, page, SECTIONS, TEXT_ASK, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import {
  askOf,
  footerFor,
  greetingFor,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
} from './view.ts';

/** A project whose figures of the month are wanted, with what the ledger has of its year; null: not known. */
export interface ReportRequestItem extends Coded {
  /** The page of the project, on which it is reported. */
  href: string;
  yearPlanWan: Wan | null;
  /** The last month of this year that was reported. */
  lastMonth: Month | null;
  toDateWan: Wan | null;
}

/** One mail per reporter, month and step: the request names all of the county's projects, a reminder those that are silent. */
export interface ReportRequestData {
  person: Addressee;
  today: IsoDate;
  county: string;
  month: Month;
  closesOn: IsoDate;
  reminder: boolean;
  /** The page with the projects of the county. */
  href: string;
  items: readonly ReportRequestItem[];
}

export const reportRequest = {
  mjml: page(DETAILS, ASK, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_SECTIONS),
  says,
  view,
};

function says(variant: 'request' | 'reminder', { report: words }: Words): BuiltInText {
  return variant === 'reminder'
    ? { subject: words.subjectReminder, opening: words.introReminder }
    : { subject: words.subject, opening: words.intro };
}

function view(
  { person, today, county, month, closesOn, reminder, href, items }: ReportRequestData,
  locale: MailLocale,
): KindView<'report-request'> {
  const all = wordsOf(locale);
  const words = all.report;
  const lines = items.map(item => lineOf(item, locale));
  const n = items.length;
  const fields = { county, month, n, date: shortDate(closesOn, locale) };
  return {
    lang: locale,
    variant: reminder ? 'reminder' : 'request',
    fields,
    preheader: joined(...items.slice(0, 3).map(coded)),
    sender: all.sender,
    colon: all.colon,
    title: reminder ? words.titleReminder : words.title,
    greeting: greetingFor(person, locale),
    details: [
      { label: words.until, value: longDate(closesOn, locale) },
      { label: words.count, value: fill(words.countText, { n }) },
    ],
    note: null,
    ask: n === 0 ? null : askOf(words.do, { href, locale }),
    sections: [section(words.list, lines, { locale, empty: words.none })],
    footer: footerFor(today, locale),
  };
}

function lineOf(item: ReportRequestItem, locale: MailLocale): Line {
  const { report: words } = wordsOf(locale);
  const { href, yearPlanWan, lastMonth, toDateWan } = item;
  return {
    title: coded(item),
    meta: joined(
      yearPlanWan === null ? words.noYearPlan : fill(words.yearPlan, { wan: yearPlanWan }),
      lastMonth === null ? words.noLast : fill(words.last, { month: lastMonth }),
      toDateWan === null ? null : fill(words.toDate, { wan: toDateWan }),
    ),
    badge: null,
    actions: [{ text: words.report, href }],
  };
}
