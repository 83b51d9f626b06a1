import { FIRST_YEAR, LAST_YEAR, parseIsoDate, type IsoDate, type PartialDate } from '../domain/calendar/dates.ts';
import { parseMoney, type MoneyUnit, type Wan } from '../domain/money/money.ts';
import type { Evidence } from '../domain/project/types.ts';
import type { Stage } from '../domain/project/stages.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { LEAD_SOURCE } from './before-words.ts';
import { refused } from './failure.ts';
import type { Lang } from './texts/index.ts';
import { CURRENCY, keyOf, PATH, STAGE, type Vocabulary } from './words.ts';

/** Where a typed value stands: the option or argument as the help names it. */
export interface Place {
  field: string;
  lang: Lang;
}

/** The answer of a rule, or the end of the run. @throws Failure with the catalogue's sentence */
function taken<T>(answer: T | Refusal, { lang }: Place): T {
  if (isRefusal(answer)) throw refused(answer, lang);
  return answer;
}

/** Chinese or English word → the API's word. */
export function wordOf<Key extends string>(vocabulary: Vocabulary<Key>, typed: string, place: Place): Key {
  const list = Object.entries<{ zh: string }>(vocabulary.words).map(([key, { zh }]) => `${zh} ${key}`);
  return taken(keyOf(vocabulary, typed) ?? refuse('notInList', place.field, typed, { list }), place);
}

/** The unit is looked for at the end only, so that nothing is guessed from a number's size. */
const MONEY = /^(.*?)(亿元|亿|万元|万)?$/u;
const UNITS: Readonly<Record<string, MoneyUnit>> = { 亿元: '亿元', 亿: '亿元', 万元: '万元', 万: '万元' };

/** `13.8亿元`, `138000万元` or a whole number of 万元 → 138000, digit by digit. */
export function wanOf(typed: string, place: Place): Wan {
  const [, digits = '', unit = '万元'] = MONEY.exec(typed.normalize('NFKC').replaceAll(/\s/g, '')) ?? [];
  const wan = parseMoney(digits, UNITS[unit] ?? '万元', place.field);
  // The rule may speak of the amount in 万元; a person looks for what was typed.
  return taken<Wan>(isRefusal(wan) ? { ...wan, value: typed.slice(0, 200) } : wan, place);
}

/** `服务业` or `service` → `service`; what is no word of ours is the id of an office's own template, and the server knows those. */
export const pathOf = (typed: string): string => keyOf(PATH, typed) ?? typed;

/** `招商大使` or `adviser` → `adviser`; an office’s own source is typed by its id. */
export const sourceOf = (typed: string): string => keyOf(LEAD_SOURCE, typed) ?? typed;

/** `美元` or `usd` → `USD`. */
export const currencyOf = (typed: string): string =>
  keyOf(CURRENCY, typed) ?? typed.normalize('NFKC').trim().toUpperCase();

/** `1,250,000.50` → `1250000.50`: exact decimal text, never a number of this program. */
export const amountOf = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s,]/g, '');

/** `3` → `03`. */
const pad = (digits: string): string => digits.padStart(2, '0');

/**
 * `2026.3.1`, `2026/3/1`, `2026年3月` and `2026年` as the API writes them. Anything else goes out as it was typed: whether a day exists and
 * may stand there is the server's to say.
 */
export function dateOf(typed: string): PartialDate {
  const text = typed.normalize('NFKC').trim();
  const match = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$/u.exec(text);
  if (!match) return text;
  const [, year = '', month, day] = match;
  return [year, ...(month ? [pad(month)] : []), ...(day ? [pad(day)] : [])].join('-');
}

/** A whole day, checked here because it also stands in an address. */
export const dayOf = (typed: string, place: Place): IsoDate => taken(parseIsoDate(dateOf(typed), place.field), place);

function wholeOf(typed: string, { min, max }: { min: number; max: number }, place: Place): number {
  const number = Number(typed);
  const fits = /^\d{1,9}$/.test(typed) && number >= min && number <= max;
  return taken(fits ? number : refuse('outOfRange', place.field, typed, { min, max }), place);
}

/** A whole number from 1 to `max`. */
export const countOf = (typed: string, max: number, place: Place): number => wholeOf(typed, { min: 1, max }, place);

/** `2026` or `2026年`. */
export const yearOf = (typed: string, place: Place): number =>
  wholeOf(dateOf(typed), { min: FIRST_YEAR, max: LAST_YEAR }, place);

/** The API takes 100 characters; an import makes two keys out of one and needs a few of them. */
const KEY = /^[\x21-\x7e]{1,90}$/;

/** @throws Failure when no header could carry it: better than a connection that fails for no visible reason */
export const commandKeyOf = (typed: string, place: Place): string =>
  taken<string>(
    KEY.test(typed) ? typed : refuse('badFormat', place.field, typed, { shape: 'ASCII ! – ~ (1–90)' }),
    place,
  );

/** `开工=2026-03-01` → [`开工`, `2026-03-01`]; only the first `=` divides. */
export function pairOf(typed: string, place: Place, shape: string): [name: string, value: string] {
  const at = typed.search(/[=\uff1d]/u);
  const fits = at > 0 && at < typed.length - 1;
  if (!fits) throw refused(refuse('badFormat', place.field, typed, { shape }), place.lang);
  return [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
}

/** Repeated `--plan 开工=2026-03-01` → `{ groundbreaking: '2026-03-01' }`. */
export function stageDatesOf(typed: readonly string[], place: Place): Partial<Record<Stage, PartialDate>> {
  const dates: Partial<Record<Stage, PartialDate>> = {};
  for (const pair of typed) {
    const [name, date] = pairOf(pair, place, '开工=2026-03-01');
    const stage = wordOf(STAGE, name, place);
    const before = dates[stage];
    if (before !== undefined)
      throw refused(refuse('givenTwice', place.field, pair, { other: `${name}=${before}` }), place.lang);
    dates[stage] = dateOf(date);
  }
  return dates;
}

/** What may be said of one piece of evidence; the office's own words are the values. */
const EVIDENCE_NAMES: Vocabulary<keyof Evidence & string> = {
  words: {
    kind: { zh: '种类', en: 'kind' },
    number: { zh: '编号', en: 'number' },
    issuer: { zh: '机关', en: 'issuer' },
    on: { zh: '日期', en: 'on' },
    link: { zh: '链接', en: 'link' },
    note: { zh: '说明', en: 'note' },
    file: { zh: '文件', en: 'file' },
  },
  also: { 文号: 'number', 出具单位: 'issuer', date: 'on', 备注: 'note' },
};

/** `施工许可证,编号=3505…,日期=2026-03-01`: the first part is the kind, the others are named. */
export function evidenceOf(typed: string, place: Place): Evidence {
  const evidence: Partial<Record<keyof Evidence, string>> = {};
  for (const [index, part] of typed.split(/[,\uff0c]/u).entries()) {
    const named = index > 0 || /[=\uff1d]/u.test(part);
    const [name, value] = named ? pairOf(part, place, '施工许可证,编号=…,日期=…') : ['kind', part.trim()];
    const key = wordOf(EVIDENCE_NAMES, name, place);
    evidence[key] = key === 'on' ? dateOf(value) : value;
  }
  const { kind = '', ...rest } = evidence;
  return { kind, ...rest };
}

/** `推进中=签约` → [`推进中`, `signing`]; the left side is a word of the ledger, whatever it is. */
export function assumptionOf(typed: string, place: Place): [word: string, stage: Stage] {
  const [word, stage] = pairOf(typed, place, '推进中=签约');
  return [word, wordOf(STAGE, stage, place)];
}
