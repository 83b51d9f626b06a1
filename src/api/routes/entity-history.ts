import { codeParams, eventAnswer, pageOf, paging, waitingAnswer } from '../../contract/schemas/index.ts';
import type { LivingKind } from '../../contract/ports.ts';
import { listEvents } from '../../ledger/reads/events.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { eventsWire } from '../wire/events.ts';
import { waitingWire } from '../wire/waiting.ts';
import { found, pageQuery, REFUSALS, type App } from './shared.ts';

interface Told {
  kind: LivingKind;
  tags: string[];
  /** As in `listVisitEvents`. */
  word: string;
  /** The address of one: `/visits/:code`. */
  path: `/${string}/:code`;
  /** The name of the page of events in the OpenAPI file. */
  pageName: string;
  summaries: {
    events: string;
    /** Absent: there is no such address. */
    waiting?: string;
  };
  /** The entity by its code; null when there never was one. */
  known(code: string): Promise<object | null | undefined>;
}

/**
 * What is told of every entity that lives in a workflow: its history, and what it waits for right now. An unknown code is 404 and not an empty
 * history; one whose life is over has no workflow and waits for nothing.
 */
export function entityHistoryRoutes(app: App, { db, gateway }: ApiDependencies, told: Told): void {
  const { kind, tags, word, path, pageName, summaries, known } = told;
  app.get(
    `${path}/events`,
    {
      schema: {
        tags,
        operationId: `list${word}Events`,
        summary: summaries.events,
        params: codeParams,
        querystring: paging,
        response: { 200: pageOf(eventAnswer, pageName), ...REFUSALS },
      },
    },
    async ({ params: { code }, query }) => {
      found(await known(code), 'code', code);
      return eventsWire(db, await listEvents(db, { kind, id: code }, pageQuery(query)));
    },
  );
  if (summaries.waiting === undefined) return;
  app.get(
    `${path}/waiting`,
    {
      schema: {
        tags,
        operationId: `get${word}Waiting`,
        summary: summaries.waiting,
        params: codeParams,
        response: { 200: waitingAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code } }) => {
      found(await known(code), 'code', code);
      return waitingWire(await gateway.waitingFor(kind, code));
    },
  );
}
