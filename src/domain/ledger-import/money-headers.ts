import { headerWord } from './headers.ts';

/** What a column of a money table holds. `plan` is the year's; `toDate` is the year to the end of the month. */
export type MoneyColumnKind = 'year' | 'plan' | 'done' | 'toDate';

export interface MoneyHeader {
  kind: MoneyColumnKind;
  /** As the header itself says it (2026年1月完成); null where a column 年度 does, for each row. */
  year: number | null;
  /** 1 to 12; null for a plan and for the year itself. */
  month: number | null;
  /** The unit written into the header, null when there is none. */
  unit: string | null;
}

const UNIT = /(?:亿|千万|百万|万|千)?(?:美|港|欧|日)?元/;
const YEAR_COLUMN = /^(?:年度|年份|年)$/;
const DONE = '(?:实际)?(?:完成)?(?:投资)?(?:完成)?额?';
const PLAN = /^(?:(\d{4})年度?|年度|本年度?|当年|全年)(?:计划(?:完成)?投资|投资计划)额?$/;
const MONTH = new RegExp(`^(?:(\\d{4})年)?(\\d{1,2})月份?${DONE}$`);
const MONTH_TO_DATE = new RegExp(`^(?:(\\d{4})年)?(\\d{1,2})月份?(?:末|底)?累计${DONE}$`);
/** 1-3月完成投资 is the year to date of March. */
const FROM_JANUARY = new RegExp(`^(?:(\\d{4})年)?1[-~—–至]+(\\d{1,2})月份?(?:累计)?${DONE}$`);

const withoutUnit = (word: string): { bare: string; unit: string | null } => {
  const unit = word
    .match(/\([^()]*\)/g)
    ?.map(part => UNIT.exec(part)?.[0])
    .find(Boolean);
  return { bare: word.replaceAll(/\([^()]*\)/g, ''), unit: unit ?? null };
};

/** Recognises a column of the year's plan or of the monthly money; null for any other. */
export function moneyHeader(text: string): MoneyHeader | null {
  const word = headerWord(text);
  if (word === '') return null;
  const { bare, unit } = withoutUnit(word);
  if (YEAR_COLUMN.test(bare)) return { kind: 'year', year: null, month: null, unit: null };
  const plan = PLAN.exec(bare);
  if (plan) return { kind: 'plan', year: yearOf(plan[1]), month: null, unit };
  const toDate = MONTH_TO_DATE.exec(bare) ?? FROM_JANUARY.exec(bare);
  const found = toDate ?? MONTH.exec(bare);
  const month = Number(found?.[2] ?? 0);
  if (!found || month < 1 || month > 12) return null;
  return { kind: toDate ? 'toDate' : 'done', year: yearOf(found[1]), month, unit };
}

const yearOf = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));
