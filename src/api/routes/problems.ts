import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  codeParams,
  movedLimitsPage,
  movedLimitsQuery,
  pageOf,
  PROBLEM_COMMANDS,
  problemAnswer,
  problemCommandAnswer,
  problemDetailAnswer,
  problemListQuery,
  raiseFactsOf,
  raiseProblemBody,
  type ProblemAnswer,
  type ProblemDetailAnswer,
} from '../../contract/schemas/index.ts';
import type { ProblemCommand } from '../../domain/problem/commands.ts';
import type { Database } from '../../ledger/database.ts';
import { listMovedLimits } from '../../ledger/reads/moved-limits.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import {
  findingOf,
  listProblems,
  listProblemsOn,
  problemByCode,
  projectNameOf,
  splitFromIt,
} from '../../ledger/reads/problems.ts';
import { calendarOn } from '../../ledger/settings.ts';
import { give, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { movedLimitsWire } from '../wire/moved-limits.ts';
import { problemDetailWire, problemWire } from '../wire/problems.ts';
import { entityHistoryRoutes } from './entity-history.ts';
import {
  CHANGING,
  commandAnswer,
  dayAsked,
  endOfDay,
  found,
  pageQuery,
  pageWire,
  problemFilter,
  REFUSALS,
  type App,
} from './shared.ts';

const TAGS = ['problems'];
const problemPage = pageOf(problemAnswer, 'ProblemPage');

/**
 * Problems, from raising to closing (销号). Who may verify is a rule of the domain (two keys on closing) and answered with 403; the
 * limits that run are shown as `dueAt`, worked out by the ledger in working days.
 */
export function problemRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  historyRoutes(app, deps);
  commandRoutes(app, deps);
}

function readRoutes(app: App, deps: ApiDependencies): void {
  const { db, now, calendar } = deps;
  app.get(
    '/problems',
    {
      schema: {
        tags: TAGS,
        operationId: 'listProblems',
        summary: 'Problems, the newest first; of today, or as the ledger stood on a past day',
        querystring: problemListQuery,
        response: { 200: problemPage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => {
      const { day, today } = dayAsked({ calendar, now }, 'asOf', query.asOf);
      const filter = problemFilter(query);
      const page = pageQuery(query);
      const atMs = day === today ? now() : endOfDay(calendar, day);
      const listed =
        day === today
          ? await listProblems(db, { filter, atMs, reach }, page)
          : await listProblemsOn({ db, clock: calendar.clock, reach }, { day, filter, atMs }, page);
      const moment = { nowMs: atMs, calendar: await calendarOn(db, calendar, day) };
      return pageWire(listed, row => problemWire(row, moment));
    },
  );
  app.get(
    '/problems/moved-limits',
    {
      schema: {
        tags: TAGS,
        operationId: 'listMovedLimits',
        summary: 'Whose limits a new rule or calendar has moved, the last first',
        querystring: movedLimitsQuery,
        response: { 200: movedLimitsPage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => {
      const { problem, since: day } = query;
      const since = day === undefined ? undefined : new Date(calendar.clock.toInstant(day, '00:00'));
      return pageWire(await listMovedLimits(db, { problem, since, reach }, pageQuery(query)), movedLimitsWire);
    },
  );
  app.get(
    '/problems/:code',
    {
      schema: {
        tags: TAGS,
        operationId: 'getProblem',
        summary: 'One problem, with the names of its people and units',
        params: codeParams,
        response: { 200: problemDetailAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code } }) =>
      detailOf(db, problemWire(found(await problemByCode(db, code), 'code', code), await momentNow(deps))),
  );
}

/** Now, by the calendar of today. */
export async function momentNow({ db, calendar, now }: ApiDependencies) {
  const nowMs = now();
  return { nowMs, calendar: await calendarOn(db, calendar, calendar.clock.toLocal(nowMs).date) };
}

/** Names cost a few more reads, so only who asks for one problem gets them; lists and commands answer with ids alone. */
async function detailOf(db: Database, problem: ProblemAnswer): Promise<ProblemDetailAnswer> {
  const { raisedBy, handler, verifiedBy, leadUnit, coUnits, splitUnits, parts, solution, project } = problem;
  const asking = [problem.objection, problem.extension, problem.rejected].map(asked => asked?.by ?? null);
  const people = [raisedBy, handler, verifiedBy, solution?.solverId ?? null, ...asking];
  const departments = [...coUnits, ...splitUnits, ...parts.map(({ unit }) => unit)];
  const units = [leadUnit, ...departments, solution?.solverUnitId ?? null];
  const [names, projectName, finding, splitInto] = await Promise.all([
    namesOf(db, { people, units }),
    projectNameOf(db, project),
    findingOf(db, problem.code),
    splitFromIt(db, problem.code),
  ]);
  return problemDetailWire(problem, { names, projectName, finding, splitInto });
}

const historyRoutes = (app: App, deps: ApiDependencies): void =>
  entityHistoryRoutes(app, deps, {
    ...{ kind: 'problem', tags: TAGS, word: 'Problem', path: '/problems/:code', pageName: 'ProblemEventPage' },
    summaries: {
      events: 'The history of a problem',
      waiting: 'What the problem’s workflow waits for right now',
    },
    known: code => problemByCode(deps.db, code),
  });

function commandRoutes(app: App, deps: ApiDependencies): void {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Pick<Asked<'problem'>, 'entity' | 'command'>,
  ) => {
    const answered = await give(deps, request, { kind: 'problem', ...asked });
    const problem = found(await problemByCode(deps.db, answered.entityId), 'code', answered.entityId);
    return commandAnswer(reply, problemWire(problem, await momentNow(deps)), answered);
  };
  app.post(
    '/problems',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'raiseProblem',
        summary: 'Raise a problem',
        body: raiseProblemBody,
        response: { 201: problemCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { code } = request.body;
      // The office's year: a problem raised on 1 January at 07:00 is not of the year that UTC still has.
      const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
      const entity = code === undefined ? { prefix: `Q-${year}` } : { id: code };
      const command = { type: 'raise', facts: raiseFactsOf(request.body) } as const;
      const raised = await answer(request, reply, { entity, command });
      return reply.code(201).header('location', `/api/v1/problems/${raised.code}`).send(raised);
    },
  );
  for (const [name, { body, toCommand }] of Object.entries(PROBLEM_COMMANDS)) {
    app.post(
      `/problems/:code/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          operationId: `${camel(name)}Problem`,
          summary: SUMMARIES[name as keyof typeof PROBLEM_COMMANDS],
          params: codeParams,
          body,
          response: { 200: problemCommandAnswer, ...REFUSALS },
        },
      },
      async (request, reply) => {
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => ProblemCommand)(request.body);
        return answer(request, reply, { entity: { id: request.params.code }, command });
      },
    );
  }
}

const SUMMARIES: Record<keyof typeof PROBLEM_COMMANDS, string> = {
  assign: 'Assign a problem to its lead department (交办), with split and co-departments',
  acknowledge: 'Acknowledge a problem, once a unit',
  object: 'Object to the assignment, by the lead unit',
  'rule-objection': 'Rule on an objection, by a leader: final',
  answer: 'Give an interim answer with the next date (一跟到底)',
  'co-answer': 'Answer for a split or co-department',
  table: 'Table a problem at the next weekly dispatch, with a proposal and a promised date',
  'explain-miss': 'Say why a promise was broken',
  'ask-extension': 'Ask for an extension',
  'rule-extension': 'Grant or refuse an extension, by a leader',
  resolve: 'Hand in the result with evidence (办结)',
  'solve-on-the-spot': 'Record a problem that a supervision team solved on the spot (现场化解)',
  verify: 'Verify and close (销号), or reject, by a supervision team',
  'look-back': 'Record what the firm says after the closing (回访)',
  withdraw: 'Withdraw a problem',
  merge: 'Merge a duplicate into another problem',
  interview: 'Record a talk (约谈) after a red paper',
};

/** `rule-objection` → `ruleObjectionProblem`, as operations are named. */
const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
