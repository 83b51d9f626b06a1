import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CONSOLE_PATHS } from '../../access/open.ts';

/** A file that is named by its content never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NONCE_BYTES = 16;

/** Files of our own and nothing else; a style that a component writes is allowed by the nonce of this one answer. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    // A mail is looked at as its own page, under a policy that lets it run and load nothing.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The console: its files, and its one page at every address it knows, so that a link in a mail opens the thing it names. It holds nothing that
 * is anybody's; what it shows it asks the API for. `directory`: what the build made (`dist/console`).
 */
export async function consoleRoutes(scope: FastifyInstance, directory: string): Promise<void> {
  const page = await readFile(join(directory, 'index.html'), 'utf8');
  await scope.register(fastifyStatic, {
    root: directory,
    // Each file is a route: what is not there is not found by the same rules as every other address.
    ...{ wildcard: false, index: false, preCompressed: true, cacheControl: false, logLevel: 'warn' },
    schemaHide: true,
    globIgnore: ['**/*.{html,br,gz}'],
    setHeaders: (response, path) =>
      void response.header('cache-control', path.includes('/assets/') ? FOR_EVER : 'no-cache'),
  });
  const send = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyWith(nonce) })
      .header('cache-control', 'no-store')
      .send(page.replaceAll('{{nonce}}', nonce));
  };
  for (const path of CONSOLE_PATHS) scope.get(path, { schema: { hide: true } }, (_request, reply) => send(reply));
}
