import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { makeProjectFacts } from '../support/make.ts';
import { collectRuns } from '../support/run-histories.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { openOffice, type Office } from '../workflows/support/office.ts';

const COMMANDS = 420;
/** More than the ten updates a run takes at once: some wait on the server when the run ends. */
const AT_ONCE = 16;

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

test('a busy project hands over to a new run in the middle of its commands; each is carried out once and answered', async () => {
  await office.rig.run(async () => {
    await office.give('project', 'QZ-BUSY', { type: 'start', facts: makeProjectFacts(), stage: 'negotiation' });
    const today = await office.today();
    const dates = Array.from({ length: COMMANDS }, (_, index) => addDays(today, 400 + index));
    const waiting = [...dates];
    const answers: string[] = [];
    const worker = async (): Promise<void> => {
      for (let date = waiting.pop(); date !== undefined; date = waiting.pop()) {
        const revise = { type: 'revisePlan', stage: 'signing', date, reason: '顺延' } as const;
        const { result } = await office.give('project', 'QZ-BUSY', revise, { commandId: `busy:${date}`, digest: date });
        answers.push(`${result.seq}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(new Set(answers).size).toBe(COMMANDS);
    const runs = await collectRuns(server.client, [{ workflowId: 'project/QZ-BUSY' }]);
    expect(runs.length).toBeGreaterThan(1);
    await office.give('project', 'QZ-BUSY', { type: 'withdraw', reason: '试验结束' });
  });
  const events = await office.events('project', 'QZ-BUSY');
  expect(events.filter(type => type === 'planRevised')).toHaveLength(COMMANDS);
});
