import { z } from 'zod';
import type { ApiDependencies } from '../dependencies.ts';
import { found, REFUSALS, type App } from './shared.ts';

const PATH = '/.well-known/security.txt';
/** RFC 9116 wants less than a year. */
const VALID_MS = 180 * 86_400_000;

/** Whom to tell of a weakness (RFC 9116). Not there until somebody has been named: an invented address would swallow reports. */
export function securityTxtRoute(app: App, { securityContact, now }: ApiDependencies): void {
  app.get(
    PATH,
    { schema: { hide: true, response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...REFUSALS } } },
    async (_request, reply) => {
      const contact = found(securityContact, 'path', PATH);
      const expires = `${new Date(now() + VALID_MS).toISOString().slice(0, 10)}T00:00:00Z`;
      const lines = [`Contact: ${contact}`, `Expires: ${expires}`, 'Preferred-Languages: zh, en', ''];
      return reply.type('text/plain; charset=utf-8').send(lines.join('\n'));
    },
  );
}
