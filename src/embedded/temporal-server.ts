import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { foundTools } from './found-tools.ts';
import { endStale, startKept, type KeptProcess } from './kept-process.ts';
import { freePort, stablePorts } from './ports.ts';

const LOOPBACK = '127.0.0.1';
/** Temporal's own defaults, taken when nobody else listens there. */
const USUAL_PORTS = { grpc: 7233, ui: 8233 };
const START_LIMIT_MS = 60_000;
/**
 * A write-ahead log asks for one flush to the disk where SQLite's default, a rollback journal, asks for several; and what was answered is on
 * the disk all the same (`full`), so that no power cut takes it back.
 */
const SQLITE_PRAGMAS = ['journal_mode=wal', 'synchronous=full'];
const LOG_LIMIT_BYTES = 5_000_000;

export interface TemporalServerOptions {
  /** Holds `temporal.db` and the small files beside it. The caller holds the lock on it. */
  dataDir: string;
  /** A port that must be had; 0 for any free one. Without it the same port from start to start. */
  port?: number;
  uiPort?: number;
  namespace?: string;
  /** `Name=Type` each; they have to be known to the server before the first workflow uses them. */
  searchAttributes?: readonly string[];
  /** Further flags of `temporal server start-dev`. */
  extraArgs?: readonly string[];
  /** The Temporal CLI; by default the one that set-up found. */
  executable?: string;
  log?: { info(message: string): void };
}

export interface TemporalServer {
  address: string;
  uiAddress: string;
  pid: number;
  /** Resolves when the server has ended, asked or not. */
  exited: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts Temporal's development server with its state in `dataDir` and waits until it serves. It ends with us, even
 * when we are killed; Ctrl-C in the terminal does not reach it.
 *
 * @throws Error naming the port or the last lines of the server's log
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { dataDir, namespace = 'default' } = options;
  const executable = options.executable ?? (await foundTools()).temporal;
  if (executable === undefined) throw new Error(NOT_SET_UP);
  const file = (name: string): string => join(dataDir, name);
  await mkdir(dataDir, { recursive: true });
  await endStale(file('temporal.pid'));
  await rotate(file('temporal.log'));
  const ports = await choosePorts(options, file('temporal.ports.json'));
  const args = startArgs({ ...options, namespace }, ports);
  options.log?.info(`Temporal: ${LOOPBACK}:${ports.grpc}`);
  const server = await startKept({ executable, args, pidFile: file('temporal.pid'), logFile: file('temporal.log') });
  const address = `${LOOPBACK}:${ports.grpc}`;
  try {
    await untilServing(address, namespace, server);
  } catch (error) {
    await server.stop();
    throw new Error(`${(error as Error).message}\n${await tail(file('temporal.log'))}`, { cause: error });
  }
  return { ...server, address, uiAddress: `http://${LOOPBACK}:${ports.ui}` };
}

const NOT_SET_UP =
  '找不到 Temporal 服务程序：请用 npm start 启动（它会自行准备），或设置 TEMPORAL_ADDRESS。\n' +
  'No Temporal server program is known: start with `npm start`, which provides it, or set TEMPORAL_ADDRESS.';

async function choosePorts(options: TemporalServerOptions, file: string): Promise<typeof USUAL_PORTS> {
  if (options.port === undefined) return stablePorts(file, USUAL_PORTS);
  const grpc = await freePort(options.port);
  const ui = await freePort(options.uiPort ?? 0);
  if (grpc !== undefined && ui !== undefined) return { grpc, ui };
  const taken = grpc === undefined ? options.port : options.uiPort;
  throw new Error(`端口 ${taken} 已被占用。\nPort ${taken} at ${LOOPBACK} is taken.`);
}

function startArgs(options: TemporalServerOptions & { namespace: string }, ports: typeof USUAL_PORTS): string[] {
  return [
    ...['server', 'start-dev', '--ip', LOOPBACK, '--port', String(ports.grpc), '--ui-port', String(ports.ui)],
    ...['--db-filename', join(options.dataDir, 'temporal.db'), '--namespace', options.namespace],
    ...SQLITE_PRAGMAS.flatMap(pragma => ['--sqlite-pragma', pragma]),
    ...['--log-level', 'error', '--log-format', 'json', '--disable-config-env', '--disable-config-file'],
    ...(options.searchAttributes ?? []).flatMap(attribute => ['--search-attribute', attribute]),
    ...(options.extraArgs ?? []),
  ];
}

/** The port answers before the namespace is there; a worker needs both. */
async function untilServing(address: string, namespace: string, server: KeptProcess): Promise<void> {
  const ended = server.exited.then(code => new Error(`Temporal ended while starting, with code ${code}`));
  // No interceptors: the SDK's retry would call again after `close`, as an exception nobody can catch.
  const connection = Connection.lazy({
    address,
    interceptors: [],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100 },
  });
  const giveUpAt = Date.now() + START_LIMIT_MS;
  try {
    for (;;) {
      const asked = ask(connection, namespace).catch((error: unknown) => ({ error }));
      const answer = await Promise.race([asked, ended]);
      if (answer === 'serving') return;
      if (answer instanceof Error) throw answer;
      if (Date.now() > giveUpAt) throw new Error('Temporal does not serve', { cause: answer.error });
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  } finally {
    await connection.close();
  }
}

async function ask(connection: Connection, namespace: string): Promise<'serving'> {
  const describe = () => connection.workflowService.describeNamespace({ namespace });
  await connection.withDeadline(Date.now() + 2000, describe);
  return 'serving';
}

async function rotate(log: string): Promise<void> {
  const size = await stat(log)
    .then(found => found.size)
    .catch(() => 0);
  if (size > LOG_LIMIT_BYTES) {
    await rm(`${log}.1`, { force: true });
    await rename(log, `${log}.1`);
  }
}

const tail = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).split('\n').slice(-8).join('\n');
