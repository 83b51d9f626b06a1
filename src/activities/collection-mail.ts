import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import { closings, collectionData, mattersFor } from '../ledger/mail-data/collection.ts';
import { meetingOfSlot } from '../ledger/mail-data/meeting-change.ts';
import type { MeetingForMail } from '../ledger/mail-data/meeting-reminder.ts';
import type { OpenWork } from '../ledger/mail-data/open-work.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import type { Database } from '../ledger/database.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { Messages } from '../mail/messages/index.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';
import { writerFor, type LinkWriter } from './write-links.ts';

interface Source {
  db: Database;
  clock: LocalClock;
  table: HolidayTable;
  now: () => number;
  meetings: ReadonlyMap<string, MeetingForMail>;
  /** When the collections of meetings that are only looked ahead to freeze; what leaves has it in its line. */
  ahead: ReadonlyMap<string, number | null>;
  people: ReadonlyMap<string, Reader>;
  work: OpenWork;
  writer: LinkWriter;
  messages: Messages;
}

/** What each unit is asked before a meeting, with the link by which it answers. */
export async function collectionMails(
  mails: readonly ClaimedMail[],
  { db, clock, table, now, meetings, ahead, people, work, writer, messages }: Source,
): Promise<(mail: ClaimedMail, reader: Reader) => Promise<RenderedMail | RenderFailure>> {
  const nowMs = now();
  const closes = await closings(
    db,
    mails.map(({ id }) => id),
  );
  const { date: today } = clock.toLocal(nowMs);
  const matters = { ...(await mattersFor(db, { readers: [...people.values()], work, today })), clock, table, nowMs };
  return async (mail, reader) => {
    const meeting = meetings.get(meetingOfSlot(mail.slot));
    if (!meeting) return { error: `no such meeting: ${mail.slot}` };
    const asked = writerFor(mail, writer).forCollection(meeting, reader);
    const closesMs = closes.get(mail.id) ?? ahead.get(meeting.id) ?? null;
    const reminder = mail.slot.endsWith('/collectionReminder');
    const data = { ...collectionData(reader, { meeting, closesMs, reminder }, matters), ask: asked?.buttons ?? [] };
    return { ...(await messages.render('meeting-collection', data)), links: asked ? [asked.link] : [] };
  };
}
