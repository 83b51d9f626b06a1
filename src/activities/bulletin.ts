import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { permission } from '../access/index.ts';
import { grantedTo, isNowhere, type Reach } from '../access/reach.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { MEDIA_TYPES } from '../domain/files.ts';
import { problemLine } from '../domain/problem-ledger/columns.ts';
import type { Database } from '../ledger/database.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { minutesPaper } from '../ledger/reads/minutes-paper.ts';
import { problemLedger } from '../ledger/reads/problem-ledger.ts';
import type { MailFile } from '../mail/outbox-port.ts';
import { minutesDocx, type MinutesPaper } from '../reports/minutes-docx.ts';
import { writeProblemsXlsx } from '../spreadsheet/write-problems-xlsx.ts';

interface Source {
  db: Database;
  clock: LocalClock;
  now: () => number;
}

/** With base64 a mail stays under the ten megabytes that the strictest of common mail servers take; a larger workbook stays behind. */
const MOST_BYTES = 6 * 1_024 * 1_024;

/** What goes with a bulletin: the minutes for everybody, and the problem ledger as far as its reader may read it; null: of a copy for somebody else. */
export type BulletinFiles = (
  meetingId: string,
  reader: Reader | null,
) => Promise<{ minutes: MailFile | null; ledger: MailFile | null }>;

/** Each file is made once a round, however many get it. */
export function bulletinFiles(source: Source): BulletinFiles {
  const made = new Map<string, Promise<MailFile | null>>();
  const once = (key: string, make: () => Promise<MailFile | null>): Promise<MailFile | null> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  };
  const ledgerFile = (reach: Reach | undefined): Promise<MailFile | null> =>
    reach === undefined || isNowhere(reach)
      ? Promise.resolve(null)
      : once(keyOf(reach), () => problemFile(source, reach));
  return async (meetingId, reader) => {
    const granted = reader ? grantedTo(reader, permission('problem.read')) : undefined;
    const minutes = await once(meetingId, () => minutesFile(source, meetingId));
    const ledger = await ledgerFile(granted?.reach);
    const sizes = [minutes, ledger].map(each => each?.content.length ?? 0);
    const fits = sizes.reduce((sum, size) => sum + size, 0) <= MOST_BYTES;
    return { minutes, ledger: fits ? ledger : null };
  };
}

/** Who reaches equally far reads the same file: all of a unit, unless what is one's own counts. */
const keyOf = (reach: Reach): string =>
  JSON.stringify(reach && { ...reach, id: reach.scopes.includes('own') ? reach.id : null });

async function minutesFile({ db, clock }: Source, meetingId: string): Promise<MailFile | null> {
  const paper = await minutesPaper(db, meetingId, clock);
  return paper ? file(nameOf(paper), MEDIA_TYPES.docx, await minutesDocx(paper)) : null;
}

const nameOf = ({ name, start }: MinutesPaper): string => `${name}纪要 ${start.date}.docx`;

async function problemFile({ db, clock, now }: Source, reach: Reach): Promise<MailFile> {
  const atMs = now();
  const { date: day } = clock.toLocal(atMs);
  const pages = problemLedger({ db, clock, reach }, { day, atMs, filter: {} });
  const out = new PassThrough();
  const [content] = await Promise.all([buffer(out), writeProblemsXlsx(out, { day, rows: numbered(pages) })]);
  return file(`问题台账 ${day}.xlsx`, MEDIA_TYPES.xlsx, content);
}

async function* numbered(pages: ReturnType<typeof problemLedger>) {
  let serial = 0;
  for await (const page of pages) yield page.map(problem => problemLine(problem, (serial += 1)));
}

const file = (name: string, type: string, content: Uint8Array): MailFile => ({
  ...{ name, type, content },
  sha256: createHash('sha256').update(content).digest('hex'),
});
