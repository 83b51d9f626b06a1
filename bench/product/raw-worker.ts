import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import type { Closing } from '../../src/processes/closing.ts';

export const RAW_QUEUE = 'bench-raw';

/** Serves the raw workflows in the product's own process, with the options of the product's worker where they matter for speed. */
export async function startRawWorker(address: string, closing: Closing): Promise<void> {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../raw/workflows.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: RAW_QUEUE,
    workflowBundle,
    maxCachedWorkflows: 2_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 4, initial: 10, maximum: 40 },
  });
  const running = worker.run();
  closing.add('raw worker', async () => {
    worker.shutdown();
    await running;
    await connection.close();
  });
}
