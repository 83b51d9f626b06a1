import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { searchAttributeFlags } from '../../src/contract/search-attributes.ts';
import { startTemporalServer } from '../../src/embedded/temporal-server.ts';
import { StartedRuns, trackedBy } from '../support/started-runs.ts';
import type { TestServer } from '../support/temporal.ts';
import { makeCalendar } from '../support/make.ts';
import { openOffice } from '../workflows/support/office.ts';
import { writeHistory } from './files.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * Records the histories that `replay.test.ts` replays, on a real development server:
 *
 *     node --import ./scripts/ts-loader.mjs tests/replay/record.ts [name …]
 *
 * A release adds scenarios under new names (`warned-0.2`); what has been recorded once stays, because a run that began then may still
 * be running.
 */

/** Low, so that a short scenario hands over to a new run. */
const SUGGEST_NEW_RUN = 'limit.historyCount.suggestContinueAsNew=150';

async function startServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-record-'));
  const extraArgs = ['--dynamic-config-value', SUGGEST_NEW_RUN];
  const server = await startTemporalServer({ dataDir, port: 0, searchAttributes: searchAttributeFlags(), extraArgs });
  const started = new StartedRuns();
  const { address } = server;
  const namespace = 'default';
  const client = { interceptors: trackedBy(started) };
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace, client });
  const stop = async (): Promise<void> => {
    await env.teardown();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { address, namespace, env, client: env.client, started, stop };
}

async function main(asked: readonly string[]): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const server = await startServer();
  const office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
  try {
    for (const { name, play } of SCENARIOS) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      const run = await office.rig.whileWorking(() => play(office));
      const history = await server.client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      await writeHistory(name, history);
      process.stdout.write(`${name}: ${history.events?.length} events\n`);
    }
  } finally {
    await office.close();
    await server.stop();
  }
}

await main(process.argv.slice(2));
