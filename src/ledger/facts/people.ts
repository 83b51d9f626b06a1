import type { Database } from '../database.ts';

/** Which of `ids` are not active people of the ledger. */
export async function unknownPeople(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await db.selectFrom('person').select('id').where('id', 'in', ids).where('active', '=', true).execute();
  return without(ids, found);
}

export async function unknownUnits(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  return without(ids, await db.selectFrom('unit').select('id').where('id', 'in', ids).execute());
}

function without(ids: readonly string[], found: readonly { id: string }[]): Set<string> {
  const known = new Set(found.map(row => row.id));
  return new Set(ids.filter(id => !known.has(id)));
}

/** Active coordinators: whoever else is missing, a warning always reaches somebody. */
export async function coordinators(db: Database): Promise<string[]> {
  return ids(activePeople(db).where('roles', '@>', sqlRoles('coordinator')));
}

export async function supervisors(db: Database): Promise<string[]> {
  return ids(activePeople(db).where('roles', '@>', sqlRoles('supervisionTeam')));
}

export async function membersOf(db: Database, unitId: string): Promise<string[]> {
  return ids(activePeople(db).where('unit_id', '=', unitId));
}

export async function reportersOf(db: Database, county: string): Promise<string[]> {
  return ids(
    activePeople(db)
      .innerJoin('unit', 'unit.id', 'person.unit_id')
      .where('unit.county', '=', county)
      .where('roles', '@>', sqlRoles('countyReporter')),
  );
}

const activePeople = (db: Database) => db.selectFrom('person').select('person.id').where('active', '=', true);
const sqlRoles = (role: string): string[] => [role];

async function ids(query: { execute(): Promise<{ id: string }[]> }): Promise<string[]> {
  return (await query.execute()).map(row => row.id);
}
