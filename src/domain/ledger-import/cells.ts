import { lastDay, parsePartialDate, precisionOf, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import { MONEY_UNITS, parseMoney, type MoneyUnit, type Wan } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { contentOf, isLegible, saysNothing, shownText } from './text.ts';
import type { Cell } from './types.ts';

const DATE_SHAPES: readonly RegExp[] = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})日?$/,
  /^(\d{4})()年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
  /^(\d{4})[-/.]()(\d{1,2})月?$/,
  /^(\d{4})年()(\d{1,2})月(?:份)?$/,
  /^(\d{4})()(\d{2})$/,
  /^(\d{4})年?$/,
];

/** No way of writing a date is longer; what is, is a story. */
const LONGEST_DATE = 60;

const pad = (part: string): string => part.padStart(2, '0');

const tidyDate = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, '')
    .replaceAll(/\s+/g, '')
    .replaceAll(/[。‐-―]/g, mark => (mark === '。' ? '.' : '-'))
    .replace(/[.,、;]$/, '');

/** Reads a date as people write it: `2022.4.28`, `2022/4/28`, `2022年12月`, `2022年`, `20220428`. */
export function parseDateText(text: string, field: string): PartialDate | Refusal {
  if (text.length > LONGEST_DATE) return refuse('cellNotADate', field, text);
  const tidy = tidyDate(text);
  for (const shape of DATE_SHAPES) {
    const match = shape.exec(tidy);
    if (!match) continue;
    const [, year = '', , month, day] = match;
    const date = [year, ...(month ? [pad(month)] : []), ...(day ? [pad(day)] : [])].join('-');
    const checked = parsePartialDate(date, field);
    return isRefusal(checked) ? { ...checked, value: text } : checked;
  }
  return refuse('cellNotADate', field, text);
}

/** Day 0 of the 1900 date system, shifted so that days after its invented 29 February 1900 are right. */
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
/** 1978 to 2200: no year and no `202204` lies in between. */
const FIRST_SERIAL = 28_491;
const LAST_SERIAL = 109_939;

/**
 * A number in a date column: a year, a day count without date format, or `2022.11` typed as a decimal. `2022.1` may have been
 * `2022.10`, whose zero a spreadsheet drops, so it is asked back.
 */
function parseDateNumber(text: string, field: string): PartialDate | Refusal {
  const value = Number(text);
  if (value >= FIRST_SERIAL && value <= LAST_SERIAL) {
    const day = new Date(SERIAL_ZERO_MS + Math.floor(value) * 86_400_000).toISOString().slice(0, 10);
    return parsePartialDate(day, field);
  }
  if (/^\d{4}\.1$/.test(text)) return refuse('cellNotADate', field, text, { rule: 'januaryOrOctober' });
  return parseDateText(text, field);
}

/** The date in a cell, null when it says nothing. */
export function parseDateCell(cell: Cell, field: string): PartialDate | null | Refusal {
  const content = contentOf(cell);
  if (content.kind === 'formula' || content.kind === 'error')
    return refuse('cellNotCalculated', field, shownText(content));
  if (saysNothing(shownText(content))) return null;
  if (content.kind === 'date') return parsePartialDate(content.value, field);
  return content.kind === 'number' ? parseDateNumber(content.value, field) : parseDateText(shownText(content), field);
}

/** A plan known by month or year promises its last day; `exact` tells that the day itself was written. */
export function parsePlanCell(cell: Cell, field: string): { day: IsoDate; exact: boolean } | null | Refusal {
  const date = parseDateCell(cell, field);
  if (date === null || isRefusal(date)) return date;
  return { day: lastDay(date), exact: precisionOf(date) === 'day' };
}

const unitAtEnd = (text: string): { amount: string; unit: MoneyUnit | null } => {
  const match = /^(.*?)(亿|万)元?(?:人民币)?$/.exec(text);
  if (!match) return { amount: text, unit: null };
  return { amount: match[1] ?? '', unit: match[2] === '亿' ? '亿元' : '万元' };
};

/**
 * The money in a cell as 万元, exactly; null when it says nothing. A unit in the cell itself (`5000万元`) goes before the column's.
 * An amount merged over several rows is nobody's own: taking it for each would count it several times.
 */
export function parseMoneyCell(cell: Cell, unit: MoneyUnit | null, field: string): Wan | null | Refusal {
  if (cell.kind === 'shared') return refuse('cellShared', field, shownText(cell));
  const content = contentOf(cell);
  if (content.kind === 'formula' || content.kind === 'error')
    return refuse('cellNotCalculated', field, shownText(content));
  const shown = shownText(content);
  if (saysNothing(shown)) return null;
  if (content.kind === 'date') return refuse('cellNotMoney', field, shown);
  const own = unitAtEnd(shown.normalize('NFKC').replaceAll(/\s+/g, '').replace(/^[¥¥]/, ''));
  const used = own.unit ?? unit;
  if (used === null) return refuse('unitUnclear', field, shown, { units: MONEY_UNITS });
  const amount = parseMoney(own.amount, used, field);
  return isRefusal(amount) ? { ...amount, value: shown } : amount;
}

/** The text of a cell, null when it says nothing. */
export function parseTextCell(cell: Cell, field: string, maxLength: number): string | null | Refusal {
  const content = contentOf(cell);
  if (content.kind === 'formula' || content.kind === 'error')
    return refuse('cellNotCalculated', field, shownText(content));
  const text = shownText(content);
  if (saysNothing(text)) return null;
  if (content.kind === 'text' && !isLegible(content.value)) return refuse('badCharacters', field, text);
  return text.length > maxLength ? refuse('tooLong', field, text, { max: maxLength }) : text;
}
