import { mayStandInFor } from '../access/deputies.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { tableWith } from '../domain/calendar/published-years.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import type { Database } from '../ledger/database.ts';
import { followUpData } from '../ledger/mail-data/batch-follow-up.ts';
import { planWarningItems } from '../ledger/mail-data/digests.ts';
import { deadAddressItems } from '../ledger/mail-data/dead-addresses.ts';
import { meetingChanges, meetingOfSlot } from '../ledger/mail-data/meeting-change.ts';
import { agendasForMail, type MailedAgenda } from '../ledger/mail-data/meeting-agenda.ts';
import { minutesForMail } from '../ledger/mail-data/meeting-minutes.ts';
import { meetingsForMail, type MeetingForMail } from '../ledger/mail-data/meeting-reminder.ts';
import { openWork, type OpenWork } from '../ledger/mail-data/open-work.ts';
import { readers, type Reader } from '../ledger/mail-data/people.ts';
import { reportRequests } from '../ledger/mail-data/report-request.ts';
import { reviewRequests } from '../ledger/mail-data/review-request.ts';
import { visitReminders } from '../ledger/mail-data/visits.ts';
import { whistlesForMail } from '../ledger/mail-data/whistles.ts';
import {
  meetingAgendaMail,
  meetingMinutesMail,
  meetingChangeMail,
  meetingReminderMail,
  type Invite,
} from './meeting-mail.ts';
import { collectionMails } from './collection-mail.ts';
import { whistleMail } from './whistle-mail.ts';
import { settingsAt } from '../ledger/settings.ts';
import { isMutable } from '../domain/mail-kinds.ts';
import { consoleAddress } from '../links/console.ts';
import { muteAddress, newSecret } from '../links/secret.ts';
import { asCopy, asDemo } from '../mail/messages/copy.ts';
import type { NamedAddress } from '../mail/address.ts';
import type { Render, RenderedMail, RenderFailure } from '../mail/deliver.ts';
import { messagesIn, type Messages } from '../mail/messages/index.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';
import { deputiesAt } from '../ledger/mail-preferences.ts';
import { bulletinFiles, type BulletinFiles } from './bulletin.ts';
import { accountLetters } from './account-letters.ts';
import { briefMails } from './brief-mail.ts';
import { deputyLetters } from './deputy-letters.ts';
import { problemMails } from './problem-mail.ts';
import { linkWriter } from './write-links.ts';

interface RenderDependencies {
  db: Database;
  clock: LocalClock;
  /** Says of which years the holidays are published. */
  table: HolidayTable;
  now: () => number;
  from: NamedAddress;
  /** What the addresses of links begin with. */
  publicUrl: string;
  demo?: boolean | undefined;
  /** Meetings the ledger does not hold, for mails that are only looked at. */
  meetings?: readonly MeetingForMail[] | undefined;
  /** What stands on their agendas then. */
  agendas?: ReadonlyMap<string, MailedAgenda> | undefined;
}

interface RoundDependencies extends RenderDependencies {
  work: () => Promise<OpenWork>;
  files: BulletinFiles;
  messages: Messages;
}

type People = ReadonlyMap<string, Reader>;

type Rendering = RenderedMail | RenderFailure;
const LOCALE = 'zh-CN';

/**
 * Renders the mails of one round from the ledger: what several of a batch need is read once, and the open work of the whole office, which
 * every reminder is dealt from, once a round.
 */
export function createRender(given: RenderDependencies): Render {
  let work: Promise<OpenWork> | undefined;
  const files = bulletinFiles(given);
  const reading = { ...given, files, work: () => (work ??= openWork(given.db)) };
  return async mails => {
    const dependencies = { ...reading, ...(await officeToday(given)) };
    const people = await readers(dependencies.db, [
      ...new Set(mails.flatMap(({ personId, copyOf }) => [personId, copyOf].flatMap(id => id ?? []))),
    ]);
    const away = mails.flatMap(({ copyOf }) => copyOf ?? []);
    const standing = await deputiesAt(dependencies.db, [...new Set(away)], dependencies.now());
    const rendered = new Map<string, Rendering>();
    for (const [kind, ofKind] of byKind(mails)) {
      const render = await rendererOf(kind, ofKind, { ...dependencies, people });
      for (const mail of ofKind) {
        const answer = await one(mail, people, render);
        const mine = copied(mail, answer, { people, standing });
        const marked = given.demo && !('error' in mine) ? asDemo(mine, LOCALE) : mine;
        rendered.set(mail.id, mutable(mail, marked, given.publicUrl));
      }
    }
    return rendered;
  };
}

/** The words and the published years that are the rule on the day a mail is written. */
async function officeToday({ db, clock, now, table }: RenderDependencies) {
  const { texts, holidays } = await settingsAt(db, clock.toLocal(now()).date);
  return { messages: messagesIn({ locale: LOCALE, texts: texts.mails }), table: tableWith(table, holidays) };
}

type RenderOne = (mail: ClaimedMail, reader: Reader) => Promise<Rendering>;

/** A mail that cannot be rendered fails alone: its neighbours in the batch still leave. */
async function one(mail: ClaimedMail, people: ReadonlyMap<string, Reader>, render: RenderOne): Promise<Rendering> {
  const reader = people.get(mail.copyOf ?? mail.personId ?? '');
  if (!reader) return { error: `no such person: ${mail.personId}` };
  try {
    return await render(mail, reader);
  } catch (error) {
    return { error: String(error) };
  }
}

/**
 * A deputy reads what the one he stands in for would read, and acts in his own name: the buttons are the other's alone (`writerFor`), and so is
 * the invitation.
 */
function copied(
  { copyOf, personId }: ClaimedMail,
  answer: Rendering,
  { people, standing }: { people: ReadonlyMap<string, Reader>; standing: Awaited<ReturnType<typeof deputiesAt>> },
): Rendering {
  if (copyOf == null || 'error' in answer) return answer;
  // He declined, or the other is back, after it was written.
  if (!standing.some(each => each.personId === copyOf && each.deputyId === personId))
    return { error: 'the deputy stands in no more', pointless: true };
  const [deputy, away] = [people.get(personId ?? ''), people.get(copyOf)];
  // He may have moved since he was named.
  if (!deputy || !away || !mayStandInFor(deputy, away))
    return { error: 'the deputy may not read what the one he stands in for may', pointless: true };
  const names = { away: away.name, deputy: deputy.name };
  return { ...asCopy(answer, names, LOCALE), ics: null };
}

/** A kind its reader may do without says where he can say so. */
function mutable({ kind, personId, copyOf }: ClaimedMail, answer: Rendering, publicUrl: string): Rendering {
  if ('error' in answer || !isMutable(kind) || personId === null || copyOf != null) return answer;
  const secret = newSecret();
  return { ...answer, unsubscribe: { address: muteAddress(publicUrl, secret), link: { secret, personId, kind } } };
}

async function rendererOf(
  kind: string,
  mails: readonly ClaimedMail[],
  dependencies: RoundDependencies & { people: People },
): Promise<RenderOne> {
  const { db, clock, now, messages, publicUrl } = dependencies;
  const ids = mails.map(({ id }) => id);
  const { date: today } = clock.toLocal(now());
  switch (kind) {
    case 'meeting-reminder':
      return meetingReminders(mails, dependencies);
    case 'meeting-collection':
      return collections(mails, dependencies);
    case 'meeting-agenda':
    case 'meeting-minutes':
      return meetingPapers(kind, mails, { ...dependencies, today });
    case 'meeting-change':
      return meetingsChanged(mails, { ...dependencies, today });
    case 'plan-warning': {
      const items = await planWarningItems(db, ids);
      return ({ id }, person) => messages.render('plan-warning', { person, today, items: items.get(id) ?? [] });
    }
    case 'problem-overdue':
    case 'problem-notice':
    case 'problem-paper':
      return problemMails(kind, ids, { ...dependencies, today });
    case 'batch-follow-up': {
      const data = await followUpData(db, ids);
      return ({ id }, person) => {
        const mine = data.get(id);
        if (!mine) return Promise.resolve({ error: 'the mail speaks of no event' });
        return messages.render('batch-follow-up', { person, today, ...mine });
      };
    }
    case 'report-request': {
      const data = await reportRequests(db, ids);
      return ({ id }, person) => {
        const mine = data.get(id);
        if (!mine) return Promise.resolve({ error: 'the mail asks for no month' });
        const { county } = mine;
        return messages.render('report-request', {
          ...{ person, today, ...mine },
          href: consoleAddress(publicUrl, ['projects'], { county }),
          items: mine.items.map(item => ({ ...item, href: consoleAddress(publicUrl, ['projects', item.code]) })),
        });
      };
    }
    case 'review-request': {
      const items = await reviewRequests(db, ids);
      return ({ id }, person) => messages.render('review-request', { person, today, items: items.get(id) ?? [] });
    }
    case 'visit-reminder': {
      const data = await visitReminders(db, ids);
      return ({ id }, person) => {
        const mine = data.get(id);
        if (!mine) return Promise.resolve({ error: 'the mail speaks of no visit' });
        return messages.render('visit-reminder', { person, today, ...mine });
      };
    }
    case 'address-dead': {
      const items = await deadAddressItems(db, ids);
      return ({ id }, person) => messages.render('address-dead', { person, today, items: items.get(id) ?? [] });
    }
    case 'account':
      return accountLetters(ids, { ...dependencies, today });
    case 'deputy':
      return deputyLetters(ids, { ...dependencies, today });
    case 'weekly-brief':
      return briefMails(mails, { ...dependencies, today });
    case 'county-whistle': {
      const data = await whistlesForMail(db, ids, clock);
      return (mail, reader) => whistleMail(mail, reader, { ...dependencies, today, whistle: data.get(mail.id) });
    }
    default:
      return () => Promise.resolve({ error: `no message of the kind ${kind}` });
  }
}

async function meetingReminders(mails: readonly ClaimedMail[], dependencies: RoundDependencies): Promise<RenderOne> {
  const found = await meetingsOfMails(mails, dependencies);
  const work = await dependencies.work();
  const writer = await linkWriter(dependencies);
  const source = { ...dependencies, ...found, work, writer, invitations: new Map<string, Invite>() };
  return (mail, reader) => meetingReminderMail(mail, reader, source);
}

async function collections(
  mails: readonly ClaimedMail[],
  dependencies: RoundDependencies & { people: People },
): Promise<RenderOne> {
  const { meetings } = await meetingsOfMails(mails, dependencies);
  const ahead = new Map((dependencies.meetings ?? []).map(({ id, closesMs = null }) => [id, closesMs]));
  const [work, writer] = [await dependencies.work(), await linkWriter(dependencies)];
  return collectionMails(mails, { ...dependencies, meetings, ahead, work, writer });
}

async function meetingPapers(
  kind: 'meeting-agenda' | 'meeting-minutes',
  mails: readonly ClaimedMail[],
  dependencies: RoundDependencies & { today: IsoDate },
): Promise<RenderOne> {
  const source = { ...dependencies, ...(await meetingsOfMails(mails, dependencies)) };
  if (kind === 'meeting-agenda') return (mail, reader) => meetingAgendaMail(mail, reader, source);
  const minutes = await minutesForMail(dependencies.db, meetingsOf(mails));
  const writer = await linkWriter(dependencies);
  return (mail, reader) => meetingMinutesMail(mail, reader, { ...source, minutes, writer });
}

/** With those that are only looked ahead to; what the ledger has goes before. */
async function meetingsOfMails(mails: readonly ClaimedMail[], { db, ...given }: RoundDependencies) {
  const ids = meetingsOf(mails);
  const ahead = (given.meetings ?? []).map(meeting => [meeting.id, meeting] as const);
  return {
    meetings: new Map([...ahead, ...(await meetingsForMail(db, ids))]),
    agendas: new Map([...(given.agendas ?? []), ...(await agendasForMail(db, ids))]),
  };
}

async function meetingsChanged(
  mails: readonly ClaimedMail[],
  dependencies: RoundDependencies & { today: IsoDate },
): Promise<RenderOne> {
  const { db } = dependencies;
  const meetings = await meetingsForMail(db, meetingsOf(mails));
  const slots = [...new Set(mails.map(({ slot }) => slot))];
  const [changes, writer] = [await meetingChanges(db, slots), await linkWriter(dependencies)];
  const source = { ...dependencies, meetings, changes, writer };
  return (mail, reader) => meetingChangeMail(mail, reader, source);
}

const meetingsOf = (mails: readonly ClaimedMail[]): string[] => [
  ...new Set(mails.map(({ slot }) => meetingOfSlot(slot))),
];

function byKind(mails: readonly ClaimedMail[]): Map<string, ClaimedMail[]> {
  const kinds = new Map<string, ClaimedMail[]>();
  for (const mail of mails) kinds.set(mail.kind, [...(kinds.get(mail.kind) ?? []), mail]);
  return kinds;
}
