import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { Rig } from '../support/rig.ts';
import { startDevServer, startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflow-bundle.ts';
import type { Activities } from './rig/activities.ts';
import { finishUpdate } from './rig/workflows.ts';

const activities: Activities = { remember: word => Promise.resolve(`${word} remembered`) };
const start = { taskQueue: 'rig', workflowId: 'trial' } as const;

describe.each([
  ['on the time-skipping server', startTimeSkipping],
  ['on a development server', startDevServer],
])('the rig %s', (_, startServer) => {
  let server: TestServer;
  let rig: Rig;

  beforeAll(async () => {
    server = await startServer();
    const bundle = await workflowBundle('tests/setup/rig/workflows.ts');
    rig = await Rig.create({ server, activities, bundle, taskQueue: 'rig' });
  });
  afterAll(() => server.stop());

  test('starts with an update, runs local activities and replays what happened', async () => {
    const answer = await rig.run(async () => {
      const startWorkflowOperation = new WithStartWorkflowOperation('waits', {
        ...start,
        workflowIdConflictPolicy: 'FAIL',
      });
      const options = { args: ['done'] as [string], startWorkflowOperation };
      const answered = await server.client.workflow.executeUpdateWithStart(finishUpdate, options);
      await server.client.workflow.getHandle(start.workflowId).result();
      return answered;
    });
    expect(answer).toBe('done remembered');
  });

  test('a run left running fails the test by name, unless it was announced', async () => {
    const startAndLeave = () => server.client.workflow.start('waits', { ...start, workflowId: 'left' });
    await expect(rig.run(startAndLeave)).rejects.toThrow('left was left running');
    await rig.run(startAndLeave, { leftRunning: ['left'] });
  });

  test('a workflow that takes another way on replay fails the test', async () => {
    const run = rig.run(() => server.client.workflow.execute('forgetsItself', { ...start, workflowId: 'forgetful' }));
    await expect(run).rejects.toThrow('forgetful does not replay');
  });
});

describe('the time-skipping server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTimeSkipping();
  });
  afterAll(() => server.stop());

  test('sleeps years in seconds; children and the runs after continue-as-new are replayed too', async () => {
    const bundle = await workflowBundle('tests/setup/rig/workflows.ts');
    const rig = await Rig.create({ server, activities, bundle, taskQueue: 'rig' });
    const before = await server.env.currentTimeMs();
    const options = { ...start, args: [3] as [number] };
    const result = await rig.run(() => server.client.workflow.execute('sleepsForYears', options));
    expect(result).toBe('rested');
    expect((await server.env.currentTimeMs()) - before).toBeGreaterThan(2100 * 86_400_000);
  });
});
