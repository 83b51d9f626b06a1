import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { watchChanges } from '../changes.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { REFUSALS, type App } from './shared.ts';

const EVERY_MS = 1_500;
/** Proxies end a line on which nothing is said. */
const SIGN_OF_LIFE_MS = 20_000;
/** Then the browser asks anew, and it is looked at again who asks. */
const STREAM_MS = 300_000;

/**
 * What kinds of things change, as they change (server-sent events), so that a page that is open shows what is true. Nothing of the things themselves
 * is told: a page asks again, by the routes that know how far its reader reaches.
 */
export function changeRoutes(app: App, { db, followMs = STREAM_MS }: ApiDependencies): void {
  const changes = watchChanges({
    ...{ db, everyMs: EVERY_MS },
    onError: error => app.log.warn({ err: error }, 'the ledger could not be asked for changes'),
  });
  const open = new Set<PassThrough>();
  // A stream never ends by itself, and a server that stops waits for its answers.
  app.addHook('preClose', async () => {
    changes.stop();
    for (const stream of open) stream.end();
  });
  app.get(
    '/changes',
    {
      compress: false,
      config: { unattended: true },
      // A HEAD of a stream would be a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        tags: ['system'],
        operationId: 'followChanges',
        summary:
          'What kinds of things change, as they change: server-sent events `changed` with `{"kinds": […]}`; ends after five minutes',
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const stream = new PassThrough();
      open.add(stream);
      const following = changes.follow(kinds => stream.write(`event: changed\ndata: ${JSON.stringify({ kinds })}\n\n`));
      const alive = setInterval(() => stream.write(': alive\n\n'), SIGN_OF_LIFE_MS);
      const over = setTimeout(() => stream.end(), followMs);
      stream.once('close', () => {
        following.leave();
        clearInterval(alive);
        clearTimeout(over);
        open.delete(stream);
      });
      request.raw.once('close', () => stream.destroy());
      stream.write('retry: 3000\n\n');
      // The page reads again what it missed when the line opens, so it opens when nothing more can be missed.
      await following.begun;
      return reply
        .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
        .send(stream as unknown as string);
    },
  );
}
