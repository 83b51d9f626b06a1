import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { monthOf, type Month } from '../../domain/calendar/months.ts';
import { visitArea } from '../../domain/visit/area.ts';
import { countVisits, dayOf, type VisitCounts } from '../../domain/visit/counts.ts';
import type { VisitState } from '../../domain/visit/types.ts';
import type { LedgerSource } from '../as-of.ts';
import type { Database } from '../database.ts';
import { visitWithin } from '../reach/index.ts';
import { entitiesOn, type Then } from '../past-entities.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type VisitThen = Then<VisitState>;

export interface VisitFilter {
  team?: string | undefined;
  county?: string | undefined;
  project?: string | undefined;
  status?: string | undefined;
  /** The month in which it took place, or for which it is planned. */
  month?: Month | undefined;
}

/** The day asked for; on a past one the visits are as the ledger knew them then. */
export interface AsOf {
  day: IsoDate;
  today: IsoDate;
}

export async function visitState(db: Database, code: string): Promise<VisitState | null> {
  return (await visitByCode(db, code))?.state ?? null;
}

export async function visitByCode(db: Database, code: string): Promise<VisitThen | null> {
  const row = await visitRows(db).where('visit.code', '=', code).executeTakeFirst();
  return row ? thenOf(row) : null;
}

/** The newest day first. */
export async function listVisits(
  source: LedgerSource,
  filter: VisitFilter,
  { page, asOf }: { page: PageQuery; asOf: AsOf },
): Promise<Page<VisitThen>> {
  const past = asOf.day < asOf.today;
  return past ? pastPage(await pastVisits(source, filter, asOf.day), page) : presentPage(source, filter, page);
}

/** By month and team, from one month to another, both included. */
export async function visitCounts(
  source: LedgerSource,
  filter: Pick<VisitFilter, 'team'> & { from?: Month | undefined; to?: Month | undefined },
  { day, today }: AsOf,
): Promise<VisitCounts[]> {
  const visits = day < today ? await pastVisits(source, filter, day) : await presentVisits(source, filter);
  const { from = '', to = '9999-12' } = filter;
  const inside = (visit: VisitState): boolean => {
    const month = monthOf(dayOf(visit));
    return month >= from && month <= to;
  };
  return countVisits(visits.map(({ state }) => state).filter(inside), day);
}

const DAY = sql<string>`coalesce(visit.held_on, visit.on)::text`;

const visitRows = (db: Database) =>
  db
    .selectFrom('visit')
    .innerJoin('entity', join => join.onRef('entity.id', '=', 'visit.code').on('entity.kind', '=', 'visit'))
    .select(['visit.code', 'entity.state', 'entity.seq', 'visit.planned_at', 'visit.changed_at']);

type Row = Awaited<ReturnType<ReturnType<typeof visitRows>['executeTakeFirstOrThrow']>>;

const thenOf = ({ code: id, state, seq, planned_at, changed_at }: Row): VisitThen => ({
  ...{ id, state: state as unknown as VisitState, seq },
  beganMs: planned_at.getTime(),
  changedMs: changed_at.getTime(),
});

function matching({ db, reach }: LedgerSource, { team, county, project, status, month }: VisitFilter) {
  let query = visitRows(db);
  if (reach) query = query.where(visitWithin(reach));
  if (team !== undefined) query = query.where('visit.team_unit_id', '=', team);
  if (county !== undefined) query = query.where('visit.county', '=', county);
  if (project !== undefined) query = query.where('visit.project_code', '=', project);
  if (status !== undefined) query = query.where('visit.status', '=', status);
  if (month !== undefined) query = query.where(sql<boolean>`left(${DAY}, 7) = ${month}`);
  return query;
}

const presentVisits = async (source: LedgerSource, filter: VisitFilter): Promise<VisitThen[]> =>
  (await matching(source, filter).execute()).map(thenOf);

async function presentPage(source: LedgerSource, filter: VisitFilter, page: PageQuery): Promise<Page<VisitThen>> {
  const found = matching(source, filter);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let query = found
    .orderBy(DAY, 'desc')
    .orderBy('visit.code')
    .limit(page.limit + 1);
  const [day, code] = page.after ?? [];
  if (day !== undefined && code !== undefined) {
    query = query.where(sql<boolean>`(${DAY} < ${day} or (${DAY} = ${day} and visit.code > ${code}))`);
  }
  const rows = (await query.execute()).map(thenOf);
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: keysOf });
}

const keysOf = ({ id, state }: VisitThen): readonly string[] => [dayOf(state), id];

async function pastVisits(source: LedgerSource, filter: VisitFilter, day: IsoDate): Promise<VisitThen[]> {
  const { team, county, project, status, month } = filter;
  const wanted = ({ state }: VisitThen): boolean =>
    [
      [team, state.team],
      [county, state.county],
      [project, state.project],
      [status, state.status],
      [month, monthOf(dayOf(state))],
    ].every(([asked, has]) => asked === undefined || asked === has);
  return (await entitiesOn(source, visitArea, day)).filter(wanted);
}

function pastPage(visits: readonly VisitThen[], page: PageQuery): Page<VisitThen> {
  const [day = '', code = ''] = page.after ?? [];
  const sorted = [...visits].sort((a, b) => compare(dayOf(b.state), dayOf(a.state)) || compare(a.id, b.id));
  const after = ({ id, state }: VisitThen): boolean =>
    page.after === null || dayOf(state) < day || (dayOf(state) === day && id > code);
  return pageFrom(sorted.filter(after).slice(0, page.limit + 1), {
    limit: page.limit,
    total: visits.length,
    keys: keysOf,
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
