import { join } from 'node:path';
import type { AsOwner } from '../audit/archive.ts';
import type { Config } from '../config.ts';
import { openPglite } from '../embedded/pglite.ts';
import { openDatabase, postgresPool, type Database } from '../ledger/database.ts';
import { currentRole, grantTo } from '../ledger/grants.ts';
import { migrate } from '../ledger/migrate.ts';
import type { Closing } from './closing.ts';

/** PostgreSQL when DATABASE_URL names one, else the embedded database in the data directory, whose lock the caller holds. */
export async function openLedgerDatabase(
  { databaseUrl, databaseAdminUrl, dataDir }: Pick<Config, 'databaseUrl' | 'databaseAdminUrl' | 'dataDir'>,
  closing: Closing,
): Promise<Database> {
  if (databaseUrl !== null) {
    const db = openDatabase(postgresPool(databaseUrl));
    closing.add('database', () => db.destroy());
    if (databaseAdminUrl !== null) await prepareAsOwner(databaseAdminUrl, await currentRole(db));
    else await migrate(db).catch(explained);
    return db;
  }
  const embedded = await openPglite(embeddedDir({ dataDir }));
  closing.add('embedded database', () => embedded.close());
  const db = openDatabase(embedded.pool);
  await migrate(db);
  return db;
}

/** Where the embedded database has its files. */
export const embeddedDir = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'database');

/** Tables belong to another role than the one that works with them, which therefore cannot rewrite what only grows. */
async function prepareAsOwner(url: string, role: string): Promise<void> {
  const owned = openDatabase(postgresPool(url, 2));
  try {
    await migrate(owned);
    // One role for both keeps all its rights: nothing is separated then.
    if ((await currentRole(owned)) !== role) await grantTo(owned, role);
  } finally {
    await owned.destroy();
  }
}

/** Under the owner's rights where there is one besides; on a connection of its own, which ends with the work. */
export const ownerOf =
  ({ databaseAdminUrl: url }: Pick<Config, 'databaseAdminUrl'>, db: Database): AsOwner =>
  async work => {
    if (url === null) return work(db);
    const owned = openDatabase(postgresPool(url, 2));
    try {
      return await work(owned);
    } finally {
      await owned.destroy();
    }
  };

const NO_RIGHT = '42501';

function explained(error: unknown): never {
  if ((error as { code?: unknown }).code !== NO_RIGHT) throw error;
  throw new Error(
    '数据库需要升级，而 DATABASE_URL 的角色无权建表：请用 DATABASE_ADMIN_URL 指明表的所有者再启动一次。\n' +
      'The database needs migrations, and the role of DATABASE_URL may not make tables: start once with DATABASE_ADMIN_URL, the owner of the tables.',
    { cause: error },
  );
}
