import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { addDays, daysBetween, parseIsoDate, weekdayOf, type IsoDate } from './dates.ts';
import { checkedYear, type PublishedYear } from './published-years.ts';

/** `2月15日（农历腊月二十八、周日）`, with its month and year where they are said. */
const DAY = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?`;
const BREAK = new RegExp(`${DAY}(?:[至到—-]${DAY})?(?:[、，]?\\s*)?放假`, 'u');
const WORKED = new RegExp(DAY, 'gu');
const COUNT = /共\s*(\d{1,2})\s*天|放假\s*(\d{1,2})\s*天/u;
const NUMBER = /国办发(?:明电)?〔\d{4}〕\d+号/u;
const WEEKDAYS = '一二三四五六日天';
/** Longer than any break there was. */
const MOST_DAYS = 16;

interface Said {
  year: number;
  month: number | null;
}

/**
 * The days of a year from the text of the State Council's notice (国务院办公厅关于部分节假日安排的通知), as it is published: sentences with
 * 放假 are days off, those with 上班 are worked. A weekday in brackets and a count of days are held against what was read, so that a slip
 * of whoever typed it is found; recommendations (鼓励…休息) are no days off.
 */
export function readNotice(text: string, year: number): PublishedYear | Refusal {
  const holidays: IsoDate[] = [];
  const makeUpDays: IsoDate[] = [];
  const sentences = text
    .normalize('NFC')
    .split(/[。；;\n]/u)
    .map(sentence => sentence.replaceAll(/\s/gu, ''));
  for (const sentence of sentences) {
    const read = sentence.endsWith('上班') ? workedIn(sentence, year) : breakIn(sentence, year);
    if (isRefusal(read)) return read;
    (sentence.endsWith('上班') ? makeUpDays : holidays).push(...read);
  }
  if (holidays.length === 0) return refuse('noticeUnread', 'notice', text, { year });
  return checkedYear({ year, holidays, makeUpDays, source: NUMBER.exec(text.replaceAll(/\s/gu, ''))?.[0] ?? '' });
}

function breakIn(sentence: string, year: number): IsoDate[] | Refusal {
  const match = BREAK.exec(sentence);
  if (!match) return [];
  const first = dayOf(match.slice(1, 5), { year, month: null });
  if (isRefusal(first)) return first;
  const said = { year: Number(first.slice(0, 4)), month: Number(first.slice(5, 7)) };
  const last = match[7] === undefined ? first : dayOf(match.slice(5, 9), said);
  if (isRefusal(last)) return last;
  const length = daysBetween(first, last) + 1;
  if (length < 1 || length > MOST_DAYS) return refuse('noticeUnread', 'notice', match[0], { year });
  const [, total, single] = COUNT.exec(sentence) ?? [];
  const told = total ?? single;
  if (told !== undefined && Number(told) !== length) {
    return refuse('noticeCount', 'notice', match[0], { said: Number(told), is: length });
  }
  return Array.from({ length }, (_, at) => addDays(first, at));
}

function workedIn(sentence: string, year: number): IsoDate[] | Refusal {
  const days: IsoDate[] = [];
  let said: Said = { year, month: null };
  for (const match of sentence.matchAll(WORKED)) {
    const day = dayOf(match.slice(1, 5), said);
    if (isRefusal(day)) return day;
    days.push(day);
    said = { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
  }
  return days;
}

/** A day whose month or year is left out is of that of the day before it. */
function dayOf(parts: readonly (string | undefined)[], said: Said): IsoDate | Refusal {
  const [typedYear, typedMonth, typedDay = '', about = ''] = parts;
  const month = typedMonth ?? said.month;
  const typed = `${typedYear ?? said.year}-${String(month ?? 0).padStart(2, '0')}-${typedDay.padStart(2, '0')}`;
  const day = parseIsoDate(typed, 'notice');
  if (isRefusal(day)) return day;
  const [, named] = new RegExp(`(?:周|星期)([${WEEKDAYS}])`, 'u').exec(about) ?? [];
  const weekday = weekdayOf(day);
  if (named !== undefined && Math.min(WEEKDAYS.indexOf(named) + 1, 7) !== weekday) {
    return refuse('noticeWeekday', 'notice', day, { said: `周${named}`, is: `周${WEEKDAYS[weekday - 1] ?? ''}` });
  }
  return day;
}
