import { readConfig } from './config.ts';
import { runUntilStopped } from './processes/closing.ts';
import { openCore, requireRealParts } from './processes/core.ts';
import { openLedgerDatabase } from './processes/database.ts';
import { createLog } from './processes/log.ts';
import { installRuntime, startWorker } from './processes/worker.ts';
import { wakeMailroom } from './temporal/jobs.ts';

/** `npm run worker`: one worker for a real Temporal and a real PostgreSQL. Start as many as the work asks for. */
const log = createLog(process.env.LOG_LEVEL ?? 'info');

await runUntilStopped(log, async (closing, fail) => {
  const config = readConfig(process.env);
  requireRealParts(config, 'npm run worker');
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place: null, closing });
  await startWorker(core, { place: null, mailbox: null, closing, fail });
  await wakeMailroom(core.client);
  log.info('worker is polling');
});
