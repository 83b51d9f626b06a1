import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from '../refused.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The one other origin whose pages may ask here, of a route that changes nothing. */
    servesOrigin?: string | undefined;
  }
}

/** Methods that change nothing here. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who made a browser send a request: a page of ours, another site's, or it does not say; programs never say. */
export type Sender = 'ours' | 'another' | 'unsaid';

/**
 * `Sec-Fetch-Site` says it where the browser trusts the line (TLS, or this machine), `Origin` elsewhere. A page that sends no referrer makes
 * browsers write `Origin: null`, so that alone says nothing. The host is the one that was asked for, or PUBLIC_URL's where a proxy rewrites it.
 */
export function senderOf({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>, publicUrl: string): Sender {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'another';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return site === undefined ? 'unsaid' : 'ours';
  const own = [host, new URL(publicUrl).host];
  return URL.canParse(origin) && own.includes(new URL(origin).host) ? 'ours' : 'another';
}

/**
 * No page of another site changes anything here, whatever the browser would send along by itself. Of a change that comes with a cookie it must
 * be known that a page of ours sent it; a program with a token is let through.
 */
export function refuseOtherSites(app: FastifyInstance, publicUrl: string): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (READING.has(request.method)) return done();
    // A route that changes nothing may be for the pages of one other origin.
    if (request.headers.origin !== undefined && request.headers.origin === request.routeOptions.config.servesOrigin) {
      return done();
    }
    const sender = senderOf(request, publicUrl);
    const { authorization, cookie, origin } = request.headers;
    // No browser adds a token by itself, and a cookie beside one opens nothing.
    const byCookie = cookie !== undefined && authorization === undefined;
    const isRefused = sender === 'another' || (sender === 'unsaid' && byCookie);
    const from = origin ?? request.headers['sec-fetch-site'] ?? 'no Origin';
    done(isRefused ? new Refused(refuse('notSameOrigin', 'Origin', from)) : undefined);
  });
}
