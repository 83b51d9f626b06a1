import type { IsoDate } from '../../domain/calendar/dates.ts';
import { wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { joined, oneLine } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView } from './view.ts';

export interface DeadAddress {
  person: string;
  name: string;
  unit: string | null;
  address: string;
  /** The words of the server that refused. */
  reply: string | null;
}

/** To the coordinators: somebody is reached by mail no more. */
export interface AddressDeadData {
  person: Addressee;
  today: IsoDate;
  items: readonly DeadAddress[];
}

export const addressDead = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

function says(_variant: 'usual', { dead }: Words): BuiltInText {
  return { subject: dead.subject, opening: dead.intro };
}

function view({ person, today, items }: AddressDeadData, locale: MailLocale): KindView<'address-dead'> {
  const all = wordsOf(locale);
  const words = all.dead;
  const lines = items.map(({ person: id, name, unit, address, reply }) => ({
    title: `${oneLine(name, 40)} (${id})`,
    meta: joined(unit, address),
    note: reply,
    badge: null,
  }));
  return {
    lang: locale,
    variant: 'usual',
    fields: { name: oneLine(items[0]?.name ?? '', 40), n: items.length },
    preheader: joined(...items.slice(0, 3).map(({ address }) => address)),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: words.note,
    sections: [section(words.list, lines, { locale, empty: '' })],
    footer: footerFor(today, locale),
  };
}
