import { sql } from 'kysely';
import type { Envelope } from '../../contract/commit.ts';
import type { UnitKind } from '../../domain/people/types.ts';
import { STATES_OPEN } from '../../domain/problem/standing.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import type { WhistleCommand, WhistleRuleFacts, WhistleState } from '../../domain/whistle/types.ts';
import type { Database } from '../database.ts';
import { projectsByCode } from './batches.ts';
import { coordinators, supervisionOffices } from './people.ts';
import { isCountyKnown } from './supervision.ts';

/** Any number that no other advisory lock of the ledger uses. */
const LOCK_CLASS = 4_016;

interface Held {
  state: WhistleState | null;
  context: RuleContext;
}

/** What a whistle must know; who is told what is looked up only for commands that tell somebody. */
export async function whistleFacts(
  db: Database,
  { entityId: code, command, actor }: Envelope<'whistle'>,
  { state, context }: Held,
): Promise<WhistleRuleFacts> {
  const blows = command.type === 'blow';
  const units = blows ? command.departments : (state?.departments ?? []).map(({ unit }) => unit);
  const { project, problem, person } = namedIn(command);
  const holds = command.type === 'hold';
  const tellsDepartments = blows || holds || command.type === 'callOff' || isStep(command, 'remind');
  const tellsOffice = holds || command.type === 'answer' || command.type === 'step';
  const county = blows ? command.county : '';
  return {
    code,
    actorCounty: await countyOf(db, actor.unitId),
    countyKnown: blows && (await isCountyKnown(db, county)),
    project: project === null ? undefined : (await projectsByCode(db, [project])).get(project),
    problem: problem === null ? undefined : await problemOf(db, problem),
    unitKinds: blows ? await kindsOf(db, units) : new Map(),
    person: person === null ? undefined : await personOf(db, person),
    blown: blows ? await blownIn(db, { county, month: context.today.slice(0, 7) }) : [],
    handlers: tellsDepartments ? await handlersOf(db, units) : new Map(),
    coordinators: tellsOffice ? await coordinators(db) : [],
    supervisors: isStep(command, 'limit')
      ? await supervisionOffices(db, context.settings.problem.supervisionUnits)
      : [],
  };
}

const isStep = (command: WhistleCommand, slot: string): boolean => command.type === 'step' && command.slot === slot;

function namedIn(command: WhistleCommand): Record<'project' | 'problem' | 'person', string | null> {
  const {
    project = null,
    problem = null,
    person = null,
  } = command as Record<string, unknown> as {
    project?: string;
    problem?: string;
    person?: string;
  };
  return { project, problem, person };
}

async function personOf(db: Database, id: string): Promise<WhistleRuleFacts['person']> {
  const row = await db.selectFrom('person').select(['unit_id', 'active']).where('id', '=', id).executeTakeFirst();
  return row && { unit: row.unit_id, active: row.active };
}

async function countyOf(db: Database, unitId: string | null): Promise<string | null> {
  if (unitId === null) return null;
  const unit = await db.selectFrom('unit').select('county').where('id', '=', unitId).executeTakeFirst();
  return unit?.county ?? null;
}

async function problemOf(db: Database, code: string): Promise<WhistleRuleFacts['problem']> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'problem')
    .where('id', '=', code)
    .executeTakeFirst();
  if (!row) return undefined;
  const problem = row.state as unknown as ProblemState;
  return { county: problem.county, state: problem.status, open: STATES_OPEN.includes(problem.status) };
}

async function kindsOf(db: Database, units: readonly string[]): Promise<Map<string, UnitKind>> {
  if (units.length === 0) return new Map();
  const rows = await db.selectFrom('unit').select(['id', 'kind']).where('id', 'in', units).execute();
  return new Map(rows.map(({ id, kind }) => [id, kind as UnitKind]));
}

/** Two whistles of one county at once follow one another, so that the second is counted after the first. */
async function blownIn(db: Database, { county, month }: { county: string; month: string }): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${county}))`.execute(db);
  const rows = await db
    .selectFrom('whistle')
    .select('code')
    .where('county', '=', county)
    .where('month', '=', month)
    .orderBy('blown_at')
    .execute();
  return rows.map(({ code }) => code);
}

/** By department: its handlers; of one that has none, everybody who works there. */
async function handlersOf(db: Database, units: readonly string[]): Promise<Map<string, string[]>> {
  if (units.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(['id', 'unit_id', 'roles'])
    .where('unit_id', 'in', units)
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  return new Map(
    units.map(unit => {
      const people = rows.filter(({ unit_id }) => unit_id === unit);
      const handlers = people.filter(({ roles }) => roles.includes('departmentHandler'));
      return [unit, (handlers.length > 0 ? handlers : people).map(({ id }) => id)];
    }),
  );
}
