import { bootstrap } from './processes/bootstrap.ts';
import { runUntilStopped } from './processes/closing.ts';
import { openCore, requireRealParts } from './processes/core.ts';
import { openLedgerDatabase } from './processes/database.ts';
import { startHttp } from './processes/http.ts';
import { begin } from './processes/begin.ts';
import { installRuntime } from './processes/worker.ts';

/** `npm run server`: the HTTP API for a real Temporal and a real PostgreSQL. Any number may stand behind a balancer. */
const { config, log } = begin('info');

await runUntilStopped(log, async closing => {
  requireRealParts(config, { command: 'npm run server', sendsMail: false });
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place: null, closing });
  const { setUp } = await bootstrap(core);
  // The link itself opens an account, and belongs in no log.
  if (setUp) log.warn({ file: setUp.file }, 'nobody has a password yet: the link to set the first one is in this file');
  const address = await startHttp(core, { mailbox: null, closing });
  log.info({ address }, 'server is listening');
});
