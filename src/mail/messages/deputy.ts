import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { DeputyMail } from '../../domain/deputy-mails.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { oneLine } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView } from './view.ts';

/** To a deputy that he was named, and to who named him that he will not. */
export interface DeputyData {
  person: Addressee;
  today: IsoDate;
  what: DeputyMail;
  away: string;
  deputy: string;
  from: IsoDate;
  to: IsoDate;
  /** What its button opens; null where there is nothing to say no to. */
  href: string | null;
}

export const deputyMail = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

function says(variant: DeputyMail, { deputy }: Words): BuiltInText {
  const { subject, intro: opening } = deputy.texts[variant];
  return { subject, opening };
}

function view({ person, today, what, href, from, to, ...names }: DeputyData, locale: MailLocale): KindView<'deputy'> {
  const all = wordsOf(locale);
  const { texts, days, button } = all.deputy;
  const words = texts[what];
  const places = { from, to, away: oneLine(names.away, 40), deputy: oneLine(names.deputy, 40) };
  const line = {
    title: `${places.away} → ${places.deputy}`,
    meta: fill(days, places),
    badge: null,
    actions: href === null ? [] : [{ text: button, href }],
  };
  return {
    lang: locale,
    variant: what,
    fields: places,
    preheader: fill(days, places),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: words.note === '' ? null : words.note,
    sections: [section(words.list, [line], { locale, empty: '' })],
    footer: footerFor(today, locale),
  };
}
