import { refuse, type Refusal } from '../refusal.ts';
import type { PasswordPolicy } from './settings.ts';

/** A passphrase may be a page long and is never cut; what is longer is no passphrase, and hashing it would be work for nothing. */
export const MOST_CHARACTERS = 1_024;

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
export const normalised = (typed: string): string => typed.normalize('NFKC');

/** Characters as people count them. */
const lengthOf = (text: string): number => Array.from(text).length;

export const isTooLong = (password: string): boolean =>
  // UTF-16 length bounds the count from above: no megabyte is ever taken apart.
  password.length > 2 * MOST_CHARACTERS || lengthOf(password) > MOST_CHARACTERS;

export interface PasswordFacts {
  policy: PasswordPolicy;
  /** What everybody knows of its owner: his id, his name, his mail address. */
  known: readonly string[];
  isCommon(password: string): boolean;
}

/** Why a new password, normalised, is not taken; null when it is. No refusal repeats it. */
export function passwordRefusal(password: string, { policy, known, isCommon }: PasswordFacts): Refusal | null {
  const { minCharacters: min, kinds } = policy;
  const length = lengthOf(password);
  if (isTooLong(password)) return refuse('passwordTooLong', FIELD, null, { max: MOST_CHARACTERS });
  if (length < min) return refuse('passwordTooShort', FIELD, null, { min, length });
  if (isCommon(password)) return refuse('passwordCommon', FIELD, null);
  if (isMadeOf(password, known)) return refuse('passwordOfName', FIELD, null);
  const has = kindsIn(password);
  return has < kinds ? refuse('passwordKinds', FIELD, null, { kinds, has }) : null;
}

const FIELD = 'password';

/** `linxiao2026!` is a name with an ornament: what is left beside the known words must be a password by itself. */
const LEAST_BESIDE = 8;

function isMadeOf(password: string, known: readonly string[]): boolean {
  const lower = password.toLowerCase();
  const words = known.map(word => word.toLowerCase()).filter(word => lengthOf(word) > 1);
  return words.some(word => lower.includes(word) && lengthOf(lower.replaceAll(word, '')) < LEAST_BESIDE);
}

/** Capital letters, small letters, digits, and whatever else; 汉字 is something else. */
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u];

export const kindsIn = (password: string): number => KINDS.filter(kind => kind.test(password)).length;

const DAY_MS = 86_400_000;

/** Whether it must be changed before anything else is done. */
export const isTooOld = ({ maxAgeDays }: PasswordPolicy, changedMs: number, nowMs: number): boolean =>
  maxAgeDays !== null && nowMs - changedMs >= maxAgeDays * DAY_MS;
