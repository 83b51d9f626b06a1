import type { Actor } from '../../domain/entity.ts';
import { collectionLinkRefusal, meetingLinkRefusal } from '../../domain/link/meeting-links.ts';
import { problemLinkRefusal } from '../../domain/link/problem-links.ts';
import type { LinkPurpose, PurposeOf } from '../../domain/link/types.ts';
import type { MeetingEvent } from '../../domain/meeting/types.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { LinkResult, LinkRow } from '../../ledger/links.ts';
import { meetingSubject, problemSubject } from '../../ledger/reads/link-subjects.ts';
import type { Typed } from '../../links/form.ts';
import type { Fact } from '../../links/pages/view.ts';
import { collectionFacts, meetingFacts, recordedResponse, typedBefore } from '../../links/purposes/meeting-facts.ts';
import { problemFacts, recordedFacts } from '../../links/purposes/problem-facts.ts';
import type { Telling } from '../../links/telling.ts';
import type { Database } from '../../ledger/database.ts';

/** What a link is about, as far as its pages and its making need it; one function for each kind of entity that has links. */
export interface Subject {
  /** Why the link is of no use to its holder as things stand; null when it is. */
  refusal(purpose: LinkPurpose, holder: Actor, nowMs: number): Refusal | null;
  facts(purpose: LinkPurpose, holder: Actor, telling: Telling): Fact[];
  /** What its form begins with. */
  before(purpose: LinkPurpose, holder: string): Typed;
  /** What the link's command wrote down. */
  recorded(result: LinkResult, telling: Telling): Fact[];
}

/** Null when there is no such entity. */
export async function subjectOf(db: Database, { kind, id }: LinkRow['entity']): Promise<Subject | null> {
  switch (kind) {
    case 'problem':
      return problemOf(db, id);
    case 'meeting':
      return meetingOf(db, id);
    default:
      throw new Error(`links about ${kind} have no pages`);
  }
}

async function problemOf(db: Database, id: string): Promise<Subject | null> {
  const subject = await problemSubject(db, id);
  if (!subject) return null;
  // The casts: the purpose of a link about a problem is one of a problem's.
  return {
    refusal: (purpose, holder) => problemLinkRefusal(purpose as PurposeOf<'problem'>, subject.state, holder),
    facts: (purpose, holder, telling) =>
      problemFacts(subject, purpose as PurposeOf<'problem'>, { ...telling, unit: holder.unitId }),
    before: () => ({}),
    recorded: ({ events }, telling) =>
      events.flatMap(({ type, data }) => recordedFacts({ type, ...(data as object) } as ProblemEvent, telling)),
  };
}

async function meetingOf(db: Database, id: string): Promise<Subject | null> {
  const subject = await meetingSubject(db, id);
  if (!subject) return null;
  const { state, attendees } = subject;
  return {
    refusal: (purpose, holder, nowMs) =>
      purpose === 'reportCollection'
        ? collectionLinkRefusal(state, holder, nowMs)
        : meetingLinkRefusal(state, holder.id, { attendees, nowMs }),
    facts: (purpose, holder, telling) =>
      purpose === 'reportCollection'
        ? collectionFacts(subject, holder.unitId, telling)
        : meetingFacts(subject, holder.id, telling),
    before: (purpose, holder) => (purpose === 'reportCollection' ? {} : typedBefore(subject, holder)),
    recorded: ({ events }, telling) =>
      events.flatMap(({ type, data }) =>
        recordedResponse({ type, ...(data as object) } as MeetingEvent, subject, telling),
      ),
  };
}
