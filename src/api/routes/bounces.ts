import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { addressClearedAnswer, bounceAnswer, idParams, nothingBody } from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { noteBounce } from '../../ledger/bounces.ts';
import { clearAddress } from '../../ledger/dead-addresses.ts';
import { personById } from '../../ledger/reads/people.ts';
import { BOUNCE_BYTES, readBounce, type BounceAction } from '../../mail/bounce.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { giveOwn } from '../own-commands.ts';
import { Refused } from '../refused.ts';
import { BOUNCE_TYPES } from '../uploads.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['mails'];

const OUTCOMES: Readonly<Record<BounceAction, 'bounced' | 'delayed' | 'arrived'>> = {
  failed: 'bounced',
  delayed: 'delayed',
  ...{ delivered: 'arrived', relayed: 'arrived', expanded: 'arrived' },
};

/**
 * Delivery reports (RFC 3464), as the mailbox of the sender gets them; whatever reads that mailbox hands them in here, with a token for this
 * alone. A scope of its own, so that no other route takes its content types.
 */
export async function bounceRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  scope.addContentTypeParser(BOUNCE_TYPES, { parseAs: 'buffer', bodyLimit: BOUNCE_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.post(
    '/mails/bounces',
    {
      bodyLimit: BOUNCE_BYTES,
      schema: {
        ...CHANGING,
        tags: TAGS,
        consumes: BOUNCE_TYPES,
        operationId: 'reportBounce',
        summary: 'Hand in a delivery report (message/rfc822, at most 1 MiB); the same one twice is one',
        response: { 200: bounceAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) {
        const type = request.headers['content-type'];
        throw new Refused(
          type === undefined
            ? refuse('required', 'body', null)
            : refuse('wrongMediaType', 'Content-Type', type, { list: BOUNCE_TYPES }),
        );
      }
      const report = await readBounce(body);
      if (typeof report === 'string') throw new Refused(refuse('notABounce', 'body', null, { why: report }));
      const hash = createHash('sha256').update(body).digest('hex');
      const { answer, replayed } = await giveOwn(deps, request, reply, {
        ...{ type: 'reportBounce', kind: 'mail', id: hash.slice(0, 16), asked: { hash } },
        act: async (tx, { actor, atMs }) => {
          const noted = await noteBounce(tx, report, { hash, by: actor.id, atMs });
          return noted ? { ...noted } : refuse('bounceOfUnknown', 'messageId', report.messageId);
        },
        changes: ({ mail, person, known, dead }) =>
          known
            ? []
            : [
                { field: `mails.${mail}`, old: null, new: OUTCOMES[report.action] },
                ...(dead ? [{ field: `people.${person}.addressDead`, old: null, new: true }] : []),
              ],
      });
      if (!replayed && answer.dead && !answer.known) await wake(deps);
      const { mail, person, hard, known, dead: addressDead } = answer;
      return { mail, person, outcome: OUTCOMES[report.action], hard, known, addressDead };
    },
  );
}

/** An address that somebody has put right at its server: mails go there again, and what bounced until now counts no more. */
export function addressRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/people/:id/address/clear',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'clearAddress',
        summary: 'Let mails through again to an address that bounced (coordinators, administrators)',
        params: idParams,
        body: nothingBody,
        response: { 200: addressClearedAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const person = found(await personById(deps.db, id), 'id', id);
      const { answer } = await giveOwn(deps, request, reply, {
        ...{ type: 'clearAddress', kind: 'person', id, asked: { person: id } },
        act: async (tx, { atMs }) => {
          const cleared = person.address !== null && (await clearAddress(tx, person.address, atMs));
          return cleared ? { cleared } : refuse('addressNotDead', 'id', id);
        },
        changes: () => [{ field: 'addressDead', old: true, new: false }],
      });
      return { person: id, ...answer };
    },
  );
}

/** What tells the coordinators lies in the outbox in any case: without Temporal the next sweep finds it. */
async function wake({ gateway }: ApiDependencies): Promise<void> {
  await gateway.wakeMailroom().catch(() => undefined);
}
