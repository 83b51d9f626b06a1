import type { Core } from '../dependencies.ts';
import { unfinishedImports } from '../ledger/import-rows.ts';
import { endLeases, releaseHeld } from '../ledger/outbox.ts';

/**
 * Before the worker of a start polls: Schedules as the ledger wants them, coming meetings opened, imports taken up again, workflows that Temporal has lost
 * started from the ledger, the mailroom woken. All of it is safe to repeat and does nothing when nothing is amiss.
 */
export async function resume({ config, db, gateway, log, now }: Core): Promise<void> {
  // With the embedded database we are the only process, so whoever held a mail is dead.
  if (config.databaseUrl === null) await endLeases(db, now());
  if (config.mail.mode === 'live') await releaseHeld(db, now());
  const { started } = await gateway.rebuild({ whenFewer: true });
  if (started > 0) log.warn({ started }, 'workflows were missing in Temporal and were started from the ledger');
  for (const importId of await unfinishedImports(db)) await gateway.startImport(importId);
  const series = await db.selectFrom('series').select('id').where('status', '=', 'running').execute();
  for (const { id } of series) await gateway.openMeetings(id);
}
