import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeOf } from '../../contract/catalogue/index.ts';
import { Unavailable } from '../../contract/ports.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { MAX_BYTES } from '../../spreadsheet/limits.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { namedRefusals } from '../named-refusals.ts';
import { problemOf, Refused } from '../refused.ts';
import { pathOf } from './addresses.ts';
import { auditRefusal } from './audit.ts';

/** Of one part of an address; the longest id is 40. */
export const MAX_PARAM_LENGTH = 200;
const JSON_TYPE = 'application/json';
const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media types of a route that does not take JSON, as a caller who sent another is told. */
    takes?: readonly string[];
  }
}

/** Every error ends here and leaves as problem+json in the caller's language. */
export function answerErrors(app: FastifyInstance, deps: Pick<ApiDependencies, 'db' | 'now'>): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const refused = await kept(deps, request, asRefused(error, request));
    // Refusals are ordinary; what is ours to repair or to operate is logged with its cause, which the caller never sees.
    if (refused.statusCode >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, refused, await shownOf(deps, refused));
  });
  // Of a file that is not in a folder of files; an address that is in no route has been judged before.
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new Refused(refuse('notFound', 'path', `${request.method} ${pathOf(request)}`))),
  );
}

/** The refusal, once the audit has it; otherwise that nothing can be done now. */
async function kept(
  deps: Pick<ApiDependencies, 'db' | 'now'>,
  request: FastifyRequest,
  refused: Refused,
): Promise<Refused> {
  try {
    await auditRefusal(deps, request, refused);
    return refused;
  } catch (error) {
    return asRefused(error, request);
  }
}

/** Without names where the ledger cannot be read: the refusal itself is the answer. */
const shownOf = ({ db }: Pick<ApiDependencies, 'db'>, { refusals }: Refused): Promise<readonly Refusal[]> =>
  namedRefusals(db, refusals, 'withIds').catch(() => refusals);

/**
 * Somebody who is still sending when his line is closed gets a broken pipe and never reads why. So the line stays, and what is still to come
 * is taken and thrown away; `requestTimeout` ends a sender who does not end.
 */
function hearOut(reply: FastifyReply): void {
  const { raw } = reply.request;
  if (raw.complete) return;
  reply.removeHeader('connection');
  raw.unpipe();
  raw.resume();
}

/** Never cached, and different by language; a 401 says how to sign in, a 503 when to ask again. */
export function sendProblem(
  reply: FastifyReply,
  refused: Refused,
  shown: readonly Refusal[] = refused.refusals,
): FastifyReply {
  const { request } = reply;
  hearOut(reply);
  const locale = localeOf(request.headers['accept-language']);
  const problem = problemOf(refused, { locale, instance: pathOf(request).slice(0, 500), shown });
  if (refused.retryAfterSeconds !== null) reply.header('retry-after', refused.retryAfterSeconds);
  if (refused.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="weekly-dispatch"');
  return (
    reply
      .code(refused.statusCode)
      .headers({ 'content-type': PROBLEM_JSON, 'content-language': locale === 'zh' ? 'zh-CN' : 'en' })
      // Again, for what failed before a hook has set them.
      .headers({ ...reply.server.safeHeaders, vary: 'accept-language', 'cache-control': 'no-store' })
      .send(JSON.stringify(problem))
  );
}

/**
 * What is no HTTP, or has more headers than the server reads: it reaches no route, and its language cannot be known. Written to the socket
 * by hand, as there is no reply.
 */
export function answerBrokenRequest(this: FastifyInstance, error: BrokenRequest, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooMuch = error.code === 'HPE_HEADER_OVERFLOW';
  const refusal = tooMuch ? refuse('tooLong', 'headers', null, { max: maxHeaderSize }) : notHttp(error);
  const problem = { ...problemOf(new Refused(refusal), { locale: 'en', instance: '' }), status: tooMuch ? 431 : 400 };
  const body = JSON.stringify(problem);
  const headers = { 'content-type': PROBLEM_JSON, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries({ ...headers, ...this.safeHeaders }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n'));
}

type BrokenRequest = NodeJS.ErrnoException & { rawPacket?: unknown };
const MAX_SHOWN = 200;

/** Chinese typed into an address as it is reaches no route: the commonest of them is told by what it says. */
function notHttp({ code, rawPacket }: BrokenRequest): Refusal {
  const [, address] = Buffer.isBuffer(rawPacket) ? rawPacket.toString().split(' ', 2) : [];
  return code === 'HPE_INVALID_URL' && address !== undefined
    ? refuse('badFormat', 'address', address.slice(0, MAX_SHOWN), { shape: 'percent-encoded UTF-8, e.g. %E5%8D%97' })
    : refuse('badFormat', 'request', null, { shape: 'HTTP/1.1' });
}

/** What was thrown, as the caller may hear it; of a mistake of ours he gets the number under which it is logged. */
export function asRefused(error: unknown, request: FastifyRequest): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof Unavailable) {
    const { part, retryAfterSeconds } = error;
    return new Refused(refuse('unavailable', 'server', part), { retryAfterSeconds, cause: error });
  }
  if (isDatabaseAway(error)) return new Refused(refuse('unavailable', 'server', 'database'), { cause: error });
  const refusal = fromFastify(error as FastifyError, request);
  return new Refused(refusal ?? refuse('internal', 'server', request.id), { cause: error });
}

/** Fastify's own refusals, by its codes. Null: none of the caller's doing. */
function fromFastify(error: FastifyError, request: FastifyRequest): Refusal | null {
  const type = String(request.headers['content-type'] ?? '');
  switch (error.code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refuse('required', 'body', null);
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuse('bodyNotJson', 'body', null);
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse('bodyTooLarge', 'body', null, { maxBytes: request.routeOptions.bodyLimit ?? MAX_BYTES });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return refuse('wrongMediaType', 'Content-Type', type, {
        list: request.routeOptions.config?.takes ?? [JSON_TYPE],
      });
    case 'FST_REQ_FILE_TOO_LARGE':
      return refuse('bodyTooLarge', 'file', null, { maxBytes: MAX_BYTES });
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return refuse('tooLong', 'body', null, { max: 60 });
    case 'FST_PROTO_VIOLATION':
      return refuse('unknownField', 'body', '__proto__');
    case 'FST_ERR_BAD_URL':
      return refuse('badFormat', 'path', request.url, { shape: '%XX, UTF-8' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return refuse('tooLong', 'path', request.url, { max: MAX_PARAM_LENGTH });
    default:
      break;
  }
  if (error.statusCode === 400 || error instanceof SyntaxError) return refuse('bodyNotJson', 'body', null);
  return error.statusCode === 413 ? refuse('bodyTooLarge', 'body', null, { maxBytes: MAX_BYTES }) : null;
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (shutting down), and what the socket, the pool and PGlite say. */
const AWAY_STATES = /^(08...|53...|57P0[1-5])$/;
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
]);
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|after calling end on the pool|not queryable|pglite is closed|driver has already been destroyed/i;

/** Then it is 503 and worth asking again, not 500. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  // By shape, not by class: a driver's error may come from another realm, and a socket's wraps one for each address it tried.
  const { code, message, errors } = error as { code?: unknown; message?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.some(isDatabaseAway)) return true;
  if (typeof code === 'string' && (AWAY_STATES.test(code) || AWAY_CODES.has(code))) return true;
  return typeof message === 'string' && AWAY_WORDS.test(message);
}
