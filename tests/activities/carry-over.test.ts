import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createCarryOverActivities } from '../../src/activities/carry-over.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import type { AgendaItem } from '../../src/domain/meeting/agenda/types.ts';
import type { MeetingCommand } from '../../src/domain/meeting/types.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { agendaOfMeeting } from '../../src/ledger/reads/meetings.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at as localAt, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts, NOW } from '../support/make.ts';

const MEETING = 'weekly/2026-11-30';
const HELD_MS = localAt('2026-11-30 09:00');

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
async function carryOver(meetingId = MEETING, atMs = HELD_MS): Promise<unknown> {
  const gateway = {
    send: async (envelope: Envelope) => {
      sent.push(envelope);
      return office.give(envelope);
    },
  };
  const { carryOver: run } = createCarryOverActivities({
    db: office.db,
    gateway,
    now: () => atMs,
    clock: makeCalendar().clock,
  });
  return new MockActivityEnvironment().run(run, { meetingId });
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
  await office.give(makeEnvelope('setting', 'problem', command, { atMs: localAt(NOW) }));
  expect(await carryOver()).toEqual({ told: 0 });
  expect(sent).toEqual([]);
});

describe('a special meeting', () => {
  const SPECIAL = 'zt-1/2026-12-03';
  const at = (time: string) => ({ atMs: localAt(`2026-12-03 ${time}`) });
  const give = async (...[when, command, more]: [string, MeetingCommand, object?]): Promise<void> => {
    const outcome = await office.give(makeEnvelope('meeting', SPECIAL, command, { ...at(when), ...more }));
    expect(outcome).toMatchObject({ ok: true });
  };
  const step = (when: string, slot: string) => give(when, { type: 'step', slot }, { via: 'clock' });
  const itemOf = async (code: string): Promise<number> =>
    ((await agendaOfMeeting(office.db, SPECIAL))?.items as unknown as AgendaItem[]).find(item => item.code === code)
      ?.no ?? 0;
  const standing = () =>
    office.db.selectFrom('problem').select(['code', 'on_agenda', 'level']).orderBy('code').execute();

  beforeEach(async () => {
    const rhythm = { every: 'once', date: '2026-12-03' } as const;
    const about = { problems: ['Q-1', 'Q-2', 'Q-3', 'Q-4'], whistle: null };
    for (const code of ['Q-3', 'Q-4']) {
      await office.give(makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts({ title: code }) }));
    }
    const facts = makeSeriesFacts({ weekday: 4, time: '15:00', rhythm, about });
    expect(await office.give(makeEnvelope('series', 'zt-1', { type: 'call', facts }))).toMatchObject({ ok: true });
    await give('10:00', { type: 'open' });
    for (const slot of ['agenda', 'reminder']) await step('14:59', slot);
    await step('15:00', 'held');
    const due = '2026-12-18';
    await give('16:00', { type: 'decideItem', item: await itemOf('Q-4'), text: '当场议定', unit: 'land', due });
    await give('16:00', { type: 'concludeItem', no: await itemOf('Q-3'), outcome: 'closed' });
    await give('16:00', { type: 'concludeItem', no: await itemOf('Q-2'), outcome: 'carried' });
    await give('16:00', { type: 'attend', person: 'handler', presence: 'present' });
    await give('16:00', { type: 'publishMinutes' });
  });

  test('hands what it carried over to the next dispatch, once, and what it settled not; it moves no ladder', async () => {
    const { atMs } = at('16:01');
    expect(await carryOver(SPECIAL, atMs)).toEqual({ told: 1 });
    expect(sent).toMatchObject([{ entityId: 'Q-2', command: { type: 'carryOver', toNext: true } }]);
    const after = [
      { code: 'Q-1', on_agenda: true, level: 0 },
      { code: 'Q-2', on_agenda: true, level: 0 },
      { code: 'Q-3', on_agenda: false, level: 0 },
      { code: 'Q-4', on_agenda: false, level: 0 },
    ];
    expect(await standing()).toEqual(after);
    expect(await carryOver(SPECIAL, atMs)).toEqual({ told: 0 });
    expect(await carried()).toEqual([]);
    expect(await standing()).toEqual(after);
  });

  test('is said on the agenda of the next dispatch: carried over once, and once more when that has passed too', async () => {
    await carryOver(SPECIAL, at('16:01').atMs);
    const itemsOf = async (date: string): Promise<unknown> => {
      const id = `weekly/${date}`;
      await office.give(makeEnvelope('meeting', id, { type: 'open' }, { atMs: localAt(`${date} 08:00`) }));
      for (const [slot, time] of [
        ['agenda', '08:10'],
        ['reminder', '08:20'],
        ['held', '15:00'],
      ] as const) {
        const given = makeEnvelope(
          'meeting',
          id,
          { type: 'step', slot },
          { atMs: localAt(`${date} ${time}`), via: 'clock' },
        );
        expect(await office.give(given)).toMatchObject({ ok: true });
      }
      const { items } = (await agendaOfMeeting(office.db, id)) ?? {};
      await carryOver(id, localAt(`${date} 16:00`));
      return (items as unknown as AgendaItem[]).flatMap(({ kind, code, facts }) =>
        code === 'Q-2' ? [`${kind} ${facts.carried}`] : [],
      );
    };
    expect(await itemsOf('2026-12-07')).toEqual(['carried 1']);
    expect(await itemsOf('2026-12-14')).toEqual(['carried 2']);
  });
});
