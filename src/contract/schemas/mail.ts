import { z } from 'zod';
import { MAIL_KINDS } from '../../domain/mail-kinds.ts';
import { instant, paging } from './common.ts';
import { code, line } from './fields.ts';

export const MAIL_STATES = [
  'pending',
  'sending',
  'committing',
  'sent',
  'retry',
  'failed',
  'bounced',
  'muted',
  'unknown',
  'expired',
  'held',
] as const;

const mailShape = {
  id: z.string(),
  to: z.string().describe('The one recipient'),
  toName: z.string(),
  person: z.string(),
  kind: z.string(),
  slot: z.string().describe('What the mail was for: a day, or a meeting and its step'),
  state: z.enum(MAIL_STATES),
  subject: z.string().nullable(),
  messageId: z.string().nullable(),
  attempts: z.int(),
  doubts: z.int().describe('Times the body left and no reply was seen'),
  lastReply: z.string().nullable(),
  notBefore: instant().nullable(),
  expiresAt: instant().nullable(),
  createdAt: instant(),
  changedAt: instant(),
  sentAt: instant().nullable(),
  resentAt: instant().nullable().describe('Sent again by hand, the last time'),
  resentBy: z.string().nullable(),
  releasedAt: instant().nullable().describe('Released although MAIL_MODE=hold kept it'),
  releasedBy: z.string().nullable(),
  copyOf: z.string().nullable().describe('A deputy’s copy: whose mail it is'),
};
export const mailAnswer = z.object(mailShape).meta({ id: 'Mail' });
export type MailAnswer = z.output<typeof mailAnswer>;

export const mailDetailAnswer = z
  .object({
    ...mailShape,
    html: z.string().nullable(),
    text: z.string().nullable(),
    ics: z.string().nullable(),
    items: z
      .array(z.object({ kind: z.string(), id: z.string(), data: z.unknown() }))
      .describe('The projects, problems or meetings the mail speaks of'),
  })
  .meta({ id: 'MailDetail' });

/** One mail as it would go out: to whom, when, and with a person named what it says. */
const mailAheadAnswer = z
  .object({
    kind: z.string(),
    step: z.string().describe('Of the timetable of the meeting'),
    at: instant().describe('When it leaves, if nothing changes until then'),
    person: z.string(),
    personName: z.string().nullable(),
    copyOf: z.string().nullable().describe('A deputy’s copy: whose mail it is'),
    to: z.string().nullable(),
    subject: z.string().nullable().describe('As the bodies: of the person who was named'),
    html: z.string().nullable().describe('Its buttons open nothing'),
    text: z.string().nullable(),
    ics: z.string().nullable(),
  })
  .meta({ id: 'MailAhead' });
export type MailAheadAnswer = z.output<typeof mailAheadAnswer>;

export const mailsAheadAnswer = z
  .object({
    meeting: z.string(),
    status: z.string(),
    startAt: instant().nullable(),
    opened: z.boolean().describe('False: the occurrence is still to be opened'),
    mails: z.array(mailAheadAnswer),
    unreachable: z.array(z.string()).describe('Who would be told and has no address'),
  })
  .meta({ id: 'MailsAhead' });
export type MailsAheadAnswer = z.output<typeof mailsAheadAnswer>;
export const mailsAheadQuery = z.strictObject({ person: code().optional() });

/** One of them, as the list names it. */
export const mailAheadQuery = z.strictObject({
  person: code(),
  step: line(100),
  kind: line(40),
  copyOf: line(100).optional().describe('Of a mail that a deputy gets: whose it is'),
});

export const mailPreviewAnswer = z
  .object({
    id: z.string(),
    rendered: z.boolean().describe('True: it is written already, and goes out as it stands'),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    ics: z.string().nullable(),
  })
  .meta({ id: 'MailPreview' });
export type MailPreviewAnswer = z.output<typeof mailPreviewAnswer>;

export const bounceAnswer = z
  .object({
    mail: z.string(),
    person: z.string(),
    outcome: z.enum(['bounced', 'delayed', 'arrived']).describe('`delayed`: the server goes on trying'),
    hard: z.boolean().describe('It will never be taken there: 5.x.x'),
    known: z.boolean().describe('The same report had come before'),
    addressDead: z.boolean().describe('Nothing is sent to that address any more'),
  })
  .meta({ id: 'Bounce' });
export type BounceAnswer = z.output<typeof bounceAnswer>;
export const addressClearedAnswer = z
  .object({ person: z.string(), cleared: z.boolean() })
  .meta({ id: 'AddressCleared' });
export type AddressClearedAnswer = z.output<typeof addressClearedAnswer>;

export const mailListQuery = paging.extend({
  state: z.enum(MAIL_STATES).optional(),
  kind: z.enum(MAIL_KINDS).optional(),
  person: code().optional(),
  slot: line(200).optional(),
});
/** Of commands on mails: which mail is in the address, and there is nothing else to say. */
export const mailByHandBody = z.strictObject({}).meta({ id: 'MailByHand' });
export const mailsReleasedAnswer = z
  .object({
    released: z.int().describe('On their way now'),
    expired: z.int().describe('Their occasion has passed'),
  })
  .meta({ id: 'MailsReleased' });
export const mailParams = z.strictObject({ id: line(100) });

/** A letter as the development mailbox caught it. */
export const letterAnswer = z
  .object({
    id: z.string(),
    at: instant(),
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    messageId: z.string().nullable(),
    bytes: z.int(),
  })
  .meta({ id: 'Letter' });
export const letterDetailAnswer = z
  .object({
    ...letterAnswer.shape,
    html: z.string().nullable(),
    text: z.string().nullable(),
    attachments: z.array(z.object({ fileName: z.string().nullable(), contentType: z.string(), bytes: z.int() })),
  })
  .meta({ id: 'LetterDetail' });
