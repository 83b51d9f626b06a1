import type { MailVariant } from '../../domain/mail-texts.ts';
import type { Outcome } from '../../domain/meeting/minutes/types.ts';
import { daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import { actionOf, type LinkButton } from './buttons.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { joined, longDate, oneLine, shortDate, weekdayName } from './format.ts';
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
  type Line,
} from './view.ts';

export interface DecisionMailItem {
  no: number;
  text: string;
  unit: string;
  dueOn: IsoDate;
  /** What its reader can answer about it by one click. */
  actions?: readonly LinkButton[];
}

/** Minutes are asked for or late; or decisions are somebody's to carry out, or have not been. */
export interface MeetingMinutesData {
  person: Addressee;
  today: IsoDate;
  mail: 'minutes' | 'minutesDue' | 'decisions' | 'missed' | 'bulletin';
  meeting: { id: string; name: string; start: LocalLimit; durationMinutes: number; ranLate?: boolean | undefined };
  /** The page on which the minutes are written. */
  href: string;
  /** By when the minutes are due. */
  due: LocalLimit | null;
  /** The reader's; of a bulletin, all. */
  decisions: readonly DecisionMailItem[];
  /** Of a bulletin: the items in their order. */
  items?: readonly { title: string; code: string | null; outcome: Outcome | null }[];
  /** Of a bulletin: the ledgers that go along. */
  ledgers?: readonly ('problems' | 'projects')[];
}

export const meetingMinutes = {
  mjml: page(DETAILS, ASK, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_ASK, TEXT_SECTIONS),
  says,
  view,
};

function says(variant: MailVariant<'meeting-minutes'>, { minutes: words }: Words): BuiltInText {
  return variant === 'bulletinWithLedgers'
    ? { subject: words.subject.bulletin, opening: words.introWithLedgers }
    : { subject: words.subject[variant], opening: words.intro[variant] };
}

function view(
  { person, today, mail, meeting, href, due, decisions, items = [], ledgers = [] }: MeetingMinutesData,
  locale: MailLocale,
): KindView<'meeting-minutes'> {
  const all = wordsOf(locale);
  const words = all.minutes;
  const { date, time } = meeting.start;
  const name = `${oneLine(meeting.name, 60)}${meeting.ranLate ? words.ranLate : ''}`;
  const fields = {
    ...{ name, date: shortDate(date, locale), weekday: weekdayName(date, locale), n: decisions.length },
    ledgers: ledgers.map(ledger => words.ledgers[ledger]).join(words.and),
    due: due === null ? '' : `${longDate(due.date, locale)} ${due.time}`,
  };
  const when = { date: longDate(date, locale), weekday: weekdayName(date, locale), time };
  const ofDecisions = mail === 'decisions' || mail === 'missed' || mail === 'bulletin';
  const lines = decisions.map(item => lineOf(item, { today, locale, asked: mail !== 'bulletin' }));
  const ofItems = items.map(item => itemLine(item, locale));
  return {
    lang: locale,
    variant: ledgers.length > 0 ? 'bulletinWithLedgers' : mail,
    fields,
    preheader: oneLine(decisions[0]?.text ?? words.title[mail], 80),
    sender: all.sender,
    colon: all.colon,
    title: words.title[mail],
    greeting: greetingFor(person, locale),
    details: [
      {
        label: all.meeting.when,
        value: fill(all.meeting.whenText, { ...when, minutes: meeting.durationMinutes }),
      },
    ],
    note: null,
    ask: ofDecisions ? null : askOf(words.publish, { href, locale }),
    sections: [
      ...(ofDecisions ? [section(words.list, lines, { locale, empty: words.none })] : []),
      ...(mail === 'bulletin' ? [section(words.outcomes, ofItems, { locale, empty: words.noOutcomes })] : []),
    ],
    footer: footerFor(today, locale),
  };
}

function lineOf(
  { text, unit, dueOn, actions = [] }: DecisionMailItem,
  { today, locale, asked }: { today: IsoDate; locale: MailLocale; asked: boolean },
): Line {
  const words = wordsOf(locale).minutes;
  const late = daysBetween(dueOn, today);
  return {
    title: text,
    meta: joined(unit, fill(words.due, { date: dueOn })),
    // Whoever has no button of his own, as a deputy.
    note: asked && actions.length === 0 ? words.report : null,
    actions: actions.map(action => actionOf(action, locale)),
    badge: late > 0 ? { text: fill(words.badge, { n: late }), tone: 'late' } : null,
  };
}

type Item = NonNullable<MeetingMinutesData['items']>[number];

function itemLine({ title, code, outcome }: Item, locale: MailLocale): Line {
  const words = wordsOf(locale).minutes;
  return { title, meta: joined(code, outcome && words.outcome[outcome]), note: null, badge: null };
}
