import type { Selectable } from 'kysely';
import type { BriefContent } from '../../domain/brief/types.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../evaluation/canonical.ts';
import type { Tables } from '../tables.ts';
import { namesOf, type Names } from './names.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export type BriefRow = Omit<Selectable<Tables['brief']>, 'content'> & { content: BriefContent };

/** The cast: the column is written from these very values. */
const briefOf = (row: Selectable<Tables['brief']>): BriefRow => ({ ...row, content: row.content as never });

/** The latest week first. */
export async function listBriefs(db: Database, { limit, after }: PageQuery): Promise<Page<BriefRow>> {
  const { total } = await db
    .selectFrom('brief')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const [before] = after ?? [];
  const query = db.selectFrom('brief').selectAll().orderBy('week', 'desc');
  const rows = await (before === undefined ? query : query.where('week', '<', before)).limit(limit + 1).execute();
  return pageFrom(rows.map(briefOf), { limit, total: Number(total), keys: row => [row.week] });
}

export async function briefByWeek(db: Database, week: string): Promise<BriefRow | undefined> {
  const row = await db.selectFrom('brief').selectAll().where('week', '=', week).executeTakeFirst();
  return row && briefOf(row);
}

export async function briefsOfWeeks(db: Database, weeks: readonly string[]): Promise<Map<string, BriefRow>> {
  if (weeks.length === 0) return new Map();
  const rows = await db.selectFrom('brief').selectAll().where('week', 'in', weeks).execute();
  return new Map(rows.map(row => [row.week, briefOf(row)]));
}

/** Whether it still says what it said when it was compiled. */
export const isIntact = ({ content, hash }: Pick<BriefRow, 'content' | 'hash'>): boolean => hashOf(content) === hash;

/** People stand in a brief by their ids. */
export const namesInBrief = (
  db: Database,
  { projects }: BriefContent,
  others: readonly string[] = [],
): Promise<Names> =>
  namesOf(db, {
    people: [...others, ...Object.values(projects).flatMap(({ items }) => items.map(({ leaderId }) => leaderId))],
    units: [],
  });
