import { invitation, invitationsTo, type Invited, type Occasion } from '../calendar/invitation.ts';
import { DEFAULT_ZONE } from '../calendar/zone.ts';
import { isOpen, limitMsOf } from '../domain/meeting/minutes/decisions.ts';
import { BULLETIN } from '../domain/meeting/minutes/slots.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { Place } from '../domain/meeting/types.ts';
import { meetingOfSlot, type MeetingChange } from '../ledger/mail-data/meeting-change.ts';
import type { MailedAgenda } from '../ledger/mail-data/meeting-agenda.ts';
import { isLastReminder, reminderData, type MeetingForMail } from '../ledger/mail-data/meeting-reminder.ts';
import type { MinutesForMail } from '../ledger/mail-data/meeting-minutes.ts';
import type { OpenWork } from '../ledger/mail-data/open-work.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { consoleAddress } from '../links/console.ts';
import type { NamedAddress } from '../mail/address.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { AgendaForMail, MeetingChangeData, Messages } from '../mail/messages/index.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';
import type { BulletinFiles } from './bulletin.ts';
import { writerFor, type LinkWriter, type WrittenLink } from './write-links.ts';

const MINUTE_MS = 60_000;

interface Source {
  meetings: ReadonlyMap<string, MeetingForMail>;
  clock: LocalClock;
  now: () => number;
  from: NamedAddress;
  writer: LinkWriter;
  messages: Messages;
}

export type Invite = (invited: Invited) => string;

interface ReminderSource extends Source {
  /** Those written so far, by meeting. */
  invitations: Map<string, Invite>;
  work: OpenWork;
  agendas: Agendas;
  table: HolidayTable;
}

type Agendas = ReadonlyMap<string, MailedAgenda>;

const agendaOf = ({ id, durationMinutes }: MeetingForMail, agendas: Agendas): AgendaForMail | null => {
  const agenda = agendas.get(id);
  return agenda ? { ...agenda, durationMinutes } : null;
};

/** One attendee's reminder, with the invitation for his calendar. */
export async function meetingReminderMail(
  mail: ClaimedMail,
  reader: Reader,
  source: ReminderSource,
): Promise<RenderedMail | RenderFailure> {
  const { meetings, work, agendas, clock, table, now, writer, messages } = source;
  const meeting = meetings.get(meetingOfSlot(mail.slot));
  if (!meeting) return noMeeting(mail);
  const last = isLastReminder(mail.slot);
  const asked = writerFor(mail, writer).forInvitation(meeting, reader);
  const agenda = agendaOf(meeting, agendas);
  const data = reminderData(
    reader,
    { meeting, work, agenda, last, answer: asked?.buttons ?? [] },
    { nowMs: now(), clock, table },
  );
  const message = { ...(await messages.render('meeting-reminder', data)), links: asked ? [asked.link] : [] };
  // Its reader has the entry in his calendar since the invitation; a second REQUEST would ask him all over again.
  if (last) return message;
  const attendee = { name: reader.name, address: mail.toAddress };
  // Calendars are shared: what only he may press is in the mail and not in the entry.
  const description = await messages.text('meeting-reminder', { ...data, answer: [] });
  return { ...message, ics: invitationTo(meeting, source)({ description, attendee }) };
}

function invitationTo(meeting: MeetingForMail, { invitations, ...source }: ReminderSource): Invite {
  const known = invitations.get(meeting.id);
  if (known) return known;
  const invite = invitationsTo(occasionOf(meeting, source));
  invitations.set(meeting.id, invite);
  return invite;
}

interface AgendaSource {
  agendas: Agendas;
  today: IsoDate;
  publicUrl: string;
}

/** To a coordinator: the agenda that was composed, or that nobody has approved. */
export async function meetingAgendaMail(
  mail: ClaimedMail,
  person: Reader,
  { meetings, agendas, clock, today, messages, publicUrl }: Omit<Source, 'writer'> & AgendaSource,
): Promise<RenderedMail | RenderFailure> {
  const meeting = meetings.get(meetingOfSlot(mail.slot));
  const agenda = meeting && agendaOf(meeting, agendas);
  if (!meeting || !agenda) return noMeeting(mail);
  const { id, name, durationMinutes, theme } = meeting;
  return messages.render('meeting-agenda', {
    ...{ person, today, agenda },
    href: consoleAddress(publicUrl, ['dispatch', ...id.split('/')]),
    mail: mail.slot.endsWith('/approval') ? 'approval' : 'agenda',
    meeting: { id, name, durationMinutes, theme, start: clock.toLocal(meeting.startMs) },
  });
}

/** To the office: minutes are to be written, or late; to who owns decisions: they are his, or one was not kept. */
export async function meetingMinutesMail(
  mail: ClaimedMail,
  person: Reader,
  source: MinutesSource,
): Promise<RenderedMail | RenderFailure> {
  const { meetings, minutes, clock, today, messages, publicUrl } = source;
  const meeting = meetings.get(meetingOfSlot(mail.slot));
  const known = meeting && minutes.get(meeting.id);
  if (!meeting || !known) return noMeeting(mail);
  const [, , step = '', no] = mail.slot.split('/');
  if (step === BULLETIN) return bulletinMail(meeting, person, { ...source, known, isCopy: mail.copyOf != null });
  const { id, name, durationMinutes, ranLate } = meeting;
  const mine = known.decisions.filter(each =>
    no === undefined ? each.personId === person.id || each.unitId === person.unitId : each.no === Number(no),
  );
  const writer = writerFor(mail, source.writer);
  const written = mine.map(decision => ({
    decision,
    asked: step === 'minutes' || step === 'minutesDue' ? null : answerable({ id, decision, writer }, person),
  }));
  const message = await messages.render('meeting-minutes', {
    ...{ person, today, href: minutesPage(publicUrl, id) },
    mail: step === 'decision' ? 'missed' : step === 'minutes' || step === 'minutesDue' ? step : 'decisions',
    meeting: { id, name, durationMinutes, ranLate, start: clock.toLocal(meeting.startMs) },
    due: known.dueMs === null ? null : clock.toLocal(known.dueMs),
    decisions: written.map(({ decision, asked }) => ({ ...decision, actions: asked?.buttons ?? [] })),
  });
  return { ...message, links: written.flatMap(({ asked }) => asked?.link ?? []) };
}

type ToCarryOut = MinutesForMail['decisions'][number];

/** One's own, or whose people could not be written to; what is done already is asked of nobody. */
function answerable(
  { id, decision, writer }: { id: string; decision: ToCarryOut; writer: LinkWriter },
  person: Reader,
): WrittenLink | null {
  const owns = decision.personId === person.id || decision.unitId === person.unitId;
  if (!isOpen(decision) || !(owns || person.roles.includes('coordinator'))) return null;
  return writer.forDecision({ meeting: id, no: decision.no, dueMs: limitMsOf(decision) }, person);
}

interface MinutesSource extends Pick<Source, 'meetings' | 'clock' | 'messages' | 'writer'> {
  minutes: ReadonlyMap<string, MinutesForMail>;
  files: BulletinFiles;
  today: IsoDate;
  publicUrl: string;
}

const minutesPage = (publicUrl: string, id: string): string =>
  consoleAddress(publicUrl, ['dispatch', ...id.split('/'), 'minutes']);

/** To everybody concerned: all that was decided, what became of the items, and the minutes as a document. */
async function bulletinMail(
  meeting: MeetingForMail,
  person: Reader,
  {
    known,
    clock,
    today,
    files,
    isCopy,
    messages,
    publicUrl,
  }: MinutesSource & { known: MinutesForMail; isCopy: boolean },
): Promise<RenderedMail> {
  const { id, name, durationMinutes, ranLate, startMs } = meeting;
  const { decisions, items } = known;
  // A deputy does not read the ledger with the other's eyes.
  const { minutes, problems, projects } = await files(id, isCopy ? null : person);
  const message = await messages.render('meeting-minutes', {
    ...{ person, today, mail: 'bulletin', href: minutesPage(publicUrl, id), due: null, decisions, items },
    ledgers: [...(problems ? (['problems'] as const) : []), ...(projects ? (['projects'] as const) : [])],
    meeting: { id, name, durationMinutes, ranLate, start: clock.toLocal(startMs) },
  });
  return { ...message, files: [minutes, problems, projects].filter(file => file !== null) };
}

interface ChangeSource extends Source {
  today: IsoDate;
  changes: ReadonlyMap<string, MeetingChange>;
}

/** What became of a meeting somebody was invited to, with the calendar entry that says the same: the next SEQUENCE, or CANCEL. */
export async function meetingChangeMail(
  mail: ClaimedMail,
  reader: Reader,
  { meetings, changes, today, messages, ...source }: ChangeSource,
): Promise<RenderedMail | RenderFailure> {
  const meeting = meetings.get(meetingOfSlot(mail.slot));
  const change = changes.get(mail.slot);
  if (!meeting || !change) return noMeeting(mail);
  const { off, before, after } = placesOf(change, meeting);
  const local = ({ startMs, venue }: Place) => ({ start: source.clock.toLocal(startMs ?? meeting.startMs), venue });
  const asked = off
    ? null
    : writerFor(mail, source.writer).forInvitation({ id: meeting.id, startMs: after.startMs }, reader);
  const data: MeetingChangeData = {
    ...{ person: reader, today, name: meeting.name, durationMinutes: meeting.durationMinutes },
    change: off ? 'cancelled' : 'moved',
    reason: change.type === 'recomputed' ? null : change.reason,
    before: local(before),
    after: local(after),
    answer: asked?.buttons ?? [],
  };
  const message = await messages.render('meeting-change', data);
  const ics = invitation({
    ...occasionOf({ ...meeting, ...after, sequence: change.sequence }, source),
    method: off ? 'CANCEL' : 'REQUEST',
    description: await messages.text('meeting-change', { ...data, answer: [] }),
    attendee: { name: reader.name, address: mail.toAddress },
  });
  return { ...message, ics, links: asked ? [asked.link] : [] };
}

/** Where it was to be before the change and is to be after it; `off`: it does not take place. */
function placesOf(change: MeetingChange, { startMs, venue }: MeetingForMail) {
  const now = { startMs, venue };
  switch (change.type) {
    case 'cancelled':
      return { off: true, before: now, after: now };
    case 'rescheduled':
      return { off: false, before: change.before, after: { startMs: change.startMs, venue: change.venue } };
    case 'recomputed':
      return {
        off: change.startMs === null,
        before: change.before,
        after: { startMs: change.startMs ?? startMs, venue },
      };
  }
}

const noMeeting = ({ slot }: ClaimedMail): RenderFailure => ({ error: `no such meeting: ${slot}` });

const occasionOf = (meeting: MeetingForMail, { from, now }: Pick<Source, 'from' | 'now'>): Occasion => ({
  uid: `meeting/${meeting.id}@${from.domain}`,
  sequence: meeting.sequence,
  method: 'REQUEST',
  startMs: meeting.startMs,
  endMs: meeting.startMs + meeting.durationMinutes * MINUTE_MS,
  zone: DEFAULT_ZONE,
  summary: meeting.theme === null ? meeting.name : `${meeting.name} · ${meeting.theme}`,
  location: meeting.venue,
  organizer: { name: from.name, address: from.address },
  stampMs: now(),
});
