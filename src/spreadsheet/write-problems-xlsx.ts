import type { Writable } from 'node:stream';
import { PROBLEM_COLUMNS, type ProblemColumn, type ProblemLine } from '../domain/problem-ledger/columns.ts';
import { LEDGER_WORDS, PROBLEM_LEDGER_WORDS } from './ledger-words.ts';
import { TableWriter, WHOLE, type SheetColumn } from './write-tables-xlsx.ts';

/** Page by page, so that a ledger of any size is written in bounded memory. */
export interface ProblemExport {
  /** The day the ledger is shown of, `YYYY-MM-DD`. */
  day: string;
  rows: AsyncIterable<readonly ProblemLine[]>;
}

const DATES: ReadonlySet<ProblemColumn['field']> = new Set(['raisedOn', 'dueOn', 'solvedOn', 'closedOn'] as const);

const columns: readonly SheetColumn<ProblemLine>[] = PROBLEM_COLUMNS.map(({ field, header, width }) => ({
  ...{ header, width, format: WHOLE, isDate: DATES.has(field) },
  value: (line: ProblemLine) => line.get(field),
}));

/** The problem ledger (问题台账, 销号台账) as a workbook, written while its rows come in. */
export async function writeProblemsXlsx(out: Writable, { day, rows }: ProblemExport): Promise<void> {
  const { sheet: name, title, subtitle, noteLines: lines } = PROBLEM_LEDGER_WORDS;
  const writer = new TableWriter(out);
  await writer.add({ name, title: title(day), subtitle, frozenColumns: 3, columns, rows });
  await writer.end({ name: LEDGER_WORDS.notes, lines });
}
