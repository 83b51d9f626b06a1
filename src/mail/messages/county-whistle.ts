import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { WhistleMail } from '../../domain/whistle/notices.ts';
import type { WhistleAnswer, WhistleResult } from '../../domain/whistle/types.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, oneLine, shortDate, weekdayName, type Coded } from './format.ts';
import { DETAILS, page, SECTIONS, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import type { LocalLimit } from './lines.ts';
import {
  footerFor,
  greetingFor,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
  type PageView,
} from './view.ts';

export interface WhistleDepartment {
  unit: string;
  name: string;
  answer: WhistleAnswer | null;
  /** Whom it sends, or why it objects. */
  remark: string | null;
  late: boolean;
  silent: boolean;
  unreached: boolean;
  /** Of a meeting that took place. */
  present: boolean | null;
}

/** One mail per person, whistle and step: the call itself, the reminder, an objection, who stayed silent … */
export interface CountyWhistleData {
  person: Addressee;
  today: IsoDate;
  mail: WhistleMail;
  whistle: {
    code: string;
    county: string;
    topic: string;
    venue: string;
    problem: Coded | null;
    project: Coded | null;
    start: LocalLimit;
    answerDue: LocalLimit;
    callOffReason: string | null;
    result: WhistleResult | null;
    outcome: string | null;
  };
  /** The department the mail speaks to or of; null: of the whole whistle. */
  department: WhistleDepartment | null;
  departments: readonly WhistleDepartment[];
}

export const countyWhistle = { mjml: page(DETAILS, SECTIONS), text: textPage(TEXT_DETAILS, TEXT_SECTIONS), says, view };

/** A topic in a subject or in the first words of a mail. */
const SHORT = 80;
const OUTCOME = 400;

function says(variant: WhistleMail, { whistle }: Words): BuiltInText {
  return {
    subject: whistle.subject[variant],
    opening: whistle.intro[variant],
  };
}

function view(
  { person, today, mail, whistle, department, departments }: CountyWhistleData,
  locale: MailLocale,
): KindView<'county-whistle'> {
  const all = wordsOf(locale);
  const words = all.whistle;
  const { start, answerDue } = whistle;
  const shown = mail === 'silent' ? departments.filter(({ silent }) => silent) : departments;
  const limit = mail === 'reminder' ? answerDue : start;
  const fields = {
    county: whistle.county,
    topic: oneLine(whistle.topic, SHORT),
    venue: oneLine(whistle.venue, SHORT),
    date: shortDate(limit.date, locale),
    weekday: weekdayName(limit.date, locale),
    time: limit.time,
    due: whenText(answerDue, locale),
    department: department?.name ?? '',
    reason: oneLine(department?.remark ?? whistle.callOffReason ?? '', SHORT),
    n: shown.length,
    result: whistle.result === null ? '' : words.result[whistle.result],
    outcome: oneLine(whistle.outcome ?? '', OUTCOME),
  };
  return {
    lang: locale,
    variant: mail,
    fields,
    preheader: oneLine(whistle.topic, SHORT),
    sender: all.sender,
    colon: all.colon,
    title: words.title[mail],
    greeting: greetingFor(person, locale),
    details: detailsOf(whistle, { mail, unit: department?.unit ?? null, locale }),
    note: null,
    sections: [
      section(
        mail === 'silent' ? words.listSilent : words.list,
        shown.map(each => lineOf(each, locale)),
        { locale, empty: words.none },
      ),
    ],
    footer: footerFor(today, locale),
  };
}

const whenText = ({ date, time }: LocalLimit, locale: MailLocale): string =>
  fill(wordsOf(locale).whistle.whenText, { date: longDate(date, locale), weekday: weekdayName(date, locale), time });

function detailsOf(
  { code, topic, venue, problem, project, start, answerDue }: CountyWhistleData['whistle'],
  { mail, unit, locale }: { mail: WhistleMail; unit: string | null; locale: MailLocale },
): PageView['details'] {
  const words = wordsOf(locale).whistle;
  const asks = unit !== null && (mail === 'called' || mail === 'reminder');
  return [
    { label: words.topic, value: joined(code, oneLine(topic, SHORT)) },
    {
      label: words.about,
      value: joined(problem && oneLine(coded(problem), SHORT), project && oneLine(coded(project), SHORT)),
    },
    { label: words.when, value: whenText(start, locale) },
    { label: words.where, value: oneLine(venue, SHORT) },
    ...(asks
      ? [
          { label: words.due, value: whenText(answerDue, locale) },
          { label: words.reply, value: fill(words.replyText, { code }) },
        ]
      : []),
  ];
}

function lineOf({ name, answer, remark, late, unreached, present }: WhistleDepartment, locale: MailLocale): Line {
  const words = wordsOf(locale).whistle;
  return {
    title: name,
    meta: joined(
      answer === null ? words.noAnswer : words.answer[answer],
      remark,
      late ? words.late : null,
      present === null ? null : present ? words.present : words.absent,
      unreached ? words.unreached : null,
    ),
    badge: null,
  };
}
