import { MEDIA_TYPES } from '../../domain/files.ts';
import type { ImportedLedger } from '../../contract/import.ts';
import { refusalText, type Locale } from '../../contract/catalogue/index.ts';
import type { PassedOver } from '../../domain/ledger-import/types.ts';
import type { Database } from '../../ledger/database.ts';
import { listImportRows, type ImportRead, type ImportRowRead } from '../../ledger/reads/imports.ts';
import type { ReportRow } from '../../spreadsheet/report.ts';
import type { ReportHead } from '../../spreadsheet/thread/report.ts';
import { writeReport } from '../../spreadsheet/thread/write.ts';

export const XLSX = MEDIA_TYPES.xlsx;

/** The report of a dry run or of an applied import, every row of it. */
export async function reportOf(db: Database, job: ImportRead, locale: Locale): Promise<Uint8Array> {
  const head: ReportHead = {
    fileName: job.file_name,
    totals: job.summary.counts,
    locale,
    ledger: job.ledger as ImportedLedger,
    passedOver: job.summary.passedOver as PassedOver[],
    ignoredColumns: job.summary.ignoredColumns,
    readings: job.summary.readings,
  };
  return writeReport(head, rowsOf(db, job.id, locale));
}

const ROWS_AT_ONCE = 1_000;

async function* rowsOf(db: Database, id: string, locale: Locale): AsyncGenerator<ReportRow[]> {
  for (let after: readonly string[] | null = null; ;) {
    const { items, next } = await listImportRows(db, id, { limit: ROWS_AT_ONCE, after });
    yield items.map(row => reportRow(row, locale));
    const last = items.at(-1);
    if (next === null || !last) return;
    after = [String(last.position)];
  }
}

/** A row refused when it was applied counts as refused, whatever the dry run had thought of it. */
const reportRow = (row: ImportRowRead, locale: Locale): ReportRow => ({
  row: row.row,
  sheet: row.sheet,
  name: row.name,
  verdict: row.state === 'refused' ? 'refused' : (row.verdict as ReportRow['verdict']),
  ...(row.projectCode === null ? {} : { code: row.projectCode }),
  reasons: row.refusals.map(refusal => refusalText(refusal, locale)),
  changes: row.changes,
  gaps: row.gaps,
});
