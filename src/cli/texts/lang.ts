export type Lang = 'zh' | 'en';

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
