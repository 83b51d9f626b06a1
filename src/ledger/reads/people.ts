import { sql, type Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { Database } from '../database.ts';
import { personWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type PersonRow = Selectable<Tables['person']> & { address_dead: boolean };
export type UnitRow = Selectable<Tables['unit']>;

export interface PersonFilter {
  unit?: string | undefined;
  role?: string | undefined;
  active?: boolean | undefined;
  /** Whose mails bounce. */
  addressDead?: boolean | undefined;
  reach?: Reach | undefined;
}

const IS_DEAD = sql<boolean>`exists (select from dead_address
  where dead_address.address = lower(person.address) and dead_at is not null)`;

export async function listPeople(db: Database, filter: PersonFilter, page: PageQuery): Promise<Page<PersonRow>> {
  let found = db.selectFrom('person');
  if (filter.addressDead !== undefined) found = found.where(sql<boolean>`${IS_DEAD} = ${filter.addressDead}`);
  if (filter.reach) found = found.where(personWithin(filter.reach));
  if (filter.unit !== undefined) found = found.where('unit_id', '=', filter.unit);
  if (filter.active !== undefined) found = found.where('active', '=', filter.active);
  if (filter.role !== undefined) found = found.where(sql<boolean>`${filter.role} = any(roles)`);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .select(IS_DEAD.as('address_dead'))
    .orderBy('id')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('id', '>', after);
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.id] });
}

export const personById = (db: Database, id: string): Promise<PersonRow | undefined> =>
  db.selectFrom('person').selectAll().select(IS_DEAD.as('address_dead')).where('id', '=', id).executeTakeFirst();

export async function peopleById(db: Database, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .select(IS_DEAD.as('address_dead'))
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(row => [row.id, row]));
}

export async function listUnits(
  db: Database,
  filter: { kind?: string | undefined },
  page: PageQuery,
): Promise<Page<UnitRow>> {
  let found = db.selectFrom('unit');
  if (filter.kind !== undefined) found = found.where('kind', '=', filter.kind);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  let query = found
    .selectAll()
    .orderBy('id')
    .limit(page.limit + 1);
  const [after] = page.after ?? [];
  if (after !== undefined) query = query.where('id', '>', after);
  return pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys: row => [row.id] });
}

export const unitById = (db: Database, id: string): Promise<UnitRow | undefined> =>
  db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst();
