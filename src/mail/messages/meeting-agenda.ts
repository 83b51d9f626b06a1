import type { IsoDate } from '../../domain/calendar/dates.ts';
import { agendaLine, agendaSummary, heldBackLine, silentText, type AgendaForMail } from './agenda-lines.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { longDate, oneLine, shortDate, weekdayName } from './format.ts';
import { ASK, DETAILS, page, SECTIONS, TEXT_ASK, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import type { LocalLimit } from './lines.ts';
import {
  askOf,
  footerFor,
  greetingFor,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type PageView,
} from './view.ts';

/** To who prepares a meeting: its agenda has been composed, or nobody has approved it. Dates and times are those of the office's clock. */
export interface MeetingAgendaData {
  person: Addressee;
  today: IsoDate;
  mail: 'agenda' | 'approval';
  meeting: { id: string; name: string; start: LocalLimit; durationMinutes: number; theme: string | null };
  agenda: AgendaForMail;
  /** The page on which it is edited and approved. */
  href: string;
}

export const meetingAgenda = {
  mjml: page(DETAILS, ASK, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_SECTIONS),
  says,
  view,
};

export function silentDetail(agenda: AgendaForMail, locale: MailLocale): PageView['details'] {
  const value = silentText(agenda, locale);
  return value === null ? [] : [{ label: wordsOf(locale).agenda.silent, value }];
}

/** Of a meeting without a theme nothing is said of one: none is to come. */
export const themeDetail = (theme: string | null, locale: MailLocale): PageView['details'] =>
  theme === null ? [] : [{ label: wordsOf(locale).meeting.theme, value: oneLine(theme, 80) }];

/** More than other lists: whoever is to approve it has to see it. With what is held back a mail stays under 100 KB. */
const MOST_ITEMS = 30;

function says(variant: MeetingAgendaData['mail'], { agenda }: Words): BuiltInText {
  return {
    subject: agenda.subject[variant],
    opening: agenda.intro[variant],
  };
}

function view(
  { person, today, mail, meeting, agenda, href }: MeetingAgendaData,
  locale: MailLocale,
): KindView<'meeting-agenda'> {
  const all = wordsOf(locale);
  const { agenda: words, meeting: about } = all;
  const { date, time } = meeting.start;
  const name = oneLine(meeting.name, 60);
  const n = agenda.items.length;
  const places = { name, date: shortDate(date, locale), weekday: weekdayName(date, locale), time, n };
  const when = { date: longDate(date, locale), weekday: weekdayName(date, locale), time };
  return {
    lang: locale,
    variant: mail,
    fields: places,
    preheader: agendaSummary(agenda, locale),
    sender: all.sender,
    colon: all.colon,
    title: words.title[mail],
    greeting: greetingFor(person, locale),
    details: [
      { label: about.when, value: fill(about.whenText, { ...when, minutes: meeting.durationMinutes }) },
      ...themeDetail(meeting.theme, locale),
      { label: words.label, value: agendaSummary(agenda, locale) },
      ...silentDetail(agenda, locale),
    ],
    note: null,
    ask: askOf(words.do, { href, locale }),
    sections: [
      section(
        words.heading,
        agenda.items.map(item => agendaLine(item, locale)),
        { locale, empty: words.none, most: MOST_ITEMS },
      ),
      section(
        words.heldBack,
        agenda.heldBack.map(item => heldBackLine(item, locale)),
        { locale, empty: words.noneHeldBack },
      ),
    ],
    footer: footerFor(today, locale),
  };
}
