import type { ParseKeys } from 'i18next';

/**
 * A sentence by its key, where one is handed on. Narrower than what `useTranslation` gives, whose answers depend on their options: in a file
 * that also speaks to the typed API that is more than the compiler works out.
 */
export interface T {
  (key: ParseKeys): string;
  (key: ParseKeys, options: Readonly<Record<string, unknown>> & { context?: never }): string;
}

/** The same of what only who sets up the office meets. */
export type SaidOffice = (key: ParseKeys<'office'>) => string;
