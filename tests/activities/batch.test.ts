import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createBatchActivities } from '../../src/activities/batch.ts';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { Unavailable, type CommandGateway } from '../../src/contract/ports.ts';
import type { BatchCommand, MoveResult } from '../../src/domain/batch/types.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, makeEnvelope, NOW } from '../support/make.ts';
import { codesOf, inNegotiation, makePlan } from '../workflows/support/batches.ts';

const now = (): number => at(NOW);
let databases: TestDatabases;
let office: TestLedger;
/** Throws for projects a test has broken, else hands the command to the ledger as their workflows would. */
let broken: Map<string, Error>;
beforeAll(async () => {
  databases = await (DATABASES[0] as (typeof DATABASES)[number]).start();
});
beforeEach(async () => {
  office = await openLedger(databases);
  broken = new Map();
});
afterAll(() => databases?.stop());

const send = async (envelope: Envelope): Promise<Outcome> => {
  const fault = broken.get(envelope.entityId);
  if (fault) throw fault;
  return (await office.ledger.commit([envelope]))[0] as Outcome;
};
const move = (): Promise<MoveResult[]> => {
  const gateway = { send } as Pick<CommandGateway, 'send'> as CommandGateway;
  const { moveProjects } = createBatchActivities({ db: office.db, gateway, now });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  return environment.run(() => moveProjects({ code: 'B-1' }));
};
const give = (command: BatchCommand) => office.give(makeEnvelope('batch', 'B-1', command));

async function confirmed(codes: readonly string[]): Promise<void> {
  await inNegotiation({ ...office, nowMs: () => Promise.resolve(now()) }, codes);
  await give(makePlan(codes));
  await give({ type: 'confirm', on: '2026-11-23' });
}

const signings = async (): Promise<number> =>
  (
    await office.db
      .selectFrom('milestone')
      .select('stage')
      .where('stage', '=', 'signing')
      .where('actual', 'is not', null)
      .execute()
  ).length;

describe('moveProjects', () => {
  test('gives each project the stage with the date and the evidence of the event, in the name of who confirmed it', async () => {
    await confirmed(['A']);
    expect(await move()).toEqual([{ code: 'A', refusal: null }]);
    const [signing] = await office.db.selectFrom('milestone').selectAll().where('stage', '=', 'signing').execute();
    expect(signing).toMatchObject({
      actual: '2026-11-23',
      evidence: [{ kind: '集中签约', number: 'B-1', on: '2026-11-23' }],
    });
    const command = await office.db
      .selectFrom('command')
      .selectAll()
      .where('id', '=', 'batch/B-1:A')
      .executeTakeFirst();
    expect(command).toMatchObject({ actor_id: 'coordinator', via: 'person', type: 'advance' });
  });

  test('with the same input twice moves nothing twice and answers the same', async () => {
    await confirmed(['A', 'B']);
    const first = await move();
    const events = await office.db.selectFrom('event').select('seq').execute();
    expect(await move()).toEqual(first);
    expect(await office.db.selectFrom('event').select('seq').execute()).toHaveLength(events.length);
  });

  test('takes twenty at a time, those first that have no result', async () => {
    const codes = codesOf(45, 'P');
    await confirmed(codes);
    for (const expected of [codes.slice(0, 20), codes.slice(20, 40), codes.slice(40), []]) {
      const results = await move();
      expect(results.map(({ code }) => code)).toEqual(expected);
      await give({ type: 'record', results });
    }
    expect(await signings()).toBe(45);
  });

  test('records what a project refuses, and moves the others', async () => {
    await confirmed(['A', 'B']);
    await office.give(makeEnvelope('project', 'A', { type: 'withdraw', reason: '退出' }));
    expect(await move()).toMatchObject([
      { code: 'A', refusal: { code: 'projectWithdrawn', value: 'A' } },
      { code: 'B', refusal: null },
    ]);
  });

  test('a fault in one project is its result; nobody waits for it', async () => {
    await confirmed(['A', 'B']);
    broken.set(
      'A',
      new Error('update failed', { cause: ApplicationFailure.nonRetryable('23514 check', 'LedgerFault') }),
    );
    expect(await move()).toMatchObject([
      { code: 'A', refusal: { code: 'internal' } },
      { code: 'B', refusal: null },
    ]);
  });

  test('a project that cannot be reached waits for the next round; a round that reaches nobody is tried again', async () => {
    await confirmed(['A', 'B']);
    broken.set('A', new Unavailable('temporal'));
    expect(await move()).toEqual([{ code: 'B', refusal: null }]);
    broken.set('B', new Unavailable('temporal'));
    await expect(move()).rejects.toMatchObject({ nonRetryable: false });
    broken.clear();
    expect(await move()).toEqual([
      { code: 'A', refusal: null },
      { code: 'B', refusal: null },
    ]);
  });

  test('does nothing for an event that is not confirmed, or not there', async () => {
    expect(await move()).toEqual([]);
    await inNegotiation({ ...office, nowMs: () => Promise.resolve(now()) }, ['A']);
    await give(makePlan(['A']));
    expect(await move()).toEqual([]);
    expect(await signings()).toBe(0);
  });
});
