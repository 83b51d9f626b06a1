import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openPglite } from '../embedded/pglite.ts';
import { openDatabase, postgresPool, type Database } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import { gatherStatistics } from '../ledger/statistics.ts';
import type { Closing } from './closing.ts';

/** PostgreSQL when DATABASE_URL names one, else the embedded database in the data directory, whose lock the caller holds. */
export async function openLedgerDatabase({ databaseUrl, dataDir }: Config, closing: Closing): Promise<Database> {
  if (databaseUrl !== null) {
    const db = openDatabase(postgresPool(databaseUrl));
    closing.add('database', () => db.destroy());
    await migrate(db);
    return db;
  }
  const embedded = await openPglite(join(dataDir, 'database'));
  closing.add('embedded database', () => embedded.close());
  const db = openDatabase(embedded.pool);
  await migrate(db);
  await gatherStatistics(db);
  return db;
}
