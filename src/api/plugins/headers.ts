import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Of every answer; a page replaces what it needs otherwise. */
    safeHeaders: Readonly<Record<string, string>>;
  }
}

/** What no page of ours uses, so that nothing that gets into one can. */
const UNUSED_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

const SAFE_HEADERS = {
  // An answer that is data needs nothing. Each page brings a policy of its own, and none lets an inline script or style run unnamed.
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  // It stays in the house and not nowhere: on the forms of a page without a referrer a browser writes `Origin: null`.
  'referrer-policy': 'same-origin',
  'permissions-policy': UNUSED_FEATURES.map(feature => `${feature}=()`).join(', '),
  'x-permitted-cross-domain-policies': 'none',
};

/**
 * The headers of every answer, also where a request fails before any route or hook sees it. `hstsSeconds` 0: people do not reach us by TLS. Not
 * with `includeSubDomains`: the other hosts of the office are not ours to promise for.
 */
export function sendSafeHeaders(app: FastifyInstance, hstsSeconds: number): void {
  const hsts = hstsSeconds > 0 ? { 'strict-transport-security': `max-age=${hstsSeconds}` } : {};
  app.decorate('safeHeaders', { ...SAFE_HEADERS, ...hsts });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(app.safeHeaders);
    done();
  });
  // Whatever does not say otherwise is somebody's working data: kept by no browser and no proxy.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done();
  });
}
