import type { Lang } from './lang.ts';
import type { Texts } from './zh.ts';
export type { Texts };
export type { Lang };

/** Only the language in use is loaded. */
export async function textsOf(lang: Lang): Promise<Texts> {
  return lang === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en;
}
