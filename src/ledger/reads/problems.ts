import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { STATES_OPEN, unitsOf } from '../../domain/problem/standing.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { LedgerSource } from '../as-of.ts';
import type { Database } from '../database.ts';
import { problemsOn } from '../evaluation/problems.ts';
import { problemRow, type Protocol } from '../projections/problems.ts';
import { problemWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type ProblemRow = Selectable<Tables['problem']>;

export interface ProblemFilter {
  state?: string | undefined;
  project?: string | undefined;
  /** Lead, split or co-department. */
  unit?: string | undefined;
  county?: string | undefined;
  category?: string | undefined;
  /** The limit of the solution, or of a result's verification, has passed. */
  overdue?: boolean | undefined;
  onAgenda?: boolean | undefined;
  /** Resolved, and nobody has turned the second key. */
  toVerify?: boolean | undefined;
  onTheSpot?: boolean | undefined;
  open?: boolean | undefined;
  /** The days between which it was written down, both counted; of the office's zone. */
  raisedFrom?: IsoDate | undefined;
  raisedTo?: IsoDate | undefined;
}

interface Asked {
  filter: ProblemFilter;
  /** The moment at which a limit has passed or not. */
  atMs: number;
  /** How far the reader of today's list reaches; a past day's is read from a source that knows it. */
  reach?: Reach | undefined;
}

/** The newest first, as codes of one year count up. */
export async function listProblems(db: Database, asked: Asked, page: PageQuery): Promise<Page<ProblemRow>> {
  const found = filtered(db, asked);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('code', 'desc')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('code', '<', after);
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.code] });
}

const raisedOn = sql<string>`to_char(raised_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

function filtered(db: Database, { filter, atMs, reach }: Asked) {
  const { state, project, unit, county, category, overdue, onAgenda, toVerify, onTheSpot } = filter;
  const now = new Date(atMs);
  let query = db.selectFrom('problem');
  if (reach) query = query.where(problemWithin(reach));
  if (state !== undefined) query = query.where('state', '=', state);
  if (project !== undefined) query = query.where('project_code', '=', project);
  if (county !== undefined) query = query.where('county', '=', county);
  if (unit !== undefined) {
    query = query.where(sql<boolean>`(lead_unit_id = ${unit} or ${unit} = any(co_unit_ids || split_unit_ids))`);
  }
  if (category !== undefined) query = query.where('category', '=', category);
  if (onAgenda !== undefined) query = query.where('on_agenda', '=', onAgenda);
  if (toVerify !== undefined) query = query.where('state', toVerify ? '=' : '!=', 'resolved');
  if (onTheSpot !== undefined) query = query.where('on_the_spot', '=', onTheSpot);
  if (filter.open !== undefined) query = query.where('state', filter.open ? 'in' : 'not in', [...STATES_OPEN]);
  if (filter.raisedFrom !== undefined) query = query.where(raisedOn, '>=', filter.raisedFrom);
  if (filter.raisedTo !== undefined) query = query.where(raisedOn, '<=', filter.raisedTo);
  if (overdue === undefined) return query;
  return query.where(sql<boolean>`coalesce(coalesce(due_at, verify_due_at) < ${now}, false) = ${overdue}`);
}

interface AskedOfDay extends Asked {
  day: IsoDate;
}

/** The same list as the ledger stood at the end of a past day, worked out from all histories: a page costs what the whole list does. */
export async function listProblemsOn(
  source: LedgerSource,
  { day, ...asked }: AskedOfDay,
  page: PageQuery,
): Promise<Page<ProblemRow>> {
  const rows: ProblemRow[] = [];
  for await (const { state, seq, beganMs, changedMs } of problemsOn(source, day)) {
    if (!fitsProblem(state, asked) || !isRaisedWithin(source.clock.toLocal(beganMs).date, asked.filter)) continue;
    const instants = { raised_at: new Date(beganMs), changed_at: new Date(changedMs) };
    const limits = { due_at: dateOf(state.dueMs), verify_due_at: dateOf(state.verification?.dueMs ?? null) };
    const row = problemRow({ state, seq, firstAtMs: beganMs, atMs: changedMs });
    rows.push({ ...row, ...instants, ...limits } as unknown as ProblemRow);
  }
  rows.reverse();
  const begin = rows.findIndex(({ code }) => code === page.after?.[0]) + 1;
  const shown = rows.slice(begin, begin + page.limit + 1);
  return pageFrom(shown, { limit: page.limit, total: rows.length, keys: row => [row.code] });
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** The same as `filtered` asks of the table. */
export function fitsProblem(problem: ProblemState, { filter, atMs }: Asked): boolean {
  const { state, project, unit, county, category, overdue, onAgenda, toVerify, onTheSpot } = filter;
  return (
    (state === undefined || problem.status === state) &&
    (project === undefined || problem.project === project) &&
    (county === undefined || problem.county === county) &&
    (category === undefined || problem.category === category) &&
    (unit === undefined || unitsOf(problem).includes(unit)) &&
    (onAgenda === undefined || (problem.agenda != null) === onAgenda) &&
    (toVerify === undefined || (problem.status === 'resolved') === toVerify) &&
    (onTheSpot === undefined || wasOnTheSpot(problem) === onTheSpot) &&
    (filter.open === undefined || STATES_OPEN.includes(problem.status) === filter.open) &&
    (overdue === undefined || isOverdue(problem, atMs) === overdue)
  );
}

/** The same of the days between which it was written down. */
export const isRaisedWithin = (day: IsoDate, { raisedFrom = day, raisedTo = day }: ProblemFilter): boolean =>
  day >= raisedFrom && day <= raisedTo;

const wasOnTheSpot = ({ solution, imported }: ProblemState): boolean =>
  solution?.onTheSpot ?? imported?.onTheSpot ?? false;

/** Of the solution, or of the verification while a result waits: no other problem has a limit that runs. */
export function isOverdue({ dueMs, verification }: ProblemState, atMs: number): boolean {
  const limit = dueMs ?? verification?.dueMs ?? null;
  return limit !== null && limit < atMs;
}

export const problemByCode = (db: Database, code: string): Promise<ProblemRow | undefined> =>
  db.selectFrom('problem').selectAll().where('code', '=', code).executeTakeFirst();

/** Null for a problem of a whole county. */
export async function projectNameOf(db: Database, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const project = await db.selectFrom('project').select('name').where('code', '=', code).executeTakeFirst();
  return project?.name ?? null;
}

/** What a team's visit wrote down that the problem came from; null of one that was raised otherwise. */
export async function findingOf(db: Database, problem: string): Promise<{ visit: string; files: string[] } | null> {
  const found = db.selectFrom('visit_finding').select(['visit_code', 'files']).where('problem_code', '=', problem);
  const row = await found.executeTakeFirst();
  return row ? { visit: row.visit_code, files: row.files } : null;
}

/** What was split from a problem that was really two, by code. */
export async function splitFromIt(db: Database, problem: string): Promise<string[]> {
  const rows = await db
    .selectFrom('problem')
    .select('code')
    .where('split_from', '=', problem)
    .orderBy('code')
    .execute();
  return rows.map(({ code }) => code);
}

/** What the next weekly dispatch has on its agenda. */
export async function problemsOnAgenda(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('problem').select('code').where('on_agenda', '=', true).orderBy('code').execute();
  return rows.map(({ code }) => code);
}

const OPEN = ['raised', 'assigned', 'handling', 'resolved'];

export const openProblemsOf = (db: Database, project: string, reach: Reach = null): Promise<ProblemRow[]> =>
  db
    .selectFrom('problem')
    .selectAll()
    .where(reach ? problemWithin(reach) : sql<boolean>`true`)
    .where('project_code', '=', project)
    .where('state', 'in', OPEN)
    .orderBy('code')
    .limit(200)
    .execute();

export interface AgendaStanding extends Pick<NonNullable<Protocol['agenda']>, 'proposal' | 'promisedOn'> {
  state: string;
}

/** How what stands on an agenda stands now, by code. */
export async function agendaStandings(
  db: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, AgendaStanding>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('problem')
    .select(['code', 'state', 'protocol'])
    .where('code', 'in', codes)
    .execute();
  return new Map(
    rows.map(({ code, state, protocol }) => {
      const { agenda } = protocol as unknown as Protocol;
      return [code, { state, proposal: agenda?.proposal ?? null, promisedOn: agenda?.promisedOn ?? null }];
    }),
  );
}

/** How some problems stand, by code. */
export async function problemStates(db: Database, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.selectFrom('problem').select(['code', 'state']).where('code', 'in', codes).execute();
  return new Map(rows.map(({ code, state }) => [code, state]));
}
