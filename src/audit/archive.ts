import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { appendAudit, type AuditRecord } from './append.ts';
import { GENESIS, hashOf } from './chain.ts';
import { exportedAudit, type Exported } from './export.ts';
import { auditJsonLines } from './files.ts';

/**
 * Old entries are put away in a file, and only then taken out of `audit`, by the owner of the tables: whoever asks shows by the file's hash
 * that he has all of it. Commands and events are the ledger, stand in the file too, and stay.
 */
const DAY_MS = 86_400_000;

export interface Archive {
  firstSeq: number;
  lastSeq: number;
  /** The hash before the first. */
  previous: string;
  /** Of the last. */
  hash: string;
  /** Entries that were taken out. */
  taken: number;
  sha256: string;
  archivedAt: Date;
  archivedBy: string;
}

/** The newest first. */
export async function archivesOf(db: Database): Promise<Archive[]> {
  return db
    .selectFrom('audit_archive')
    .select(['first_seq as firstSeq', 'last_seq as lastSeq', 'previous', 'hash', 'taken', 'sha256'])
    .select(['archived_at as archivedAt', 'archived_by as archivedBy'])
    .orderBy('last_seq', 'desc')
    .execute();
}

/** Up to where entries have been put away; 0: none has. */
export async function archivedTo(db: Database): Promise<number> {
  const row = await db
    .selectFrom('audit_archive')
    .select(({ fn }) => fn.max('last_seq').as('to'))
    .executeTakeFirst();
  return row?.to ?? 0;
}

/** A stretch of the chain, both ends with it. */
export interface Stretch {
  firstSeq: number;
  lastSeq: number;
}

/** What is old enough to be put away now and has not been; null when nothing is. An entry is never younger than its seal. */
export async function oldEnough(
  db: Database,
  { nowMs, keepDays }: { nowMs: number; keepDays: number },
): Promise<Stretch | null> {
  const firstSeq = (await archivedTo(db)) + 1;
  const young = new Date(nowMs - keepDays * DAY_MS);
  const { rows } = await sql<{ last: number | null }>`select coalesce(
      (select min(seq) - 1 from audit_seal where seq >= ${firstSeq} and sealed_at >= ${young}),
      (select max(seq) from audit_seal)) as last`.execute(db);
  const lastSeq = rows[0]?.last ?? 0;
  return lastSeq < firstSeq ? null : { firstSeq, lastSeq };
}

/** The file, line by line: what `audit verify --file` goes over without any server. */
export const archiveLines = (db: Database, { firstSeq, lastSeq }: Stretch): AsyncGenerator<string> =>
  auditJsonLines(exportedAudit(db, { afterSeq: firstSeq - 1, toSeq: lastSeq }));

interface PuttingAway {
  stretch: Stretch;
  /** Of the file that whoever asks has kept. */
  sha256: string;
  nowMs: number;
  record: Pick<AuditRecord, 'actorId' | 'origin' | 'requestId'>;
}

/** Runs under the owner's rights; the role of the processes can take nothing out. */
export type AsOwner = <T>(work: (owned: Database) => Promise<T>) => Promise<T>;

/** Goes over the stretch again, holds the file against it, and takes out what stands in both. */
export async function putAway(
  db: Database,
  asOwner: AsOwner,
  { stretch, sha256, nowMs, record }: PuttingAway,
): Promise<Archive | Refusal> {
  const read = await readAgain(db, stretch);
  if (read.faultAt !== null) return refuse('auditNotWhole', 'lastSeq', stretch.lastSeq, { seq: read.faultAt });
  if (read.sha256 !== sha256) return refuse('archiveDiffers', 'sha256', sha256, { sha256: read.sha256 });
  return asOwner(owned =>
    owned.transaction().execute(async tx => {
      // Two at once: the second finds the stretch put away.
      await sql`lock table audit_archive in exclusive mode`.execute(tx);
      const to = await archivedTo(tx);
      if (to !== stretch.firstSeq - 1) return refuse('archiveMoved', 'firstSeq', stretch.firstSeq, { seq: to + 1 });
      const taken = await takeOut(tx, stretch);
      const archive: Archive = {
        ...{ ...stretch, previous: read.previous, hash: read.hash, taken, sha256 },
        ...{ archivedAt: new Date(nowMs), archivedBy: record.actorId ?? '' },
      };
      await insertArchive(tx, archive);
      const detail = { firstSeq: stretch.firstSeq, lastSeq: stretch.lastSeq, taken, sha256, hash: read.hash };
      await appendAudit(tx, {
        ...{ ...record, action: 'archiveAudit', outcome: 'done', atMs: nowMs, subject: null, detail },
      });
      return archive;
    }),
  );
}

interface Read {
  sha256: string;
  previous: string;
  hash: string;
  /** The first place that is not as it was sealed; nothing is put away that would then be lost as a proof. */
  faultAt: number | null;
}

async function readAgain(db: Database, { firstSeq, lastSeq }: Stretch): Promise<Read> {
  const digest = createHash('sha256');
  const read: Read = { sha256: '', previous: '', hash: '', faultAt: null };
  let seq = firstSeq - 1;
  for await (const lines of exportedAudit(db, { afterSeq: firstSeq - 1, toSeq: lastSeq })) {
    for (const line of lines) {
      seq += 1;
      if (read.faultAt === null && !(line.seq === seq && isWhole(line))) read.faultAt = seq;
      if (seq === firstSeq) read.previous = line.previous;
      read.hash = line.hash;
    }
    for await (const text of auditJsonLines(once(lines))) digest.update(text);
  }
  if (read.faultAt === null && seq !== lastSeq) read.faultAt = seq + 1;
  return { ...read, sha256: digest.digest('hex') };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

function isWhole({ seq, previous, hash, sealedAt, position, source, data }: Exported): boolean {
  if (source === null || data === null) return false;
  if (seq === 1 && previous !== GENESIS) return false;
  return hashOf(previous, { seq, sealedAt, entry: { position, source, data } }) === hash;
}

/** The trigger stands aside for this one statement, for which only the owner can ask; others wait until the transaction ends. */
async function takeOut(tx: Database, { firstSeq, lastSeq }: Stretch): Promise<number> {
  await sql`alter table audit disable trigger audit_append_only`.execute(tx);
  const { numAffectedRows } = await sql`delete from audit a using audit_seal s
    where s.position = a.position and s.seq between ${firstSeq} and ${lastSeq}`.execute(tx);
  await sql`alter table audit enable trigger audit_append_only`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

async function insertArchive(tx: Database, archive: Archive): Promise<void> {
  const { firstSeq, lastSeq, archivedAt, archivedBy, ...row } = archive;
  await tx
    .insertInto('audit_archive')
    .values({
      ...{ ...row, first_seq: firstSeq, last_seq: lastSeq },
      ...{ archived_at: archivedAt, archived_by: archivedBy },
    })
    .execute();
}
