import type { Actor } from '../../domain/entity.ts';
import { problemLinkRefusal } from '../../domain/link/problem-links.ts';
import type { LinkPurpose } from '../../domain/link/types.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { LinkResult, LinkRow } from '../../ledger/links.ts';
import { problemSubject } from '../../ledger/reads/link-subjects.ts';
import type { Fact } from '../../links/pages/view.ts';
import { problemFacts, recordedFacts } from '../../links/purposes/problem-facts.ts';
import type { Telling } from '../../links/telling.ts';
import type { Database } from '../../ledger/database.ts';

/** What a link is about, as far as its pages and its making need it; one function for each kind of entity that has links. */
export interface Subject {
  /** Why the link is of no use to its holder as things stand; null when it is. */
  refusal(purpose: LinkPurpose, holder: Actor): Refusal | null;
  facts(purpose: LinkPurpose, telling: Telling): Fact[];
  /** What the link's command wrote down. */
  recorded(result: LinkResult, telling: Telling): Fact[];
}

/** Null when there is no such entity. */
export async function subjectOf(db: Database, { kind, id }: LinkRow['entity']): Promise<Subject | null> {
  if (kind !== 'problem') throw new Error(`links about ${kind} have no pages`);
  const subject = await problemSubject(db, id);
  if (!subject) return null;
  return {
    refusal: (purpose, holder) => problemLinkRefusal(purpose, subject.state, holder),
    facts: (purpose, telling) => problemFacts(subject, purpose, telling),
    recorded: ({ events }, telling) =>
      events.flatMap(({ type, data }) => recordedFacts({ type, ...(data as object) } as ProblemEvent, telling)),
  };
}
