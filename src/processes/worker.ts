import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { lookAtCalendar } from '../activities/settings.ts';
import { TASK_QUEUE } from '../contract/names.ts';
import { createActivities, createSender, type Core } from '../dependencies.ts';
import { openSentJournal } from '../mail/sent-journal.ts';
import { prepareMessages } from '../mail/messages/index.ts';
import type { SmtpServer } from '../mail/smtp-url.ts';
import { connectWorker, dataConverterOf, type TemporalPlace } from '../temporal/connection.ts';
import type { Closing } from './closing.ts';

/** Built by `npm run build`; a worker never bundles by itself, because then what runs would depend on what lies around. */
const BUNDLE = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
const SLOW_TASK = '[TMPRL1104]';
/**
 * By default two polls of ten are for workflows that no worker has in its cache, which holds new ones and those of a worker that died to some
 * forty a second, however idle the machine is.
 */
const POLLERS = { type: 'autoscaling', minimum: 4, initial: 10, maximum: 40 } as const;
const SHUTDOWN = { grace: '30 seconds', force: '60 seconds' } as const;

/** Sends the SDK's own words into our log, and leaves signals to us. Once a process, before anything of Temporal. */
export function installRuntime(log: Logger): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    // A slow task on a busy machine is retried by itself; after a kill there are hundreds of these lines.
    if (message.includes(SLOW_TASK)) return log.debug({ ...meta, part: 'temporal' }, message);
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta, part: 'temporal' }, message);
  });
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter, forward: {} } } });
}

/** A worker of the one task queue. Any number of them may run. */
export async function startWorker(
  core: Core,
  {
    place,
    mailbox,
    closing,
    fail,
  }: { place: TemporalPlace; mailbox: SmtpServer | null; closing: Closing; fail: (error: unknown) => void },
): Promise<void> {
  if (!existsSync(BUNDLE))
    throw new Error(
      `缺少工作流代码包，请先运行 npm run build / the workflow bundle is missing, run npm run build: ${BUNDLE}`,
    );
  const sender = createSender(core.config, mailbox);
  closing.add('mail', () => sender.close());
  const onLost = (error: unknown): void =>
    core.log.error({ err: error }, 'mails have left, and the journal of sent mails could not be written');
  const journal = sender.keepsAll
    ? null
    : await openSentJournal(join(core.config.dataDir, 'sent'), { nowMs: core.now(), onLost });
  if (journal) closing.add('journal of sent mails', () => journal.close());
  const { connection, namespace } = await connectWorker(place, core.config);
  closing.add('worker connection', () => connection.close());
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: BUNDLE },
    activities: createActivities(core, sender, journal),
    dataConverter: dataConverterOf(core.config),
    shutdownGraceTime: SHUTDOWN.grace,
    shutdownForceTime: SHUTDOWN.force,
    maxCachedWorkflows: 2_000,
    // A task that waits here has its ten seconds running, one that waits in the server has not; and two dozen keep one thread busy.
    maxConcurrentWorkflowTaskExecutions: 40,
    workflowTaskPollerBehavior: POLLERS,
  });
  const running = worker.run();
  running.catch(fail);
  closing.add('worker', async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  });
  // What fails now is looked at again by the day's Schedule.
  await lookAtCalendar({ ...core, table: core.calendar.table }, core.now()).catch((error: unknown) => {
    core.log.warn({ err: error }, 'the calendar of this release could not be compared with the last one');
  });
  await prepareMessages();
}
