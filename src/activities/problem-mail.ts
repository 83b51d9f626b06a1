import type { NewLink } from '../contract/links.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import type { Tidings } from '../domain/problem/notices.ts';
import { PAPERS, type Paper, type ProblemState } from '../domain/problem/types.ts';
import type { Database } from '../ledger/database.ts';
import {
  noticeItems,
  overdueItems,
  type Moment,
  type NoticeLine,
  type OverdueLine,
} from '../ledger/mail-data/digests.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { settingsAt } from '../ledger/settings.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import { longestFirst, MAX_LINES, oneRowEach, STANDINGS, type Messages } from '../mail/messages/index.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';
import { isCopy, standingOf, supervises } from './problem-standing.ts';
import { linkWriter, writerFor, type LinkWriter } from './write-links.ts';

type ProblemMailKind = 'problem-overdue' | 'problem-notice' | 'problem-paper';
type Rendering = RenderedMail | RenderFailure;

interface Dependencies extends Omit<Moment, 'nowMs'> {
  db: Database;
  now: () => number;
  publicUrl: string;
  today: IsoDate;
  messages: Messages;
}

interface Reading {
  person: Reader;
  today: IsoDate;
  writer: LinkWriter;
  supervisionUnits: readonly string[];
  messages: Messages;
}

/** What is told of problems, with a button for each thing its reader can do about one. */
export async function problemMails(
  kind: ProblemMailKind,
  ids: readonly string[],
  { db, clock, table, now, publicUrl, today, messages }: Dependencies,
): Promise<(mail: ClaimedMail, person: Reader) => Promise<Rendering>> {
  const moment = { clock, table, nowMs: now() };
  const writer = await linkWriter({ db, clock, table, now, publicUrl });
  const { supervisionUnits } = (await settingsAt(db, today)).problem;
  const reading = (mail: ClaimedMail, person: Reader): Reading => {
    return { person, today, writer: writerFor(mail, writer), supervisionUnits, messages };
  };
  switch (kind) {
    case 'problem-overdue': {
      const lines = await overdueItems(db, ids, { ...moment, through: 'unit' });
      return (mail, person) => unlessEmpty(lines.get(mail.id), mine => overdueMail(mine, reading(mail, person)));
    }
    case 'problem-notice': {
      const lines = await noticeItems(db, ids, moment);
      return (mail, person) => unlessEmpty(lines.get(mail.id), mine => noticeMail(mine, reading(mail, person)));
    }
    case 'problem-paper': {
      const lines = await overdueItems(db, ids, { ...moment, through: 'head' });
      return (mail, person) =>
        unlessEmpty(lines.get(mail.id), mine => paperMail(mine, paperOf(mail.slot), reading(mail, person)));
    }
  }
}

async function overdueMail(lines: readonly OverdueLine[], reading: Reading): Promise<RenderedMail> {
  const { person, today, messages } = reading;
  const { items, links } = linked(standing(lines, reading), reading);
  return { ...(await messages.render('problem-overdue', { person, today, items })), links };
}

async function paperMail(lines: readonly OverdueLine[], paper: Paper, reading: Reading): Promise<RenderedMail> {
  const { person, today, messages } = reading;
  const { items, links } = linked(standing(lines, reading), reading);
  return { ...(await messages.render('problem-paper', { person, today, paper, items })), links };
}

async function noticeMail(lines: readonly NoticeLine[], reading: Reading): Promise<RenderedMail> {
  const { person, today, messages } = reading;
  const told = lines.map(line => ({ ...line, copied: isCopy(line, person) }));
  // What he is to do stands before what he only reads.
  const rows = oneRowEach([...told.filter(({ copied }) => !copied), ...told.filter(({ copied }) => copied)]);
  const asksProposal = ({ what, also }: (typeof rows)[number]): boolean =>
    [what, ...also.map(each => each.what)].some(each => ASKS_PROPOSAL.includes(each));
  const { items, links } = linked(rows, reading, asksProposal);
  return { ...(await messages.render('problem-notice', { person, today, items })), links };
}

const ASKS_PROPOSAL: readonly Tidings[] = ['proposalAsked', 'heldBack'];

/** Each problem once, as its reader stands to it, in the order in which the mail lists them. */
function standing(lines: readonly OverdueLine[], { person, supervisionUnits }: Reading) {
  const reading = { reader: person, supervises: supervises(person, supervisionUnits) };
  const own = new Set(lines.flatMap(({ code, unitId }) => (unitId === null ? [code] : [])));
  const told = lines
    .map(line => ({ ...line, stands: standingOf(line, reading) }))
    // A problem whose own limit has passed says in its one row which other departments owe their part.
    .filter(({ code, unitId }) => unitId === null || unitId === person.unitId || !own.has(code));
  return oneRowEach(STANDINGS.flatMap(stands => longestFirst(told.filter(line => line.stands === stands))));
}

/** What has been done before its mail leaves, or whose reader has gone to another unit, needs no mail any more; the outbox says so. */
const unlessEmpty = async <Line>(
  lines: readonly Line[] | undefined,
  render: (lines: readonly Line[]) => Promise<RenderedMail>,
): Promise<Rendering> =>
  lines === undefined || lines.length === 0
    ? {
        error:
          '已无可告知：所述事项已经办理，或已由他人承办 / nothing left to say: what it was about has been done, or is another’s by now',
        pointless: true,
      }
    : render(lines);

/** With a link for everything that its reader can do about a problem as it stands now; rows that are not shown have none. */
function linked<Row extends { problem: ProblemState }>(
  rows: readonly Row[],
  { person, writer }: Reading,
  asksProposal: (row: Row) => boolean = () => false,
) {
  const links: NewLink[] = [];
  const items = rows.map((row, index) => {
    const { problem, ...told } = row;
    const offered = index < MAX_LINES ? writer.forProblem(problem, person, { asksProposal: asksProposal(row) }) : [];
    links.push(...offered.map(({ link }) => link));
    return { ...told, actions: offered.flatMap(({ buttons }) => buttons) };
  });
  return { items, links };
}

/** The slot of a paper is `<day>/<colour>`. */
const paperOf = (slot: string): Paper => PAPERS.find(paper => slot.endsWith(`/${paper}`)) ?? 'blue';
