import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  mailAnswer,
  mailByHandBody,
  mailParams,
  mailsReleasedAnswer,
  type MailAnswer,
} from '../../contract/schemas/index.ts';
import type { Actor } from '../../domain/entity.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { isUniqueViolation, knownCommand, logCommand } from '../../ledger/command-log.ts';
import type { Database } from '../../ledger/database.ts';
import { releaseAllMails, releaseMail, resendMail } from '../../ledger/mails-by-hand.ts';
import { mailById } from '../../ledger/reads/mails.ts';
import { keyed, originOf, replayOf } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { mailWire } from '../wire/mails.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['mails'];
const CHANGED = { ...CHANGING, tags: TAGS } as const;
const ONE = {
  ...CHANGED,
  params: mailParams,
  body: mailByHandBody,
  response: { 200: mailAnswer, ...REFUSALS },
} as const;

/**
 * What people do to mails of the outbox. A mail has no history of events, so who did it is kept in the command log and at the mail; the
 * mailroom is woken and sends by the rules it has for every mail.
 */
export function mailByHandRoutes(app: App, deps: ApiDependencies): void {
  const one = async (request: FastifyRequest, reply: FastifyReply, { type, act }: OneMail): Promise<MailAnswer> => {
    const { id } = request.params as { id: string };
    await once<Counts>(deps, request, reply, { type, id, act: async (tx, hand) => (await act(tx, id, hand)) ?? {} });
    return mailWire(found(await mailById(deps.db, id), 'id', id));
  };
  app.post(
    '/mails/:id/resend',
    {
      schema: {
        ...ONE,
        operationId: 'resendMail',
        summary: 'Send a failed or unknown mail again (coordinators), what may have arrived with the same Message-ID',
      },
    },
    (request, reply) => one(request, reply, { type: 'resendMail', act: resendMail }),
  );
  app.post(
    '/mails/:id/release',
    {
      schema: {
        ...ONE,
        operationId: 'releaseMail',
        summary: 'Let one mail go that MAIL_MODE=hold keeps back (coordinators)',
      },
    },
    (request, reply) => one(request, reply, { type: 'releaseMail', act: releaseMail }),
  );
  app.post(
    '/mails/release',
    {
      schema: {
        ...CHANGED,
        operationId: 'releaseMails',
        summary: 'Let all mails go that are kept back (coordinators)',
        body: mailByHandBody,
        response: { 200: mailsReleasedAnswer, ...REFUSALS },
      },
    },
    (request, reply) =>
      once(deps, request, reply, { type: 'releaseMails', id: 'held', act: (tx, hand) => releaseAllMails(tx, hand) }),
  );
}

interface Hand {
  actor: Actor;
  atMs: number;
}
/** What a command answers besides the mail. */
type Counts = Readonly<Record<string, number>>;

interface OneMail {
  type: string;
  act: (tx: Database, id: string, hand: Hand) => Promise<Refusal | null>;
}

/** Done and logged in one transaction; the same key gets the first answer again, also when both came at once. */
async function once<Result extends Counts>(
  deps: ApiDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { type: string; id: string; act: (tx: Database, hand: Hand) => Promise<Result | Refusal> },
): Promise<Result> {
  const { type, id, act } = asked;
  const { commandId, digest } = keyed(request, { type, mail: id });
  const atMs = deps.now();
  const { signedIn: actor, id: requestId } = request;
  const before = async (): Promise<Result | null> => {
    if (!(await replayOf(deps, { commandId, digest }))) return null;
    reply.header('idempotent-replayed', 'true');
    return ((await knownCommand(deps.db, commandId))?.result as { answer: Result }).answer;
  };
  const known = await before();
  if (known) return known;
  try {
    const done = await deps.db.transaction().execute(async tx => {
      const answer = await act(tx, { actor, atMs });
      if (isRefusal(answer)) throw new Refused(answer);
      await logCommand(tx, {
        ...{
          id: commandId,
          digest,
          kind: 'mail',
          entityId: id,
          type,
          actor,
          requestId,
          origin: originOf(request),
          atMs,
        },
        result: { entityId: id, seq: 0, events: [type], answer },
      });
      return answer;
    });
    await wake(deps, request);
    return done;
  } catch (error) {
    const meanwhile = isUniqueViolation(error) ? await before() : null;
    if (!meanwhile) throw error;
    return meanwhile;
  }
}

/** The mail lies in the outbox in any case: without Temporal the next sweep finds it. */
async function wake({ gateway }: ApiDependencies, { log }: FastifyRequest): Promise<void> {
  await gateway.wakeMailroom().catch((err: unknown) => log.warn({ err }, 'the mailroom was not woken'));
}
