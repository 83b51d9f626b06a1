// A worker in a process of its own, to be killed: `run-worker.ts <Temporal address> <database URL> <SMTP port> [<short days as JSON>]`.
import { NativeConnection, Worker } from '@temporalio/worker';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { readConfig } from '../../../src/config.ts';
import { TASK_QUEUE } from '../../../src/contract/names.ts';
import { createActivities, createCore } from '../../../src/dependencies.ts';
import { openDatabase, postgresPool } from '../../../src/ledger/database.ts';
import { SmtpPool } from '../../../src/mail/smtp.ts';
import { workflowBundle } from '../../support/workflow-bundle.ts';
import { shortDays, withEarlyMailroom, type ShortDays } from '../support/short-days.ts';

const [address = '', databaseUrl = '', smtpPort = '', short] = process.argv.slice(2);
const config = readConfig({ LOG_LEVEL: 'silent' });
const client = new Client({ connection: await Connection.connect({ address }) });
const db = openDatabase(postgresPool(databaseUrl));
const calendar = short === undefined ? undefined : shortDays(JSON.parse(short) as ShortDays);
const core = createCore({ config, db, client, log: pino({ level: 'silent' }), ...(calendar && { calendar }) });
// Short waits: what a lease outlives is one send, and nobody wants to watch a long one end.
const timeouts = { connectMs: 2_000, greetingMs: 2_000, silenceMs: 3_000, totalMs: 4_000 };
const server = { host: '127.0.0.1', port: Number(smtpPort), security: 'off', auth: null } as const;
const sender = new SmtpPool({ server, from: config.mail.from, connections: 4, timeouts });
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue: TASK_QUEUE,
  workflowBundle: await workflowBundle(),
  activities: calendar ? withEarlyMailroom(core, sender) : createActivities(core, sender),
});
console.log('working');
await worker.run();
