import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import { checkProject, type Check } from '../../domain/batch/check.ts';
import type { BatchState } from '../../domain/batch/types.ts';
import type { WorkCalendar } from '../../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR } from '../../domain/entity.ts';
import type { Wan } from '../../domain/money/money.ts';
import type { Database } from '../database.ts';
import { projectsByCode } from '../facts/batches.ts';
import { batchWithin, projectWithin } from '../reach/index.ts';
import { officeCalendar, settingsAt } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

/** How many projects of a standing, with their money: what they counted when they were moved, until then what they count now. */
export interface BatchTotal {
  count: number;
  investmentWan: Wan;
  /** Of these, how many have no amount: the sum is without them. */
  unknown: number;
}

export interface StandingTotal extends BatchTotal {
  standing: string;
  venue: string;
}

export interface BatchRow extends Selectable<Tables['batch']> {
  /** By venue and standing; what does not occur is left out. */
  totals: StandingTotal[];
}

export interface BatchProjectRow extends Selectable<Tables['batch_project']> {
  name: string;
  county: string | null;
  /** As the project stands now, whatever the event did. */
  stage: string;
  status: string;
  /** What the project counts now. */
  presentWan: number | null;
}

export interface BatchFilter {
  stage?: string | undefined;
  status?: string | undefined;
  /** Events with a project the reader reaches; of these, his projects alone. */
  reach?: Reach | undefined;
}

export async function batchState(db: Database, code: string): Promise<BatchState | null> {
  const query = db.selectFrom('entity').select('state').where('kind', '=', 'batch').where('id', '=', code);
  return ((await query.executeTakeFirst())?.state as unknown as BatchState | undefined) ?? null;
}

export interface CheckedProject extends Check {
  /** Null when the ledger has no such project any more. */
  name: string | null;
  venue: string;
}

/** The evidence check of everybody on the list the reader reaches, by the settings of today; null when there is no such event. */
export async function checkBatch(
  { db, calendar, nowMs, reach = null }: { db: Database; calendar: WorkCalendar; nowMs: number; reach?: Reach },
  code: string,
): Promise<CheckedProject[] | null> {
  const event = await batchState(db, code);
  if (!event) return null;
  const own = reach && new Set((await batchProjects(db, code, reach)).map(({ project_code }) => project_code));
  const listed = event.entries.filter(entry => entry.standing === 'listed' && (own?.has(entry.code) ?? true));
  const projects = await projectsByCode(
    db,
    listed.map(entry => entry.code),
  );
  const { date: today } = calendar.clock.toLocal(nowMs);
  const settings = await settingsAt(db, today);
  const context = { nowMs, today, actor: SYSTEM_ACTOR, settings, calendar: officeCalendar(calendar, settings) };
  return listed.map(entry => {
    const project = projects.get(entry.code);
    const check = checkProject({ code: entry.code, project }, event, { ...context, via: 'clock' });
    return { ...check, name: project?.name ?? null, venue: entry.venue };
  });
}

/** The newest event first, by its day. */
export async function listBatches(
  db: Database,
  { stage, status, reach = null }: BatchFilter,
  page: PageQuery,
): Promise<Page<BatchRow>> {
  let found = db.selectFrom('batch');
  if (reach) found = found.where(batchWithin(reach));
  if (stage !== undefined) found = found.where('stage', '=', stage);
  if (status !== undefined) found = found.where('status', '=', status);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('on', 'desc')
    .orderBy('code')
    .limit(page.limit + 1);
  const [on, code] = page.after ?? [];
  if (on !== undefined && code !== undefined) {
    query = query.where(({ or, and, eb }) =>
      or([eb(sql`"on"::text`, '<', on), and([eb(sql`"on"::text`, '=', on), eb('code', '>', code)])]),
    );
  }
  const rows = pageFrom(await query.execute(), {
    limit: page.limit,
    total: Number(total),
    keys: row => [row.on, row.code],
  });
  return { ...rows, items: await withTotals(db, rows.items, reach) };
}

export async function batchByCode(db: Database, code: string, reach: Reach = null): Promise<BatchRow | null> {
  const row = await db.selectFrom('batch').selectAll().where('code', '=', code).executeTakeFirst();
  return row ? ((await withTotals(db, [row], reach))[0] ?? null) : null;
}

/** The list of one event, in its order, as far as the reader reaches. */
export async function batchProjects(db: Database, code: string, reach: Reach = null): Promise<BatchProjectRow[]> {
  return db
    .selectFrom('batch_project')
    .innerJoin('project', 'project.code', 'batch_project.project_code')
    .selectAll('batch_project')
    .select(['project.name', 'project.county', 'project.stage', 'project.status'])
    .select('project.investment_wan as presentWan')
    .where('batch_code', '=', code)
    .where(seen(reach))
    .orderBy('position')
    .execute();
}

/** Summed by the database in whole 万元: exact, and one query for a page of events. */
async function withTotals(
  db: Database,
  rows: readonly Selectable<Tables['batch']>[],
  reach: Reach,
): Promise<BatchRow[]> {
  if (rows.length === 0) return [];
  const amount = sql`case when standing = 'moved' then batch_project.investment_wan else project.investment_wan end`;
  const found = await db
    .selectFrom('batch_project')
    .innerJoin('project', 'project.code', 'batch_project.project_code')
    .select(['batch_code', 'venue', 'standing'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .select([sql<string>`coalesce(sum(${amount}), 0)`.as('wan'), sql<string>`count(${amount})`.as('known')])
    .where(
      'batch_code',
      'in',
      rows.map(({ code }) => code),
    )
    .where(seen(reach))
    .groupBy(['batch_code', 'venue', 'standing'])
    .execute();
  return rows.map(row => ({
    ...row,
    totals: found
      .filter(({ batch_code }) => batch_code === row.code)
      .map(({ venue, standing, count, wan, known }) => ({
        venue,
        standing,
        count: Number(count),
        investmentWan: Number(wan),
        unknown: Number(count) - Number(known),
      })),
  }));
}

const seen = (reach: Reach) => (reach ? projectWithin(reach) : sql<boolean>`true`);
