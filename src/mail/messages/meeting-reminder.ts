import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import type { Stage } from '../../domain/project/stages.ts';
import { agendaLine, agendaSummary, type AgendaForMail } from './agenda-lines.ts';
import { silentDetail, themeDetail } from './meeting-agenda.ts';
import { actionOf, type LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, oneLine, shortDate, weekdayName, type Coded } from './format.ts';
import {
  ASK,
  DETAILS,
  NOTE,
  page,
  SECTIONS,
  TEXT_ASK,
  TEXT_DETAILS,
  TEXT_NOTE,
  TEXT_SECTIONS,
  textPage,
} from './layout.ts';
import {
  byUrgency,
  problemLine,
  projectLine,
  type LocalLimit,
  type Now,
  type ProblemItem,
  type ProjectItem,
} from './lines.ts';
import {
  footerFor,
  greetingFor,
  MAX_LINES,
  planBadge,
  section,
  type Addressee,
  type AskView,
  type BuiltInText,
  type KindView,
  type Line,
  type PageView,
  type SectionView,
} from './view.ts';

/** What falls due in the week of the meeting: a planned milestone or the limit of a problem. */
export type DueItem =
  (Coded & { kind: 'milestone'; stage: Stage; on: IsoDate }) | (Coded & { kind: 'problem'; on: IsoDate });

/** One attendee's reminder. Dates and times are those of the office's clock. */
export interface MeetingReminderData {
  person: Addressee;
  today: IsoDate;
  /** Shortly before the meeting, to who has not said whether he comes. */
  last: boolean;
  /** Whether he comes, a button for each answer; none where the mail is only looked at. */
  answer: readonly LinkButton[];
  meeting: {
    name: string;
    theme: string | null;
    start: LocalLimit;
    durationMinutes: number;
    venue: string;
    chair: string | null;
    /** The series' own day, when the meeting was moved off it. */
    movedFrom: IsoDate | null;
    /** Why somebody moved it; null when a public holiday did. */
    movedFor: string | null;
    /** The holidays of its year are not published yet. */
    provisional?: boolean;
  };
  projects: readonly ProjectItem[];
  problems: readonly ProblemItem[];
  due: readonly DueItem[];
  /** The same for everybody; null: the meeting has none, or it has not been composed. */
  agenda: AgendaForMail | null;
}

export const meetingReminder = {
  mjml: page(DETAILS, ASK, NOTE, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_NOTE, TEXT_SECTIONS),
  says,
  view,
};

const AGENDA_LINES = 24;
const LINES_BESIDE_AGENDA = 12;

function says(variant: MailVariant<'meeting-reminder'>, { meeting: words }: Words): BuiltInText {
  switch (variant) {
    case 'last':
      return { subject: words.subjectLast, opening: words.introLast };
    case 'moved':
      return { subject: words.subjectMoved, opening: words.intro };
    case 'reminder':
      return { subject: words.subject, opening: words.intro };
  }
}

function view(data: MeetingReminderData, locale: MailLocale): KindView<'meeting-reminder'> {
  const { meeting, today } = data;
  const all = wordsOf(locale);
  const words = all.meeting;
  const { date, time } = meeting.start;
  const name = oneLine(meeting.name, 60);
  const fields = {
    ...{ name, date: shortDate(date, locale), weekday: weekdayName(date, locale), time },
    venue: oneLine(meeting.venue, 80),
    chair: oneLine(meeting.chair ?? words.none, 40),
    theme: oneLine(meeting.theme ?? words.none, 80),
  };
  return {
    lang: locale,
    variant: data.last ? 'last' : meeting.movedFrom === null ? 'reminder' : 'moved',
    fields,
    preheader: fill(words.preheader, {
      venue: oneLine(meeting.venue, 40),
      projects: data.projects.length,
      problems: data.problems.length,
      due: data.due.length,
    }),
    sender: all.sender,
    colon: all.colon,
    title: data.last ? words.titleLast : words.title,
    greeting: greetingFor(data.person, locale),
    details: [...detailsOf(meeting, words, locale), ...agendaDetail(data.agenda, locale)],
    ask: askOf(data.answer, locale),
    note: joined(movedNote(meeting, words, locale), provisionalNote(meeting, words)) || null,
    sections: sectionsOf(data, words, { today, locale }),
    footer: footerFor(today, locale),
  };
}

/** The question whether somebody comes; null when nothing can be answered. */
export function askOf(answer: readonly LinkButton[], locale: MailLocale): AskView | null {
  if (answer.length === 0) return null;
  const { ask: lead, askHint: hint } = wordsOf(locale).meeting;
  return { lead, actions: answer.map(button => actionOf(button, locale)), hint };
}

function detailsOf(
  { start, durationMinutes, venue, chair, theme }: MeetingReminderData['meeting'],
  words: Words['meeting'],
  locale: MailLocale,
): PageView['details'] {
  const when = fill(words.whenText, {
    date: longDate(start.date, locale),
    weekday: weekdayName(start.date, locale),
    time: start.time,
    minutes: durationMinutes,
  });
  return [
    { label: words.when, value: when },
    { label: words.where, value: oneLine(venue, 80) },
    { label: words.chair, value: oneLine(chair ?? words.none, 40) },
    ...themeDetail(theme, locale),
  ];
}

const agendaDetail = (agenda: AgendaForMail | null, locale: MailLocale): PageView['details'] =>
  agenda === null
    ? []
    : [{ label: wordsOf(locale).agenda.label, value: agendaSummary(agenda, locale) }, ...silentDetail(agenda, locale)];

function movedNote(
  { movedFrom, movedFor, start }: MeetingReminderData['meeting'],
  words: Words['meeting'],
  locale: MailLocale,
): string | null {
  if (movedFrom === null) return null;
  const planned = { date: longDate(movedFrom, locale), weekday: weekdayName(movedFrom, locale) };
  if (movedFor !== null) return fill(words.movedByHand, { ...planned, reason: oneLine(movedFor, 200) });
  return fill(words.moved, {
    ...planned,
    direction: start.date < movedFrom ? words.earlier : words.later,
  });
}

const provisionalNote = (
  { provisional = false, start }: MeetingReminderData['meeting'],
  words: Words['meeting'],
): string | null => (provisional ? fill(words.provisional, { year: start.date.slice(0, 4) }) : null);

function sectionsOf(data: MeetingReminderData, words: Words['meeting'], now: Now): SectionView[] {
  const { locale } = now;
  const projects = byUrgency(data.projects.map(project => projectLine(project, now)));
  const problems = byUrgency(data.problems.map(problem => problemLine(problem, now)));
  const due = [...data.due].sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))).map(item => dueLine(item, now));
  // With an agenda the reader's own lists give way, so that the mail stays as long.
  const most = data.agenda === null ? MAX_LINES : LINES_BESIDE_AGENDA;
  return [
    ...agendaSection(data.agenda, locale),
    section(words.projects, projects, { locale, most, empty: words.noProjects }),
    section(words.problems, problems, { locale, most, empty: words.noProblems }),
    section(words.due, due, { locale, most, empty: words.noDue }),
  ];
}

function agendaSection(agenda: AgendaForMail | null, locale: MailLocale): SectionView[] {
  if (agenda === null) return [];
  const { heading, none: empty } = wordsOf(locale).agenda;
  // Proposals stand with the problems: here everybody looks for his own line.
  const lines = agenda.items.map(item => ({ ...agendaLine(item, locale), note: null }));
  return [section(heading, lines, { locale, empty, most: AGENDA_LINES })];
}

function dueLine(item: DueItem, { today, locale }: Now): Line {
  const words = wordsOf(locale);
  const what =
    item.kind === 'milestone' ? fill(words.line.milestone, { stage: words.stage[item.stage] }) : words.line.problem;
  const day = `${shortDate(item.on, locale)} ${weekdayName(item.on, locale)}`;
  return { title: coded(item), meta: joined(what, day), badge: planBadge(item.on, today, locale) };
}
