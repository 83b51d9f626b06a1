import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Month } from '../../domain/calendar/months.ts';
import { actionOf, type LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { joined, longDate, oneLine, shortDate, weekdayName } from './format.ts';
import { ASK, DETAILS, page, SECTIONS, TEXT_ASK, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import { byUrgency, problemLine, projectLine, type LocalLimit, type ProblemItem, type ProjectItem } from './lines.ts';
import {
  footerFor,
  greetingFor,
  planBadge,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
  type PageView,
} from './view.ts';

/** Something decided at a meeting for the unit to do. */
interface CollectedDecision {
  text: string;
  on: IsoDate;
  /** The day named instead, which is waited for. */
  postponedTo: IsoDate | null;
  meeting: string;
}

/** What one unit is asked before a meeting, with what the ledger has of it. Dates and times are those of the office's clock. */
export interface CollectionData {
  person: Addressee;
  today: IsoDate;
  /** The second mail, to units that have said nothing. */
  reminder: boolean;
  unit: string;
  meeting: { id: string; name: string; theme: string | null; start: LocalLimit };
  /** By when an answer is in time; null: until the meeting begins. */
  closes: LocalLimit | null;
  /** The month whose money is asked for. */
  month: Month;
  projects: readonly (ProjectItem & { owesMoney: boolean })[];
  problems: readonly ProblemItem[];
  decisions: readonly CollectedDecision[];
  /** No change, or the form; none where the mail is only looked at. */
  ask: readonly LinkButton[];
}

export const meetingCollection = {
  mjml: page(DETAILS, ASK, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_SECTIONS),
  says,
  view,
};

function says(variant: 'request' | 'reminder', { collection: words }: Words): BuiltInText {
  return variant === 'reminder'
    ? { subject: words.subjectReminder, opening: words.introReminder }
    : { subject: words.subject, opening: words.intro };
}

function view(data: CollectionData, locale: MailLocale): KindView<'meeting-collection'> {
  const { person, today, reminder, meeting, closes, ask } = data;
  const all = wordsOf(locale);
  const words = all.collection;
  const name = oneLine(meeting.name, 60);
  const unit = oneLine(data.unit, 40);
  const { date } = meeting.start;
  const places = { unit, name, date: shortDate(date, locale), weekday: weekdayName(date, locale) };
  const { projects, problems, decisions } = data;
  const counts = { projects: projects.length, problems: problems.length, decisions: decisions.length };
  return {
    lang: locale,
    variant: reminder ? 'reminder' : 'request',
    fields: places,
    preheader: fill(words.preheader, counts),
    sender: all.sender,
    colon: all.colon,
    title: reminder ? words.titleReminder : words.title,
    greeting: greetingFor(person, locale),
    details: [
      { label: words.unit, value: unit },
      { label: words.meeting, value: fill(words.meetingText, moment(meeting.start, locale)) },
      ...(closes === null ? [] : [{ label: words.until, value: fill(words.untilText, moment(closes, locale)) }]),
    ],
    note: null,
    ask:
      ask.length === 0
        ? null
        : { lead: words.ask, actions: ask.map(button => actionOf(button, locale)), hint: words.askHint },
    sections: sectionsOf(data, locale),
    footer: footerFor(today, locale),
  };
}

const moment = ({ date, time }: LocalLimit, locale: MailLocale) => ({
  ...{ date: longDate(date, locale), weekday: weekdayName(date, locale), time },
});

function sectionsOf(
  { projects, problems, decisions, month, today }: CollectionData,
  locale: MailLocale,
): PageView['sections'] {
  const { collection: words } = wordsOf(locale);
  const now = { today, locale };
  const lines = projects.map((project): Line => {
    const line = projectLine(project, now);
    // First, as it is what is asked: facts behind it may be cut.
    return project.owesMoney ? { ...line, meta: joined(fill(words.money, { month }), line.meta) } : line;
  });
  const todo = decisions.map(({ text, on, postponedTo, meeting }): Line => ({
    title: text,
    meta: joined(
      fill(words.due, { date: longDate(on, locale) }),
      postponedTo === null ? null : fill(words.postponed, { date: longDate(postponedTo, locale) }),
      meeting,
    ),
    badge: planBadge(postponedTo ?? on, today, locale),
  }));
  return [
    section(words.projects, byUrgency(lines), { locale, empty: words.noProjects }),
    section(words.problems, byUrgency(problems.map(problem => problemLine(problem, now))), {
      locale,
      empty: words.noProblems,
    }),
    section(words.decisions, todo, { locale, empty: words.noDecisions }),
  ];
}
