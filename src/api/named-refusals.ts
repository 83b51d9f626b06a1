import type { Database } from '../ledger/database.ts';
import { namesOf, type Names } from '../ledger/reads/names.ts';
import type { Refusal, RefusalCode, RefusalValue } from '../domain/refusal.ts';

/** Whose value is who asks, or somebody a problem names itself: what a caller typed is not looked up for him. */
const ABOUT_A_PERSON: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'notTheLead',
  'outsideUnits',
  'solverOutsideUnits',
  'objectionPending',
  'solverIsVerifier',
  'verifierNotSupervision',
  'verifierNotCoordinator',
  'lookBackBySolver',
  'linkNotFor',
  'notOfTheTeam',
  'notOfTheDepartment',
  'notAllowed',
]);
const ABOUT_A_UNIT: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  ...(['leadUnchanged', 'unitTwice', 'partAnswered', 'assignmentFinal'] as const),
]);
const UNITS = ['unit', 'units', 'own', 'leadUnit', 'team', 'department', 'departments'];
const PEOPLE = ['by', 'rejectedBy', 'solver'];

/** How a name is said: with the id behind it, as commands take it, or alone, to who knows no ids. */
export type Naming = 'withIds' | 'alone';

/** Refusals as their sentences say them: units and people by name. Their codes and places stay; what programs read stays as it was refused. */
export async function namedRefusals(
  db: Database,
  refusals: readonly Refusal[],
  naming: Naming,
): Promise<readonly Refusal[]> {
  const wanted = refusals.map(idsIn);
  const [people, units] = [wanted.flatMap(each => each.people), wanted.flatMap(each => each.units)];
  if (people.length + units.length === 0) return refusals;
  const names = await namesOf(db, { people, units });
  return refusals.map(refusal => named(refusal, names, naming));
}

const idsOf = (value: RefusalValue | undefined): string[] =>
  [value].flat().filter((id): id is string => typeof id === 'string');

function idsIn({ code, value, params }: Refusal) {
  return {
    people: [...(ABOUT_A_PERSON.has(code) ? idsOf(value) : []), ...PEOPLE.flatMap(name => idsOf(params[name]))],
    units: [...(ABOUT_A_UNIT.has(code) ? idsOf(value) : []), ...UNITS.flatMap(name => idsOf(params[name]))],
  };
}

function named(refusal: Refusal, names: Names, naming: Naming): Refusal {
  const said = (id: string, name: string | null): string =>
    name === null || name === id ? id : naming === 'alone' ? name : `${name}（${id}）`;
  const person = (id: string): string => said(id, names.person(id));
  const unit = (id: string): string => said(id, names.unit(id));
  const { code, value, params } = refusal;
  const sayer = ABOUT_A_PERSON.has(code) ? person : ABOUT_A_UNIT.has(code) ? unit : null;
  return {
    ...refusal,
    value: sayer === null ? value : mapped(value, sayer),
    params: Object.fromEntries(
      Object.entries(params).map(([name, each]) => [
        name,
        UNITS.includes(name) ? mapped(each, unit) : PEOPLE.includes(name) ? mapped(each, person) : each,
      ]),
    ),
  };
}

const mapped = (value: RefusalValue, say: (id: string) => string): RefusalValue =>
  typeof value === 'string' ? say(value) : Array.isArray(value) ? (value as string[]).map(say) : value;
