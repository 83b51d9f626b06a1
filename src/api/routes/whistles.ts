import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  blowCommandOf,
  blowWhistleBody,
  codeParams,
  WHISTLE_COMMANDS,
  whistleCommandAnswer,
  whistleDetailAnswer,
  whistleListQuery,
  whistlePage,
} from '../../contract/schemas/index.ts';
import type { WhistleCommand } from '../../domain/whistle/types.ts';
import type { Database } from '../../ledger/database.ts';
import { namesById } from '../../ledger/reads/names.ts';
import { problemByCode, projectNameOf } from '../../ledger/reads/problems.ts';
import { listWhistles, whistleByCode, type WhistleThen } from '../../ledger/reads/whistles.ts';
import { give, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { whistleWire } from '../wire/whistles.ts';
import { entityHistoryRoutes } from './entity-history.ts';
import {
  CHANGING,
  commandAnswer,
  dayAsked,
  found,
  maybeFlag,
  pageQuery,
  pageWire,
  REFUSALS,
  type App,
} from './shared.ts';

const TAGS = ['whistles'];

/**
 * County whistles (县区吹哨): a county calls departments to a special meeting. Blowing one asks the departments by mail; what is answered, and
 * who stays silent, is the whistle's own workflow.
 */
export function whistleRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  historyRoutes(app, deps);
  commandRoutes(app, deps);
}

function readRoutes(app: App, deps: ApiDependencies): void {
  const { db, calendar } = deps;
  app.get(
    '/whistles',
    {
      schema: {
        tags: TAGS,
        operationId: 'listWhistles',
        summary: 'County whistles, the newest first',
        querystring: whistleListQuery,
        response: { 200: whistlePage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => {
      const asOf = dayAsked(deps, 'asOf', query.asOf);
      const filter = { ...query, silent: maybeFlag(query.silent) };
      const source = { db, clock: calendar.clock, reach };
      const listed = await listWhistles(source, filter, { page: pageQuery(query, 2), asOf });
      return { asOf: asOf.day, ...pageWire(listed, whistleWire) };
    },
  );
  app.get(
    '/whistles/:code',
    {
      schema: {
        tags: TAGS,
        operationId: 'getWhistle',
        summary: 'One whistle with the answer of each department, and the names of people and units',
        params: codeParams,
        response: { 200: whistleDetailAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code } }) => detailOf(db, found(await whistleByCode(db, code), 'code', code)),
  );
}

async function detailOf(db: Database, whistle: WhistleThen) {
  const { departments, blownBy, project, problem } = whistle.state;
  const people = [blownBy, ...departments.flatMap(({ person, answeredBy }) => [person, answeredBy])];
  const [names, projectName, row] = await Promise.all([
    namesById(db, { people, units: departments.map(({ unit }) => unit) }),
    projectNameOf(db, project),
    problem === null ? null : problemByCode(db, problem),
  ]);
  return { ...whistleWire(whistle), projectName, problemTitle: row?.title ?? null, names };
}

const historyRoutes = (app: App, deps: ApiDependencies): void =>
  entityHistoryRoutes(app, deps, {
    ...{ kind: 'whistle', tags: TAGS, word: 'Whistle', path: '/whistles/:code', pageName: 'WhistleEventPage' },
    summaries: {
      events: 'The history of a whistle',
      waiting: 'What the whistle’s workflow waits for right now',
    },
    known: code => whistleByCode(deps.db, code),
  });

function commandRoutes(app: App, deps: ApiDependencies): void {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Pick<Asked<'whistle'>, 'entity' | 'command'>,
  ) => {
    const answered = await give(deps, request, { kind: 'whistle', ...asked });
    const whistle = found(await whistleByCode(deps.db, answered.entityId), 'code', answered.entityId);
    return commandAnswer(reply, whistleWire(whistle), answered);
  };
  app.post(
    '/whistles',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'blowWhistle',
        summary: 'Call departments to a special meeting (reporters of the county, coordinators)',
        body: blowWhistleBody,
        response: { 201: whistleCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
      const asked = { entity: { prefix: `W-${year}` }, command: blowCommandOf(request.body) };
      const whistle = await answer(request, reply, asked);
      return reply.code(201).header('location', `/api/v1/whistles/${whistle.code}`).send(whistle);
    },
  );
  for (const [name, { body, toCommand }] of Object.entries(WHISTLE_COMMANDS)) {
    const { operationId, summary } = COMMANDS[name as keyof typeof WHISTLE_COMMANDS];
    app.post(
      `/whistles/:code/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          ...{ operationId, summary },
          params: codeParams,
          body,
          response: { 200: whistleCommandAnswer, ...REFUSALS },
        },
      },
      (request, reply) => {
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => WhistleCommand)(request.body);
        return answer(request, reply, { entity: { id: request.params.code }, command });
      },
    );
  }
}

const COMMANDS: Record<keyof typeof WHISTLE_COMMANDS, { operationId: string; summary: string }> = {
  answer: {
    operationId: 'answerWhistle',
    summary: 'Answer for a department: it comes, sends somebody, or objects with a reason',
  },
  hold: { operationId: 'holdWhistle', summary: 'Say what came of the meeting, and which departments were there' },
  'call-off': { operationId: 'callOffWhistle', summary: 'Call it off, with the reason; all who were called are told' },
};
