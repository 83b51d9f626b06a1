import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  BATCH_COMMANDS,
  batchAnswer,
  batchCheckAnswer,
  batchCommandAnswer,
  batchDetailAnswer,
  batchListQuery,
  codeParams,
  pageOf,
  planBatchBody,
  planCommandOf,
} from '../../contract/schemas/index.ts';
import type { BatchCommand } from '../../domain/batch/types.ts';
import { batchByCode, batchProjects, checkBatch, listBatches } from '../../ledger/reads/batches.ts';
import { give, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { batchCheckWire, batchDetailWire, batchWire } from '../wire/batches.ts';
import { entityHistoryRoutes } from './entity-history.ts';
import { CHANGING, commandAnswer, found, localeFor, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['batches'];
const batchPage = pageOf(batchAnswer, 'BatchPage');

/**
 * Batch events: a list, its evidence check, one confirmation. A confirmation is answered as soon as it is in the ledger; the event's
 * workflow moves the projects, and `progress` tells how far it is.
 */
export function batchRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  checkRoutes(app, deps);
  commandRoutes(app, deps);
}

function readRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/batches',
    {
      schema: {
        tags: TAGS,
        operationId: 'listBatches',
        summary: 'Batch events, the latest day first',
        querystring: batchListQuery,
        response: { 200: batchPage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => pageWire(await listBatches(db, { ...query, reach }, pageQuery(query, 2)), batchWire),
  );
  app.get(
    '/batches/:code',
    {
      schema: {
        tags: TAGS,
        operationId: 'getBatch',
        summary: 'One event with its list, the result of each project, and totals by number and 亿元',
        params: codeParams,
        response: { 200: batchDetailAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { code } = request.params;
      const row = found(await batchByCode(db, code, request.reach), 'code', code);
      return batchDetailWire(row, await batchProjects(db, code, request.reach), localeFor(request));
    },
  );
}

function checkRoutes(app: App, deps: ApiDependencies): void {
  const { db, calendar, now } = deps;
  app.get(
    '/batches/:code/check',
    {
      schema: {
        tags: TAGS,
        operationId: 'checkBatch',
        summary: 'Evidence check: what each listed project still lacks, and whether it can take the stage at all',
        params: codeParams,
        response: { 200: batchCheckAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { code } = request.params;
      const checked = await checkBatch({ db, calendar, nowMs: now(), reach: request.reach }, code);
      return batchCheckWire(found(checked, 'code', code), localeFor(request));
    },
  );
  entityHistoryRoutes(app, deps, {
    ...{ kind: 'batch', tags: TAGS, word: 'Batch', path: '/batches/:code', pageName: 'EventPage' },
    summaries: {
      events: 'The history of an event: who changed its list, when and why',
    },
    known: code => batchByCode(db, code),
  });
}

function commandRoutes(app: App, deps: ApiDependencies): void {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Pick<Asked<'batch'>, 'entity' | 'command'>,
  ) => {
    const answered = await give(deps, request, { kind: 'batch', ...asked });
    const batch = found(await batchByCode(deps.db, answered.entityId), 'code', answered.entityId);
    return commandAnswer(reply, batchWire(batch), answered);
  };
  app.post(
    '/batches',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'planBatch',
        summary: 'Plan a batch event (集中签约 · 集中开工 · 集中竣工)',
        body: planBatchBody,
        response: { 201: batchCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
      const asked = { entity: { prefix: `B-${year}` }, command: planCommandOf(request.body) };
      const planned = await answer(request, reply, asked);
      return reply.code(201).header('location', `/api/v1/batches/${planned.code}`).send(planned);
    },
  );
  // One address per command, as for projects.
  for (const [name, { body, toCommand }] of Object.entries(BATCH_COMMANDS)) {
    app.post(
      `/batches/:code/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          operationId: `${name}Batch`,
          summary: SUMMARIES[name as keyof typeof BATCH_COMMANDS],
          params: codeParams,
          body,
          response: { 200: batchCommandAnswer, ...REFUSALS },
        },
      },
      async (request, reply) => {
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => BatchCommand)(request.body);
        return answer(request, reply, { entity: { id: request.params.code }, command });
      },
    );
  }
}

const SUMMARIES: Record<keyof typeof BATCH_COMMANDS, string> = {
  add: 'Put a project on the list; late, and with a reason, after the cut-off',
  drop: 'Take a project off the list',
  substitute: 'Put one project in the place of another',
  confirm: 'Confirm that the event took place: every listed project is moved to the stage, once',
  cancel: 'Cancel an event that was not confirmed',
};
