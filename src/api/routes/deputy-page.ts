import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { overPage } from '../../accounts/pages/build.ts';
import { declineAbsence, deputyLinkBySecret, type DeputyLink } from '../../ledger/deputies.ts';
import { renderDeputy } from '../../links/pages/deputy.ts';
import { DEPUTY_PATH, isSecret } from '../../links/secret.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pageLocaleFor, sendHtml, takeForms } from '../page-answers.ts';
import { written } from '../plugins/audit.ts';
import type { App } from './shared.ts';

const A_MINUTE = { max: 60, timeWindow: 60_000 };
const schema = {
  hide: true,
  params: z.object({ secret: z.string() }),
  querystring: z.looseObject({ lang: z.unknown().optional() }),
};

/** On which a deputy says, from the mail that told him, that he will not stand in. A GET shows and a POST does, once. */
export async function deputyPageRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  takeForms(scope);
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error.statusCode !== 429) throw error;
    return sendHtml(request, reply, { status: 429, html: overPage('tooMany', pageLocaleFor(request)) });
  });
  await scope.register(rateLimit, A_MINUTE);
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      ...{ method, url: `${DEPUTY_PATH}:secret`, schema },
      handler: async (request, reply) => {
        const { secret } = request.params;
        const known = isSecret(secret) ? await deputyLinkBySecret(deps.db, secret, deps.now()) : null;
        const presses = method === 'POST' && known?.state === 'open';
        const link = presses ? await decline(deps, request, known) : known;
        reply.header('referrer-policy', 'no-referrer');
        return sendHtml(request, reply, {
          ...{ status: link ? 200 : 404, html: renderDeputy(link, pageLocaleFor(request)) },
        });
      },
    });
  }
}

/** Kept first, as whatever is no command: what cannot be kept is not done. */
async function decline(deps: ApiDependencies, request: FastifyRequest, link: DeputyLink): Promise<DeputyLink> {
  const { absence: id, deputyId } = link;
  const atMs = deps.now();
  await written(deps, request, {
    ...{ action: 'declineDeputyByMail', outcome: 'done', actorId: deputyId, atMs, requestId: request.id },
    ...{ origin: { address: request.ip, means: 'mail' }, subject: { kind: 'person', id: deputyId } },
    detail: { absence: id },
  });
  const declined = await deps.db
    .transaction()
    .execute(tx => declineAbsence(tx, { id, deputyId }, { by: deputyId, atMs }));
  return { ...link, state: declined ? 'declined' : 'over' };
}
