import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  codeParams,
  PROJECT_COMMANDS,
  projectCommandAnswer,
  projectDetailAnswer,
  projectListQuery,
  projectPage,
  startCommandOf,
  startProjectBody,
} from '../../contract/schemas/index.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { PastProjects } from '../../ledger/reads/past-projects.ts';
import { openProblemsOf } from '../../ledger/reads/problems.ts';
import { familyOf, projectStateOf } from '../../ledger/reads/project-family.ts';
import { yearMoneyOf } from '../../ledger/reads/project-money.ts';
import { cursorKeys } from '../../ledger/reads/project-order.ts';
import { listProjects, projectByCode } from '../../ledger/reads/projects.ts';
import { give, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { projectsAsked } from '../project-filter.ts';
import { reachFor } from '../plugins/access.ts';
import { detailWire } from '../wire/project-detail.ts';
import { projectWire } from '../wire/projects.ts';
import { entityHistoryRoutes } from './entity-history.ts';
import { CHANGING, commandAnswer, found, pageQuery, pageWire, REFUSALS, type App, type SourceOf } from './shared.ts';

const TAGS = ['projects'];

/**
 * Projects: lists are SQL over the read model, commands go through the gateway to the project's workflow, and only `waiting` asks the
 * workflow itself. A command answers with the project as it is afterwards, so that nobody has to read again.
 */
export function projectRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  readRoutes(app, deps, sourceOf);
  historyRoutes(app, deps);
  commandRoutes(app, deps);
}

function readRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  const { db } = deps;
  const past = new PastProjects({ db, clock: deps.calendar.clock });
  app.get(
    '/projects',
    {
      schema: {
        tags: TAGS,
        operationId: 'listProjects',
        summary:
          'Projects, sorted, with the sums of all that are found; of today, or as the ledger stood on a past day',
        querystring: projectListQuery,
        response: { 200: projectPage, ...REFUSALS },
      },
    },
    async request => {
      const { filter, order, day, today } = await projectsAsked(deps, { past, sourceOf }, request);
      const page = pageQuery(request.query, cursorKeys(order));
      const listed =
        day === today ? await listProjects(db, filter, page, order) : await past.list(day, filter, { page, order });
      return { ...pageWire(listed, projectWire), asOf: day, sums: listed.sums };
    },
  );
  app.get(
    '/projects/:code',
    {
      schema: {
        tags: TAGS,
        operationId: 'getProject',
        summary: 'One project with its milestones, gaps and open problems, this year’s money and what hangs on it',
        params: codeParams,
        response: { 200: projectDetailAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { code } = request.params;
      const project = found(await projectByCode(db, code), 'code', code);
      const { date: today } = deps.calendar.clock.toLocal(deps.now());
      const year = Number(today.slice(0, 4));
      return detailWire(project, {
        today,
        state: await projectStateOf(db, code),
        problems: await openProblemsOf(db, code, reachFor(request, 'problem.read')),
        thisYear: await yearMoneyOf(db, code, year),
        family: await familyOf(db, code, request.reach),
      });
    },
  );
}

const historyRoutes = (app: App, deps: ApiDependencies): void =>
  entityHistoryRoutes(app, deps, {
    ...{ kind: 'project', tags: TAGS, word: 'Project', path: '/projects/:code', pageName: 'EventPage' },
    summaries: {
      events: 'The history of a project: who, when, what, old and new',
      waiting: 'What the project’s workflow waits for right now',
    },
    known: code => projectByCode(deps.db, code),
  });

function commandRoutes(app: App, deps: ApiDependencies): void {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Pick<Asked<'project'>, 'entity' | 'command'>,
  ) => {
    const answered = await give(deps, request, { kind: 'project', ...asked });
    const project = found(await projectByCode(deps.db, answered.entityId), 'code', answered.entityId);
    return commandAnswer(reply, projectWire(project), answered);
  };
  app.post(
    '/projects',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'startProject',
        summary: 'Start a project',
        body: startProjectBody,
        response: { 201: projectCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { code, ...facts } = request.body;
      const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
      const entity = code === undefined ? { prefix: `P-${year}` } : { id: code };
      const started = await answer(request, reply, { entity, command: startCommandOf(facts) });
      return reply.code(201).header('location', `/api/v1/projects/${started.code}`).send(started);
    },
  );
  // One address per command, `POST /projects/{code}/advance`: what can be done to a project is written down in one table.
  for (const [name, { body, toCommand }] of Object.entries(PROJECT_COMMANDS)) {
    app.post(
      `/projects/:code/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          operationId: `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Project`,
          summary: SUMMARIES[name as keyof typeof PROJECT_COMMANDS],
          params: codeParams,
          body,
          response: { 200: projectCommandAnswer, ...REFUSALS },
        },
      },
      async (request, reply) => {
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => ProjectCommand)(request.body);
        return answer(request, reply, { entity: { id: request.params.code }, command });
      },
    );
  }
}

const SUMMARIES: Record<keyof typeof PROJECT_COMMANDS, string> = {
  advance: 'Move a project forward (转段)',
  'revise-plan': 'Revise the plan date of a milestone',
  pause: 'Pause a project (暂缓)',
  resume: 'Resume a paused project',
  withdraw: 'Withdraw a project (退出), finally',
  correct: 'Correct a wrong fact; the old one stays in the history',
  prove: 'Add papers to a stage',
  waive: 'Let a project pass without a paper (leaders)',
  'move-path': 'Move a project to another path template, or to a newer version of its own',
  upgrade: 'Upgrade the agreement (意向 → 协议 → 正式合同); no second money',
  merge: 'Merge a project into the one it is counted under (coordinators); both histories stay',
  remove: 'Remove a silent project from the counts (移出; coordinators)',
  restore: 'Bring a removed project back (coordinators)',
  'plan-year': 'Plan the investment of a year',
  report: 'Report the investment of a month',
  'correct-report': 'Correct a reported month; later months of the year move with it',
  arrive: 'Foreign capital that arrived (到资)',
  'correct-arrival': 'Correct an arrival of foreign capital',
  'due-capital': 'Foreign capital that is to come: an instalment by contract or plan',
  'correct-due': 'Correct an instalment of foreign capital: another day, another amount, or none',
  'ask-review': 'Ask experts of the pool for a pre-review (项目预审; coordinators)',
  'recuse-reviewer': 'A reviewer steps back (回避), another may come instead',
  'give-opinion': 'A reviewer’s opinion, his own or recorded by a coordinator',
  'conclude-review': 'Record the result of a pre-review (coordinators)',
  promise: 'Something the policy handbook (惠企政策汇编) promises the project',
  'keep-promise': 'A promise was kept, or a part of it',
  'end-promise': 'A promise that will not be kept, or was recorded by mistake (coordinators)',
  'enter-statistics': 'Entered into the investment statistics (入库)',
};
