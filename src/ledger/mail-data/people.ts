import type { Viewer } from '../../domain/people/scope.ts';
import type { Role } from '../../domain/people/types.ts';
import type { Database } from '../database.ts';

export interface Reader extends Viewer {
  name: string;
  title: string | null;
}

/** The people mails are written to, by id. */
export async function readers(db: Database, ids: readonly string[]): Promise<Map<string, Reader>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.name', 'title', 'unit_id', 'roles', 'unit.county'])
    .where('person.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, name, title, unit_id: unitId, roles, county }) => [
      id,
      { id, name, title, unitId, county, roles: roles as Role[] },
    ]),
  );
}
