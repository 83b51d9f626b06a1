import { ENTITY_KINDS } from '../domain/entity.ts';
import { isAnyOf, type Database } from './database.ts';
import { writeRows } from './rows.ts';

const DIGITS = 4;

/**
 * Codes for entities that came without one, `P-2026` → `P-2026-0001` and on: one for each command, and the same again for a command that
 * is sent again, so that a request sent twice starts the same project. A code somebody chose by hand is passed over. A command that
 * is never sent again after nobody answered it, or is refused only when it is carried out, leaves its number unused.
 */
export async function allocateCodes(
  db: Database,
  prefix: string,
  commandIds: readonly string[],
): Promise<Map<string, string>> {
  return db.transaction().execute(async tx => {
    const known = await allocated(tx, commandIds);
    const missing = commandIds.filter(id => !known.has(id));
    const codes = await freshCodes(tx, prefix, missing.length);
    const rows = missing.map((id, index) => ({ command_id: id, code: codes[index] }));
    // Whoever else carries one of these commands may have been faster: then his code stands.
    await writeRows(tx, 'code_allocation', rows, { skipExisting: 'command_id' });
    return allocated(tx, commandIds);
  });
}

export async function allocateCode(db: Database, prefix: string, commandId: string): Promise<string> {
  const codes = await allocateCodes(db, prefix, [commandId]);
  return codes.get(commandId) as string;
}

/** What the command was given before; null when nothing. */
export const allocatedCode = async (db: Database, commandId: string): Promise<string | null> =>
  (await allocated(db, [commandId])).get(commandId) ?? null;

async function allocated(db: Database, commandIds: readonly string[]): Promise<Map<string, string>> {
  if (commandIds.length === 0) return new Map();
  const rows = await db.selectFrom('code_allocation').selectAll().where(isAnyOf('command_id', commandIds)).execute();
  return new Map(rows.map(row => [row.command_id, row.code]));
}

/** Moves the counter first, which also makes everybody else who wants a number wait for this transaction. */
async function freshCodes(db: Database, prefix: string, count: number): Promise<string[]> {
  const codes: string[] = [];
  while (codes.length < count) {
    const wanted = count - codes.length;
    const { last } = await db
      .insertInto('code_counter')
      .values({ prefix, last: wanted })
      .onConflict(oc => oc.column('prefix').doUpdateSet(({ eb }) => ({ last: eb('code_counter.last', '+', wanted) })))
      .returning('last')
      .executeTakeFirstOrThrow();
    const next = Array.from({ length: wanted }, (_, index) => codeOf(prefix, last - wanted + 1 + index));
    // With the kinds, as the key begins with them: by the id alone all entities there are would be read.
    const taken = await db
      .selectFrom('entity')
      .select('id')
      .where(isAnyOf('kind', ENTITY_KINDS))
      .where(isAnyOf('id', next))
      .execute();
    const given = new Set(taken.map(row => row.id));
    codes.push(...next.filter(code => !given.has(code)));
  }
  return codes;
}

const codeOf = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(DIGITS, '0')}`;
