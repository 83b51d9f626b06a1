import type { Writable } from 'node:stream';
import { LEDGER_COLUMNS } from '../domain/ledger-import/columns.ts';
import { MONEY_COLUMNS, type MoneyLine } from '../domain/ledger-import/money-columns.ts';
import type { LedgerExport, LedgerExportLine } from './ledger-export.ts';
import { LEDGER_WORDS } from './ledger-words.ts';
import { MONEY, TableWriter, WHOLE, type SheetColumn } from './write-tables-xlsx.ts';

const STATUS_WIDTH = 10;

const ledgerColumns: readonly SheetColumn<LedgerExportLine>[] = [
  ...LEDGER_COLUMNS.map(({ field, header, width }) => ({
    ...{ header, width, format: field === 'money' ? MONEY : WHOLE, isDate: /^(?:plan|actual)\./.test(field) },
    value: ({ cells }: LedgerExportLine) => cells.get(field),
  })),
  { header: LEDGER_WORDS.status, width: STATUS_WIDTH, format: WHOLE, isDate: false, value: ({ status }) => status },
];

const moneyColumns: readonly SheetColumn<MoneyLine>[] = MONEY_COLUMNS.map(({ field, header, width }) => ({
  ...{ header, width, format: field === 'year' ? WHOLE : MONEY, isDate: false },
  value: (line: MoneyLine) => line.get(field),
}));

/** The project ledger as a workbook, written while its rows come in: the projects, their money, and how to read both. */
export async function writeLedgerXlsx(out: Writable, { day, rows, money }: LedgerExport): Promise<void> {
  const { sheet, title, moneySheet, moneyTitle, unit: subtitle, notes, noteLines } = LEDGER_WORDS;
  const writer = new TableWriter(out);
  const same = { subtitle, frozenColumns: 3 };
  await writer.add({ ...same, name: sheet, title: title(day), columns: ledgerColumns, rows });
  await writer.add({ ...same, name: moneySheet, title: moneyTitle(day), columns: moneyColumns, rows: money });
  await writer.end({ name: notes, lines: noteLines });
}
