/**
 * Whether a password is among those that are tried first: one of some 49,000 that have leaked most often, such a one between ornaments
 * (`password2026!`), one piece again and again, or nothing but digits (birthdays, telephone numbers).
 */
export type IsCommon = (password: string) => boolean;

let known: Promise<IsCommon> | undefined;

/** Loaded when the first password is set, as it costs a moment and some megabytes. */
export const commonPasswords = (): Promise<IsCommon> => (known ??= load());

async function load(): Promise<IsCommon> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const list = new Set(dictionary['passwords-common']);
  return password => {
    const lower = password.toLowerCase();
    return list.has(lower) || list.has(withoutOrnaments(lower)) || REPEATED.test(lower) || DIGITS.test(lower);
  };
}

const DIGITS = /^\p{Nd}+$/u;
/** A piece of up to six characters, and nothing else. */
const REPEATED = /^(.{1,6})\1+$/su;

const withoutOrnaments = (password: string): string => password.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
