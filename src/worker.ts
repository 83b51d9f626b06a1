import { runUntilStopped } from './processes/closing.ts';
import { openCore, requireRealParts } from './processes/core.ts';
import { openLedgerDatabase } from './processes/database.ts';
import { begin } from './processes/begin.ts';
import { installRuntime, startWorker } from './processes/worker.ts';

/** `npm run worker`: one worker for a real Temporal and a real PostgreSQL. Start as many as the work asks for. */

const { config, log } = begin();

await runUntilStopped(log, async (closing, fail) => {
  requireRealParts(config, 'npm run worker');
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place: null, closing });
  await startWorker(core, { place: null, mailbox: null, closing, fail });
  await core.gateway.wakeMailroom();
  log.info('worker is polling');
});
