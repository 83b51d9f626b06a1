import type { FastifyInstance, FastifyRequest } from 'fastify';
import { declineAbsence, deputyLinkBySecret, type DeputyLink } from '../../ledger/deputies.ts';
import { renderDeputy } from '../../links/pages/deputy.ts';
import { DEPUTY_PATH, isSecret } from '../../links/secret.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { BUTTON_SCHEMA, limitButtons, pageLocaleFor, sendHtml, takeForms } from '../page-answers.ts';
import { written } from '../plugins/audit.ts';
import type { App } from './shared.ts';

/** On which a deputy says, from the mail that told him, that he will not stand in. A GET shows and a POST does, once. */
export async function deputyPageRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  takeForms(scope);
  await limitButtons(scope);
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      ...{ method, url: `${DEPUTY_PATH}:secret`, schema: BUTTON_SCHEMA },
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
