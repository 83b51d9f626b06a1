import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createCarryOverActivities } from '../../src/activities/carry-over.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts, NOW } from '../support/make.ts';

const MEETING = 'weekly/2026-11-30';
const HELD_MS = at('2026-11-30 09:00');

let databases: TestDatabases;
let office: TestLedger;
let sent: Envelope[];
beforeAll(async () => {
  databases = await (DATABASES[0] as (typeof DATABASES)[number]).start();
});
afterAll(() => databases?.stop());
beforeEach(async () => {
  office = await openLedger(databases);
  sent = [];
  await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts() }));
  await office.give(makeEnvelope('meeting', MEETING, { type: 'open' }));
  for (const code of ['Q-1', 'Q-2']) {
    await office.give(makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts() }));
    await office.give(makeEnvelope('problem', code, { type: 'assign', leadUnit: 'land' }));
  }
  await office.give(makeEnvelope('problem', 'Q-1', { type: 'table', proposal: '调剂指标', promisedOn: '2026-12-18' }));
});

const hold = async (): Promise<void> => {
  for (const slot of ['reminder', 'held']) {
    await office.give(makeEnvelope('meeting', MEETING, { type: 'step', slot }, { atMs: HELD_MS, via: 'clock' }));
  }
};
async function carryOver(): Promise<unknown> {
  const gateway = {
    send: async (envelope: Envelope) => {
      sent.push(envelope);
      return office.give(envelope);
    },
  };
  const { carryOver: run } = createCarryOverActivities({
    db: office.db,
    gateway,
    now: () => HELD_MS,
    clock: makeCalendar().clock,
  });
  return new MockActivityEnvironment().run(run, { meetingId: MEETING });
}
const carried = async (): Promise<number[]> => {
  const rows = await office.db.selectFrom('event').select('seq').where('type', '=', 'carriedOver').execute();
  return rows.map(({ seq }) => seq);
};

test('tells the problems on the agenda of a held dispatch, and nobody else; done twice it counts once', async () => {
  await hold();
  expect(await carryOver()).toEqual({ told: 1 });
  expect(sent).toMatchObject([{ entityId: 'Q-1', commandId: `meeting/${MEETING}:Q-1`, via: 'clock' }]);
  expect(await carried()).toHaveLength(1);
  await carryOver();
  expect(await carried()).toHaveLength(1);
});

test('does nothing for a meeting that was not held, or is none of the series that count', async () => {
  expect(await carryOver()).toEqual({ told: 0 });
  await hold();
  const value = { ...DEFAULT_SETTINGS.problem, dispatchSeries: ['monthly'] };
  const command = { type: 'set', value, validFrom: '2026-11-23', reason: '文件' } as const;
  await office.give(makeEnvelope('setting', 'problem', command, { atMs: at(NOW) }));
  expect(await carryOver()).toEqual({ told: 0 });
  expect(sent).toEqual([]);
});
