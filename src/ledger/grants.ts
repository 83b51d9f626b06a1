import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What is only ever added to. The triggers refuse anything else to everybody; without the right, nobody can take the triggers away. */
const APPENDED = ['command', 'event', 'audit', 'audit_seal'] as const;
/** What the database's own functions write, under their owner's rights, and what only the owner writes. */
const COUNTED = ['audit_number', 'audit_counter', 'audit_archive'] as const;
/** The migrator's own. */
const KYSELY = ['kysely_migration', 'kysely_migration_lock'] as const;

export async function currentRole(db: Database): Promise<string> {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db);
  return rows[0]?.role ?? '';
}

/**
 * Gives the role the processes run under what they need, and not what would let them rewrite the record. By the owner of the tables, after
 * every migration, as new tables bring no rights of their own; doing it twice is doing it once.
 */
export async function grantTo(owned: Database, role: string): Promise<void> {
  const to = sql.id(role);
  const names = (tables: readonly string[]) => sql.join(tables.map(table => sql.table(table)));
  await owned.transaction().execute(async tx => {
    const statements = [
      sql`grant usage on schema public to ${to}`,
      sql`grant select, insert, update, delete on all tables in schema public to ${to}`,
      sql`revoke update, delete, truncate, references, trigger on ${names(APPENDED)} from ${to}`,
      sql`revoke insert, update, delete, truncate, references, trigger on ${names([...KYSELY, ...COUNTED])} from ${to}`,
      sql`grant usage, select on all sequences in schema public to ${to}`,
    ];
    for (const statement of statements) await statement.execute(tx);
  });
}
