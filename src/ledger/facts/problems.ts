import type { Envelope } from '../../contract/commit.ts';
import type { ProblemCommand, ProblemRuleFacts } from '../../domain/problem/commands.ts';
import type { DecisionRef, ProblemState, ProblemStatus } from '../../domain/problem/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import type { Database } from '../database.ts';
import { problemsOfDecisions } from '../reads/decision-problems.ts';
import { filesIn, unknownFiles } from '../stored-files.ts';
import { coordinators, leftPeople, unknownPeople, unknownUnits } from './people.ts';
import { isCountyKnown } from './supervision.ts';
import { NO_PEOPLE, problemPeople } from './problem-people.ts';

/** What the rules of a problem need outside it. Only what the command can use is asked for. */
export async function problemFacts(
  db: Database,
  { entityId, command, actor }: Envelope<'problem'>,
  { state, context }: { state: ProblemState | null; context: RuleContext },
): Promise<ProblemRuleFacts> {
  const { units, people, handler, project, other } = namedIn(command);
  return {
    code: entityId,
    ...(project === null ? {} : { project: await projectOf(db, project) }),
    ...(command.type !== 'raise' || command.facts.county === null
      ? {}
      : { countyKnown: await isCountyKnown(db, command.facts.county) }),
    ...(other === null ? {} : { other: await otherProblem(db, other) }),
    ...(command.type === 'raise' && command.facts.decision != null
      ? { decision: await publishedDecision(db, command.facts.decision) }
      : {}),
    unknownUnitIds: [...(await unknownUnits(db, units))],
    unknownPersonIds: [...(await unknownPeople(db, people))],
    leftPersonIds: await leftPeople(db, people),
    ...(handler === null ? {} : { handlerUnitId: await unitOfPerson(db, handler) }),
    ...(HANDING_IN.has(command.type) && { colleagues: await colleagues(db, state?.leadUnitId ?? actor.unitId) }),
    unknownFiles: await unknownFiles(db, filesIn(command)),
    people:
      state && TELLING.has(command.type)
        ? await problemPeople(db, state, { command, units, settings: context.settings.problem })
        : command.type === 'raise'
          ? { ...NO_PEOPLE, coordinators: await coordinators(db) }
          : NO_PEOPLE,
  };
}

interface Named {
  units: string[];
  people: string[];
  handler: string | null;
  project: string | null;
  other: string | null;
}

/** What a command names beside its own problem. */
function namedIn(command: ProblemCommand): Named {
  const nothing: Named = { units: [], people: [], handler: null, project: null, other: null };
  const some = (id: string | null | undefined): string[] => (id == null ? [] : [id]);
  switch (command.type) {
    case 'raise': {
      const { project, firmContact, splitFrom } = command.facts;
      return { ...nothing, project, people: some(firmContact), other: splitFrom ?? null };
    }
    case 'import': {
      const { leadUnit, splitUnits, coUnits } = command;
      return { ...nothing, project: command.facts.project, units: [...some(leadUnit), ...splitUnits, ...coUnits] };
    }
    case 'assign': {
      const { leadUnit, splitUnits = [], coUnits = [], handler } = command;
      return {
        ...nothing,
        units: [leadUnit, ...splitUnits, ...coUnits],
        people: some(handler),
        handler: handler ?? null,
      };
    }
    case 'object':
      return { ...nothing, units: some(command.unit) };
    case 'ruleObjection': {
      const { leadUnit, handler } = command;
      return { ...nothing, units: some(leadUnit), people: some(handler), handler: handler ?? null };
    }
    case 'mergeInto':
      return { ...nothing, other: command.into };
    case 'interview':
      return { ...nothing, people: [command.person] };
    default:
      return nothing;
  }
}

/** The commands after which somebody is told. */
const TELLING: ReadonlySet<ProblemCommand['type']> = new Set<ProblemCommand['type']>([
  'assign',
  'object',
  'ruleObjection',
  'askExtension',
  'ruleExtension',
  'resolve',
  'solveOnTheSpot',
  'verify',
  'lookBack',
  'carryOver',
  'overdue',
  'remind',
]);

const HANDING_IN: ReadonlySet<ProblemCommand['type']> = new Set<ProblemCommand['type']>(['resolve', 'solveOnTheSpot']);

/** Whoever has left may come back elsewhere. */
async function colleagues(db: Database, unitId: string | null): Promise<string[]> {
  const rows = await db.selectFrom('person').select('id').where('unit_id', '=', unitId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function projectOf(db: Database, code: string): Promise<ProblemRuleFacts['project']> {
  const row = await db.selectFrom('project').select(['county', 'status']).where('code', '=', code).executeTakeFirst();
  return row && { county: row.county, withdrawn: row.status === 'withdrawn' };
}

/** Held until the transaction ends: two that are merged into each other follow one another. */
async function otherProblem(db: Database, code: string): Promise<ProblemRuleFacts['other']> {
  const row = await db
    .selectFrom('problem')
    .select(['state', 'county'])
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? { code, status: row.state as ProblemStatus, county: row.county } : null;
}

/** Held until the transaction ends: two problems of one decision follow one another. */
async function publishedDecision(db: Database, of: DecisionRef): Promise<ProblemRuleFacts['decision']> {
  const row = await db
    .selectFrom('meeting_decision')
    .select('done_on')
    .where('meeting_id', '=', of.meeting)
    .where('no', '=', of.no)
    .where('dropped_on', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const problems = await problemsOfDecisions(db, of.meeting);
  return { doneOn: row.done_on, problem: problems.get(of.no) ?? null };
}

async function unitOfPerson(db: Database, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('person')
    .select('unit_id')
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return row?.unit_id;
}
