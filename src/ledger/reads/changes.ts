import type { EntityKind } from '../../domain/entity.ts';
import type { Database } from '../database.ts';

/** Entries of the record are numbered without gaps in the order in which they became true; the last number, 0 for none. */
export async function lastNumber(db: Database): Promise<number> {
  const row = await db
    .selectFrom('audit_number')
    .select(({ fn }) => fn.max('number').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** What kinds of things have changed by commands after one number, up to another. */
export async function kindsChanged(
  db: Database,
  { after, upTo }: { after: number; upTo: number },
): Promise<EntityKind[]> {
  const rows = await db
    .selectFrom('audit_number')
    .innerJoin('command', 'command.position', 'audit_number.position')
    .select('command.entity_kind as kind')
    .distinct()
    .where('audit_number.number', '>', after)
    .where('audit_number.number', '<=', upTo)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind }) => kind as EntityKind);
}
