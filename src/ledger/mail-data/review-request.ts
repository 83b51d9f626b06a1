import { hasLeft } from '../../domain/project/leaving.ts';
import { openReview, silentReviewers } from '../../domain/project/review.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { ReviewRequestItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';

/** By mail id, as things stand when it is rendered: who has given his opinion or stepped back meanwhile is asked no more. */
export async function reviewRequests(
  db: Database,
  mailIds: readonly string[],
): Promise<Map<string, ReviewRequestItem[]>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('mail_item')
    .innerJoin('mail', 'mail.id', 'mail_item.mail_id')
    .innerJoin('entity', join => join.onRef('entity.id', '=', 'mail_item.entity_id').on('entity.kind', '=', 'project'))
    .select(['mail_id', 'person_id', 'entity.state'])
    .where('mail_id', 'in', mailIds)
    .orderBy('mail_item.entity_id')
    .execute();
  const found = new Map<string, ReviewRequestItem[]>();
  for (const { mail_id: id, person_id: expert, state } of rows) {
    const project = state as unknown as ProjectState;
    const review = openReview(project);
    // Of a project that has left meanwhile nobody wants to know any more.
    const waits = review && !hasLeft(project) && silentReviewers(review).some(reviewer => reviewer.id === expert);
    const { code, name, county, investor, industry, investmentWan } = project;
    const item = { code, name, county, investor, industry, investmentWan };
    const before = found.get(id) ?? [];
    found.set(id, waits ? [...before, { ...item, dueOn: review.dueOn }] : before);
  }
  return found;
}
