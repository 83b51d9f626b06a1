import type { Envelope } from '../../contract/commit.ts';
import { briefRefusal } from '../../domain/brief/area.ts';
import type { BriefRuleFacts, BriefState } from '../../domain/brief/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import type { Database } from '../database.ts';
import { briefOf } from '../evaluation/brief.ts';
import { hashOf } from '../evaluation/canonical.ts';

/** The brief as the ledger stands in this transaction, and who gets it. */
export async function briefFacts(
  db: Database,
  { entityId: week }: Envelope<'brief'>,
  { state, context }: { state: BriefState | null; context: RuleContext },
): Promise<BriefRuleFacts> {
  // Working it out reads every history of a problem; what is refused anyway is refused at once.
  if (briefRefusal(state, week, context)) return { week, found: null };
  const brief = await briefOf(db, { week, context });
  return { week, found: { ...brief, hash: hashOf(brief.content) } };
}
