import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  codeParams,
  planVisitBody,
  planVisitCommandOf,
  recordVisitBody,
  recordVisitCommandOf,
  VISIT_COMMANDS,
  visitCommandAnswer,
  visitCountsAnswer,
  visitCountsQuery,
  visitDetailAnswer,
  visitListQuery,
  visitPage,
} from '../../contract/schemas/index.ts';
import { sumOf } from '../../domain/visit/counts.ts';
import type { VisitCommand } from '../../domain/visit/types.ts';
import { namesOf, projectNamesOf } from '../../ledger/reads/names.ts';
import { problemStates, projectNameOf } from '../../ledger/reads/problems.ts';
import { listVisits, visitByCode, visitCounts, type VisitThen } from '../../ledger/reads/visits.ts';
import { fileNames } from '../../ledger/stored-files.ts';
import { give, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { visitDetailWire, visitWire } from '../wire/visits.ts';
import { entityHistoryRoutes } from './entity-history.ts';
import {
  CHANGING,
  commandAnswer,
  dayAsked,
  found,
  localeFor,
  pageQuery,
  pageWire,
  REFUSALS,
  type App,
} from './shared.ts';

const TAGS = ['visits'];

/**
 * Visits of supervision teams (走访) and what they found. A report is answered as soon as it is in the ledger; the visit's workflow raises the
 * problems, and `counts.waiting` tells how many are still to come.
 */
export function visitRoutes(app: App, deps: ApiDependencies): void {
  listRoutes(app, deps);
  readRoutes(app, deps);
  beginRoutes(app, deps);
  commandRoutes(app, deps);
}

function listRoutes(app: App, deps: ApiDependencies): void {
  const { db, calendar } = deps;
  const sourceOf = ({ reach }: FastifyRequest) => ({ db, clock: calendar.clock, reach });
  app.get(
    '/visits',
    {
      schema: {
        tags: TAGS,
        operationId: 'listVisits',
        summary: 'Visits, the latest day first',
        querystring: visitListQuery,
        response: { 200: visitPage, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const asOf = dayAsked(deps, 'asOf', query.asOf);
      const listed = await listVisits(sourceOf(request), query, { page: pageQuery(query, 2), asOf });
      const names = await projectNamesOf(
        db,
        listed.items.map(({ state }) => state.project),
      );
      const wire = (visit: VisitThen) => ({
        ...visitWire(visit),
        projectName: names.get(visit.state.project ?? '') ?? null,
      });
      return { asOf: asOf.day, ...pageWire(listed, wire) };
    },
  );
  app.get(
    '/visits/counts',
    {
      schema: {
        tags: TAGS,
        operationId: 'countVisits',
        summary: 'Visits and findings by month and team; what was solved on the spot (现场化解) apart',
        querystring: visitCountsQuery,
        response: { 200: visitCountsAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const asOf = dayAsked(deps, 'asOf', query.asOf);
      const rows = await visitCounts(sourceOf(request), query, asOf);
      const names = await namesOf(db, { people: [], units: rows.map(({ team }) => team) });
      const items = rows.map(row => ({ ...row, teamName: names.unit(row.team) }));
      return { asOf: asOf.day, items, sum: sumOf(rows) };
    },
  );
}

function readRoutes(app: App, deps: ApiDependencies): void {
  const { db } = deps;
  app.get(
    '/visits/:code',
    {
      schema: {
        tags: TAGS,
        operationId: 'getVisit',
        summary: 'One visit with its findings, their problems and files',
        params: codeParams,
        response: { 200: visitDetailAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { code } = request.params;
      const visit = found(await visitByCode(db, code), 'code', code);
      const { people, team, project, findings } = visit.state;
      const [names, projectName, states, files] = await Promise.all([
        namesOf(db, { people, units: [team] }),
        projectNameOf(db, project),
        problemStates(
          db,
          findings.flatMap(({ problem }) => problem ?? []),
        ),
        fileNames(
          db,
          findings.flatMap(finding => finding.files),
        ),
      ]);
      return visitDetailWire(visit, {
        ...{ names, projectName },
        problemStates: states,
        fileNames: files,
        locale: localeFor(request),
      });
    },
  );
  entityHistoryRoutes(app, deps, {
    ...{ kind: 'visit', tags: TAGS, word: 'Visit', path: '/visits/:code', pageName: 'VisitEventPage' },
    summaries: {
      events: 'The history of a visit',
      waiting: 'What the visit’s workflow waits for right now',
    },
    known: code => visitByCode(db, code),
  });
}

async function answer(
  deps: ApiDependencies,
  [request, reply]: [FastifyRequest, FastifyReply],
  asked: Pick<Asked<'visit'>, 'entity' | 'command'>,
) {
  const answered = await give(deps, request, { kind: 'visit', ...asked });
  const visit: VisitThen = found(await visitByCode(deps.db, answered.entityId), 'code', answered.entityId);
  return commandAnswer(reply, visitWire(visit), answered);
}

function beginRoutes(app: App, deps: ApiDependencies): void {
  const begin = async (request: FastifyRequest, reply: FastifyReply, command: VisitCommand) => {
    const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
    const visit = await answer(deps, [request, reply], { entity: { prefix: `V-${year}` }, command });
    return reply.code(201).header('location', `/api/v1/visits/${visit.code}`).send(visit);
  };
  app.post(
    '/visits',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'planVisit',
        summary: 'Plan a visit, for today or later',
        body: planVisitBody,
        response: { 201: visitCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => begin(request, reply, planVisitCommandOf(request.body)),
  );
  app.post(
    '/visits/record',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'recordVisit',
        summary: 'Record a visit nobody had planned, with what it found',
        body: recordVisitBody,
        response: { 201: visitCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => begin(request, reply, recordVisitCommandOf(request.body)),
  );
}

function commandRoutes(app: App, deps: ApiDependencies): void {
  // One address per command, as for projects.
  for (const [name, { body, toCommand }] of Object.entries(VISIT_COMMANDS)) {
    app.post(
      `/visits/:code/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          operationId: `${name}Visit`,
          summary: SUMMARIES[name as keyof typeof VISIT_COMMANDS],
          params: codeParams,
          body,
          response: { 200: visitCommandAnswer, ...REFUSALS },
        },
      },
      (request, reply) => {
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => VisitCommand)(request.body);
        return answer(deps, [request, reply], { entity: { id: request.params.code }, command });
      },
    );
  }
}

const SUMMARIES: Record<keyof typeof VISIT_COMMANDS, string> = {
  move: 'Move a planned visit to another day, with the reason',
  cancel: 'Cancel a planned visit, with the reason',
  hold: 'Say that a visit took place, and what it found; each finding becomes a problem, once',
  find: 'Add findings to a visit that took place; after its day with the reason, and marked',
};
