import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  mailAnswer,
  mailByHandBody,
  mailParams,
  mailsReleasedAnswer,
  type MailAnswer,
} from '../../contract/schemas/index.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Database } from '../../ledger/database.ts';
import { releaseAllMails, releaseMail, resendMail } from '../../ledger/mails-by-hand.ts';
import { mailById } from '../../ledger/reads/mails.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { giveOwn, type Hand, type OwnChange } from '../own-commands.ts';
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
    await given<Counts>(deps, request, reply, { type, id, act: async (tx, hand) => (await act(tx, id, hand)) ?? {} });
    return mailWire(found(await mailById(deps.db, id), 'id', id), request.signedIn);
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
      given(deps, request, reply, { type: 'releaseMails', id: 'held', act: (tx, hand) => releaseAllMails(tx, hand) }),
  );
}

/** What a command answers besides the mail. */
type Counts = Readonly<Record<string, number>>;

type Type = 'resendMail' | 'releaseMail' | 'releaseMails';
const sentAgain = { field: 'sentAgain', old: false, new: true };
/** How many. */
const letGo = { field: 'released', old: 0 };

function changesBy(type: Type, released: number): OwnChange[] {
  if (type === 'resendMail') return [sentAgain];
  return released > 0 ? [{ ...letGo, new: released }] : [];
}

interface OneMail {
  type: Type;
  act: (tx: Database, id: string, hand: Hand) => Promise<Refusal | null>;
}

async function given<Result extends Counts>(
  deps: ApiDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { type, id, act }: { type: Type; id: string; act: (tx: Database, hand: Hand) => Promise<Result | Refusal> },
): Promise<Result> {
  const { answer, replayed } = await giveOwn(deps, request, reply, {
    type,
    asked: { mail: id },
    kind: 'mail',
    id,
    act,
    changes: ({ released = 1 }) => changesBy(type, released),
  });
  if (!replayed) await wake(deps, request);
  return answer;
}

/** The mail lies in the outbox in any case: without Temporal the next sweep finds it. */
async function wake({ gateway }: ApiDependencies, { log }: FastifyRequest): Promise<void> {
  await gateway.wakeMailroom().catch((err: unknown) => log.warn({ err }, 'the mailroom was not woken'));
}
