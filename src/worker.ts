import { runUntilStopped } from './processes/closing.ts';
import { openCore, requireRealParts, warnOfOwnUrl } from './processes/core.ts';
import { openLedgerDatabase } from './processes/database.ts';
import { begin } from './processes/begin.ts';
import { resume } from './processes/resume.ts';
import { keepSealing } from './processes/sealer.ts';
import { installRuntime, startWorker } from './processes/worker.ts';

/** `npm run worker`: one worker for a real Temporal and a real PostgreSQL. Start as many as the work asks for. */
const { config, log } = begin('info');

await runUntilStopped(log, async (closing, fail) => {
  requireRealParts(config, { command: 'npm run worker', sendsMail: true });
  warnOfOwnUrl(config, log);
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place: null, closing });
  await resume(core);
  keepSealing(core, closing);
  await startWorker(core, { place: null, mailbox: null, closing, fail });
  log.info('worker is polling');
});
