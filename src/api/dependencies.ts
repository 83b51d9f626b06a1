import type { FastifyBaseLogger } from 'fastify';
import type { CommandGateway, Ledger, Recovery, ScheduleRegistry } from '../contract/ports.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { AsOwner } from '../audit/archive.ts';
import type { FileStore } from '../files/store.ts';
import type { Render } from '../mail/deliver.ts';
import type { Provider } from '../accounts/provider.ts';
import type { MailedAgenda } from '../ledger/mail-data/meeting-agenda.ts';
import type { MeetingForMail } from '../ledger/mail-data/meeting-reminder.ts';
import type { NamedAddress } from '../mail/address.ts';
import type { Database } from '../ledger/database.ts';

/** Requests a minute, counted by each process. */
export interface RateLimits {
  /** Of one address (IPv6: of one /64), before it is known who asks. */
  address: number;
  /** Of one account, from wherever. */
  account: number;
  /** Of one account at one costly route: exports, uploads, tables over all projects. */
  costly: number;
}

/** What the API works with; the process that serves it opens and closes all of it. */
export interface ApiDependencies {
  db: Database;
  gateway: CommandGateway;
  ledger: Pick<Ledger, 'refusalOf'>;
  recovery: Recovery;
  schedules: ScheduleRegistry;
  calendar: WorkCalendar;
  /** Papers that prove something. */
  files: FileStore;
  /** The development mailbox; null where mails really leave. */
  mailbox: MailboxReader | null;
  /** How people reach the server: the addresses of one-click links begin with it. */
  publicUrl: string;
  /** Who mails are from: calendar entries are named by its domain, as the invitations name them. */
  mailFrom: NamedAddress;
  /** The sender's own renderer at another instant, for mails that are only looked at. */
  preview: (moment: PreviewMoment) => Render;
  /** Works under the rights of the tables' owner; absent: the process's own role is it. */
  asOwner?: AsOwner | undefined;
  /** Seals the secrets of second factors; 32 bytes, the same for every process on this database. */
  accountsKey: Buffer;
  /** Sign-in by an identity provider; null where there is none. */
  provider?: Provider | null | undefined;
  /** Where the console was built to; null where it was not, as in tests of the API. */
  consoleDir?: string | null | undefined;
  /** How long a page may follow changes before it asks anew; five minutes when left out. */
  followMs?: number | undefined;
  /** Proxies whose word on the caller's address is believed; null: the connection's own address counts. */
  trustedProxies?: readonly string[] | null | undefined;
  /** Absent: nothing is counted, as in tests; a process that serves people always has them. */
  rateLimits?: RateLimits | undefined;
  /** How long browsers are to insist on TLS; 0: nothing is promised about it. */
  hstsSeconds?: number | undefined;
  /** Whom to tell of a weakness; null: there is no security.txt. */
  securityContact?: string | null | undefined;
  /** Opens what travels through Temporal; null: it travels as it is. */
  codec?: PayloadOpener | null | undefined;
  /** Whose pages may ask for that; null: nobody's but ours. */
  temporalUiOrigin?: string | null | undefined;
  /** Where administrators look at workflows; null: nobody has said. */
  temporalUi?: string | null | undefined;
  /** The data is made up, and every page says so. */
  demo?: boolean | undefined;
  /** Epoch ms. */
  now(): number;
  /** Parts besides the database that `/api/ready` asks, by name; a check that rejects or is silent for 3 s is not ready. */
  readiness: Readonly<Record<string, () => Promise<unknown>>>;
  /** For `/api/ready` and `doctor`: the embedded database survives `kill -9`, but not every loss of power. */
  databaseKind?: 'embedded' | 'postgres' | undefined;
  version: string;
  logger?: FastifyBaseLogger | undefined;
}

export interface PreviewMoment {
  nowMs: number;
  /** Those the ledger does not hold yet. */
  meetings: readonly MeetingForMail[];
  /** By meeting. */
  agendas: ReadonlyMap<string, MailedAgenda>;
}

/** A payload of Temporal: its bytes, and in what encoding. */
export interface SealedPayload {
  metadata?: Record<string, Uint8Array> | null;
  data?: Uint8Array | null;
}

/** As far as the API needs the codec; the keys stay with it. */
export interface PayloadOpener {
  decode(payloads: SealedPayload[]): Promise<SealedPayload[]>;
}

/** A letter the development mailbox has caught. */
export interface CaughtLetter {
  id: string;
  atMs: number;
  from: string;
  to: readonly string[];
  subject: string;
  messageId: string | null;
  bytes: number;
}

/** With its bodies; an attachment is described and not handed out; the file in the data directory has it. */
export interface OpenedLetter extends CaughtLetter {
  html: string | null;
  text: string | null;
  attachments: readonly { fileName: string | null; contentType: string; bytes: number }[];
}

/** The development mailbox as far as the API needs it; where it keeps its letters is its own affair. */
export interface MailboxReader {
  /** The newest first; `after` is the `next` of the page before. */
  list(limit: number, after: string | null): Promise<{ items: CaughtLetter[]; total: number; next: string | null }>;
  open(id: string): Promise<OpenedLetter | null>;
}
