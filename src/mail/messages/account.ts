import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { AccountMail } from '../../domain/accounts/mails.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView } from './view.ts';

/** A mail about its reader's own account. */
export interface AccountMailData {
  person: Addressee & { id: string };
  today: IsoDate;
  what: AccountMail;
  /** What its button opens; null where there is nothing to open. */
  href: string | null;
  /** `YYYY-MM-DD HH:mm` on the office's clock: until when it opens. */
  until: string;
}

export const accountMail = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

function says(variant: AccountMail, { account }: Words): BuiltInText {
  const { subject, intro: opening } = account.texts[variant];
  return { subject, opening };
}

function view({ person, today, what, href, until }: AccountMailData, locale: MailLocale): KindView<'account'> {
  const all = wordsOf(locale);
  const { texts, list, until: untilWords } = all.account;
  const words = texts[what];
  const line = {
    title: fill(all.account.name, { id: person.id }),
    meta: href === null ? '' : fill(untilWords, { until }),
    badge: null,
    actions: href === null ? [] : [{ text: words.button, href }],
  };
  return {
    lang: locale,
    variant: what,
    fields: {},
    preheader: words.intro,
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: words.note,
    sections: [section(list, [line], { locale, empty: '' })],
    footer: footerFor(today, locale),
  };
}
