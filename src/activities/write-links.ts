import { mayUse } from '../access/links.ts';
import type { NewLink } from '../contract/links.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { HolidayTable } from '../domain/calendar/working-calendar.ts';
import { expiryWithDay, linkExpiry } from '../domain/link/link.ts';
import { problemLinkExpiry, problemLinksFor } from '../domain/link/problem-links.ts';
import { COLLECTION_CHOICES, DECISION_CHOICES, PURPOSE_KIND, type LinkPurpose } from '../domain/link/types.ts';
import { RESPONSES } from '../domain/meeting/responses.ts';
import type { Viewer } from '../domain/people/scope.ts';
import { SATISFACTIONS, type ProblemState } from '../domain/problem/types.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import type { ClaimedMail } from '../mail/outbox-port.ts';
import type { LinkButton } from '../mail/messages/index.ts';
import { linkAddress, newSecret } from '../links/secret.ts';

/** Makes the links of the mails of one batch: all of one day, so with one end. The outbox writes them down with the bodies. */
export interface LinkWriter {
  /** Everything that somebody can do for a problem as it stands, each with its address; bringing a proposal, where the mail asks for it. */
  forProblem(problem: ProblemState, person: Viewer, asked: { asksProposal: boolean }): WrittenLink[];
  /** Whether he comes: one link, a button for each answer. */
  forInvitation(meeting: { id: string; startMs: number }, person: Viewer): WrittenLink | null;
  /** What is new with his unit before a meeting: one link, a button for “no change” and one for the form. */
  forCollection(meeting: { id: string; startMs: number }, person: Viewer): WrittenLink | null;
  /** What became of a decision: one link, a button for “done” and one for “not done”. */
  forDecision(decision: { meeting: string; no: number; dueMs: number }, person: Viewer): WrittenLink | null;
}

/** For a mail that somebody else reads too: what one may press is in one's own alone. */
const NO_LINKS: LinkWriter = {
  forProblem: () => [],
  forInvitation: () => null,
  forCollection: () => null,
  forDecision: () => null,
};

export const writerFor = ({ copyOf }: Pick<ClaimedMail, 'copyOf'>, writer: LinkWriter): LinkWriter =>
  copyOf == null ? writer : NO_LINKS;

export interface WrittenLink {
  link: NewLink;
  /** One button; a look-back and an invitation have one for each answer, all of the same link. */
  buttons: readonly LinkButton[];
}

interface Dependencies {
  db: Database;
  clock: LocalClock;
  /** With the years that the office has been told of. */
  table: HolidayTable;
  now: () => number;
  publicUrl: string;
}

export async function linkWriter({ db, clock, table, now, publicUrl }: Dependencies): Promise<LinkWriter> {
  const nowMs = now();
  const { date: today } = clock.toLocal(nowMs);
  const settings = await settingsAt(db, today);
  const { links, officeHours: hours } = settings;
  const usualMs = linkExpiry(clock, nowMs, links.validDays);
  const firmMs = linkExpiry(clock, nowMs, links.firmValidDays);
  const day = { nowMs, today, calendar: { clock, table, hours }, settings };
  const written = (
    purpose: LinkPurpose,
    {
      entityId,
      person,
      part,
      expiresMs = usualMs,
    }: { entityId: string; person: string; part?: number; expiresMs?: number },
  ): WrittenLink => {
    const secret = newSecret();
    const kind = PURPOSE_KIND[purpose];
    const of = { entityId, ...(part !== undefined && { part }) };
    const link: NewLink = { secret, purpose, kind, ...of, holder: { person }, expiresMs };
    return { link, buttons: buttonsOf(purpose, linkAddress(publicUrl, secret)) };
  };
  return {
    forProblem: (problem, person, asked) =>
      problemLinksFor(problem, person, { ...day, ...asked })
        .filter(purpose => mayUse(purpose, person))
        .map(purpose => {
          const ofWhom = purpose === 'lookBackProblem' ? firmMs : usualMs;
          const expiresMs = problemLinkExpiry(purpose, problem, { usualMs: ofWhom, day });
          return written(purpose, { entityId: problem.code, person: person.id, expiresMs });
        }),
    forInvitation: ({ id, startMs }, person) =>
      written('answerInvitation', {
        ...{ entityId: id, person: person.id },
        expiresMs: expiryWithDay(clock, startMs, usualMs),
      }),
    forCollection: ({ id, startMs }, person) =>
      mayUse('reportCollection', person)
        ? written('reportCollection', {
            ...{ entityId: id, person: person.id },
            expiresMs: expiryWithDay(clock, startMs, usualMs),
          })
        : null,
    forDecision: ({ meeting, no, dueMs }, person) =>
      mayUse('reportDecision', person)
        ? written('reportDecision', {
            ...{ entityId: meeting, part: no, person: person.id },
            expiresMs: expiryWithDay(clock, dueMs, usualMs),
          })
        : null,
  };
}

/** What is chosen by the button stands in the address, is chosen on the page, and is sent by nobody but the reader. */
function buttonsOf(purpose: LinkPurpose, href: string): LinkButton[] {
  switch (purpose) {
    case 'lookBackProblem':
      return SATISFACTIONS.map(choice => ({ purpose, choice, href: `${href}?satisfaction=${choice}` }));
    case 'answerInvitation':
      return RESPONSES.map(choice => ({ purpose, choice, href: `${href}?response=${choice}` }));
    case 'reportCollection':
      return COLLECTION_CHOICES.map(choice => ({ purpose, choice, href: `${href}?answer=${choice}` }));
    case 'reportDecision':
      return DECISION_CHOICES.map(choice => ({ purpose, choice, href: `${href}?outcome=${choice}` }));
    default:
      return [{ purpose, choice: null, href }];
  }
}
