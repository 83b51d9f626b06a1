import type { EntityRef } from '../contract/ports.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR, type EntityKind, type RuleContext } from '../domain/entity.ts';
import type { Database } from './database.ts';
import { officeCalendar, settingsAt } from './settings.ts';
import { viewOf } from './views.ts';

interface Source {
  db: Database;
  calendar: WorkCalendar;
  nowMs: number;
}

/** What a workflow that is started now must know of each of `ids`; those that do not exist are left out. */
export async function currentViews(source: Source, kind: EntityKind, ids: readonly string[]): Promise<EntityRef[]> {
  if (ids.length === 0) return [];
  const rows = await source.db
    .selectFrom('entity')
    .select(['id', 'seq', 'state'])
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .execute();
  const context = await clockContext(source);
  return rows.map(({ id, seq, state }) => ({ id, view: viewOf(kind, state, { seq, context }) }));
}

export async function countOpenEntities(db: Database, kind: EntityKind): Promise<number> {
  const row = await db
    .selectFrom('entity')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('kind', '=', kind)
    .where('open', '=', true)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Ids of the open entities of a kind after `afterId`, in order, at most `limit`. */
export async function openEntityIds(
  db: Database,
  kind: EntityKind,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('entity')
    .select('id')
    .where('kind', '=', kind)
    .where('open', '=', true)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(row => row.id);
}

async function clockContext({ db, calendar, nowMs }: Source): Promise<RuleContext> {
  const { date: today } = calendar.clock.toLocal(nowMs);
  const settings = await settingsAt(db, today);
  return { nowMs, today, actor: SYSTEM_ACTOR, settings, calendar: officeCalendar(calendar, settings), via: 'clock' };
}
