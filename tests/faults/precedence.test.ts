import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { openOffice, type Office } from '../workflows/support/office.ts';

const PROJECTS = 300;
/** src/temporal/entities.ts: three groups of four, and the last of each waits until a worker has it. */
const PACED_AT_ONCE = 12;
const WAITING = 3;

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startDevServer();
  office = await openOffice(server);
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const isThere = async (workflowId: string): Promise<boolean> => {
  try {
    await server.client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

/** How many of the import's workflows Temporal has: what a person's command would have to wait behind. */
async function started(codes: readonly string[]): Promise<number> {
  let count = 0;
  for (const code of codes) if (await isThere(`project/${code}`)) count += 1;
  return count;
}

test('people go before an import: it starts no more projects than are taken up, and a command is answered in between', async () => {
  const codes = Array.from({ length: PROJECTS }, (_, index) => `I-${index}`);
  const envelopes = codes.map(code =>
    makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name: `项目 ${code}` }), stage: 'lead' }),
  );
  const outcomes = await office.ledger.commit(envelopes);
  const entities = outcomes.flatMap(({ view }, index) => (view ? [{ id: codes[index] as string, view }] : []));
  let begun = 0;
  // Nobody works yet.
  const importing = office.gateway.startProjects(entities, () => (begun += 1));
  await until('the first are started', async () => (await started(codes)) === PACED_AT_ONCE);
  expect([begun, await started(codes)]).toEqual([PACED_AT_ONCE - WAITING, PACED_AT_ONCE]);

  await office.rig.run(
    async () => {
      const before = begun;
      const facts = makeProjectFacts({ name: '有人在等' });
      await office.give('project', 'P-WAITED-FOR', { type: 'start', facts, stage: 'lead' });
      expect(begun - before).toBeLessThan(PROJECTS / 2);
      await importing;
      expect([begun, await started(codes)]).toEqual([PROJECTS, PROJECTS]);
    },
    { leftRunning: true },
  );
}, 300_000);
