import { sql } from 'kysely';
import { healthAnswer, readyAnswer, rebuildAnswer, schedulesAnswer } from '../../contract/schemas/index.ts';
import type { ScheduleDifference } from '../../contract/ports.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { CHANGING, REFUSALS, type App } from './shared.ts';

const TAGS = ['system'];

const scheduleWire = (items: readonly ScheduleDifference[]) => ({
  items: items.map(({ id, action, changes }) => ({ id, action, changes: [...changes] })),
  total: items.length,
});

/** For operators: what Temporal is asked to do against what it does, and starting again after Temporal was lost. */
export function systemRoutes(app: App, { gateway, schedules }: ApiDependencies): void {
  app.get(
    '/schedules',
    {
      schema: {
        tags: TAGS,
        operationId: 'diffSchedules',
        summary: 'What the ledger asks of Temporal’s Schedules against what they are',
        response: { 200: schedulesAnswer, ...REFUSALS },
      },
    },
    async () => scheduleWire(await schedules.diff()),
  );
  app.post(
    '/schedules/apply',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'applySchedules',
        summary: 'Bring the Schedules in line; doing it twice is doing it once',
        response: { 200: schedulesAnswer, ...REFUSALS },
      },
    },
    // The key is asked for like everywhere, and not kept: a Schedule that is in line is left alone.
    async () => scheduleWire(await schedules.apply()),
  );
  app.post(
    '/rebuild',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'rebuild',
        summary:
          'Start the workflow of every open entity that has none (administrators); doing it twice is doing it once',
        response: { 200: rebuildAnswer, ...REFUSALS },
      },
    },
    () => gateway.rebuild(),
  );
}

/** How long a part may take to say that it is there. */
const READY_MS = 3_000;

/** For whoever watches the process; without a token, and without a word about the inside. */
export function healthRoutes(app: App, { db, readiness, version, databaseKind: kind }: ApiDependencies): void {
  app.get(
    '/health',
    {
      schema: {
        tags: TAGS,
        operationId: 'health',
        summary: 'Whether the process answers',
        security: [],
        response: { 200: healthAnswer },
      },
    },
    // Asks nothing: a process without its database is not to be killed and started again for it.
    () => ({ status: 'ok' as const, version }),
  );
  app.get(
    '/ready',
    {
      schema: {
        tags: TAGS,
        operationId: 'ready',
        summary: 'Whether every part answers: 200, or 503 with the parts that do not',
        security: [],
        response: { 200: readyAnswer, 503: readyAnswer },
      },
    },
    async (_request, reply) => {
      const checks = { database: () => sql`select 1`.execute(db), ...readiness };
      const parts: Record<string, Part> = Object.fromEntries(
        await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await partOf(check)] as const)),
      );
      if (kind && parts.database) parts.database = { ...parts.database, kind };
      const ok = Object.values(parts).every(part => part.ok);
      if (!ok) reply.code(503).header('retry-after', 5);
      return { status: ok ? ('ready' as const) : ('notReady' as const), parts };
    },
  );
}

interface Part {
  ok: boolean;
  ms: number;
  kind?: string;
}

/** Never rejects: an error and silence are both "not there". What went wrong is not told, because no token was asked for. */
async function partOf(check: () => Promise<unknown>): Promise<Part> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), READY_MS);
  });
  const answered = Promise.resolve()
    .then(check)
    .then(
      () => true,
      () => false,
    );
  const ok = await Promise.race([answered, silence]);
  clearTimeout(timer);
  return { ok, ms: Math.round(performance.now() - began) };
}
