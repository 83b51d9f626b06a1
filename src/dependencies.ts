import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { createBatchActivities } from './activities/batch.ts';
import { createBriefActivities } from './activities/brief.ts';
import { createCarryOverActivities } from './activities/carry-over.ts';
import { createImportActivities } from './activities/import.ts';
import { createLedgerActivities } from './activities/ledger.ts';
import { createMailActivities } from './activities/mail.ts';
import { createMeetingActivities } from './activities/meeting.ts';
import { createRoundActivities } from './activities/round.ts';
import { createSettingActivities } from './activities/settings.ts';
import { createVisitActivities } from './activities/visit.ts';
import { workCalendar } from './calendar/work-calendar.ts';
import type { Config } from './config.ts';
import type { CommandGateway, Ledger, Recovery, ScheduleRegistry } from './contract/ports.ts';
import type { WorkCalendar } from './domain/calendar/office-hours.ts';
import { createLedger } from './ledger/commit.ts';
import type { Database } from './ledger/database.ts';
import { scheduledSeries } from './ledger/occurrences.ts';
import { settingsAt } from './ledger/settings.ts';
import type { SentJournal } from './mail/sent-journal.ts';
import { createSink, type Sender } from './mail/sender.ts';
import { SmtpPool } from './mail/smtp.ts';
import type { SmtpServer } from './mail/smtp-url.ts';
import { createGateway } from './temporal/gateway.ts';
import { createRecovery } from './temporal/recovery.ts';
import { createScheduleRegistry } from './temporal/schedules.ts';

/** What both the API and the worker stand on. One of each in a process. */
export interface Core {
  config: Config;
  db: Database;
  client: Client;
  ledger: Ledger;
  calendar: WorkCalendar;
  schedules: ScheduleRegistry;
  gateway: CommandGateway;
  recovery: Recovery;
  log: Logger;
  now: () => number;
}

type Given = Pick<Core, 'config' | 'db' | 'client' | 'log'> & Partial<Pick<Core, 'now' | 'calendar'>>;

/** `now` and `calendar` are given by tests that skip time: the ledger decides by the workflows' clock, mails leave by `now`. */
export function createCore({ config, db, client, log, now = Date.now, calendar = workCalendar() }: Given): Core {
  const ledger = createLedger({ db, calendar, now });
  const schedules = createScheduleRegistry({
    client,
    series: () => scheduledSeries(db),
    settings: () => settingsAt(db, calendar.clock.toLocal(now()).date),
  });
  const gateway = createGateway({ client, ledger, schedules, clock: calendar.clock });
  const recovery = createRecovery({ client, ledger });
  return { config, db, client, ledger, calendar, schedules, gateway, recovery, log, now };
}

/** Mails go to the server that was named, or to the development mailbox; with MAIL_MODE=sink nowhere. */
export function createSender({ mail, smtp }: Config, mailbox: SmtpServer | null): Sender {
  const server = smtp ?? mailbox;
  if (mail.mode === 'sink' || server === null) return createSink(mail.from);
  return new SmtpPool({ server, from: mail.from, connections: mail.connections });
}

/** All activities a worker registers. Without a journal, what has left is known by the ledger alone. */
export function createActivities(core: Core, sender: Sender, journal: SentJournal | null = null) {
  const { db, ledger, calendar, gateway, schedules, now, config } = core;
  return {
    ...createLedgerActivities({ ledger }),
    ...createMeetingActivities({ db, calendar }),
    ...createCarryOverActivities({ db, gateway, now, clock: calendar.clock }),
    ...createBatchActivities({ db, gateway, now }),
    ...createBriefActivities({ db, gateway, calendar }),
    ...createRoundActivities({ db, gateway, clock: calendar.clock }),
    ...createVisitActivities({ db, gateway, now }),
    ...createSettingActivities({ db, ledger, gateway, schedules, clock: calendar.clock, table: calendar.table }),
    ...createImportActivities({ db, ledger, calendar, gateway, now }),
    ...createMailActivities({
      ...{ db, gateway, clock: calendar.clock, table: calendar.table, sender, journal, mode: config.mail.mode, now },
      publicUrl: config.publicUrl,
      demo: config.demo,
    }),
  };
}
