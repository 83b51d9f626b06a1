import { sql } from 'kysely';
import type { Candidate, ProblemCommand, ProblemPeople } from '../../domain/problem/commands.ts';
import type { ProblemSettings } from '../../domain/problem/settings.ts';
import { partsOf } from '../../domain/problem/standing.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { Role } from '../../domain/people/types.ts';
import type { Database } from '../database.ts';

export const NO_PEOPLE: ProblemPeople = {
  answerable: [],
  members: {},
  heads: [],
  supervisors: [],
  team: [],
  supervisionTeams: [],
  officers: [],
  firm: [],
  coordinators: [],
  leaders: [],
  leadingGroup: [],
};

interface Asked {
  command: ProblemCommand;
  /** Units the command names: the people of a new lead are told too. */
  units: readonly string[];
  settings: ProblemSettings;
}

/** Whom the rules of a problem tell things to, of all active people in one look-up. */
export async function problemPeople(
  db: Database,
  state: ProblemState,
  { command, units, settings: { supervisionUnits } }: Asked,
): Promise<ProblemPeople> {
  const lead = state.leadUnitId === null ? [] : [state.leadUnitId];
  const isUnassigned = lead.length === 0;
  const named = new Set([...lead, ...partsOf(state).map(({ unitId }) => unitId), ...units]);
  const { firmContact = null } = state;
  const people = await peopleWith(db, { unitIds: [...named, ...supervisionUnits], firmContact, offices: isUnassigned });
  const holding = (role: Role) => people.filter(({ roles }) => roles.includes(role));
  const of = (unitId: string) => people.filter(person => person.unitId === unitId);
  const group = people.filter(({ unitKind }) => unitKind === 'leadership');
  const coordinators = holding('coordinator');
  const supervisionTeams = holding('supervisionTeam');
  const answerable = lead.flatMap(of);
  const leaders = holding('leader');
  const offices = new Set(coordinators.map(({ unitId }) => unitId));
  // Nobody has it: the head of the office that should have assigned it, else a leader.
  const office = holding('departmentHead').filter(({ unitId }) => offices.has(unitId));
  const heads = isUnassigned
    ? firstOf(office, leaders)
    : answerable.filter(({ roles }) => roles.includes('departmentHead'));
  const team = isToVerify(state, command) ? await teamInCharge(db, state) : null;
  return {
    answerable: idsOf(answerable.length > 0 ? written(answerable, coordinators) : coordinators),
    members: Object.fromEntries([...named].map(unitId => [unitId, idsOf(written(of(unitId), coordinators))])),
    heads: idsOf(heads.some(isReachable) ? heads.filter(isReachable) : standIns(heads, answerable, coordinators)),
    // Everybody who may verify, when an office has named no unit.
    supervisors: idsOf(supervisionUnits.length === 0 ? supervisionTeams : supervisionUnits.flatMap(of)),
    team: team === null ? [] : supervisionTeams.filter(({ unitId }) => unitId === team),
    supervisionTeams,
    officers: coordinators,
    firm: idsOf(people.filter(({ id, reachable }) => id === firmContact && reachable)),
    coordinators: idsOf(coordinators),
    leaders: idsOf(leaders),
    // 领导小组: the people of its unit; the leaders where an office has no such unit.
    leadingGroup: idsOf(firstOf(group, leaders)),
  };
}

const isReachable = ({ reachable }: Person): boolean => reachable;
const firstOf = <T>(...lists: readonly (readonly T[])[]): readonly T[] => lists.find(list => list.length > 0) ?? [];

/** Of a unit where nobody can be written to the coordinators hear instead; its own people stay visible as mails that could not leave. */
const written = (people: readonly Person[], coordinators: readonly Person[]): readonly Person[] =>
  people.length === 0 || people.some(isReachable) ? people : [...people, ...coordinators];

/** For heads who have no address: the unit's people who have one, and the coordinators, who reach the head another way. */
const standIns = (heads: readonly Person[], unit: readonly Person[], coordinators: readonly Person[]) =>
  heads.length === 0 ? [] : [...heads, ...unit.filter(isReachable), ...coordinators];

/** Whom a verification is asked of hangs on who answers for the place; other commands have no use for it. */
const isToVerify = ({ status }: ProblemState, { type }: ProblemCommand): boolean =>
  type === 'resolve' || (status === 'resolved' && type === 'remind');

const idsOf = (people: readonly Candidate[]): string[] => people.map(({ id }) => id);

interface Person extends Candidate {
  unitKind: string;
  reachable: boolean;
  roles: readonly Role[];
}

const TOLD: readonly Role[] = ['coordinator', 'leader', 'supervisionTeam'];

/** Active people of these units, the firm's contact, and those whose role or unit is told things wherever they sit. */
async function peopleWith(
  db: Database,
  { unitIds, firmContact, offices }: { unitIds: readonly string[]; firmContact: string | null; offices: boolean },
): Promise<Person[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['person.id', 'person.unit_id', 'person.roles', 'person.address', 'unit.kind'])
    .where('person.active', '=', true)
    .where(({ or, eb }) =>
      or([
        ...(unitIds.length === 0 ? [] : [eb('unit.id', 'in', unitIds)]),
        ...(firmContact === null ? [] : [eb('person.id', '=', firmContact)]),
        eb('unit.kind', '=', 'leadership'),
        ...(offices ? [sql<boolean>`'departmentHead' = any(person.roles)`] : []),
        ...TOLD.map(role => sql<boolean>`${role} = any(person.roles)`),
      ]),
    )
    .orderBy('person.id')
    .execute();
  return rows.map(({ id, unit_id: unitId, roles, address, kind: unitKind }) => ({
    ...{ id, unitId, unitKind, reachable: address !== null },
    roles: roles as Role[],
  }));
}

/** The team of its project, else of the county; a problem of a project lies where the project does. */
async function teamInCharge(db: Database, { project, county }: ProblemState): Promise<string | null> {
  const { rows } = await sql<{ team: string | null }>`
    select coalesce(
      (select team_unit_id from charge where scope = 'project' and subject = ${project}),
      (select team_unit_id from charge where scope = 'county' and subject = coalesce(
        (select county from project where code = ${project}), ${county}))) as team`.execute(db);
  return rows[0]?.team ?? null;
}
