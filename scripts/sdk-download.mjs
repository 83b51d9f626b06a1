// node sdk-download.mjs dev-server|time-skipping DIR: a process of its own, so that a stuck download can be ended.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, downloadDir] = process.argv.slice(2);
const server = { executable: { type: 'cached-download', downloadDir } };
const environment = await (kind === 'dev-server'
  ? TestWorkflowEnvironment.createLocal({ server })
  : TestWorkflowEnvironment.createTimeSkipping({ server }));
await environment.teardown();
