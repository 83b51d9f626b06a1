import { sql } from 'kysely';
import type { Actor } from '../../domain/entity.ts';
import { DUTIES, dutiesOf, type DutiesHeld } from '../../domain/people/duties.ts';
import { PERSONAL_FIELDS, type PersonCommand, type PersonFacts } from '../../domain/people/areas.ts';
import type { Role } from '../../domain/people/types.ts';
import type { Database } from '../database.ts';

/** Which of `ids` are not active people of the ledger. */
export async function unknownPeople(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await db.selectFrom('person').select('id').where('id', 'in', ids).where('active', '=', true).execute();
  return without(ids, found);
}

/** Which of `ids` were people of the ledger and have left. */
export async function leftPeople(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db.selectFrom('person').select('id').where('id', 'in', ids).where('active', '=', false).execute();
  return found.map(({ id }) => id);
}

export async function unknownUnits(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  return without(ids, await db.selectFrom('unit').select('id').where('id', 'in', ids).execute());
}

function without(ids: readonly string[], found: readonly { id: string }[]): Set<string> {
  const known = new Set(found.map(row => row.id));
  return new Set(ids.filter(id => !known.has(id)));
}

/** A person as who gives a command: for what is carried out later in his name. */
export async function actorOf(db: Database, id: string): Promise<Actor> {
  const person = await db.selectFrom('person').select(['unit_id', 'roles']).where('id', '=', id).executeTakeFirst();
  return { id, unitId: person?.unit_id ?? null, roles: (person?.roles ?? []) as Role[] };
}

/** Active coordinators: whoever else is missing, a warning always reaches somebody. */
export async function coordinators(db: Database): Promise<string[]> {
  return ids(activePeople(db).where(holds('coordinator')));
}

/** The offices above (市委督查室 · 市政府督查室 · 效能办), as settings name them; everybody of a supervision team where they name none. */
export async function supervisionOffices(db: Database, units: readonly string[]): Promise<string[]> {
  const people = activePeople(db);
  return ids(units.length === 0 ? people.where(holds('supervisionTeam')) : people.where('unit_id', 'in', units));
}

/** Active people who hold one of these roles. */
export async function holdersOf(db: Database, roles: readonly Role[]): Promise<string[]> {
  if (roles.length === 0) return [];
  return ids(activePeople(db).where(({ or }) => or(roles.map(holds))));
}

export async function membersOf(db: Database, unitId: string): Promise<string[]> {
  return ids(activePeople(db).where('unit_id', '=', unitId));
}

export async function reportersOf(db: Database, county: string): Promise<string[]> {
  return ids(
    activePeople(db)
      .innerJoin('unit', 'unit.id', 'person.unit_id')
      .where('unit.county', '=', county)
      .where(holds('countyReporter')),
  );
}

const activePeople = (db: Database) => db.selectFrom('person').select('person.id').where('active', '=', true);
/** Kysely spells an array out as a list of values, which is no SQL array; so the role is looked for in the column. */
const holds = (role: Role) => sql<boolean>`${role} = any(person.roles)`;

async function ids(query: { execute(): Promise<{ id: string }[]> }): Promise<string[]> {
  return (await query.execute()).map(row => row.id);
}

/** How the three duties of the administration are held (三员分立). */
export async function dutiesHeld(db: Database): Promise<DutiesHeld> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'roles'])
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  const duties = people.map(({ id, roles }) => ({ id, duties: dutiesOf(roles as Role[]) }));
  return {
    together: duties.filter(person => person.duties.length > 1).map(({ id }) => id),
    held: DUTIES.filter(duty => duties.some(person => person.duties.includes(duty))),
  };
}

/** Which of them are held by others than this one. */
export async function dutiesOfOthers(db: Database, id: string): Promise<Role[]> {
  const { rows } = await sql<{ role: Role }>`select distinct role from person, unnest(roles) as role
    where active and id <> ${id} and role in (${sql.join(DUTIES)})`.execute(db);
  return rows.map(({ role }) => role);
}

/** Which of these another value stands for in the row of somebody who is there already, and where mails go now. */
export async function personalChanges(
  db: Database,
  id: string,
  personal: PersonCommand['personal'],
): Promise<Pick<PersonFacts, 'changed' | 'oldAddress'>> {
  const row = await db.selectFrom('person').select(PERSONAL_FIELDS).where('id', '=', id).executeTakeFirst();
  if (!row) return { changed: [], oldAddress: null };
  return { changed: PERSONAL_FIELDS.filter(field => row[field] !== personal[field]), oldAddress: row.address };
}
