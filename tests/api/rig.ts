import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createRender } from '../../src/activities/render-mails.ts';
import { buildApp } from '../../src/api/app.ts';
import type { ApiDependencies, MailboxReader } from '../../src/api/dependencies.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import type { CommandGateway, Ledger, Recovery, ScheduleRegistry } from '../../src/contract/ports.ts';
import { openDiskStore } from '../../src/files/disk-store.ts';
import type { EmbeddedDatabase } from '../../src/embedded/pglite.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import { openDatabase, type Database } from '../../src/ledger/database.ts';
import { insertLinks, linkIdOf } from '../../src/ledger/links.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import { newSecret } from '../../src/links/secret.ts';
import type { LinkPurpose } from '../../src/domain/link/types.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { openMigrated } from '../support/embedded.ts';
import {
  at,
  MAIL_FROM,
  makeCalendar,
  makeEnvelope,
  makeOffice,
  makeSeriesFacts,
  NOW,
  person,
} from '../support/make.ts';

/** The API over an embedded database in memory; commands go straight to the ledger, as the workflows would send them. */
export interface ApiRig {
  app: FastifyInstance;
  db: Database;
  ledger: Ledger;
  gateway: CommandGateway;
  tokens: Record<'coordinator' | 'handler' | 'inspector' | 'leader' | 'admin', string>;
  /** Imports that were started. */
  started: string[];
  call(options: Call): Promise<Answer>;
  /** How many rows the ledger has, table by table. */
  rows(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  body?: unknown;
  payload?: string | Buffer;
  as?: keyof ApiRig['tokens'] | null;
  key?: string | null;
  lang?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  /** The parsed JSON; `any`, so that tests read as sentences. */
  body: any;
  text: string;
  bytes: Buffer;
}

let keys = 0;

export async function startApi(more: Partial<ApiDependencies> = {}): Promise<ApiRig> {
  const directory = await mkdtemp(join(tmpdir(), 'api-files-'));
  const embedded = await openMigrated();
  const db = openDatabase(embedded.pool);
  const calendar = makeCalendar();
  const ledger = createLedger({ db, calendar, now: () => at(NOW) });
  const [units, people] = makeOffice();
  await ledger.commit(units);
  await ledger.commit([...people, person('admin', 'office', { roles: ['administrator'] })]);
  await ledger.commit([
    makeEnvelope('series', 'weekly', {
      type: 'define',
      facts: makeSeriesFacts({ attendeeIds: ['handler', 'reporter'] }),
    }),
  ]);
  const started: string[] = [];
  const gateway = ledgerGateway(ledger, started);
  const from = MAIL_FROM;
  const app = await buildApp({
    ...{ db, gateway, ledger, calendar, schedules: noSchedules, mailbox: null, files: await openDiskStore(directory) },
    recovery: noRecovery,
    accountsKey: randomBytes(32),
    preview: ({ nowMs, meetings, agendas }) =>
      createRender({
        db,
        clock: calendar.clock,
        table: calendar.table,
        now: () => nowMs,
        from,
        publicUrl: 'https://dispatch.example',
        meetings,
        agendas,
      }),
    ...{
      now: () => at(NOW),
      readiness: {},
      version: '0.0.0',
      publicUrl: 'https://dispatch.example',
      mailFrom: from,
      followMs: 20,
      ...more,
    },
  });
  const token = (id: string) => issueToken(db, id, { label: 'test', atMs: at(NOW) });
  const tokens = {
    coordinator: await token('coordinator'),
    handler: await token('handler'),
    inspector: await token('inspector'),
    leader: await token('leader'),
    admin: await token('admin'),
  };
  const rig = { app, db, ledger, gateway, tokens, started };
  return { ...rig, call: call(rig), rows: () => rowsOf(db), stop: () => stop(app, embedded, directory) };
}

/** A link as the mail to `person` carries it, with what opens it; by hand some purposes have none. */
export async function mailedLink(
  { db }: Pick<ApiRig, 'db'>,
  [entityId, purpose, person]: readonly [string, LinkPurpose, string],
) {
  const secret = newSecret();
  const link = { secret, purpose, kind: 'problem', entityId, holder: { person }, mailId: null } as const;
  await insertLinks(db, [{ ...link, expiresMs: at('2026-12-08 00:00') }], { madeBy: 'system', atMs: at(NOW) });
  return { id: linkIdOf(secret), path: `/l/${secret}` };
}

async function stop(app: FastifyInstance, embedded: EmbeddedDatabase, directory: string): Promise<void> {
  await app.close();
  await embedded.close().catch(() => undefined);
  await rm(directory, { recursive: true });
}

const call =
  ({ app, tokens }: Pick<ApiRig, 'app' | 'tokens'>) =>
  async ({
    method = 'GET',
    url,
    body,
    payload,
    as = 'coordinator',
    key,
    lang,
    headers = {},
  }: Call): Promise<Answer> => {
    const all: Record<string, string> = { ...headers };
    if (as !== null) all.authorization = `Bearer ${tokens[as]}`;
    if (lang !== undefined) all['accept-language'] = lang;
    if (method !== 'GET' && key !== null) all['idempotency-key'] = key ?? `key-${(keys += 1)}`;
    if (body !== undefined) all['content-type'] = 'application/json';
    const sent = payload ?? (body === undefined ? undefined : JSON.stringify(body));
    const options: InjectOptions = { method, url, headers: all, ...(sent === undefined ? {} : { payload: sent }) };
    const response = await app.inject(options);
    const isJson = /[/+]json\b/.test(String(response.headers['content-type'] ?? ''));
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson ? response.json() : null,
      text: response.body,
      bytes: response.rawPayload,
    };
  };

export function ledgerGateway(ledger: Ledger, started: string[]): CommandGateway {
  const first = async (envelope: Envelope) => {
    const [outcome] = await ledger.commit([envelope]);
    if (!outcome) throw new Error('the ledger gave no answer');
    return outcome;
  };
  return {
    send: first,
    waitingFor: async (kind, id) => {
      const [entity] = await ledger.views(kind, [id]);
      if (!entity?.view.open) return null;
      return { seq: entity.view.seq, status: entity.view.status, awaits: entity.view.ahead[0] ?? null, next: null };
    },
    triggerMeeting: async (seriesId, given) => {
      const entityId = await ledger.nextMeetingId(seriesId);
      const { digest } = given;
      if (entityId === null)
        return { ok: false, refusal: refuse('seriesNotFound', 'series', seriesId), view: null, digest };
      await first({ ...given, commandId: `${entityId}:open`, kind: 'meeting', entityId, command: { type: 'open' } });
      return first({ ...given, kind: 'meeting', entityId, command: { type: 'remindNow' } });
    },
    startImport: async id => void started.push(id),
    startProjects: async () => undefined,
    startProblems: async () => undefined,
    wakeMailroom: async () => undefined,
    openMeetings: async () => undefined,
    lookAgain: async () => undefined,
    lookAgainEverywhere: async () => undefined,
    rebuild: async () => ({ started: 0, running: 3 }),
  };
}

const noRecovery: Recovery = {
  ahead: async () => ({ items: [], looked: 0, next: null }),
  followLedger: async (_kind, id) => refuse('ledgerNotBehind', 'id', id),
};

const noSchedules: ScheduleRegistry = {
  diff: async () => [{ id: 'series/weekly', action: 'create', changes: [] }],
  apply: async () => [{ id: 'series/weekly', action: 'create', changes: [] }],
};

export const letterBox: MailboxReader = {
  list: async (limit, after) => {
    const from = after === null ? 0 : LETTERS.findIndex(({ id }) => id === after) + 1;
    const items = LETTERS.slice(from, from + limit);
    return { items, total: LETTERS.length, next: from + limit < LETTERS.length ? (items.at(-1)?.id ?? null) : null };
  },
  open: async id => {
    const letter = LETTERS.find(one => one.id === id);
    const link = `https://dispatch.example/l/${'A'.repeat(43)}`;
    const html = `<p>你好</p><a href="${link}">核验</a><script>alert(1)</script>`;
    return letter ? { ...letter, html, text: `你好 ${link}`, attachments: [] } : null;
  },
};

const LETTERS = ['l3', 'l2', 'l1'].map(id => ({
  id,
  atMs: at(NOW),
  from: 'dispatch@example.org',
  to: ['reporter@example.org'],
  subject: `周调度 ${id}`,
  messageId: `<${id}@example.org>`,
  bytes: 20,
}));

const TABLES = [
  'command',
  'event',
  'entity',
  'project',
  'problem',
  'person',
  'unit',
  'token',
  'mail',
  'import_job',
] as const;

async function rowsOf(db: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { n } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(n);
  }
  return counts;
}
