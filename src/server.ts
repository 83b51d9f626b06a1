import { readConfig } from './config.ts';
import { bootstrap } from './processes/bootstrap.ts';
import { runUntilStopped } from './processes/closing.ts';
import { openCore, requireRealParts } from './processes/core.ts';
import { openLedgerDatabase } from './processes/database.ts';
import { startHttp } from './processes/http.ts';
import { createLog } from './processes/log.ts';
import { installRuntime } from './processes/worker.ts';

/** `npm run server`: the HTTP API for a real Temporal and a real PostgreSQL. Any number may stand behind a balancer. */
const log = createLog(process.env.LOG_LEVEL ?? 'info');

await runUntilStopped(log, async closing => {
  const config = readConfig(process.env);
  requireRealParts(config, 'npm run server');
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place: null, closing });
  await bootstrap(core);
  await core.schedules.apply();
  const address = await startHttp(core, { mailbox: null, closing });
  log.info({ address }, 'server is listening');
});
