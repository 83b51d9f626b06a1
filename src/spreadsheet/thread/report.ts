import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { writeImportReport, type ImportReport, type ReportRow } from '../report.ts';

/** All of a report but its rows, which come one piece after the other. */
export type ReportHead = Omit<ImportReport, 'rows'>;

/** Runs in the thread: takes the rows, null after the last of them, and hands over the workbook. */
export async function answer(port: MessagePort, head: ReportHead): Promise<void> {
  const rows: ReportRow[] = [];
  for (;;) {
    const [piece] = (await once(port, 'message')) as [readonly ReportRow[] | null];
    if (piece === null) break;
    for (const row of piece) rows.push(row);
    port.postMessage('taken');
  }
  port.postMessage(await writeImportReport({ ...head, rows }));
}
