export type Lang = 'zh' | 'en';

/** `zh` and `en`, also as a locale says them (`zh-CN`, `en_GB.UTF-8`); undefined for a language the CLI does not speak. */
export const spokenLang = (word: string): Lang | undefined =>
  /^(zh|en)([_.@-]|$)/i.exec(word)?.[1]?.toLowerCase() as Lang | undefined;

const ASKED = ['DISPATCH_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * Chinese for `zh*`, and where nobody asked for a language (nothing set, `C`, `POSIX`): it is the product's first one. English for every
 * other language.
 */
export function langOf(env: Readonly<Record<string, string | undefined>>): Lang {
  const asked = ASKED.map(name => env[name]).find(value => value !== undefined && value !== '') ?? '';
  if (/^(c|posix)?([.@]|$)/i.test(asked)) return 'zh';
  return /^zh/i.test(asked) ? 'zh' : 'en';
}
