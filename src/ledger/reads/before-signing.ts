import { sql, type Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type ContactRow = Selectable<Tables['lead_contact']>;
export type PolicyRow = Selectable<Tables['policy']> & { unitName: string };
/** Name, title, address and unit are the person's. */
export type ExpertRow = Selectable<Tables['expert']> & {
  name: string;
  title: string | null;
  address: string | null;
  unitId: string;
};

export const contactOf = (db: Database, project: string): Promise<ContactRow | undefined> =>
  db.selectFrom('lead_contact').selectAll().where('project_code', '=', project).executeTakeFirst();

const experts = (db: Database) =>
  db
    .selectFrom('expert')
    .innerJoin('person', 'person.id', 'expert.id')
    .selectAll('expert')
    .select(['person.name', 'person.title', 'person.address', 'person.unit_id as unitId']);

export async function listExperts(
  db: Database,
  { field, active }: { field?: string | undefined; active?: boolean | undefined },
  page: PageQuery,
): Promise<Page<ExpertRow>> {
  let found = experts(db);
  if (active !== undefined) found = found.where('expert.active', '=', active);
  if (field !== undefined) found = found.where(sql<boolean>`${field} = any(expert.fields)`);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const [after] = page.after ?? [];
  const rest = after === undefined ? found : found.where('expert.id', '>', after);
  const rows = await rest
    .orderBy('expert.id')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: row => [row.id] });
}

export const expertById = (db: Database, id: string): Promise<ExpertRow | undefined> =>
  experts(db).where('expert.id', '=', id).executeTakeFirst();

const policies = (db: Database) =>
  db
    .selectFrom('policy')
    .innerJoin('unit', 'unit.id', 'policy.unit_id')
    .selectAll('policy')
    .select('unit.name as unitName');

export async function listPolicies(
  db: Database,
  { unit, validOn }: { unit?: string | undefined; validOn?: string | undefined },
  page: PageQuery,
): Promise<Page<PolicyRow>> {
  let found = policies(db);
  if (unit !== undefined) found = found.where('unit_id', '=', unit);
  if (validOn !== undefined) {
    found = found
      .where('valid_from', '<=', validOn)
      .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', validOn)]));
  }
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const [after] = page.after ?? [];
  const rest = after === undefined ? found : found.where('policy.id', '>', after);
  const rows = await rest
    .orderBy('policy.id')
    .limit(page.limit + 1)
    .execute();
  return pageFrom(rows, { limit: page.limit, total: Number(total), keys: row => [row.id] });
}

export const policyById = (db: Database, id: string): Promise<PolicyRow | undefined> =>
  policies(db).where('policy.id', '=', id).executeTakeFirst();
