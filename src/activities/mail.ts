import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandGateway } from '../contract/ports.ts';
import { officeInstantOnOrAfter, type LocalClock } from '../domain/calendar/office-hours.ts';
import { tableWith } from '../domain/calendar/published-years.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { Database } from '../ledger/database.ts';
import { putAwayFiles } from '../ledger/mail-files.ts';
import { createOutbox } from '../ledger/outbox.ts';
import { settingsAt } from '../ledger/settings.ts';
import { deliverRound, type RoundReport } from '../mail/deliver.ts';
import { withJournal } from '../mail/journalled-outbox.ts';
import type { SentJournal } from '../mail/sent-journal.ts';
import type { Sender } from '../mail/sender.ts';
import { toFailure } from './failures.ts';
import { createRender } from './render-mails.ts';

export interface MailActivities {
  /** One round of the postman. Fails, to be tried again later, while the sender is stopped (wrong password, broken TLS). */
  deliverMail(): Promise<RoundReport>;
  wakeMailroom(): Promise<void>;
  wakeMailroomIfDue(): Promise<void>;
  /** Takes out what went with mails of long ago, by the settings of the day; a second run finds nothing. */
  putAwayMailFiles(): Promise<{ files: number }>;
}

export interface MailDependencies {
  db: Database;
  gateway: CommandGateway;
  clock: LocalClock;
  table: HolidayTable;
  sender: Sender;
  /** Without one, what has left is known by the ledger alone. */
  journal?: SentJournal | null;
  mode: 'live' | 'sink' | 'hold';
  now: () => number;
  /** What the addresses of links in mails begin with. */
  publicUrl: string;
  /** What they speak of is made up, and each says so. */
  demo?: boolean;
}

const MAILS_A_ROUND = 2_000;

export function createMailActivities({
  db,
  gateway,
  clock,
  table,
  sender,
  journal = null,
  mode,
  now,
  publicUrl,
  demo,
}: MailDependencies): MailActivities {
  const opens = async (instantMs: number): Promise<number> => {
    const { officeHours: hours, holidays } = await settingsAt(db, clock.toLocal(instantMs).date);
    return officeInstantOnOrAfter({ clock, hours, table: tableWith(table, holidays) }, instantMs);
  };
  const ledgerOutbox = createOutbox({ db, now, opens });
  const outbox = journal === null ? ledgerOutbox : withJournal(ledgerOutbox, journal, now);
  return {
    async deliverMail() {
      const { cancellationSignal } = Context.current();
      const heartbeat = (report: RoundReport): void => Context.current().heartbeat(report);
      const render = createRender({ db, clock, table, now, from: sender.from, publicUrl, demo });
      const options = { outbox, smtp: sender, render, now, signal: cancellationSignal, heartbeat };
      try {
        const report = await deliverRound(
          { ...options, mode: mode === 'hold' ? 'hold' : 'send' },
          { limit: MAILS_A_ROUND },
        );
        if (report.stopped)
          throw ApplicationFailure.retryable(report.stopped.reply, 'SenderStopped', report.stopped.reason);
        return report;
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
    async wakeMailroomIfDue() {
      const due = await outbox.nextDueMs();
      if (due !== null && due <= now()) await gateway.wakeMailroom();
    },
    async putAwayMailFiles() {
      const nowMs = now();
      const { files } = await settingsAt(db, clock.toLocal(nowMs).date);
      return { files: await putAwayFiles(db, { nowMs, keepDays: files.mailDays }) };
    },
    async wakeMailroom() {
      await gateway.wakeMailroom();
    },
  };
}
