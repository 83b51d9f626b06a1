import { z } from 'zod';
import { parseIsoDate, parsePartialDate, type IsoDate, type PartialDate } from '../../domain/calendar/dates.ts';
import { checkWan, MAX_WAN, parseMoney, type Wan } from '../../domain/money/money.ts';
import { STAGES } from '../../domain/project/stages.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';

/** Characters, counted as people do: one for a rare 𠮷 too, which UTF-16 counts twice. */
export const LINE_MAX = 200;
export const TEXT_MAX = 2_000;
export const CODE_SHAPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/**
 * Control characters, lone surrogates, line separators, characters without width and the marks that turn the direction of writing: none
 * of them belongs in a name, PostgreSQL, mail headers and spreadsheets each choke on another one, and two names that look the same must
 * be the same.
 */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/u;
/** The same two for the OpenAPI file; lone surrogates cannot stand in a request anyway. */
const UNSEEN = String.raw`\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff`;
const LINE_PATTERN = String.raw`^[^\u0000-\u001f${UNSEEN}]+$`;
const TEXT_PATTERN = String.raw`^([^\u0000-\u0008\u000b-\u001f${UNSEEN}]|\r\n)+$`;
/** As above, but a text may have lines (as Windows ends them too) and tabs. */
const NOT_IN_A_TEXT = /(?![\n\t]|\r\n)[\p{Cc}\p{Cs}\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** A schema whose rule is one of the domain's: its refusal travels through zod whole, and the value it returns is taken. */
export function ruled<T extends z.ZodType>(base: T, rule: (value: z.output<T>) => z.output<T> | Refusal): T {
  return base.check(context => {
    const answer = rule(context.value as z.output<T>);
    if (!isRefusal(answer)) context.value = answer;
    else context.issues.push({ code: 'custom', input: context.value, params: { refusal: answer }, continue: false });
  });
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Checked as it came, then normalised (NFC) and trimmed, so that two ways to type one name are one name. */
function cleaned(text: string, { max, forbidden }: { max: number; forbidden: RegExp }): string | Refusal {
  // UTF-16 length bounds the count of characters from above: no megabyte is ever taken apart.
  if (text.length > 2 * max || Array.from(text).length > max) {
    return refuse('tooLong', '', text, { max, length: text.length });
  }
  const found = forbidden.exec(text);
  if (found) return refuse('badCharacters', '', text, { found: codePoint(found[0]), at: found.index + 1 });
  const clean = text.replaceAll('\r\n', '\n').normalize('NFC').trim();
  return clean === '' ? refuse('required', '', text) : clean;
}

/** One line of text without control characters: names, titles, labels. */
export const line = (max: number = LINE_MAX): z.ZodString =>
  ruled(z.string(), text => cleaned(text, { max, forbidden: NOT_IN_A_LINE })).meta({
    ...{ minLength: 1, maxLength: max, pattern: LINE_PATTERN },
  });

/** Text of several lines: reasons, notes, results. */
export const longText = (max: number = TEXT_MAX): z.ZodString =>
  ruled(z.string(), text => cleaned(text, { max, forbidden: NOT_IN_A_TEXT })).meta({
    ...{ minLength: 1, maxLength: max, pattern: TEXT_PATTERN },
  });

/** Told in the description of the API too: whoever reads it need not find the shape out by being refused. */
export const shaped = (shape: RegExp, words: string): z.ZodString =>
  ruled(z.string(), text => (shape.test(text) ? text : refuse('badFormat', '', text, { shape: words }))).meta({
    pattern: shape.source,
  });

/** The code of a project, problem, unit, person or series: letters, digits, `.`, `_`, `-`; it stands in addresses and workflow ids. */
export const code = (): z.ZodString =>
  shaped(CODE_SHAPE, 'A-Z a-z 0-9 . _ - (1–40)').meta({ examples: ['P-2026-0001'] });

export const isoDate = (): z.ZodType<IsoDate, IsoDate> =>
  ruled(z.string(), text => parseIsoDate(text, '')).meta({ format: 'date', examples: ['2026-11-23'] });

/** A date as precise as it is known. */
export const partialDate = (): z.ZodType<PartialDate, PartialDate> =>
  ruled(z.string(), text => parsePartialDate(text, '')).meta({
    pattern: String.raw`^(19(7[89]|[89]\d)|2[01]\d\d)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`,
    examples: ['2022-04-28', '2022-12', '2022'],
  });

/** Local time `HH:mm`, 24 hours. */
export const localTime = (): z.ZodString => shaped(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm').meta({ examples: ['09:00'] });

/** For the numbers of a schema: its issues name the whole range, not only the end that was passed. */
export const ranged = (min: number, max: number, unit = ''): string => `range ${min} ${max} ${unit}`.trim();

/** A whole number of a body. */
export const whole = (min: number, max: number): z.ZodInt =>
  z.int().min(min, ranged(min, max)).max(max, ranged(min, max));

/** Money as a whole number of 万元. */
export const wan = (): z.ZodType<Wan, Wan> =>
  ruled(z.number(ranged(0, MAX_WAN, '万元')), amount => checkWan(amount, '')).meta({
    type: 'integer',
    minimum: 0,
    maximum: MAX_WAN,
    description: '万元 (10,000 yuan), a whole number',
    examples: [138_000],
  });

/** 亿元 as exact decimal text, at most four decimals: `"13.8"` is 138000 万元. */
export const yiText = (): z.ZodString =>
  ruled(z.string(), text => {
    const amount = /^-?\d{1,18}(\.\d{1,18})?$/.test(text)
      ? parseMoney(text, '亿元', '')
      : refuse('badFormat', '', text, { shape: '13.8' });
    return isRefusal(amount) ? amount : text;
  }).meta({ description: '亿元 as exact decimal text, at most four decimals', examples: ['13.8'] });

/** A link that a mail or a page may show: nothing but http(s), so that a click never runs anything. */
export const webLink = (): z.ZodString =>
  ruled(z.string(), text => {
    const clean = cleaned(text, { max: 500, forbidden: NOT_IN_A_LINE });
    if (isRefusal(clean)) return clean;
    return /^https?:\/\/[^\s/]/i.test(clean) && URL.canParse(clean)
      ? clean
      : refuse('badFormat', '', text, { shape: 'https://…' });
  }).meta({ format: 'uri', maxLength: 500 });

/** The name of a stored file: the SHA-256 of its bytes, as 64 hexadecimal digits. */
export const sha256 = (): z.ZodString => shaped(/^[0-9a-f]{64}$/, 'SHA-256, 64 × 0-9 a-f');

/** A month, `YYYY-MM`. */
export const month = (): z.ZodString =>
  shaped(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'YYYY-MM').meta({
    examples: ['2026-10'],
  });

export const stage = () => z.enum(STAGES);
