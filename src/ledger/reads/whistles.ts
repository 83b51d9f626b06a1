import { sql } from 'kysely';
import type { Month } from '../../domain/calendar/months.ts';
import { whistleArea } from '../../domain/whistle/area.ts';
import type { WhistleState } from '../../domain/whistle/types.ts';
import type { LedgerSource } from '../as-of.ts';
import type { Database } from '../database.ts';
import { whistleWithin } from '../reach/index.ts';
import { entitiesOn, type Then } from '../past-entities.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';
import type { AsOf } from './visits.ts';

export type WhistleThen = Then<WhistleState>;

export interface WhistleFilter {
  county?: string | undefined;
  status?: string | undefined;
  month?: Month | undefined;
  /** A department that was called. */
  department?: string | undefined;
  /** With a department that had not answered at the limit. */
  silent?: boolean | undefined;
}

export async function whistleByCode(db: Database, code: string): Promise<WhistleThen | null> {
  const row = await whistleRows(db).where('whistle.code', '=', code).executeTakeFirst();
  return row ? thenOf(row) : null;
}

/** The newest first. */
export async function listWhistles(
  source: LedgerSource,
  filter: WhistleFilter,
  { page, asOf }: { page: PageQuery; asOf: AsOf },
): Promise<Page<WhistleThen>> {
  if (asOf.day >= asOf.today) return presentPage(source, filter, page);
  const found = (await entitiesOn(source, whistleArea, asOf.day)).filter(each => matches(each, filter));
  const sorted = found.sort((a, b) => b.state.blownMs - a.state.blownMs || (a.id < b.id ? 1 : -1));
  const [ms = '', code = ''] = page.after ?? [];
  const after = ({ id, state: { blownMs } }: WhistleThen): boolean =>
    page.after === null || blownMs < Number(ms) || (blownMs === Number(ms) && id < code);
  const rows = sorted.filter(after).slice(0, page.limit + 1);
  return pageFrom(rows, { limit: page.limit, total: found.length, keys: keysOf });
}

const keysOf = ({ id, state }: WhistleThen): readonly string[] => [String(state.blownMs), id];

function matches({ state }: WhistleThen, { county, status, month, department, silent }: WhistleFilter): boolean {
  const { departments } = state;
  return (
    (county ?? state.county) === state.county &&
    (status ?? state.status) === state.status &&
    (month ?? state.month) === state.month &&
    (department === undefined || departments.some(({ unit }) => unit === department)) &&
    (silent === undefined ||
      departments.some(each => each.silent && (department ?? each.unit) === each.unit) === silent)
  );
}

const whistleRows = (db: Database) =>
  db
    .selectFrom('whistle')
    .innerJoin('entity', join => join.onRef('entity.id', '=', 'whistle.code').on('entity.kind', '=', 'whistle'))
    .select(['whistle.code', 'entity.state', 'entity.seq', 'whistle.blown_at', 'whistle.changed_at']);

type Row = Awaited<ReturnType<ReturnType<typeof whistleRows>['executeTakeFirstOrThrow']>>;

const thenOf = ({ code: id, state, seq, blown_at, changed_at }: Row): WhistleThen => ({
  ...{ id, state: state as unknown as WhistleState, seq },
  beganMs: blown_at.getTime(),
  changedMs: changed_at.getTime(),
});

async function presentPage(
  { db, reach }: LedgerSource,
  filter: WhistleFilter,
  page: PageQuery,
): Promise<Page<WhistleThen>> {
  const { county, status, month, department, silent } = filter;
  let found = whistleRows(db);
  if (reach) found = found.where(whistleWithin(reach));
  if (county !== undefined) found = found.where('whistle.county', '=', county);
  if (status !== undefined) found = found.where('whistle.status', '=', status);
  if (month !== undefined) found = found.where('whistle.month', '=', month);
  if (department !== undefined) found = found.where(calledWith(sql<boolean>`unit_id = ${department}`));
  if (silent !== undefined) {
    const ofWhom = department === undefined ? sql`true` : sql`unit_id = ${department}`;
    found = found.where(calledWith(sql<boolean>`silent and ${ofWhom}`), '=', silent);
  }
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let query = found
    .orderBy('blown_at', 'desc')
    .orderBy('whistle.code', 'desc')
    .limit(page.limit + 1);
  const [ms, code] = page.after ?? [];
  if (ms !== undefined && code !== undefined) {
    const at = new Date(Number.isSafeInteger(Number(ms)) ? Number(ms) : 0);
    query = query.where(sql<boolean>`(blown_at < ${at} or (blown_at = ${at} and whistle.code < ${code}))`);
  }
  const rows = (await query.execute()).map(thenOf);
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: keysOf });
}

const calledWith = (condition: ReturnType<typeof sql<boolean>>) =>
  sql<boolean>`exists (select 1 from whistle_department where whistle_code = whistle.code and ${condition})`;
