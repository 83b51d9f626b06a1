import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { overPage } from '../accounts/pages/build.ts';
import type { Locale } from '../contract/catalogue/index.ts';
import { PAGE_POLICY, SCRIPT_PAGE_POLICY } from '../links/pages/style.ts';
import { langOf, pageLocale } from '../links/pages/view.ts';

/** What the pages of our own have in common: what they take, and how they leave. */

/** What a browser sends from a form, and nothing else. Of a field given twice the first counts. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    const pairs = [...new URLSearchParams(String(body))].reverse();
    done(null, Object.fromEntries(pairs));
  });
}

/** What stands behind the button of a mail: opened from few addresses, and told when to come again. */
export async function limitButtons(scope: FastifyInstance): Promise<void> {
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.statusCode !== 429) throw error;
    return sendHtml(request, reply, { status: 429, html: overPage('tooMany', pageLocaleFor(request)) });
  });
  await scope.register(rateLimit, { max: 60, timeWindow: 60_000 });
}

/** A secret in the address, and the language of the page. */
export const BUTTON_SCHEMA = {
  hide: true,
  params: z.object({ secret: z.string() }),
  querystring: z.looseObject({ lang: z.unknown().optional() }),
};

/** A POST without a body has none of the fields, and the page says which are missing. */
export const typedIn = (body: unknown): Readonly<Record<string, string>> =>
  typeof body === 'object' && body !== null ? (body as Record<string, string>) : {};

/** A browser says nothing of a box that is not. */
export const isTicked = (typed: Readonly<Record<string, string>>, name: string): boolean => typed[name] === 'yes';

export const pageLocaleFor = ({ query, headers }: FastifyRequest): Locale =>
  pageLocale((query as { lang?: unknown } | undefined)?.lang, headers['accept-language']);

interface Html {
  status: number;
  html: string;
  /** Whether a script of ours belongs to it. */
  scripted?: boolean;
}

/** Never kept, never indexed. */
export const sendHtml = (
  request: FastifyRequest,
  reply: FastifyReply,
  { status, html, scripted = false }: Html,
): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8' })
    .headers({ 'content-security-policy': scripted ? SCRIPT_PAGE_POLICY : PAGE_POLICY })
    .headers({ 'content-language': langOf(pageLocaleFor(request)), vary: 'accept-language, cookie' })
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
    .send(html);
