import type { FastifyInstance } from 'fastify';
import { doubledKeyIn } from '../../contract/doubled-keys.ts';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from '../refused.ts';
import { prototypeKeyIn } from './prototype-keys.ts';

/**
 * No command needs a hundredth of it. It is this wide so that a text of 10 MB is still read, and refused by the name of its field; a
 * caller whose connection is closed while he still sends learns nothing. An import brings its own limit.
 */
export const BODY_LIMIT = 16 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON bodies as UTF-8, strictly: bytes that are none would otherwise become replacement characters in somebody's name. Keys that reach for
 * a prototype are refused by Fastify's own parser, which does not say where they stand; we do. A field that stands twice is refused too.
 */
export function parseBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // Some clients name a type with every request, also where there is nothing to send.
    if (body.length === 0 && request.routeOptions.schema?.body === undefined) return done(null);
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      return done(new Refused(refuse('bodyNotJson', 'body', null, { why: 'UTF-8' })));
    }
    void parseJson(request, text, (error, parsed) => {
      const refusal = error === null ? doubledKeyIn(text) : prototypeKeyIn(text);
      done(refusal === null ? error : new Refused(refusal), parsed);
    });
  });
  // Without a body every field is missing: the schema says which of them are needed, if any.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.body === undefined && request.method !== 'GET') request.body = {};
    done();
  });
}
