import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { language } from './language.ts';
import { office } from './office.ts';
import { zh } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: typeof zh; office: typeof office.zh };
    returnNull: false;
  }
}

/** One catalogue in two languages. `en.ts` has the type of `zh.ts`, so that a sentence missing in either does not compile. */
export async function initWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language(),
    fallbackLng: false,
    defaultNS: 'console',
    resources: { zh: { console: zh, office: office.zh }, en: { console: en, office: office.en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
}
