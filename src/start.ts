import { join } from 'node:path';
import { mailboxPath } from './api/mailbox-keys.ts';
import { ownUrl, type Config } from './config.ts';
import { lockDataDir } from './embedded/data-lock.ts';
import { watchLauncher } from './embedded/launcher.ts';
import { startMailbox, type Mailbox } from './embedded/mailbox/index.ts';
import { freePort, stablePorts } from './embedded/ports.ts';
import { bootstrap } from './processes/bootstrap.ts';
import { runUntilStopped, type Closing } from './processes/closing.ts';
import { openCore, warnOfOwnUrl } from './processes/core.ts';
import { embeddedDir, openLedgerDatabase } from './processes/database.ts';
import { dropHalfMade, fillOnce, withDemo } from './processes/demo.ts';
import { requireFreePort, startHttp } from './processes/http.ts';
import { begin } from './processes/begin.ts';
import { keepHouse } from './processes/housekeeper.ts';
import { readyBanner } from './processes/ready-banner.ts';
import { resume } from './processes/resume.ts';
import { keepSealing } from './processes/sealer.ts';
import { openTemporal } from './processes/temporal.ts';
import { installRuntime, startWorker } from './processes/worker.ts';

/** `npm start`: the whole product in one process, with Temporal beside it. What a variable names as real is not embedded. */
const { config: given, log } = begin('warn');

await runUntilStopped(log, async (closing, fail) => {
  const config = await withPort(await withDemo(given, { asked: process.argv.includes('--demo') }));
  await requireFreePort(config);
  if (config.smtp) warnOfOwnUrl(config, log);
  installRuntime(log);
  // A killed npm passes nothing on: whoever was started under it ends with it, and leaves the directory free.
  if (config.launchedByNpm) watchLauncher(() => process.kill(process.pid, 'SIGTERM'));
  const lock = await lockDataDir(config.dataDir);
  closing.add('lock', () => lock.release());
  if (config.demo) await dropHalfMade(config);

  const mailbox = config.smtp ? null : await openMailbox(config, closing);
  const [db, temporal] = await Promise.all([
    openLedgerDatabase(config, closing),
    openTemporal(config, { closing, log, fail }),
  ]);
  const core = await openCore({ config, db, log }, { place: temporal.place, closing });
  const { setUp } = await bootstrap(core);
  if (config.demo) await fillOnce(core);
  await resume(core);
  keepSealing(core, closing);
  if (config.databaseUrl === null) keepHouse({ db, dir: embeddedDir(config), log }, closing);
  const smtp = mailbox && ({ host: '127.0.0.1', port: mailbox.port, security: 'off', auth: null } as const);
  await startWorker(core, { place: temporal.place, mailbox: smtp, closing, fail });
  const address = await startHttp(core, { mailbox, temporalUi: temporal.uiAddress, closing });
  const banner = readyBanner({
    address,
    mailboxUrl: mailbox && address + mailboxPath(),
    smtpPort: mailbox && mailbox.port,
    temporalUi: temporal.uiAddress,
    dataDir: config.dataDir,
    setUpUrl: setUp && setUp.url,
    demo: config.demo,
  });
  process.stdout.write(banner);
});

/** Mails name our address, and may be written before we listen: a port that is left to us is chosen first of all. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const port = (await freePort()) ?? 0;
  return { ...config, port, publicUrl: config.publicUrlGiven ? config.publicUrl : ownUrl(config.host, port) };
}

async function openMailbox({ dataDir }: Config, closing: Closing): Promise<Mailbox> {
  const { smtp: port } = await stablePorts(join(dataDir, 'mailbox.ports.json'), { smtp: 1025 });
  const mailbox = await startMailbox({ dir: join(dataDir, 'mailbox'), port });
  closing.add('mailbox', () => mailbox.stop());
  return mailbox;
}
