import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import type { Actor } from '../../domain/entity.ts';
import { expiryWithDay } from '../../domain/link/link.ts';
import { collectionLinkRefusal, decisionLinkRefusal, meetingLinkRefusal } from '../../domain/link/meeting-links.ts';
import { problemLinkRefusal, problemLinkTooLate, type Day } from '../../domain/link/problem-links.ts';
import type { LinkPurpose, PurposeOf } from '../../domain/link/types.ts';
import type { MeetingEvent } from '../../domain/meeting/types.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { LinkResult, LinkRow } from '../../ledger/links.ts';
import { meetingSubject, problemSubject } from '../../ledger/reads/link-subjects.ts';
import type { Typed } from '../../links/form.ts';
import type { Fact } from '../../links/pages/view.ts';
import {
  collectionFacts,
  decisionFacts,
  meetingFacts,
  recordedResponse,
  typedBefore,
} from '../../links/purposes/meeting-facts.ts';
import { papersFor, problemFacts, recordedFacts } from '../../links/purposes/problem-facts.ts';
import type { Telling } from '../../links/telling.ts';
import type { Database } from '../../ledger/database.ts';

/** What a link is about, as far as its pages and its making need it; one function for each kind of entity that has links. */
export interface Subject {
  /** Why the link is of no use to its holder as things stand on that day; null when it is. */
  refusal(purpose: LinkPurpose, holder: Actor, day: Day): Refusal | null;
  facts(purpose: LinkPurpose, holder: Actor, telling: Telling): Fact[];
  /** Until when its link works, whatever was written into it: a meeting that is moved takes its links along. */
  endsMs(purpose: LinkPurpose, clock: LocalClock): number;
  /** Files that its page hands out, by SHA-256. */
  papers(purpose: LinkPurpose): readonly string[];
  /** What its form begins with. */
  before(purpose: LinkPurpose, holder: string): Typed;
  /** What the link's command wrote down. */
  recorded(result: LinkResult, telling: Telling): Fact[];
}

/** Null when there is no such entity. */
export async function subjectOf(db: Database, { kind, id, part = null }: LinkRow['entity']): Promise<Subject | null> {
  switch (kind) {
    case 'problem':
      return problemOf(db, id);
    case 'meeting':
      return meetingOf(db, id, part);
    default:
      throw new Error(`links about ${kind} have no pages`);
  }
}

async function problemOf(db: Database, id: string): Promise<Subject | null> {
  const subject = await problemSubject(db, id);
  if (!subject) return null;
  // The casts: the purpose of a link about a problem is one of a problem's.
  return {
    refusal: (purpose, holder, day) =>
      problemLinkRefusal(purpose as PurposeOf<'problem'>, subject.state, holder) ??
      problemLinkTooLate(purpose as PurposeOf<'problem'>, subject.state, day),
    facts: (purpose, holder, telling) =>
      problemFacts(subject, purpose as PurposeOf<'problem'>, { ...telling, unit: holder.unitId }),
    endsMs: () => 0,
    papers: purpose => papersFor(purpose as PurposeOf<'problem'>, subject.state),
    before: () => ({}),
    recorded: ({ events }, telling) =>
      events.flatMap(({ type, data }) => recordedFacts({ type, ...(data as object) } as ProblemEvent, telling)),
  };
}

async function meetingOf(db: Database, id: string, part: number | null): Promise<Subject | null> {
  const subject = await meetingSubject(db, id);
  if (!subject) return null;
  const { state, attendees } = subject;
  return {
    refusal: (purpose, holder, { nowMs }) => {
      if (purpose === 'reportCollection') return collectionLinkRefusal(state, holder, nowMs);
      if (purpose === 'reportDecision') return decisionLinkRefusal(state, part ?? 0, holder);
      return meetingLinkRefusal(state, holder.id, { attendees, nowMs });
    },
    facts: (purpose, holder, telling) => {
      if (purpose === 'reportCollection') return collectionFacts(subject, holder.unitId, telling);
      if (purpose === 'reportDecision') return decisionFacts(subject, part, telling);
      return meetingFacts(subject, holder.id, telling);
    },
    endsMs: (purpose, clock) =>
      purpose === 'reportDecision' || state.startMs === null ? 0 : expiryWithDay(clock, state.startMs, 0),
    papers: () => [],
    before: (purpose, holder) => (purpose === 'answerInvitation' ? typedBefore(subject, holder) : {}),
    recorded: ({ events }, telling) =>
      events.flatMap(({ type, data }) =>
        recordedResponse({ type, ...(data as object) } as MeetingEvent, subject, telling),
      ),
  };
}
