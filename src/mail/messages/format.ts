import { weekdayOf, type IsoDate } from '../../domain/calendar/dates.ts';
import { shortened } from '../../domain/cut.ts';
import type { MailLocale } from './catalogue.ts';
import { wordsOf } from './catalogue.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const parts = (date: IsoDate): [number, number, number] => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
};

/** `2026年1月5日` or `5 Jan 2026`: the one date a reader acts on. Lists use the ISO form, which lines up and sorts. */
export function longDate(date: IsoDate, locale: MailLocale): string {
  const [year, month, day] = parts(date);
  return locale === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}

/** `1月5日` or `5 Jan`, for subjects. */
export function shortDate(date: IsoDate, locale: MailLocale): string {
  const [, month, day] = parts(date);
  return locale === 'en' ? `${day} ${MONTHS[month - 1]}` : `${month}月${day}日`;
}

export const weekdayName = (date: IsoDate, locale: MailLocale): string =>
  wordsOf(locale).weekdays[weekdayOf(date) - 1] ?? '';

/** One line of at most `max` code points, with an ellipsis where something is missing. */
export function oneLine(text: string, max: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return shortened(plain, max);
}

/** `P-2026-0002 腾云硬科技产业园`: the code comes first, so that cutting a long name leaves what the CLI and the API take. */
export const coded = ({ code, name }: Coded): string => `${code} ${name}`;

/** A project or a problem as a reader can name it to the system. */
export interface Coded {
  code: string;
  name: string;
}

/** Keeps what is there; a missing part leaves no empty separator behind. */
export const joined = (...texts: readonly (string | null)[]): string =>
  texts.filter(text => text !== null && text !== '').join(' · ');
