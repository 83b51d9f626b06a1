import { sql } from 'kysely';
import type { ImportedLedger, ImportProgress } from '../contract/import.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { ApplicableRow } from '../domain/ledger-import/commands.ts';
import type { FactChange } from '../domain/ledger-import/types.ts';
import type { Database } from './database.ts';
import { rowsParameter } from './rows.ts';

/** A row of an accepted import that waits to be applied. */
export type PendingRow = ApplicableRow & {
  position: number;
  changes: readonly FactChange[];
  /** The project's code: known for a change, perhaps given by the file for a new one. */
  projectCode: string | null;
  /** Projects that hang on others come in a later one. */
  wave: number;
};

export interface RowOutcome {
  position: number;
  /** Null when the row began no project and named none. */
  projectCode: string | null;
  refusal: Refusal | null;
}

export interface ImportJob {
  fileName: string;
  actorId: string;
  ledger: ImportedLedger;
  state: string;
}

export async function importJob(db: Database, importId: string): Promise<ImportJob | null> {
  const job = await db.selectFrom('import_job').selectAll().where('id', '=', importId).executeTakeFirst();
  if (!job) return null;
  const { file_name: fileName, actor_id: actorId, state } = job;
  return { fileName, actorId, ledger: job.ledger as ImportedLedger, state };
}

export async function pendingRows(db: Database, importId: string, limit: number): Promise<PendingRow[]> {
  const rows = await db
    .selectFrom('import_row')
    .select(['position', 'verdict', 'facts', 'changes', 'project_code', 'wave'])
    .where('import_id', '=', importId)
    .where('state', '=', 'pending')
    .orderBy('wave')
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(
    ({ position, verdict, facts, changes, project_code, wave }) =>
      ({ position, verdict, facts, changes, projectCode: project_code, wave }) as unknown as PendingRow,
  );
}

/** Marks rows as done or refused, in one statement. Marking twice changes nothing. */
export async function markRows(db: Database, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ refusal, ...row }) => ({ ...row, state: refusal ? 'refused' : 'done', refusal }));
  await sql`
    update import_row i set state = r.state, project_code = r."projectCode", problem = r.refusal
    from jsonb_to_recordset(${rowsParameter(rows)})
      as r(position integer, "projectCode" text, state text, refusal jsonb)
    where i.import_id = ${importId} and i.position = r.position and i.state = 'pending'`.execute(db);
}

export async function importProgress(db: Database, importId: string): Promise<ImportProgress> {
  const rows = await db
    .selectFrom('import_row')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('import_id', '=', importId)
    .where('state', 'in', ['pending', 'done', 'refused'])
    .groupBy('state')
    .execute();
  const count = (state: string): number => Number(rows.find(row => row.state === state)?.count ?? 0);
  const [done, refused, pending] = [count('done'), count('refused'), count('pending')];
  return { total: done + refused + pending, done, refused };
}

export async function setImportState(
  db: Database,
  importId: string,
  { state, at }: { state: string; at: Date },
): Promise<void> {
  await db.updateTable('import_job').set({ state, changed_at: at }).where('id', '=', importId).execute();
}

/** Imports that were accepted and are not through: to be taken up again when Temporal has lost them. */
export async function unfinishedImports(db: Database): Promise<string[]> {
  const jobs = await db.selectFrom('import_job').select('id').where('state', '=', 'applying').execute();
  return jobs.map(job => job.id);
}
