import type { Reach } from '../../access/reach.ts';
import {
  editionPage,
  editionParams,
  editionsQuery,
  editionTableAnswer,
  monthParams,
  publishColoursAnswer,
  publishColoursBody,
} from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { coloursSeen, editionOfCommand, editionTable, listEditions } from '../../ledger/reads/colour-editions.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { colourRowWire, editionWire } from '../wire/evaluation.ts';
import { CHANGING, commandAnswer, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['evaluation'];

/** Published months: each edition as it was read, for ever, and what the next one changed. */
export function colourEditionRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  publishRoute(app, deps);
}

function readRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/evaluation/colours/editions',
    {
      schema: {
        tags: TAGS,
        operationId: 'listColourEditions',
        summary: 'Published months, the newest first: who, when, why, and what changed',
        querystring: editionsQuery,
        response: { 200: editionPage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => {
      const seen = await coloursSeen(db, reach);
      const editions = await listEditions(db, query, pageQuery(query, 2));
      return pageWire(editions, edition => editionWire({ ...edition, changes: edition.changes.filter(seen) }));
    },
  );
  const tableOf = async (reach: Reach, month: string, edition: number | null = null) => {
    const table = await editionTable(db, month, edition);
    if (!table) throw new Refused(refuse('notFound', edition === null ? 'month' : 'edition', edition ?? month));
    const seen = await coloursSeen(db, reach);
    const { rows: all, intact, ...head } = { ...table, changes: table.changes.filter(seen) };
    const rows = all.filter(seen);
    return { ...editionWire(head), intact, items: rows.map(colourRowWire), total: rows.length };
  };
  const response = { 200: editionTableAnswer, ...REFUSALS };
  app.get(
    '/evaluation/colours/editions/:month',
    {
      schema: {
        tags: TAGS,
        operationId: 'getColourEdition',
        summary: 'The newest edition of a month, with its rows',
        params: monthParams,
        response,
      },
    },
    ({ params: { month }, reach }) => tableOf(reach, month),
  );
  app.get(
    '/evaluation/colours/editions/:month/:edition',
    {
      schema: {
        tags: TAGS,
        operationId: 'getEarlierColourEdition',
        summary: 'One edition of a month, as it was published',
        params: editionParams,
        response,
      },
    },
    ({ params: { month, edition }, reach }) => tableOf(reach, month, edition),
  );
}

function publishRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/evaluation/colours/editions',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'publishColours',
        summary: 'Publish a month, or a new edition of it (coordinators); the edition before stays as it is',
        body: publishColoursBody,
        response: { 201: publishColoursAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { month, reason, rules } = request.body;
      const command = { type: 'publish', reason, rules } as const;
      const answered = await give(deps, request, { kind: 'colouring', entity: { id: month }, command });
      const edition = found(await editionOfCommand(deps.db, month, answered.seq), 'month', month);
      reply.code(201).header('location', `/api/v1/evaluation/colours/editions/${month}/${edition.edition}`);
      return commandAnswer(reply, editionWire(edition), answered);
    },
  );
}
