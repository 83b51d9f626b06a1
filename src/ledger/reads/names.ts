import type { Database } from '../database.ts';

/** Names by id, for answers that people read; null for an id that the ledger knows nobody and nothing of. */
export interface Names {
  person(id: string | null): string | null;
  unit(id: string | null): string | null;
}

export async function namesOf(
  db: Database,
  { people, units }: { people: readonly (string | null)[]; units: readonly (string | null)[] },
): Promise<Names> {
  const [persons, departments] = await Promise.all([namesIn(db, 'person', people), namesIn(db, 'unit', units)]);
  return {
    person: id => (id === null ? null : (persons.get(id) ?? null)),
    unit: id => (id === null ? null : (departments.get(id) ?? null)),
  };
}

/** The same as plain data. */
export async function namesById(
  db: Database,
  { people, units }: { people: readonly (string | null)[]; units: readonly (string | null)[] },
): Promise<Record<'people' | 'units', Record<string, string>>> {
  const [persons, departments] = await Promise.all([namesIn(db, 'person', people), namesIn(db, 'unit', units)]);
  return { people: Object.fromEntries(persons), units: Object.fromEntries(departments) };
}

async function namesIn(db: Database, table: 'person' | 'unit', ids: readonly (string | null)[]) {
  const asked = [...new Set(ids.filter(id => id !== null))];
  if (asked.length === 0) return new Map<string, string>();
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', asked).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names of projects by their codes. */
export async function projectNamesOf(
  db: Database,
  codes: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(codes.filter(code => code !== null))];
  if (asked.length === 0) return new Map();
  const rows = await db.selectFrom('project').select(['code', 'name']).where('code', 'in', asked).execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}
