import type { IsoDate } from '../../domain/calendar/dates.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, shortDate, weekdayName, type Coded } from './format.ts';
import { DETAILS, page, SECTIONS, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView, type Line } from './view.ts';

export interface VisitItem {
  code: string;
  /** Where it goes: the project, or the county when it is to no single one. */
  project: Coded | null;
  county: string | null;
  team: string;
  purpose: string | null;
  people: readonly string[];
}

/** One mail per person and day: the visits he goes on, or those of which nobody has said how they went. */
export interface VisitReminderData {
  person: Addressee;
  today: IsoDate;
  on: IsoDate;
  missed: boolean;
  items: readonly VisitItem[];
}

export const visitReminder = { mjml: page(DETAILS, SECTIONS), text: textPage(TEXT_DETAILS, TEXT_SECTIONS), says, view };

function says(variant: 'ahead' | 'missed', { visit: words }: Words): BuiltInText {
  return variant === 'missed'
    ? { subject: words.subjectMissed, opening: words.introMissed }
    : { subject: words.subject, opening: words.intro };
}

function view({ person, today, on, missed, items }: VisitReminderData, locale: MailLocale): KindView<'visit-reminder'> {
  const all = wordsOf(locale);
  const words = all.visit;
  const fields = { date: shortDate(on, locale), weekday: weekdayName(on, locale), n: items.length };
  return {
    lang: locale,
    variant: missed ? 'missed' : 'ahead',
    fields,
    preheader: joined(...items.slice(0, 3).map(placeOf)),
    sender: all.sender,
    colon: all.colon,
    title: missed ? words.titleMissed : words.title,
    greeting: greetingFor(person, locale),
    details: [{ label: words.day, value: longDate(on, locale) }],
    note: null,
    sections: [
      section(
        words.list,
        items.map(item => lineOf(item, missed, locale)),
        { locale, empty: words.none },
      ),
    ],
    footer: footerFor(today, locale),
  };
}

const placeOf = ({ project, county }: VisitItem): string => (project === null ? (county ?? '') : coded(project));

function lineOf(item: VisitItem, missed: boolean, locale: MailLocale): Line {
  const { visit: words } = wordsOf(locale);
  const { code, team, purpose, people } = item;
  return {
    title: joined(code, placeOf(item)),
    meta: joined(
      purpose,
      fill(words.team, { name: team }),
      people.length === 0 ? null : fill(words.with, { names: people.join('、') }),
      missed ? fill(words.hold, { code }) : null,
    ),
    badge: null,
  };
}
