/**
 * Every sentence and word people meet, Chinese and English, keyed by what the code uses. No Chinese literal stands in logic: mails, the CLI
 * and the API look it up here.
 */
import { SAID_WORDS } from './said-words.ts';
import type { Refusal, RefusalValue } from '../../domain/refusal.ts';
import { fieldLabel, fieldWords } from './fields.ts';
import { REFUSAL_TEXTS } from './refusals.ts';
import { vocabularyOf } from './vocabularies.ts';
import {
  IMPORT_STATE_WORDS,
  LOCALES,
  MAIL_KIND_WORDS,
  MAIL_STATE_WORDS,
  MEETING_STEP_WORDS,
  PROBLEM_STATE_WORDS,
  STAGE_WORDS,
  TYPED_WORDS,
  WHISTLE_STATUS_WORDS,
  wordIn,
  type Locale,
  type Words,
} from './words.ts';

export * from './colours.ts';
export * from './problem-figures.ts';
export * from './words.ts';
export * from './words-mails.ts';
export { fieldLabel } from './fields.ts';
export { factChange, factWord } from './facts.ts';
export * from './ledger-words.ts';
export { REFUSAL_TEXTS } from './refusals.ts';

/** How much of a value a sentence repeats; the whole (up to 200) stands beside it in `value`. */
const SHOWN = 60;

/** Their value is a stage or a state, and reads as its word. */
const NAMES_A_STATE: ReadonlySet<string> = new Set([
  'stageNotAhead',
  'stageNotOnPath',
  'milestoneReached',
  'milestoneCounted',
  'noUpgrade',
  'notSignedYet',
  'problemNotIn',
  'whistleNotIn',
  'objectionTooLate',
  'nothingToRule',
  'interviewBeforeRed',
  'lookBackDone',
]);

/** Their kind is one of mails; `deputy` is also an answer to an invitation. */
const MAIL_TEXT_CODES: ReadonlySet<string> = new Set([
  'mailTextEmpty',
  'mailSubjectBreaks',
  'mailTextMarkup',
  'mailFieldUnknown',
  'mailBraceOpen',
]);

/** They name steps of a meeting's timetable. */
const STEP_CODES: ReadonlySet<string> = new Set(['leadTooLong', 'stepNotAhead', 'stepMustStay']);

/** Whose states these refusals speak of: `merged` is one thing of a problem and another of a meeting. */
const STATES_OF: Readonly<Partial<Record<Refusal['code'], Readonly<Record<string, Words>>>>> = {
  ...{ problemNotIn: PROBLEM_STATE_WORDS, otherProblemOver: PROBLEM_STATE_WORDS, problemOver: PROBLEM_STATE_WORDS },
  ...{ objectionTooLate: PROBLEM_STATE_WORDS, nothingToRule: PROBLEM_STATE_WORDS },
  interviewBeforeRed: PROBLEM_STATE_WORDS,
  whistleNotIn: WHISTLE_STATUS_WORDS,
};

const namesSteps = (given: RefusalValue): boolean =>
  [given].flat().every(step => typeof step === 'string' && Object.hasOwn(MEETING_STEP_WORDS, step));

const stateText = (value: RefusalValue, words: Readonly<Record<string, Words>>, locale: Locale): string =>
  [value]
    .flat()
    .map(state => {
      const word = wordIn(words, String(state), locale);
      return locale === 'zh' && word !== state ? `${word}（${String(state)}）` : word;
    })
    .join(locale === 'zh' ? '、' : ', ');

/** Who gets a mail that is sent again. */
const ABOUT_A_RECIPIENT: ReadonlySet<string> = new Set(['attendeeWithoutAddress', 'addressDead']);

/** `to` is a stage that is moved into, the end of a period, the day something is moved to, or who is written to. */
function labelOf({ field, code, value }: Refusal, locale: Locale): string {
  if (field !== 'to' || locale === 'en' || typeof value !== 'string') return fieldLabel(field, locale);
  if (code === 'stageUnknown' || Object.hasOwn(STAGE_WORDS, value)) return fieldLabel(field, locale);
  if (ABOUT_A_RECIPIENT.has(code)) return `${fieldWords('toPerson')}（to）`;
  const ofPeriod = code === 'dayToCome' || code === 'endBeforeStart';
  return `${fieldWords(ofPeriod ? 'toEnd' : 'toDay')}（to）`;
}

/** One sentence: the place, the value and the rule broken. */
export function refusalText(refusal: Refusal, locale: Locale): string {
  const filled: Record<string, string> = {
    field: labelOf(refusal, locale),
    value: NAMES_A_STATE.has(refusal.code) ? paramText(refusal.value, locale) : valueText(refusal.value, locale),
  };
  for (const [name, value] of Object.entries(refusal.params)) filled[name] = paramText(value, locale);
  const states = STATES_OF[refusal.code];
  if (states) {
    if (NAMES_A_STATE.has(refusal.code)) filled['value'] = stateText(refusal.value, states, locale);
    for (const name of ['state', 'states']) {
      const said = refusal.params[name];
      if (said !== undefined) filled[name] = stateText(said, states, locale);
    }
  }
  // `planned` is also a word of meetings; an import is planned by a dry run.
  if (refusal.code === 'importNotReady')
    filled['state'] = wordIn(IMPORT_STATE_WORDS, String(refusal.params['state']), locale);
  if (refusal.code === 'mailNotIn') {
    const said = (state: RefusalValue): string => wordIn(MAIL_STATE_WORDS, String(state), locale);
    filled['value'] = said(refusal.value);
    filled['states'] = paramText([refusal.params['states'] ?? []].flat().map(said), locale);
  }
  if (STEP_CODES.has(refusal.code)) {
    const steps = { value: refusal.value, ...refusal.params };
    for (const [name, step] of Object.entries(steps).filter(([, given]) => namesSteps(given)))
      filled[name] = stateText(step, MEETING_STEP_WORDS, locale);
  }
  if (refusal.code === 'notInList') nameList(refusal, { filled, locale });
  if (MAIL_TEXT_CODES.has(refusal.code))
    filled['kind'] = wordIn(MAIL_KIND_WORDS, String(refusal.params['kind']), locale);
  const text = REFUSAL_TEXTS[refusal.code][locale];
  const whole = text.replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
    placeholdersOf(part).every(name => filled[name] !== undefined && filled[name] !== '') ? part : '',
  );
  return whole.replaceAll(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? '?');
}

/** In Chinese a list is read by its words; what may be typed stands behind them. In English the codes are words. */
function nameList(
  { value, params: { list } }: Refusal,
  { filled, locale }: { filled: Record<string, string>; locale: Locale },
): void {
  const codes = [list ?? []].flat().map(String);
  const words = locale === 'zh' && codes.length > 0 ? vocabularyOf(codes) : undefined;
  if (!words) return;
  filled['list'] = stateText(codes, words, locale);
  if (typeof value === 'string' && Object.hasOwn(words, value)) filled['value'] = stateText(value, words, locale);
}

/** The names in braces; used to check a text against what its refusals carry. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** Placeholders that every refusal of the code must carry: those outside square brackets. */
export const neededPlaceholdersOf = (text: string): string[] => placeholdersOf(text.replaceAll(/\[[^\]]*\]/g, ''));

function valueText(value: RefusalValue, locale: Locale): string {
  if (value === null) return locale === 'zh' ? '空值' : 'nothing';
  if (typeof value !== 'string') return paramText(value, locale);
  const short = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  const visible = short.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escaped);
  return locale === 'zh' ? `“${visible}”` : `"${visible}"`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function paramText(value: RefusalValue, locale: Locale): string {
  if (Array.isArray(value)) {
    return value.map(item => paramText(item as string, locale)).join(locale === 'zh' ? '、' : ', ');
  }
  if (value === null) return locale === 'zh' ? '无' : 'none';
  const text = String(value);
  if (Object.hasOwn(SAID_WORDS, text)) return SAID_WORDS[text]?.[locale] ?? text;
  const typed = locale === 'zh' && Object.hasOwn(TYPED_WORDS, text) ? TYPED_WORDS[text] : undefined;
  return typed ? `${typed.zh}（${text}）` : text;
}

/** The word for a value in a table of words, or the value itself. */
export const wordFor = wordIn;

/**
 * The caller's language by `Accept-Language`; English when neither is asked for. `zh`, `zh-CN`, `zh-Hans-CN` are Chinese.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((range, index) => {
      const [tag = '', ...parameters] = range.trim().split(';');
      const weight = parameters.map(parameter => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split('-')[0], weight: weight === undefined ? 1 : Number(weight), index };
    });
  const best = ranges
    .filter(({ language, weight }) => weight > 0 && LOCALES.some(locale => locale === language))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)[0];
  return best?.language === 'zh' ? 'zh' : 'en';
}
