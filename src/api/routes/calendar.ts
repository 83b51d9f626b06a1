import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { calendarFeed, type FeedEntry } from '../../calendar/feed.ts';
import { DEFAULT_ZONE } from '../../calendar/zone.ts';
import {
  calendarAnswer,
  calendarRevokedAnswer,
  idParams,
  madeCalendarAnswer,
  nothingBody,
} from '../../contract/schemas/index.ts';
import {
  feedBySecret,
  feedIdOf,
  feedOfPerson,
  feedWasRead,
  makeFeed,
  revokeFeed,
  type Feed,
} from '../../ledger/calendar-feeds.ts';
import { calendarOf, calendarWindow, type CalendarEntry } from '../../ledger/reads/calendar.ts';
import { personById } from '../../ledger/reads/people.ts';
import { calendarAddress, CALENDAR_PATH, isSecret, newSecret } from '../../links/secret.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { giveOwn } from '../own-commands.ts';
import { requireUnlimited } from '../plugins/sign-in.ts';
import { written } from '../plugins/audit.ts';
import { asRefused } from '../plugins/errors.ts';
import { instantOf, maybeInstant } from '../wire/instants.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['calendar'];
const MINUTE_MS = 60_000;
/** A department's programs behind one address ask once an hour each; one that tries secrets is slowed to nothing. */
const A_MINUTE = { max: 60, timeWindow: 60_000 };

/** The calendar that somebody's own program subscribes to: its address is drawn, shown once, and ends when another is drawn. */
export function calendarRoutes(app: App, deps: ApiDependencies): void {
  const { db } = deps;
  app.get(
    '/people/:id/calendar',
    {
      schema: {
        tags: TAGS,
        operationId: 'getCalendar',
        summary: 'Whether somebody has a calendar to subscribe to, and when it was last taken; without its address',
        params: idParams,
        response: { 200: calendarAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => {
      found(await personById(db, id), 'id', id);
      return feedWire(id, await feedOfPerson(db, id));
    },
  );
  makeRoute(app, deps);
  app.delete(
    '/people/:id/calendar',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'revokeCalendar',
        summary: 'Revoke the address of somebody’s calendar; doing it twice is doing it once',
        params: idParams,
        response: { 200: calendarRevokedAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { id } = request.params;
      found(await personById(db, id), 'id', id);
      const { answer } = await giveOwn(deps, request, reply, {
        ...{ type: 'revokeCalendar', kind: 'person', id, asked: { person: id } },
        act: async (tx, { actor, atMs }) => ({ revoked: await revokeFeed(tx, id, { by: actor.id, atMs }) }),
        changes: ({ revoked }) => (revoked > 0 ? [{ field: 'calendar', old: 'open', new: null }] : []),
      });
      return { person: id, ...answer };
    },
  );
}

function makeRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/people/:id/calendar',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'makeCalendar',
        summary: 'A new address of somebody’s calendar, shown this once; the one before ends',
        params: idParams,
        body: nothingBody,
        response: { 201: madeCalendarAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { id } = request.params;
      found(await personById(deps.db, id), 'id', id);
      const secret = newSecret();
      const { replayed } = await giveOwn(deps, request, reply, {
        ...{ type: 'makeCalendar', kind: 'person', id, asked: { person: id } },
        act: async (tx, { actor, atMs }) => {
          const before = (await feedOfPerson(tx, id))?.id ?? null;
          await makeFeed(tx, { personId: id, secret }, { by: actor.id, atMs });
          return { feed: feedIdOf(secret), before };
        },
        changes: ({ feed, before }) => [{ field: 'calendar', old: before, new: feed }],
      });
      const url = replayed ? null : calendarAddress(deps.publicUrl, secret);
      return reply.code(201).send({ ...feedWire(id, await feedOfPerson(deps.db, id)), url });
    },
  );
}

const feedWire = (person: string, feed: Feed | null) => ({
  person,
  madeAt: maybeInstant(feed?.madeAt ?? null),
  madeBy: feed?.madeBy ?? null,
  readAt: feed?.readAt ? instantOf(feed.readAt).slice(0, 10) : null,
});

const feedSchema = { hide: true, params: z.object({ secret: z.string() }) };

/** The calendar itself, outside the API: calendar programs send no token, so the address is all there is. It can only be read. */
export async function calendarFeedRoute(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const { statusCode } = error.statusCode === 429 ? { statusCode: 429 } : asRefused(error, request);
    if (statusCode >= 500) request.log.error({ err: error }, 'a calendar could not be read');
    return plain(reply, statusCode);
  });
  await scope.register(rateLimit, A_MINUTE);
  app.get(`${CALENDAR_PATH}:secret.ics`, { schema: feedSchema }, async (request, reply) => {
    const { secret } = request.params;
    const feed = isSecret(secret) ? await feedBySecret(deps.db, secret) : null;
    if (!feed) {
      await audit(deps, request, { outcome: 'refused', secret, status: 404 });
      return plain(reply, 404);
    }
    await noted(deps, request, { feed, secret });
    return send(request, reply, await feedFile(deps, feed));
  });
}

interface FeedFile {
  text: string;
  changedMs: number;
}

async function feedFile({ db, calendar, now, mailFrom }: ApiDependencies, feed: Feed): Promise<FeedFile> {
  const { clock } = calendar;
  const entries = await calendarOf(db, feed.personId, { window: calendarWindow(clock, now()), clock });
  const name = (await personById(db, feed.personId))?.name ?? '';
  const text = calendarFeed(
    `周调度 · ${name}`,
    entries.map(entry => feedEntry(entry, mailFrom.domain)),
    DEFAULT_ZONE,
  );
  const changed = entries.map(({ changedAt }) => changedAt.getTime());
  return { text, changedMs: Math.max(feed.madeAt.getTime(), ...changed) };
}

function feedEntry(entry: CalendarEntry, domain: string): FeedEntry {
  const { kind, id, sequence, cancelled, provisional, summary, venue, changedAt } = entry;
  return {
    ...{ uid: `${kind}/${id}@${domain}`, sequence, summary, location: venue, stampMs: changedAt.getTime() },
    status: cancelled ? 'cancelled' : provisional ? 'tentative' : 'confirmed',
    ...('on' in entry
      ? { on: entry.on }
      : { startMs: entry.startMs, endMs: entry.startMs + entry.durationMinutes * MINUTE_MS }),
  };
}

/** Programs ask every hour and nearly always for nothing new; the tag is of the bytes, so it is never wrong. */
function send(request: FastifyRequest, reply: FastifyReply, { text, changedMs }: FeedFile): FastifyReply {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const changed = new Date(Math.floor(changedMs / 1_000) * 1_000);
  reply.headers({ etag: tag, 'last-modified': changed.toUTCString(), 'cache-control': 'private, no-cache' });
  reply.headers({ 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' });
  if (isKnown(request, tag, changed)) return reply.code(304).send();
  return reply
    .headers({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="dispatch.ics"',
    })
    .send(text);
}

/** RFC 9110 §13.2.2: the tag goes before the date, which knows no fractions of a second. */
function isKnown({ headers }: FastifyRequest, tag: string, changed: Date): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some(each => ['*', tag, `W/${tag}`].includes(each.trim()));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Number.isFinite(since) && changed.getTime() <= since;
}

/** A program that asks every hour would fill the audit with itself: the first look of a day is written down. */
async function noted(
  deps: ApiDependencies,
  request: FastifyRequest,
  read: { feed: Feed; secret: string },
): Promise<void> {
  const { clock } = deps.calendar;
  const dayOf = (at: Date): string => clock.toLocal(at.getTime()).date;
  const { id, readAt } = read.feed;
  if (readAt !== null && dayOf(readAt) === clock.toLocal(deps.now()).date) return;
  await audit(deps, request, { outcome: 'done', secret: read.secret, status: 200 });
  await feedWasRead(deps.db, id, deps.now());
}

function audit(
  deps: ApiDependencies,
  request: FastifyRequest,
  { outcome, secret, status }: { outcome: 'done' | 'refused'; secret: string; status: number },
): Promise<void> {
  const id = feedIdOf(secret);
  return written(deps, request, {
    ...{ action: 'readCalendar', outcome, actorId: null, atMs: deps.now(), requestId: request.id },
    ...{
      origin: { address: request.ip, means: `calendar:${id}` },
      subject: { kind: 'calendar', id },
      detail: { status },
    },
  });
}

/** A calendar program shows nobody what stands in an answer that is none. */
const plain = (reply: FastifyReply, status: number): FastifyReply =>
  reply.code(status).headers({ 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }).send('');
