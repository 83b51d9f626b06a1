import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Wan } from '../../domain/money/money.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, shortDate, type Coded } from './format.ts';
import { DETAILS, NOTE, page, SECTIONS, TEXT_DETAILS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import {
  footerFor,
  greetingFor,
  planBadge,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
} from './view.ts';

/** A project an expert is asked about; null: not known. */
export interface ReviewRequestItem extends Coded {
  county: string | null;
  investor: string | null;
  industry: string | null;
  investmentWan: Wan | null;
  dueOn: IsoDate;
}

/** One mail per expert for all projects he was asked about together; those he has answered meanwhile are left out. */
export interface ReviewRequestData {
  person: Addressee;
  today: IsoDate;
  items: readonly ReviewRequestItem[];
}

export const reviewRequest = {
  mjml: page(DETAILS, NOTE, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_NOTE, TEXT_SECTIONS),
  says,
  view,
};

function says(variant: 'request' | 'none', { review: words }: Words): BuiltInText {
  return {
    subject: variant === 'none' ? words.subjectNone : words.subject,
    opening: words.intro,
  };
}

function view({ person, today, items }: ReviewRequestData, locale: MailLocale): KindView<'review-request'> {
  const all = wordsOf(locale);
  const words = all.review;
  const first = items.map(({ dueOn }) => dueOn).sort()[0];
  const n = items.length;
  const date = first === undefined ? '' : shortDate(first, locale);
  return {
    lang: locale,
    variant: first === undefined ? 'none' : 'request',
    fields: { n, date },
    preheader: joined(...items.slice(0, 3).map(coded)),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [{ label: words.answer, value: words.answerText }],
    note: words.conflict,
    sections: [
      section(
        words.list,
        items.map(item => lineOf(item, today, locale)),
        { locale, empty: words.none },
      ),
    ],
    footer: footerFor(today, locale),
  };
}

function lineOf(item: ReviewRequestItem, today: IsoDate, locale: MailLocale): Line {
  const words = wordsOf(locale);
  const { county, investor, industry, investmentWan, dueOn } = item;
  return {
    title: coded(item),
    meta: joined(
      county ?? words.line.noCounty,
      investor,
      industry,
      investmentWan === null ? words.line.noMoney : fill(words.line.money, { yi: wanToYi(investmentWan) }),
      fill(words.review.until, { date: dueOn }),
    ),
    badge: planBadge(dueOn, today, locale),
  };
}
