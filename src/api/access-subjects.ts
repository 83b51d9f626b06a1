import { permission as permissionOf } from '../access/index.ts';
import { grantedTo, type Asking, type Narrow } from '../access/reach.ts';
import type { NarrowScope, Permission, Subject } from '../access/types.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { reaches, reachesCounty, type Thing } from '../ledger/reach/index.ts';

/** A request as far as it names what it is about. */
interface Asked {
  signedIn: Asking;
  params: unknown;
}

interface Held {
  permission: Permission;
  reach: Narrow;
}

/** Where the address names the thing, and what lets somebody see it. */
const NAMED: Readonly<Partial<Record<Subject, { kind: Thing; param: string; read: string }>>> = {
  project: { kind: 'project', param: 'code', read: 'project.read' },
  problem: { kind: 'problem', param: 'code', read: 'problem.read' },
  visit: { kind: 'visit', param: 'code', read: 'visit.read' },
  whistle: { kind: 'whistle', param: 'code', read: 'whistle.read' },
  batch: { kind: 'batch', param: 'code', read: 'batch.read' },
  mail: { kind: 'mail', param: 'id', read: 'mail.read' },
  file: { kind: 'file', param: 'sha256', read: 'file.read' },
  person: { kind: 'person', param: 'id', read: 'people.read' },
  session: { kind: 'session', param: 'id', read: 'session.read' },
  team: { kind: 'team', param: 'id', read: 'team.read' },
};

/** All our ids are of these; what is not is no id, and must not reach the database as one. */
const PLAIN = /^[\x21-\x7e]{1,200}$/;

/**
 * Why what the address names lies outside somebody's reach; null when it does not, or when the address names nothing, as of a list. What he
 * may not see does not exist for him (404, as for a code that never was: codes count up, and a 403 would tell which are taken). What he sees
 * and may not change is 403.
 */
export async function outsideByName(
  db: Database,
  { signedIn, params }: Asked,
  { permission, reach }: Held,
): Promise<Refusal | null> {
  const named = NAMED[permission.subject];
  const id = named ? textOf(params, named.param) : null;
  if (!named || id === null) return null;
  const { kind, param } = named;
  const is = (within: Narrow | null): Promise<boolean> | boolean =>
    within === null || (PLAIN.test(id) && reaches(db, within, { kind, id }));
  if (await is(reach)) return null;
  const sees = permission.effect === 'change' && (await is(grantedTo(signedIn, permissionOf(named.read)).reach));
  return sees ? outside(param, id, reach) : refuse('notFound', param, id);
}

/** The same for what the body says: where something is to be begun, or to where it would be moved. */
export async function outsideByBody(db: Database, body: unknown, { permission, reach }: Held): Promise<Refusal | null> {
  const begin = BEGINNINGS[permission.subject];
  if (begin) return begin(db, reach, body);
  return permission.effect === 'change' && permission.subject === 'project' ? movesAway(reach, body) : null;
}

/** A correction that takes a project out of one's reach, or makes room for one's own, is for somebody who sees both places. */
function movesAway(reach: Narrow, body: unknown): Refusal | null {
  const field = textOf(body, 'field');
  return field === 'county' || field === 'teamUnitId' ? outside('field', field, reach) : null;
}

type Beginning = (db: Database, reach: Narrow, body: unknown) => Promise<Refusal | null>;

/** What is to be begun is placed by what the request says of it. */
const BEGINNINGS: Readonly<Partial<Record<Subject, Beginning>>> = {
  newProject: inCounty,
  newWhistle: inCounty,
  newProblem: newProblemAt,
  // A team goes where it may raise a problem; elsewhere a coordinator sends it.
  newVisit: async (db, reach, body) => {
    const team = textOf(body, 'team');
    if (!reach.scopes.includes('unit') || team !== reach.unitId) return outside('team', team, reach);
    return newProblemAt(db, { ...reach, scopes: ['charge'] }, body);
  },
};

async function newProblemAt(db: Database, reach: Narrow, body: unknown): Promise<Refusal | null> {
  const project = textOf(body, 'project');
  if (project === null) return inCounty(db, reach, body);
  return (await reaches(db, reach, { kind: 'project', id: project }))
    ? null
    : refuse('projectNotFound', 'project', project);
}

async function inCounty(db: Database, reach: Narrow, body: unknown): Promise<Refusal | null> {
  const county = textOf(body, 'county');
  return county !== null && (await reachesCounty(db, reach, county)) ? null : outside('county', county, reach);
}

const SAID: Readonly<Record<NarrowScope, string>> = {
  county: 'withinCounty',
  unit: 'withinUnit',
  charge: 'withinCharge',
  own: 'withinOwn',
};

const outside = (field: string, value: string | null, { scopes }: Narrow): Refusal =>
  refuse('outsideScope', field, value, { scopes: scopes.map(scope => SAID[scope]) });

function textOf(given: unknown, name: string): string | null {
  const value = typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : null;
}
