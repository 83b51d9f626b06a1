import { sql } from 'kysely';
import type { Envelope } from '../../contract/commit.ts';
import { subjectOf, type ChargeRuleFacts } from '../../domain/supervision/charge.ts';
import type { UnitKind } from '../../domain/people/types.ts';
import type { VisitCommand, VisitPlan, VisitRuleFacts, VisitState } from '../../domain/visit/types.ts';
import type { Database } from '../database.ts';
import { unknownFiles } from '../stored-files.ts';
import { projectsByCode } from './batches.ts';
import { coordinators, leftPeople, unknownPeople } from './people.ts';

export async function chargeFacts(db: Database, { entityId, command }: Envelope<'charge'>): Promise<ChargeRuleFacts> {
  const subject = subjectOf(entityId);
  if (command.type === 'release') return { ...subject, countyKnown: true };
  return {
    ...subject,
    project:
      subject.scope === 'project' ? (await projectsByCode(db, [subject.subject])).get(subject.subject) : undefined,
    countyKnown: subject.scope === 'county' && (await isCountyKnown(db, subject.subject)),
    unitKind: await unitKindOf(db, command.team),
  };
}

export async function visitFacts(
  db: Database,
  { entityId: code, command }: Envelope<'visit'>,
  { state }: { state: VisitState | null },
): Promise<VisitRuleFacts> {
  const { project, county, team, people, files } = namedIn(command);
  return {
    code,
    unitKind: team === null ? undefined : await unitKindOf(db, team),
    project: project === null ? undefined : (await projectsByCode(db, [project])).get(project),
    countyKnown: county !== null && (await isCountyKnown(db, county)),
    unknownPersonIds: [...(await unknownPeople(db, people))],
    leftPersonIds: await leftPeople(db, people),
    teamPeople: await peopleOf(db, { people, unit: team ?? state?.team ?? '' }),
    unknownFiles: await unknownFiles(db, files),
    coordinators: command.type === 'remind' ? await coordinators(db) : [],
    ...(command.type === 'recordVisit' || command.type === 'plan' ? { twin: await twinOf(db, command) } : {}),
  };
}

interface Named {
  project: string | null;
  county: string | null;
  team: string | null;
  people: readonly string[];
  files: readonly string[];
}

function namedIn(command: VisitCommand): Named {
  const { project, county, team, people, findings } = command as Partial<
    Extract<VisitCommand, { type: 'recordVisit' }>
  >;
  return {
    project: project ?? null,
    county: county ?? null,
    team: team ?? null,
    people: people ?? [],
    files: [...new Set((findings ?? []).flatMap(({ files = [] }) => files))],
  };
}

/** Any number that no other advisory lock of the ledger uses. */
const LOCK_CLASS = 4_017;

/** Two that plan or record one visit at once follow one another, so that the second finds the first. */
async function twinOf(db: Database, { team, on, project, county }: VisitPlan): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${`${team} ${on}`}))`.execute(db);
  let query = db
    .selectFrom('visit')
    .select('code')
    .where('team_unit_id', '=', team)
    .where('status', '<>', 'cancelled')
    .where(sql<boolean>`coalesce(held_on, "on") = ${on}`);
  query = project === undefined ? query.where('project_code', 'is', null) : query.where('project_code', '=', project);
  if (project === undefined && county !== undefined) query = query.where('county', '=', county);
  const row = await query.orderBy('code').executeTakeFirst();
  return row?.code ?? null;
}

async function peopleOf(
  db: Database,
  { people, unit }: { people: readonly string[]; unit: string },
): Promise<string[]> {
  if (people.length === 0) return [];
  const query = db.selectFrom('person').select('id').where('id', 'in', people).where('unit_id', '=', unit);
  return (await query.where('active', '=', true).execute()).map(({ id }) => id);
}

export async function unitKindOf(db: Database, id: string): Promise<UnitKind | undefined> {
  const unit = await db.selectFrom('unit').select('kind').where('id', '=', id).executeTakeFirst();
  return unit?.kind as UnitKind | undefined;
}

/** A county is known when a unit speaks for it or a project lies in it. */
export async function isCountyKnown(db: Database, county: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select 1 from unit where county = ${county})
      or exists (select 1 from project where county = ${county}) as known`.execute(db);
  return rows[0]?.known ?? false;
}
