import { sql } from 'kysely';
import type { Narrow, Reach } from '../../access/reach.ts';
import type { Database } from '../database.ts';
import {
  batchWithin,
  countyWithin,
  fileWithin,
  mailWithin,
  personWithin,
  problemWithin,
  projectWithin,
  sessionWithin,
  teamWithin,
  visitWithin,
  whistleWithin,
  type Condition,
  type Within,
} from './conditions.ts';

export * from './conditions.ts';

/** What one thing is found by, and whose it is. */
const THINGS = {
  project: { table: 'project', key: 'code', within: projectWithin },
  problem: { table: 'problem', key: 'code', within: problemWithin },
  visit: { table: 'visit', key: 'code', within: visitWithin },
  whistle: { table: 'whistle', key: 'code', within: whistleWithin },
  batch: { table: 'batch', key: 'code', within: batchWithin },
  mail: { table: 'mail', key: 'id', within: mailWithin },
  file: { table: 'stored_file', key: 'sha256', within: fileWithin },
  person: { table: 'person', key: 'id', within: personWithin },
  session: { table: 'session', key: 'id', within: sessionWithin },
  team: { table: 'unit', key: 'id', within: teamWithin },
} as const satisfies Record<string, { table: string; key: string; within: Within }>;

export type Thing = keyof typeof THINGS;

/** Whether somebody reaches one thing; nobody with a narrow reach reaches what there is not. One query by key. */
export function reaches(db: Database, reach: Narrow, { kind, id }: { kind: Thing; id: string }): Promise<boolean> {
  const { table, key, within } = THINGS[kind];
  return holds(
    db,
    sql<boolean>`exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.${key}`)} = ${id} and ${within(reach)})`,
  );
}

export const reachesCounty = (db: Database, reach: Narrow, county: string): Promise<boolean> =>
  holds(db, sql<boolean>`coalesce(${countyWithin(reach, county)}, false)`);

async function holds(db: Database, condition: Condition): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${condition} as holds`.execute(db);
  return rows[0]?.holds ?? false;
}

/** Which of some counties somebody reaches. */
export async function countiesWithin(
  db: Database,
  reach: Reach,
  names: readonly (string | null)[],
): Promise<(county: string | null) => boolean> {
  if (reach === null) return () => true;
  const seen = new Set<string>();
  for (const name of new Set(names)) if (name !== null && (await reachesCounty(db, reach, name))) seen.add(name);
  return county => county !== null && seen.has(county);
}

/** The codes of the projects somebody reaches today: by these a past day is read, as rights are those of who asks now. */
export async function codesWithin(db: Database, reach: Narrow): Promise<string[]> {
  const rows = await db.selectFrom('project').select('code').where(projectWithin(reach)).execute();
  return rows.map(({ code }) => code);
}

/** The same as a condition on the id of an entity, wherever it stands; of kinds that are nobody's in particular, everything. */
export function entityWithin(reach: Reach | undefined, kind: string, id: string): Condition {
  if (reach == null || !isThing(kind)) return sql<boolean>`true`;
  const { table, key, within } = THINGS[kind];
  return sql<boolean>`exists (select 1 from ${sql.table(table)}
    where ${sql.ref(`${table}.${key}`)} = ${sql.ref(id)} and ${within(reach)})`;
}

const isThing = (kind: string): kind is Thing => Object.hasOwn(THINGS, kind);
