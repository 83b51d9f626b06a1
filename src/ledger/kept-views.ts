import { randomUUID } from 'node:crypto';
import { MOST_VIEWS, type ViewList } from '../domain/kept-views.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from './database.ts';

export interface NewView {
  list: ViewList;
  name: string;
  query: string;
}

/** Lists in their order, and in each the views as they were first kept: replacing one does not move it. */
export const keptViewsOf = (db: Database, personId: string) =>
  db
    .selectFrom('kept_view')
    .select(['id', 'list', 'name', 'query', 'kept_at'])
    .where('person_id', '=', personId)
    .orderBy('list')
    .orderBy('kept_at')
    .orderBy('id')
    .execute();

/** Under a name that the list has already, the new filters take the place of the old ones. */
export async function keepView(
  tx: Database,
  personId: string,
  { view: { list, name, query }, atMs }: { view: NewView; atMs: number },
): Promise<Refusal | null> {
  // His row is held, so that two views at once are counted one after the other.
  await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute();
  const kept = await keptViewsOf(tx, personId);
  const same = kept.find(view => view.list === list && view.name === name);
  if (same) {
    await tx.updateTable('kept_view').set({ query }).where('id', '=', same.id).execute();
    return null;
  }
  if (kept.length >= MOST_VIEWS) return refuse('tooManyViews', 'name', name, { max: MOST_VIEWS });
  const id = randomUUID().slice(0, 8);
  await tx
    .insertInto('kept_view')
    .values({ ...{ id, list, name, query }, person_id: personId, kept_at: new Date(atMs) })
    .execute();
  return null;
}

/** False when he keeps no such view. */
export async function dropView(db: Database, personId: string, id: string): Promise<boolean> {
  const query = db.deleteFrom('kept_view').where('id', '=', id).where('person_id', '=', personId);
  return Number((await query.executeTakeFirst()).numDeletedRows) > 0;
}
