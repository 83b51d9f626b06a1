import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { createProvider } from '../accounts/provider.ts';
import { createRender } from '../activities/render-mails.ts';
import { buildApp } from '../api/app.ts';
import type { Config } from '../config.ts';
import { TASK_QUEUE } from '../contract/names.ts';
import type { Core } from '../dependencies.ts';
import { openDiskStore } from '../files/disk-store.ts';
import type { FileStore } from '../files/store.ts';
import type { Mailbox } from '../embedded/mailbox/index.ts';
import { freePort } from '../embedded/ports.ts';
import { accountsKey } from './accounts-key.ts';
import { payloadCodec } from '../temporal/codec.ts';
import type { Closing } from './closing.ts';
import { ownerOf } from './database.ts';
import { mailboxReader } from './mailbox-reader.ts';
import { packageVersion } from './version.ts';

/** `TASK_QUEUE_TYPE_WORKFLOW` of Temporal's protocol. */
const WORKFLOW_TASKS = 1;

const taken = (port: number): Error =>
  new Error(
    `端口 ${port} 已被占用。请停止占用它的程序，或用 PORT=<其他端口> 启动。\n` +
      `Port ${port} is taken. Stop whatever uses it, or start with PORT=<another port>.`,
  );

/** Asked before anything is started, so that a taken port costs no minute of waiting. It is never changed silently. */
export async function requireFreePort({ port }: Config): Promise<void> {
  if (port !== 0 && (await freePort(port)) === undefined) throw taken(port);
}

/** Somebody must be polling the task queue, or every command would wait. */
async function requireWorker(client: Client): Promise<void> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: WORKFLOW_TASKS,
  });
  if (pollers.length === 0) throw new Error('no worker polls the task queue');
}

/** The console lies beside the code that was built with it; a process that runs from the sources has none. */
function builtConsole(): string | null {
  const directory = fileURLToPath(new URL('../console/', import.meta.url));
  return existsSync(join(directory, 'index.html')) ? directory : null;
}

/** Papers lie in a bucket where one is named, else in the data directory. */
async function openFiles({ s3, dataDir }: Config): Promise<FileStore> {
  const folder = join(dataDir, 'files');
  if (s3 === null) return openDiskStore(folder);
  // Loaded only where it is used: it costs every start a quarter of a second.
  const { openS3Store } = await import('../files/s3-store.ts');
  return openS3Store(s3, join(folder, 'drafts'));
}

/** Serves the API; answers its address. */
export async function startHttp(
  core: Core,
  { mailbox, temporalUi, closing }: { mailbox: Mailbox | null; temporalUi?: string | null; closing: Closing },
): Promise<string> {
  const { host, port } = core.config;
  const { client, log, ...rest } = core;
  const files = await openFiles(core.config);
  const app = await buildApp({
    ...rest,
    files,
    accountsKey: await accountsKey(core.config),
    asOwner: ownerOf(core.config, core.db),
    provider: core.config.provider && createProvider(core.config.provider),
    mailbox: mailbox && mailboxReader(mailbox),
    readiness: {
      temporal: () => client.workflowService.getSystemInfo({}),
      worker: () => requireWorker(client),
      files: () => files.check(),
    },
    codec: payloadCodec(core.config.codecKeys),
    temporalUiOrigin: core.config.temporalUiOrigin,
    temporalUi: temporalUi ?? core.config.temporalUiOrigin,
    demo: core.config.demo,
    consoleDir: builtConsole(),
    publicUrl: core.config.publicUrl,
    mailFrom: core.config.mail.from,
    preview: ({ nowMs, meetings, agendas }) =>
      createRender({
        ...{ db: core.db, clock: core.calendar.clock, table: core.calendar.table, from: core.config.mail.from },
        ...{ publicUrl: core.config.publicUrl, now: () => nowMs, meetings, agendas, demo: core.config.demo },
      }),
    trustedProxies: core.config.trustedProxies,
    hstsSeconds: core.config.hstsSeconds,
    rateLimits: core.config.rateLimits,
    securityContact: core.config.securityContact,
    databaseKind: core.config.databaseUrl === null ? 'embedded' : 'postgres',
    version: packageVersion(),
    logger: log,
  });
  closing.add('http', () => app.close());
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw taken(port);
    throw error;
  }
}
