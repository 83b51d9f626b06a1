import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { longDate, oneLine, shortDate, weekdayName } from './format.ts';
import { ASK, DETAILS, NOTE, page, TEXT_ASK, TEXT_DETAILS, TEXT_NOTE, textPage } from './layout.ts';
import type { LocalLimit } from './lines.ts';
import { askOf } from './meeting-reminder.ts';
import { footerFor, greetingFor, type Addressee, type BuiltInText, type KindView } from './view.ts';

/** A meeting that one was invited to was moved or cancelled. Dates and times are those of the office's clock. */
export interface MeetingChangeData {
  person: Addressee;
  today: IsoDate;
  change: 'moved' | 'cancelled';
  name: string;
  /** As it stood in the invitation before. */
  before: { start: LocalLimit; venue: string };
  /** As it is now; the same as before when it was cancelled. */
  after: { start: LocalLimit; venue: string };
  durationMinutes: number;
  /** Null: the holidays of its year were published. */
  reason: string | null;
  /** Whether he comes at the new time; none when it was cancelled. */
  answer: readonly LinkButton[];
}

export const meetingChange = {
  mjml: page(DETAILS, ASK, NOTE),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_NOTE),
  says,
  view,
};

function says(variant: MeetingChangeData['change'], { meetingChange }: Words): BuiltInText {
  return {
    subject: meetingChange.subject[variant],
    opening: meetingChange.intro[variant],
  };
}

function view(data: MeetingChangeData, locale: MailLocale): KindView<'meeting-change'> {
  const all = wordsOf(locale);
  const words = all.meetingChange;
  const { change, after } = data;
  const name = oneLine(data.name, 60);
  const { date, time } = after.start;
  const places = { name, date: shortDate(date, locale), weekday: weekdayName(date, locale), time };
  return {
    lang: locale,
    variant: change,
    fields: places,
    preheader: oneLine(data.reason ?? words.calendar, 100),
    sender: all.sender,
    colon: all.colon,
    title: words.title[change],
    greeting: greetingFor(data.person, locale),
    details: detailsOf(data, locale),
    ask: askOf(data.answer, locale),
    note: words.note[change],
    sections: [],
    footer: footerFor(data.today, locale),
  };
}

function detailsOf({ change, before, after, durationMinutes, reason }: MeetingChangeData, locale: MailLocale) {
  const { meetingChange: words, meeting } = wordsOf(locale);
  const when = ({ date, time }: LocalLimit): string =>
    fill(meeting.whenText, {
      ...{ date: longDate(date, locale), weekday: weekdayName(date, locale), time, minutes: durationMinutes },
    });
  const why = { label: words.reason, value: oneLine(reason ?? words.calendar, 200) };
  const was = { label: words.before, value: `${when(before.start)} · ${oneLine(before.venue, 80)}` };
  if (change === 'cancelled') return [was, why];
  return [
    { label: meeting.when, value: when(after.start) },
    { label: meeting.where, value: oneLine(after.venue, 80) },
    was,
    why,
  ];
}
