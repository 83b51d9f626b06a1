import { LEDGER_COLUMNS } from '../domain/ledger-import/columns.ts';
import { MONEY_COLUMNS } from '../domain/ledger-import/money-columns.ts';
import { PROBLEM_COLUMNS } from '../domain/problem-ledger/columns.ts';
import { inertField } from './inert-csv.ts';
import type { LedgerExport, LedgerExportLine } from './ledger-export.ts';
import { LEDGER_WORDS } from './ledger-words.ts';
import type { ProblemExport } from './write-problems-xlsx.ts';

/** Without it Excel takes UTF-8 for the machine's own encoding. */
export const BOM = '\ufeff';

/** Every delimiter there is counts, so that a reader that guesses finds commas only. */
const quoted = (field: string): string => (/[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

export const csvLine = (fields: readonly string[]): string =>
  `${fields.map(field => quoted(inertField(field))).join(',')}\r\n`;

const lineOf = ({ cells, status }: LedgerExportLine): string =>
  csvLine([...LEDGER_COLUMNS.map(({ field }) => String(cells.get(field) ?? '')), status]);

/** The ledger as CSV (RFC 4180, UTF-8): one header with the unit in it, and formulas made inert as `inert-csv.ts` says. */
export async function* ledgerCsv({ rows }: Pick<LedgerExport, 'rows'>): AsyncGenerator<string> {
  yield BOM + csvLine([...LEDGER_COLUMNS.map(({ header }) => header), LEDGER_WORDS.status]);
  for await (const page of rows) yield page.map(lineOf).join('');
}

/** The plans and months of the same projects: a CSV holds one table. */
export async function* moneyCsv({ money }: Pick<LedgerExport, 'money'>): AsyncGenerator<string> {
  yield BOM + csvLine(MONEY_COLUMNS.map(({ header }) => header));
  for await (const page of money) {
    yield page.map(line => csvLine(MONEY_COLUMNS.map(({ field }) => String(line.get(field) ?? '')))).join('');
  }
}

export async function* problemsCsv({ rows }: Pick<ProblemExport, 'rows'>): AsyncGenerator<string> {
  yield BOM + csvLine(PROBLEM_COLUMNS.map(({ header }) => header));
  for await (const page of rows) {
    yield page.map(line => csvLine(PROBLEM_COLUMNS.map(({ field }) => String(line.get(field) ?? '')))).join('');
  }
}
