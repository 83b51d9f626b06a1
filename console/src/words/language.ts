import type { Locale } from '../../../src/contract/catalogue/words.ts';

const KEPT = 'dispatch.language';

/** Chinese unless the reader has chosen otherwise on this machine, or his browser asks for English and no Chinese. */
export function language(): Locale {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh' || kept === 'en') return kept;
  const first = navigator.languages.find(tag => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** Every sentence on the page changes, and what the API says with it: simplest and surest is a fresh page. */
export function chooseLanguage(locale: Locale): void {
  localStorage.setItem(KEPT, locale);
  location.reload();
}
