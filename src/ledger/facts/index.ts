import type { Envelope } from '../../contract/commit.ts';
import type { EntityKind, RuleContext } from '../../domain/entity.ts';
import type { SeriesRuleFacts } from '../../domain/meeting/types.ts';
import type { ProjectCommand, ProjectRuleFacts } from '../../domain/project/commands.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import { isAnyOf, type Database } from '../database.ts';
import { filesIn, unknownFiles } from '../stored-files.ts';
import { batchFacts } from './batches.ts';
import { briefFacts } from './brief.ts';
import { colouringFacts } from './colouring.ts';
import { expertsNamed, policyNamed } from './before-signing.ts';
import { problemFacts } from './problems.ts';
import { runningSeries } from '../occurrences.ts';
import { meetingFacts, unreachable } from './meetings.ts';
import { otherProject, projectThere } from './projects.ts';
import { roundFacts } from './rounds.ts';
import { chargeFacts, visitFacts } from './supervision.ts';
import { whistleFacts } from './whistles.ts';
import type { Twins } from './twins.ts';
import {
  personalChanges,
  coordinators,
  dutiesHeld,
  dutiesOfOthers,
  membersOf,
  reportersOf,
  unknownPeople,
  unknownUnits,
} from './people.ts';

/**
 * Looks up what the rules need outside the entity, for one command. Only what the command can use is asked for, so that the common
 * commands cost no query here.
 */
export async function gatherFacts(db: Database, envelope: Envelope, held: Held<unknown>): Promise<unknown> {
  const gather = GATHERERS[envelope.kind] as (
    db: Database,
    envelope: Envelope,
    held: Held<unknown>,
  ) => Promise<unknown>;
  return gather(db, envelope, held);
}

export interface Held<State> {
  state: State | null;
  twins: Twins;
  context: RuleContext;
}

const GATHERERS: {
  [Kind in EntityKind]: (db: Database, envelope: Envelope<Kind>, held: Held<never>) => Promise<unknown>;
} = {
  project: projectFacts,
  problem: problemFacts,
  meeting: meetingFacts,
  series: seriesFacts,
  person: async (db, { entityId, command }) => ({
    id: entityId,
    unitKnown: (await unknownUnits(db, [command.unitId])).size === 0,
    ...(await personalChanges(db, entityId, command.personal)),
    heldByOthers: await dutiesOfOthers(db, entityId),
  }),
  unit: (_db, { entityId }) => Promise.resolve({ id: entityId }),
  setting: async (db, { entityId: section }) => ({
    section,
    ...(section === 'access' ? { duties: await dutiesHeld(db) } : {}),
    ...(section === 'meeting' ? { series: await runningSeries(db) } : {}),
  }),
  colouring: colouringFacts,
  batch: batchFacts,
  round: roundFacts,
  contact: async (db, { entityId }) => ({ project: entityId, there: await projectThere(db, entityId) }),
  expert: async (db, { entityId }) => ({
    id: entityId,
    personKnown: (await unknownPeople(db, [entityId])).size === 0,
  }),
  policy: async (db, { entityId, command }) => ({
    id: entityId,
    unitKnown: (await unknownUnits(db, [command.unitId])).size === 0,
  }),
  charge: chargeFacts,
  visit: visitFacts,
  whistle: whistleFacts,
  brief: briefFacts,
};

async function projectFacts(
  db: Database,
  { entityId, command }: Envelope<'project'>,
  { state, twins }: Held<ProjectState>,
): Promise<ProjectRuleFacts> {
  const named = namedIn(command);
  return {
    code: entityId,
    team: command.type === 'warn' && state ? await teamOf(db, state) : [],
    unknownPersonIds: [...(await unknownPeople(db, named.people))],
    unknownUnitIds: [...(await unknownUnits(db, named.units))],
    unknownFiles: await unknownFiles(db, filesIn(command)),
    experts: await expertsNamed(db, command),
    policy: await policyNamed(db, command),
    likely: command.type === 'start' && !state ? twins.likely(entityId, command.facts) : [],
    other: named.other === null ? null : await otherProject(db, named.other),
  };
}

/** Ids of people and units, and the other project, that a command names. */
function namedIn(command: ProjectCommand): { people: string[]; units: string[]; other: string | null } {
  const named = { people: [] as string[], units: [] as string[], other: null as string | null };
  const note = (list: string[], id: unknown): void => void (typeof id === 'string' && list.push(id));
  if (command.type === 'start') {
    note(named.people, command.facts.leaderId);
    note(named.units, command.facts.teamUnitId);
    named.other = command.facts.parent?.code ?? null;
  }
  if (command.type === 'correct' && command.field === 'leaderId') note(named.people, command.value);
  if (command.type === 'correct' && command.field === 'teamUnitId') note(named.units, command.value);
  if (command.type === 'revisePlan') note(named.people, command.approvedBy);
  if (command.type === 'merge') named.other = command.into;
  return named;
}

async function teamOf(db: Database, { county, teamUnitId }: ProjectState): Promise<string[]> {
  const team = teamUnitId === null ? [] : await membersOf(db, teamUnitId);
  const reporters = county === null ? [] : await reportersOf(db, county);
  const people = [...new Set([...team, ...reporters])];
  return people.length > 0 ? people : coordinators(db);
}

async function unknownProblems(db: Database, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await db.selectFrom('problem').select('code').where(isAnyOf('code', codes)).execute();
  const known = new Set(rows.map(({ code }) => code));
  return codes.filter(code => !known.has(code));
}

async function seriesFacts(db: Database, { entityId, command }: Envelope<'series'>): Promise<SeriesRuleFacts> {
  if (command.type !== 'define' && command.type !== 'call')
    return { id: entityId, unknownPersonIds: [], withoutAddress: [] };
  const { attendeeIds, chairId, about } = command.facts;
  return {
    unknownProblems: await unknownProblems(db, about?.problems ?? []),
    id: entityId,
    unknownPersonIds: [...(await unknownPeople(db, [...new Set([...attendeeIds, chairId])]))],
    withoutAddress: await unreachable(db, attendeeIds),
  };
}
