import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '../../src/dependencies.ts';
import type { Closing as ClosingSteps } from '../../src/processes/closing.ts';
import {
  bootstrap,
  Closing,
  createLog,
  installRuntime,
  openCore,
  openLedgerDatabase,
  readConfig,
  startHttp,
  startWorker,
} from './built.ts';
import { startRawWorker } from './raw-worker.ts';

/** The most that may be set. */
const UNLIMITED = '1000000';

export interface Place {
  temporalAddress: string;
  dataDir: string;
  smtpPort: number;
}

export interface Opened {
  core: Core;
  closing: ClosingSteps;
  url: string;
  token: string;
  /** Where the coordinator sets his password. */
  setUpLink: string;
}

/**
 * As `start.ts` puts the product together, with everything at its default but the limits of requests, which a bench means to pass; and beside it in
 * the same process a worker for the raw side.
 */
export async function openProduct({ temporalAddress, dataDir, smtpPort }: Place): Promise<Opened> {
  const config = readConfig({
    DISPATCH_DATA: dataDir,
    PORT: '0',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    ...{ RATE_LIMIT_ADDRESS: UNLIMITED, RATE_LIMIT_ACCOUNT: UNLIMITED, RATE_LIMIT_COSTLY: UNLIMITED },
    ...(process.env.DATABASE_URL !== undefined && { DATABASE_URL: process.env.DATABASE_URL }),
  });
  const log = createLog(config.logLevel ?? 'warn');
  const closing = new Closing(log);
  const fail = (error: unknown): void => log.error({ err: error }, 'a part of the product failed');
  const place = { address: temporalAddress };
  installRuntime(log);
  const db = await openLedgerDatabase(config, closing);
  const core = await openCore({ config, db, log }, { place, closing });
  const { setUp } = await bootstrap(core);
  await startWorker(core, { place, mailbox: null, closing, fail });
  await startRawWorker(temporalAddress, closing);
  const url = await startHttp(core, { mailbox: null, closing });
  const token = (await readFile(join(dataDir, 'token'), 'utf8')).trim();
  // The port was left to the system, and the link was written before it was known.
  const setUpLink = (setUp?.url ?? '').replace(/^https?:\/\/[^/]+/, url);
  return { core, closing, url, token, setUpLink };
}
