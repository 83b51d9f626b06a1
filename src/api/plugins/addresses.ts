import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { Refused } from '../refused.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, with the pattern of its address. */
    knownRoutes: readonly KnownRoute[];
  }
}

interface KnownRoute {
  method: string;
  url: string;
}

/**
 * What an address alone says is judged first, before anybody is asked who he is and before a body is read: an address there is not (404), one
 * that does not take the method (405, with the methods it takes), and a query that cannot be decoded (400).
 */
export function judgeAddresses(app: FastifyInstance): void {
  const routes: (KnownRoute & { path: RegExp })[] = [];
  app.decorate('knownRoutes', routes);
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url, path: patternOf(url) });
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) {
      const refusal = brokenQuery(request);
      return done(refusal ? new Refused(refusal) : undefined);
    }
    const { method } = request;
    const path = pathOf(request);
    const methods = routes.filter(route => route.path.test(path)).map(route => route.method);
    if (methods.length === 0) return done(new Refused(refuse('notFound', 'path', `${method} ${path}`)));
    const list = [...new Set(methods)].sort();
    reply.header('allow', list.join(', '));
    done(new Refused(refuse('wrongMethod', 'method', method, { list })));
  });
}

export const pathOf = ({ url }: Pick<FastifyRequest, 'url'>): string => url.split('?', 1)[0] ?? '';

/** `/projects/:code/events` → what it matches. A part of an address has no slash; `*` is the rest of it. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map(part => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('/')}$`);
}

/** The parser of queries takes a broken `%E0%A4` for text as it stands, which is not what was meant. Null: all of it can be decoded. */
function brokenQuery({ url }: Pick<FastifyRequest, 'url'>): Refusal | null {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  if (!query.includes('%')) return null;
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    if (isDecodable(name) && isDecodable(value)) continue;
    const field = isDecodable(name) ? decodeURIComponent(name) : 'query';
    return refuse('badFormat', field, isDecodable(name) ? value : pair, { shape: '%XX, UTF-8' });
  }
  return null;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
