import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { NoticeName } from '../../links/catalogue.ts';
import { PAGE_POLICY } from '../../links/pages/style.ts';
import { langOf, pageLocale } from '../../links/pages/view.ts';
import { LINK_PATH } from '../../links/secret.ts';
import { linkIdOf } from '../../ledger/links.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { noticeOf, paperOfLink, showLink, useLink, type PageAnswer, type Sent, type Visit } from '../links/visit.ts';
import { paperHeaders } from '../paper-headers.ts';
import { written } from '../plugins/audit.ts';
import { asRefused } from '../plugins/errors.ts';
import type { App } from './shared.ts';

/** A whole department behind one address opens its mails at nine; a program that tries secrets is slowed to nothing. */
const A_MINUTE = { max: 120, timeWindow: 60_000 };
/**
 * The longest text a form has is 2,000 characters, nine bytes each when they are Chinese and encoded for a form; a unit of three hundred projects
 * reports them on one page.
 */
const FORM_LIMIT = 512 * 1024;

const schema = {
  // Pages for people without an account; what a link does is in the API as the command it gives.
  hide: true,
  params: z.object({ secret: z.string() }),
  querystring: z.looseObject({ lang: z.unknown().optional() }),
};

/**
 * The pages of one-click links, outside the API: no account, no script, no cookie. A GET shows and a POST does. All answers are pages in
 * words, also those that say no.
 */
export async function linkPageRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  takeForms(scope);
  scope.setErrorHandler<FastifyError>((error, request, reply) => send(request, reply, asPage(error, request)));
  await scope.register(rateLimit, A_MINUTE);
  app.get(`${LINK_PATH}:secret`, { schema }, async (request, reply) => {
    const visit = visitOf(request, request.params);
    const { paper } = request.query;
    const page =
      paper === undefined ? await showLink(deps, visit, request.query) : await paperOfLink(deps, visit, String(paper));
    if ('row' in page) {
      const { row, bytes, content } = page;
      return reply.headers({ ...paperHeaders(row, bytes), ...UNSEEN }).send(content);
    }
    // Whoever looks at an old mail is told it is over; who tries secrets is kept.
    if (page.status === 404) await auditPage(deps, request, page);
    return send(request, reply, page);
  });
  app.post(`${LINK_PATH}:secret`, { schema, bodyLimit: FORM_LIMIT }, async (request, reply) => {
    const visit = visitOf(request, request.params);
    const page = await useLink(deps, visit, sentIn(request.body));
    if (KEPT.has(page.status)) await auditPage(deps, request, page);
    return send(request, reply, page);
  });
}

/** What says no to somebody; a form that lacks a word does not. */
const KEPT = new Set([403, 404, 409, 410, 422]);

async function auditPage(deps: ApiDependencies, request: FastifyRequest, { status }: PageAnswer): Promise<void> {
  const { secret } = request.params as { secret: string };
  const id = linkIdOf(secret);
  const action = request.method === 'POST' ? 'useLink' : 'openLink';
  await written(deps, request, {
    ...{ action, outcome: 'refused', actorId: null, atMs: deps.now(), requestId: request.id },
    ...{ origin: { address: request.ip, means: `link:${id}` }, subject: { kind: 'link', id }, detail: { status } },
  });
}

/** One is enough to say so, and a forged form of a hundred thousand is not answered with a list. */
const MOST_TWICE = 20;

/** What a browser sends from a form, and nothing else. None of our pages gives a field twice: whoever does is told which. */
function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const pairs = [...new URLSearchParams(String(body))];
    const seen = new Set<string>();
    const twice = pairs.flatMap(([name]) => (seen.size === seen.add(name).size ? [name] : []));
    done(null, { typed: Object.fromEntries(pairs), twice: twice.slice(0, MOST_TWICE) });
  });
}

/** A POST without a body has none of the fields, and the page says which are missing. */
const sentIn = (body: unknown): Sent => (typeof body === 'object' && body !== null ? (body as Sent) : NOTHING);

const NOTHING: Sent = { typed: {}, twice: [] };

const visitOf = (request: FastifyRequest, { secret }: { secret: string }): Visit => ({
  secret,
  locale: localeFor(request),
  requestId: request.id,
  address: request.ip,
});

const localeFor = ({ query, headers }: FastifyRequest) =>
  pageLocale((query as { lang?: unknown } | undefined)?.lang, headers['accept-language']);

const UNSEEN = { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' };

/** Never kept, never indexed, and its address is told to nobody. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, html, replayed = false }: PageAnswer,
): FastifyReply {
  if (replayed) reply.header('idempotent-replayed', 'true');
  return reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY })
    .headers({ 'content-language': langOf(localeFor(request)), vary: 'accept-language' })
    .headers(UNSEEN)
    .send(html);
}

function asPage(error: FastifyError, request: FastifyRequest): PageAnswer {
  const locale = localeFor(request);
  if (error.statusCode === 429) return noticeOf('tooMany', locale);
  const { statusCode, refusals } = asRefused(error, request);
  // Who knows the secret needs no forged form, so the check of the whole API is a second lock here and not the first.
  if (refusals[0].code === 'notSameOrigin') return noticeOf('crossSite', locale);
  // What is ours to repair or to operate is logged with its cause, which the reader never sees.
  if (statusCode >= 500) request.log.error({ err: error }, 'the page of a link failed');
  const name: NoticeName = statusCode === 503 ? 'unavailable' : statusCode >= 500 ? 'failed' : 'unreadable';
  return { ...noticeOf(name, locale), status: statusCode };
}
