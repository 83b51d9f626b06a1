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
import { ledgerOf, projectsWithin } from '../ledger/reads/project-ledger.ts';
import { settingsAt } from '../ledger/settings.ts';
import type { MailFile } from '../mail/outbox-port.ts';
import { minutesDocx, type MinutesPaper } from '../reports/minutes-docx.ts';
import { writeLedgerXlsx } from '../spreadsheet/write-ledger-xlsx.ts';
import { writeProblemsXlsx } from '../spreadsheet/write-problems-xlsx.ts';

interface Source {
  db: Database;
  clock: LocalClock;
  now: () => number;
}

/** With base64 a mail stays under the ten megabytes that the strictest of common mail servers take; a larger workbook stays behind. */
const MOST_BYTES = 6 * 1_024 * 1_024;

/** What goes with a bulletin: the minutes for everybody, and the ledgers as far as its reader may read them; null: of a copy for somebody else. */
export type BulletinFiles = (
  meetingId: string,
  reader: Reader | null,
) => Promise<{ minutes: MailFile | null; problems: MailFile | null; projects: MailFile | null }>;

/** Each file is made once a round, however many get it. */
export function bulletinFiles(source: Source): BulletinFiles {
  const made = new Map<string, Promise<MailFile | null>>();
  const once = (key: string, make: () => Promise<MailFile | null>): Promise<MailFile | null> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  };
  const ledgerFile = async (reader: Reader | null, { action, make }: Ledger): Promise<MailFile | null> => {
    const reach = reader ? grantedTo(reader, permission(action))?.reach : undefined;
    if (reach === undefined || isNowhere(reach)) return null;
    return once(`${action} ${keyOf(reach)}`, () => make(source, reach));
  };
  return async (meetingId, reader) => {
    const minutes = await once(meetingId, () => minutesFile(source, meetingId));
    const problems = fitting(await ledgerFile(reader, PROBLEMS), minutes);
    const projects = fitting(await ledgerFile(reader, PROJECTS), minutes, problems);
    return { minutes, problems, projects };
  };
}

interface Ledger {
  action: string;
  make: (source: Source, reach: Reach) => Promise<MailFile>;
}

/** What would make the mail too large stays behind; the projects first, which weigh most. */
function fitting(file: MailFile | null, ...others: readonly (MailFile | null)[]): MailFile | null {
  const size = [file, ...others].reduce((sum, each) => sum + (each?.content.length ?? 0), 0);
  return size <= MOST_BYTES ? file : null;
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

async function projectFile({ db, clock, now }: Source, reach: Reach): Promise<MailFile> {
  const { date: today } = clock.toLocal(now());
  const { paths, leadSources } = (await settingsAt(db, today)).project;
  const day = { day: today, today, names: { paths, leadSources } };
  const out = new PassThrough();
  const ledger = ledgerOf({ db, clock }, projectsWithin({ db }, reach), day);
  const [content] = await Promise.all([buffer(out), writeLedgerXlsx(out, ledger)]);
  return file(`项目台账 ${today}.xlsx`, MEDIA_TYPES.xlsx, content);
}

const PROBLEMS: Ledger = { action: 'problem.read', make: problemFile };
const PROJECTS: Ledger = { action: 'project.read', make: projectFile };

async function* numbered(pages: ReturnType<typeof problemLedger>) {
  let serial = 0;
  for await (const page of pages) yield page.map(problem => problemLine(problem, (serial += 1)));
}

const file = (name: string, type: string, content: Uint8Array): MailFile => ({
  ...{ name, type, content },
  sha256: createHash('sha256').update(content).digest('hex'),
});
