import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowClient, type Client } from '@temporalio/client';
import type { SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes.ts';
import { foundTools } from '../../src/embedded/found-tools.ts';
import { startTemporalServer } from '../../src/embedded/temporal-server.ts';
import { startTimeServer } from '../../src/rehearsal/time-server.ts';
import { StartedRuns, trackedBy } from './started-runs.ts';

export interface TestServer {
  address: string;
  namespace: string;
  /** `sleep`, `currentTimeMs` and the connection for workers. */
  env: TestWorkflowEnvironment;
  /** Everything started with this client is seen by the rig. */
  client: Client;
  started: StartedRuns;
  stop(): Promise<void>;
}

type Attributes = readonly { name: string; type: SearchAttributeType }[];

/** A real development server on a free port with an empty state of its own. Schedules and visibility work here. */
export async function startDevServer(attributes: Attributes = SEARCH_ATTRIBUTES): Promise<TestServer> {
  quietRuntime();
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-dev-server-'));
  const searchAttributes = attributes.map(key => `${key.name}=${TYPE_NAMES[key.type]}`);
  const server = await startTemporalServer({ dataDir, port: 0, searchAttributes });
  const started = new StartedRuns();
  const env = await TestWorkflowEnvironment.createFromExistingServer({
    address: server.address,
    namespace: 'default',
    client: { interceptors: trackedBy(started) },
  });
  const stop = async (): Promise<void> => {
    await env.teardown();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { address: server.address, namespace: 'default', env, client: env.client, started, stop };
}

/**
 * The test server whose clock jumps to the next timer while a result or `env.sleep` is awaited. Time is one for the
 * whole server: no concurrent tests on it. It knows no schedules and no visibility.
 */
export async function startTimeSkipping(attributes: Attributes = SEARCH_ATTRIBUTES): Promise<TestServer> {
  quietRuntime();
  const { testServer } = await foundTools();
  if (testServer === undefined)
    throw new Error('no time-skipping test server: run `node scripts/setup.mjs test` first');
  const started = new StartedRuns();
  const env = await startTimeServer(testServer, { attributes, interceptors: trackedBy(started) });
  const namespace = env.namespace ?? 'default';
  return { address: env.address, namespace, env, client: env.client, started, stop: () => env.teardown() };
}

/**
 * The result of a run that needs no time to pass. Awaited with `server.client` the clock may jump to the next timer, and where a slow machine
 * has no task pending just then that is the end the server sets every run: ten years on.
 */
export function resultNow({ env, namespace }: TestServer, workflowId: string): Promise<unknown> {
  return new WorkflowClient({ connection: env.connection, namespace }).getHandle(workflowId).result();
}

/** As `temporal server start-dev --search-attribute` spells them. */
const TYPE_NAMES = {
  TEXT: 'Text',
  KEYWORD: 'Keyword',
  INT: 'Int',
  DOUBLE: 'Double',
  BOOL: 'Bool',
  DATETIME: 'Datetime',
  KEYWORD_LIST: 'KeywordList',
} as const satisfies Record<SearchAttributeType, string>;

/** Workers and their core tell of every start, stop and failing task; a test asserts on results instead. */
function quietRuntime(): void {
  if (Runtime._instance !== undefined) return;
  const level = process.env.TEST_LOG_LEVEL === 'INFO' ? 'INFO' : 'ERROR';
  // A worker whose server a test takes away asks for it a few times a second, and each time would be a line.
  const filter = `${makeTelemetryFilterString({ core: level, other: 'ERROR' })},temporalio_client::retry=off`;
  Runtime.install({ logger: new DefaultLogger(level), telemetryOptions: { logging: { filter } } });
}
