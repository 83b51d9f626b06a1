import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database.ts';
import type { Closing } from './closing.ts';

const EVERY_MS = 60_000;
/** Of the log that is read again after a kill: some two seconds' worth. */
const UNSAVED_BYTES = 64 * 1024 * 1024;

interface House {
  db: Database;
  /** The directory of its files. */
  dir: string;
  log: Pick<Logger, 'debug' | 'warn'>;
}

/**
 * What a PostgreSQL server has others do beside its sessions (autovacuum, checkpointer), and the embedded database, which is one session alone,
 * nobody: the room of rows that are no more is given free, the planner is told what the tables hold, and what has changed goes into their files, so that
 * the log of changes need not grow for ever and be read from its beginning after a kill.
 */
export function keepHouse(house: House, closing: Closing): void {
  let round: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = tidy(house, () => closing.begun)
      // What was not done now is still due in the next round.
      .catch((error: unknown) => house.log.warn({ err: error }, 'the embedded database could not be tidied up for now'))
      .finally(() => (busy = false));
  }, EVERY_MS);
  closing.add('housekeeper', async () => {
    clearInterval(timer);
    await round;
  });
}

/** One statement at a time, each for itself: between two of them whoever waits for the database has his turn. */
export async function tidy({ db, dir, log }: House, isOver: () => boolean = () => false): Promise<void> {
  for (const statement of await statementsDue(db)) {
    if (isOver()) return;
    const begun = performance.now();
    try {
      await sql.raw(statement).execute(db);
      log.debug({ statement, ms: Math.round(performance.now() - begun) }, 'tidied up');
    } catch (error) {
      // The other tables need not suffer for it, nor the log of changes grow.
      log.warn({ err: error, statement }, 'a table could not be tidied up');
    }
  }
  if (!isOver() && (await unsavedBytes(db)) > UNSAVED_BYTES) await save({ db, dir }, isOver);
}

/**
 * By PostgreSQL's own counts of what has happened to each table. They begin anew with every start, so the first round takes every table of some size.
 * Sooner than autovacuum would: rows are few here, and who looks for the mails on their way goes by every one that was since the last time. Small tables
 * are left: of one that was never looked at the planner takes ten pages for granted, and so uses its keys in plans that are kept while it grows.
 */
async function statementsDue(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; vacuum: boolean; analyze: boolean }>`
    select quote_ident(relname) as name,
      n_dead_tup > 500 + 0.05 * n_live_tup or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup or last_vacuum is null and is_large as vacuum,
      n_mod_since_analyze > 250 + 0.1 * n_live_tup or last_analyze is null and is_large as analyze
    from pg_stat_user_tables, lateral (select pg_relation_size(relid) > 1024 * 1024 as is_large) size order by relname`.execute(
    db,
  );
  return rows.flatMap(({ name, vacuum, analyze }) => [
    ...(vacuum ? [`vacuum ${name}`] : []),
    ...(analyze ? [`analyze ${name}`] : []),
  ]);
}

async function unsavedBytes(db: Database): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 as bytes from pg_control_checkpoint()`.execute(db);
  return rows[0]?.bytes ?? 0;
}

/** The embedded database leaves it to the system when its files reach the disk: they had better do so before the old log is missed. */
async function save({ db, dir }: Pick<House, 'db' | 'dir'>, isOver: () => boolean): Promise<void> {
  await sql`checkpoint`.execute(db);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (isOver()) return;
    if (entry.isFile()) await toDisk(join(entry.parentPath, entry.name));
  }
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    // One of a moment: a sort that did not fit into memory.
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  });
  await file?.sync().finally(() => file.close());
}
