import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const SCRIPT = new URL('../../accounts/pages/passkey.mjs', import.meta.url);

/** The one script there is, for the pages that ask a browser for a passkey: the same for everybody. */
export async function passkeyScriptRoute(scope: FastifyInstance): Promise<void> {
  const script = await readFile(SCRIPT, 'utf8');
  scope.get('/account-passkey.js', { schema: { hide: true } as object }, async (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(script),
  );
}
