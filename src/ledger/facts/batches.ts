import type { Envelope } from '../../contract/commit.ts';
import type { BatchCommand, BatchRuleFacts, BatchState } from '../../domain/batch/types.ts';
import type { Role } from '../../domain/people/types.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { Database } from '../database.ts';
import { coordinators } from './people.ts';

/** What a batch event must know of its projects; a list of hundreds costs no more queries than one of two. */
export async function batchFacts(
  db: Database,
  { entityId: code, command }: Envelope<'batch'>,
  { state }: { state: BatchState | null },
): Promise<BatchRuleFacts> {
  const codes = namedIn(command, state);
  const projects = await projectsByCode(db, codes);
  const tells = command.type === 'followUp';
  const stage = command.type === 'plan' ? command.stage : state?.stage;
  return {
    code,
    projects,
    elsewhere: listing(command) && stage ? await otherEvents(db, { code, stage, codes }) : new Map(),
    coordinators: tells ? await coordinators(db) : [],
    teams: tells ? await teamsOf(db, [...projects.values()]) : new Map(),
  };
}

const listing = ({ type }: BatchCommand): boolean => ['plan', 'add', 'substitute'].includes(type);

function namedIn(command: BatchCommand, state: BatchState | null): string[] {
  switch (command.type) {
    case 'plan':
      return command.projects.map(({ code }) => code);
    case 'add':
      return [command.code];
    case 'substitute':
      return [command.in];
    case 'record':
      return command.results.map(({ code }) => code);
    case 'followUp':
      return (state?.entries ?? []).filter(({ standing }) => standing === 'moved').map(({ code }) => code);
    default:
      return [];
  }
}

export async function projectsByCode(db: Database, codes: readonly string[]): Promise<Map<string, ProjectState>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('entity')
    .select(['id', 'state'])
    .where('kind', '=', 'project')
    .where('id', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state as unknown as ProjectState]));
}

async function otherEvents(
  db: Database,
  { code, stage, codes }: { code: string; stage: string; codes: readonly string[] },
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('batch_project')
    .innerJoin('batch', 'batch.code', 'batch_project.batch_code')
    .select(['project_code', 'batch_code'])
    .where('project_code', 'in', [...new Set(codes)])
    .where('standing', '=', 'listed')
    .where('batch.stage', '=', stage)
    .where('batch.status', 'in', ['listing', 'listClosed', 'moving'])
    .where('batch_code', '!=', code)
    .orderBy('batch_code')
    .execute();
  return new Map(rows.map(({ project_code, batch_code }) => [project_code, batch_code]));
}

/** By project: the people of its team, and the reporters of its county. */
async function teamsOf(db: Database, projects: readonly ProjectState[]): Promise<Map<string, string[]>> {
  const people = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.unit_id', 'person.roles', 'unit.county'])
    .where('active', '=', true)
    .orderBy('person.id')
    .execute();
  const isOf = ({ county, teamUnitId }: ProjectState, person: (typeof people)[number]): boolean =>
    (teamUnitId !== null && person.unit_id === teamUnitId) ||
    (county !== null && person.county === county && (person.roles as Role[]).includes('countyReporter'));
  return new Map(
    projects.map(project => [project.code, people.filter(person => isOf(project, person)).map(({ id }) => id)]),
  );
}
