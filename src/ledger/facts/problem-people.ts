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
  const named = new Set([...lead, ...partsOf(state).map(({ unitId }) => unitId), ...units]);
  const { firmContact = null } = state;
  const people = await peopleWith(db, { unitIds: [...named, ...supervisionUnits], firmContact });
  const holding = (role: Role) => people.filter(({ roles }) => roles.includes(role));
  const of = (unitId: string) => people.filter(person => person.unitId === unitId);
  const group = people.filter(({ unitKind }) => unitKind === 'leadership');
  const coordinators = holding('coordinator');
  const supervisionTeams = holding('supervisionTeam');
  const answerable = lead.flatMap(of);
  const team = isToVerify(state, command) ? await teamInCharge(db, state) : null;
  return {
    answerable: idsOf(answerable.length > 0 ? answerable : coordinators),
    members: Object.fromEntries([...named].map(unitId => [unitId, idsOf(of(unitId))])),
    heads: idsOf(answerable.filter(({ roles }) => roles.includes('departmentHead'))),
    // Everybody who may verify, when an office has named no unit.
    supervisors: idsOf(supervisionUnits.length === 0 ? supervisionTeams : supervisionUnits.flatMap(of)),
    team: team === null ? [] : supervisionTeams.filter(({ unitId }) => unitId === team),
    supervisionTeams,
    officers: coordinators,
    firm: idsOf(people.filter(({ id, reachable }) => id === firmContact && reachable)),
    coordinators: idsOf(coordinators),
    leaders: idsOf(holding('leader')),
    // 领导小组: the people of its unit; the leaders where an office has no such unit.
    leadingGroup: idsOf(group.length > 0 ? group : holding('leader')),
  };
}

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
  { unitIds, firmContact }: { unitIds: readonly string[]; firmContact: string | null },
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
