import { describe, expect, test } from '@jest/globals';
import { WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from '@temporalio/client';
import { sql } from 'kysely';
import type { Ledger, ScheduleRegistry } from '../../src/contract/ports.ts';
import { openPglite } from '../../src/embedded/pglite.ts';
import { databaseAnswers, openDatabase } from '../../src/ledger/database.ts';
import { createGateway } from '../../src/temporal/gateway.ts';
import { makeCalendar, makeEnvelope } from '../support/make.ts';

const never = (): never => {
  throw new Error('not asked');
};
const schedules: ScheduleRegistry = { diff: never, apply: never };

/** Temporal takes the command, and no answer comes in time. */
const silent = {
  withDeadline: (_deadline: number, work: () => unknown) => work(),
  workflow: {
    getHandle: () => ({
      executeUpdate: () => Promise.reject(new WorkflowUpdateRPCTimeoutOrCancelledError('deadline exceeded')),
    }),
  },
} as unknown as Client;

describe('a command nobody answers in time', () => {
  test.each([
    [false, true, 'database'],
    [true, false, 'temporal'],
    [true, true, 'worker'],
  ] as const)('while the database answers: %s and Temporal: %s — is the fault of %s', async (answers, there, part) => {
    const getSystemInfo = () => (there ? Promise.resolve({}) : Promise.reject(new Error('away')));
    const client = { ...silent, workflowService: { getSystemInfo } } as unknown as Client;
    const ledger = { answers: () => Promise.resolve(answers) } as unknown as Ledger;
    const gateway = createGateway({ client, ledger, schedules, clock: makeCalendar().clock });
    const sent = gateway.send(makeEnvelope('project', 'QZ-1', { type: 'withdraw', reason: '试' }));
    await expect(sent).rejects.toMatchObject({ name: 'Unavailable', part, retryAfterSeconds: 5 });
  });
});

test('a database is there, is silent, or is gone', async () => {
  const embedded = await openPglite('memory://');
  const db = openDatabase(embedded.pool);
  expect(await databaseAnswers(db, 60_000)).toBe(true);
  // Its only session is somebody else's for now.
  await db.transaction().execute(async tx => {
    await sql`select 1`.execute(tx);
    expect(await databaseAnswers(db, 50)).toBe(false);
  });
  await embedded.close();
  expect(await databaseAnswers(db, 60_000)).toBe(false);
});
