import { interpretSheet } from './ledger-import/interpret.ts';
import type { ImportOptions, Interpretation, Sheet } from './ledger-import/types.ts';
import { readAttendeeFile, type AttendeeFile } from './meeting/attendee-file.ts';
import { interpretProblems } from './problem-ledger/interpret.ts';
import type { ProblemLedgerRead } from './problem-ledger/types.ts';
import type { ReadingsOfFile } from './reading/types.ts';
import type { Refusal } from './refusal.ts';
import { readReportFile, type ReportFile } from './round/report-file.ts';

/**
 * As what an uploaded file may be read, what is asked with it, and what it then says. Both are plain data, since the reading is done in
 * another thread.
 */
export interface Uploads {
  projects: { asked: ImportOptions; read: Interpretation };
  problems: { asked: { readings?: ReadingsOfFile | undefined }; read: ProblemLedgerRead };
  attendees: { asked: { fileName: string }; read: AttendeeFile };
  reports: { asked: { fileName: string }; read: ReportFile };
}

export type UploadKind = keyof Uploads;
export type Asked<As extends UploadKind> = Uploads[As]['asked'];
export type Read<As extends UploadKind> = Uploads[As]['read'];

type Reader<As extends UploadKind> = (sheets: readonly Sheet[], asked: Asked<As>) => Read<As> | Refusal;

const READERS: { readonly [As in UploadKind]: Reader<As> } = {
  projects: interpretSheet,
  problems: interpretProblems,
  attendees: (sheets, { fileName }) => readAttendeeFile(sheets, fileName),
  reports: (sheets, { fileName }) => readReportFile(sheets, fileName),
};

/** Reads one file as whatever it is asked. A refusal: nothing of it can be read. */
export type ReadFile = <As extends UploadKind>(as: As, asked: Asked<As>) => Promise<Read<As> | Refusal>;

/** Of a file whose sheets lie before us. */
export const sheetsReader =
  (sheets: readonly Sheet[]): ReadFile =>
  async (as, asked) =>
    READERS[as](sheets, asked);
