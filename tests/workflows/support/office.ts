import { pino } from 'pino';
import type { Selectable } from 'kysely';
import { localClock } from '../../../src/calendar/zone.ts';
import { readConfig } from '../../../src/config.ts';
import type { Envelope, Outcome } from '../../../src/contract/commit.ts';
import { MAILROOM_WORKFLOW_ID } from '../../../src/contract/names.ts';
import { createActivities, createCore, type Core } from '../../../src/dependencies.ts';
import type { WorkCalendar } from '../../../src/domain/calendar/office-hours.ts';
import type { EntityKind } from '../../../src/domain/entity.ts';
import { openDatabase } from '../../../src/ledger/database.ts';
import { unpackBody, type MailBody } from '../../../src/ledger/mail-bodies.ts';
import type { Tables } from '../../../src/ledger/tables.ts';
import type { LivingKind } from '../../../src/contract/ports.ts';
import { startAll } from '../../../src/temporal/entities.ts';
import { createSink, type Sender } from '../../../src/mail/sender.ts';
import { carefulSignals } from '../../../src/rehearsal/careful-signals.ts';
import { openMigrated } from '../../support/embedded.ts';
import { makeEnvelope, makeOffice } from '../../support/make.ts';
import { Rig } from '../../support/rig.ts';
import type { TestServer } from '../../support/temporal.ts';
import { until } from '../../support/until.ts';

/**
 * The whole product behind its gateway for one test file: the ledger in memory, the real activities, a sender from which nothing leaves,
 * and the people of `makeOffice`. Its clock is the server's, skipped or not.
 */
export interface Office extends Core {
  rig: Rig;
  server: TestServer;
  /** What a worker registers, for tests that run one with something broken. */
  activities: ReturnType<typeof createActivities>;
  /** Sends a command and returns the ledger's answer. */
  ask<Kind extends EntityKind>(kind: Kind, id: string, ...rest: Rest<Kind>): Promise<Outcome>;
  /** Sends a command that must be accepted. */
  give<Kind extends EntityKind>(kind: Kind, id: string, ...rest: Rest<Kind>): Promise<Accepted>;
  /** Epoch ms by the server's clock, to which the ledger's is set. */
  nowMs(): Promise<number>;
  /** The same, local: `2026-11-23 10:00`. */
  nowLocal(): Promise<string>;
  today(): Promise<string>;
  /** Lets time pass, and the mails and runs that became due with it. */
  skip(ms: number): Promise<void>;
  skipTo(instantMs: number): Promise<void>;
  events(kind: EntityKind, id: string): Promise<string[]>;
  mails(kind?: string): Promise<SeenMail[]>;
  /** Resolves when no mail is on its way and the mailroom has closed. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** A row of the outbox with what it says, once it is rendered. */
export type SeenMail = Selectable<Tables['mail']> & Partial<MailBody>;

type Rest<Kind extends EntityKind> = [command: Envelope<Kind>['command'], more?: Partial<Envelope<Kind>>];
type Accepted = Extract<Outcome, { ok: true }>;

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

interface Options {
  calendar?: WorkCalendar;
  sender?: Sender;
  /** What links in mails begin with. */
  publicUrl?: string;
}

const clock = localClock();

export async function openOffice(server: TestServer, { calendar, sender, publicUrl }: Options = {}): Promise<Office> {
  const embedded = await openMigrated();
  const db = openDatabase(embedded.pool);
  const time = { ms: await server.env.currentTimeMs() };
  const config = readConfig({ MAIL_MODE: 'sink', LOG_LEVEL: 'silent', ...(publicUrl && { PUBLIC_URL: publicUrl }) });
  const given = { config, db, client: server.client, log: pino({ level: 'silent' }) };
  const nowMs = async (): Promise<number> => (time.ms = await server.env.currentTimeMs());
  const created = createCore({ ...given, now: () => time.ms, ...(calendar && { calendar }) });
  const careful = (gateway: Core['gateway']) => carefulSignals(gateway, server.client);
  const core = server.env.supportsTimeSkipping ? { ...created, gateway: careful(created.gateway) } : created;
  for (const batch of makeOffice()) await core.ledger.commit(batch.map(each => ({ ...each, atMs: time.ms })));
  const activities = keepingTime(createActivities(core, sender ?? createSink(config.mail.from)), nowMs);
  const rig = await Rig.create({ server, activities });
  return {
    ...core,
    ...actions(core, { server, nowMs }),
    nowMs,
    rig,
    server,
    activities,
    close: () => embedded.close(),
  };
}

/** The activities' own clock is set to the server's before each of them. */
function keepingTime<T extends object>(activities: T, keep: () => Promise<unknown>): T {
  const wrapped = Object.entries(activities as Record<string, (input: unknown) => Promise<unknown>>).map(
    ([name, run]) => [name, async (input: unknown) => keep().then(() => run(input))] as const,
  );
  return Object.fromEntries(wrapped) as T;
}

function actions({ db, gateway }: Core, { server, nowMs }: { server: TestServer; nowMs: () => Promise<number> }) {
  const ask = async <Kind extends EntityKind>(kind: Kind, id: string, ...[command, more]: Rest<Kind>) =>
    gateway.send(makeEnvelope(kind, id, command, { atMs: await nowMs(), ...more }));
  const give = async <Kind extends EntityKind>(kind: Kind, id: string, ...rest: Rest<Kind>): Promise<Accepted> => {
    const outcome = await ask(kind, id, ...rest);
    if (!outcome.ok)
      throw new Error(`${rest[0].type} of ${kind}/${id} was refused: ${JSON.stringify(outcome.refusal)}`);
    return outcome;
  };
  const skip = async (ms: number): Promise<void> => {
    if (ms > 0) await server.env.sleep(ms);
    await nowMs();
  };
  const mails = async (kind?: string): Promise<SeenMail[]> => {
    const query = db.selectFrom('mail').selectAll().orderBy('created_at').orderBy('person_id');
    const rows = await (kind === undefined ? query : query.where('kind', '=', kind)).execute();
    return rows.map(row => ({ ...row, ...(row.body && unpackBody(row.body)) }));
  };
  return {
    ask,
    give,
    skip,
    mails,
    skipTo: async (instantMs: number) => skip(instantMs - (await nowMs())),
    nowLocal: async () => localText(await nowMs()),
    today: async () => clock.toLocal(await nowMs()).date,
    events: async (kind: EntityKind, id: string) => {
      const rows = db.selectFrom('event').select('type').where('entity_kind', '=', kind).where('entity_id', '=', id);
      return (await rows.orderBy('seq').execute()).map(row => row.type);
    },
    quiet: async () => {
      await until('all mails have left', async () => (await mails()).every(mail => isSettled(mail.state)));
      await until('the mailroom has closed', async () => !(await isRunning(server, MAILROOM_WORKFLOW_ID)));
    },
  };
}

const isSettled = (state: string): boolean => !['pending', 'retry', 'sending', 'committing'].includes(state);

export async function isRunning({ client }: TestServer, workflowId: string): Promise<boolean> {
  const run = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => undefined);
  return run?.status.name === 'RUNNING';
}

/** What `rebuild` does for one kind; the rest of it needs Schedules, which a time-skipping server has not. */
export async function startLost({ client, ledger }: Core, kind: LivingKind): Promise<void> {
  const ids = await ledger.openIds(kind, { afterId: '', limit: 500 });
  await startAll(client, kind, await ledger.views(kind, ids));
}

export function localText(instantMs: number): string {
  const { date, time } = clock.toLocal(instantMs);
  return `${date} ${time}`;
}
