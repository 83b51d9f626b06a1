import type { Selectable } from 'kysely';
import type { FactChange, ProjectFacts } from '../../domain/ledger-import/types.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ImportSummary } from '../../contract/schemas/import.ts';
import type { Database } from '../database.ts';
import { importProgress } from '../import-rows.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export interface ImportRead extends Omit<Selectable<Tables['import_job']>, 'assume' | 'map' | 'summary'> {
  assume: Readonly<Record<string, string>>;
  map: readonly string[];
  summary: ImportSummary;
  progress: { total: number; done: number; refused: number };
}

export interface ImportRowRead {
  position: number;
  sheet: string;
  row: number;
  name: string;
  verdict: string;
  projectCode: string | null;
  state: string;
  changes: readonly FactChange[];
  gaps: readonly string[];
  /** What the dry run refused, or the ledger when the row was applied. */
  refusals: readonly Refusal[];
}

export async function importById(db: Database, id: string): Promise<ImportRead | null> {
  const job = await db.selectFrom('import_job').selectAll().where('id', '=', id).executeTakeFirst();
  if (!job) return null;
  return {
    ...job,
    assume: job.assume as unknown as Readonly<Record<string, string>>,
    map: job.map as unknown as readonly string[],
    summary: summaryOf(job.summary as unknown as KeptSummary),
    progress: await importProgress(db, id),
  };
}

/** A dry run of before there were readings asked about stages only. */
type KeptSummary = Omit<ImportSummary, 'readings' | 'questions'> & {
  readings?: ImportSummary['readings'];
  questions: (Pick<ImportSummary['questions'][number], 'field' | 'word' | 'rows'> &
    Partial<ImportSummary['questions'][number]>)[];
};

const summaryOf = (kept: KeptSummary): ImportSummary => ({
  ...kept,
  readings: kept.readings ?? [],
  questions: kept.questions.map(question => ({ column: 'stage', refused: true, ...question })),
});

export async function listImports(db: Database, page: PageQuery): Promise<Page<ImportRead>> {
  const { total } = await db
    .selectFrom('import_job')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let query = db
    .selectFrom('import_job')
    .select('id')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('id', '<', after);
  const ids = pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.id] });
  const items: ImportRead[] = [];
  for (const { id } of ids.items) {
    const job = await importById(db, id);
    if (job) items.push(job);
  }
  return { ...ids, items };
}

interface RowQuery extends PageQuery {
  verdict?: string | undefined;
}

export async function listImportRows(db: Database, id: string, page: RowQuery): Promise<Page<ImportRowRead>> {
  let found = db.selectFrom('import_row').where('import_id', '=', id);
  if (page.verdict !== undefined) found = found.where('verdict', '=', page.verdict);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('position')
    .limit(page.limit + 1);
  const after = Number(page.after?.[0] ?? -1);
  if (Number.isSafeInteger(after) && after < 2 ** 31) query = query.where('position', '>', after);
  const rows = pageFrom(await query.execute(), {
    limit: page.limit,
    total: Number(total),
    keys: row => [String(row.position)],
  });
  return { ...rows, items: rows.items.map(rowRead) };
}

const rowRead = (row: Selectable<Tables['import_row']>): ImportRowRead => ({
  position: row.position,
  sheet: row.sheet,
  row: row.row_number,
  name: row.name,
  verdict: row.verdict,
  projectCode: row.project_code,
  state: row.state,
  changes: row.changes as unknown as FactChange[],
  gaps: (row.facts as unknown as Partial<ProjectFacts> | null)?.gaps ?? [],
  refusals: [...(row.refusals as unknown as Refusal[]), ...(row.problem ? [row.problem as unknown as Refusal] : [])],
});
