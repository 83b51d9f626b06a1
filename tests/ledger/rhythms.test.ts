import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AgendaItem } from '../../src/domain/meeting/agenda/types.ts';
import type { Collection } from '../../src/domain/meeting/collection/types.ts';
import type { SeriesFacts } from '../../src/domain/meeting/types.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { nextMeetingId, scheduledSeries, upcomingMeetingIds } from '../../src/ledger/occurrences.ts';
import { agendaOfMeeting, meetingById, meetingState } from '../../src/ledger/reads/meetings.ts';
import { wantedSchedules } from '../../src/temporal/schedules.ts';
import { at, makeCalendar, makeEnvelope, makeProblemFacts, makeSeriesFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const calendar = makeCalendar();

describe.each(DATABASES)('series by other rhythms on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases?.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });

  const series = async (
    id: string,
    more: Partial<SeriesFacts>,
    { when = '2026-11-23 10:00', type = 'define' } = {},
  ) => {
    const facts = makeSeriesFacts({ holidayRule: 'previousWorkday', ...more });
    const outcome = await office.give(makeEnvelope('series', id, { type, facts } as never, { atMs: at(when) }));
    expect(outcome).toMatchObject({ ok: true });
  };
  const upcoming = (seriesId: string, now: string) =>
    upcomingMeetingIds({ db: office.db, calendar }, { seriesId, nowMs: at(now) });
  const open = (id: string, now: string) =>
    office.give(makeEnvelope('meeting', id, { type: 'open' }, { atMs: at(now), via: 'clock' }));
  const step = (id: string, slot: string, now: string) =>
    office.give(makeEnvelope('meeting', id, { type: 'step', slot }, { atMs: at(now), via: 'clock' }));
  const special = { weekday: 4, rhythm: { every: 'once', date: '2027-03-04' } } as const;

  test('open what lies in the coming days; a special meeting at once, and without a Schedule', async () => {
    await series('monthly', { rhythm: { every: 'month', day: 4 } });
    await series('rally', { weekday: 5, rhythm: { every: 'quarter', nth: 2 } });
    await series('zt-1', special, { type: 'call' });
    expect(await upcoming('monthly', '2026-11-23 10:00')).toEqual(['monthly/2026-12-04']);
    expect(await upcoming('rally', '2026-11-23 10:00')).toEqual(['rally/2026-12-11']);
    expect(await upcoming('zt-1', '2026-11-23 10:00')).toEqual(['zt-1/2027-03-04']);
    const nowMs = at('2026-12-15 10:00');
    expect(await nextMeetingId({ db: office.db, calendar }, { seriesId: 'rally', nowMs })).toBe('rally/2027-03-12');
    const schedules = wantedSchedules(await scheduledSeries(office.db), DEFAULT_SETTINGS).map(({ id }) => id);
    expect(schedules).toEqual(expect.arrayContaining(['series/monthly', 'series/rally']));
    expect(schedules).not.toContain('series/zt-1');
  });

  test('an office that was away for weeks catches up one meeting, the last, and only once', async () => {
    await series('weekly', { weekday: 1 });
    await open('weekly/2026-11-30', '2026-11-23 10:00');
    await step('weekly/2026-11-30', 'held', '2026-11-30 09:00');
    const back = '2026-12-30 08:00';
    const [missed, ...ahead] = await upcoming('weekly', back);
    expect([missed, ahead[0]]).toEqual(['weekly/2026-12-28', 'weekly/2027-01-04']);
    await open('weekly/2026-12-28', back);
    expect(await step('weekly/2026-12-28', 'agenda', back)).toMatchObject({ ok: true });
    expect(await step('weekly/2026-12-28', 'held', back)).toMatchObject({ ok: true });
    expect(await meetingById(office.db, 'weekly/2026-12-28')).toMatchObject({
      status: 'held',
      ran_late_at: new Date(at(back)),
    });
    expect(await upcoming('weekly', back)).toEqual(ahead);
    await expectRebuilt(office.db);
  });

  test('what lies before a series was defined or resumed was not missed', async () => {
    await series('weekly', { weekday: 1 }, { when: '2026-12-03 10:00' });
    expect((await upcoming('weekly', '2026-12-03 10:00'))[0]).toBe('weekly/2026-12-07');
    const pause = { type: 'pause', reason: '换届' } as const;
    await office.give(makeEnvelope('series', 'weekly', pause, { atMs: at('2026-12-04 10:00') }));
    expect(await upcoming('weekly', '2026-12-30 10:00')).toEqual([]);
    await office.give(makeEnvelope('series', 'weekly', { type: 'resume' }, { atMs: at('2026-12-30 10:00') }));
    expect((await upcoming('weekly', '2026-12-30 11:00'))[0]).toBe('weekly/2027-01-04');
  });

  test('a special meeting asks the units of its attendees, and its agenda has its own problems', async () => {
    for (const code of ['Q-its', 'Q-other']) {
      const facts = makeProblemFacts({ title: `问题${code}` });
      const atMs = at('2026-11-23 10:00');
      await office.give(makeEnvelope('problem', code, { type: 'raise', facts }, { atMs }));
      await office.give(
        makeEnvelope('problem', code, { type: 'assign', leadUnit: code === 'Q-its' ? 'land' : 'approvals' }, { atMs }),
      );
    }
    await office.give(
      makeEnvelope(
        'problem',
        'Q-other',
        { type: 'table', proposal: '调剂', promisedOn: '2026-12-18' },
        { atMs: at('2026-11-23 10:00') },
      ),
    );
    const once = { ...special, rhythm: { every: 'once', date: '2026-12-03' } as const };
    await series(
      'zt-1',
      { ...once, attendeeIds: ['handler'], about: { problems: ['Q-its'], whistle: null } },
      { type: 'call' },
    );
    const id = 'zt-1/2026-12-03';
    await open(id, '2026-11-24 10:00');
    await step(id, 'collection', '2026-11-27 09:00');
    const { collection } = (await meetingState(office.db, id)) ?? {};
    expect((collection as Collection).asked.map(({ unitId }) => unitId)).toEqual(['land']);
    await step(id, 'collectionReminder', '2026-12-01 10:00');
    await step(id, 'freeze', '2026-12-01 17:00');
    expect(await step(id, 'agenda', '2026-12-02 10:00')).toMatchObject({ ok: true });
    const items = ((await agendaOfMeeting(office.db, id))?.items ?? []) as unknown as AgendaItem[];
    expect(items.map(({ kind, code }) => [kind, code])).toEqual([
      ['problem', 'Q-its'],
      ['theme', null],
    ]);
  });

  test('a monthly meeting counts what it has carried over itself, and moves no ladder', async () => {
    await series('weekly', { weekday: 1 });
    await series('monthly', { rhythm: { every: 'month', day: 4 } });
    const facts = makeProblemFacts({ title: '缺地' });
    const atMs = at('2026-11-23 10:00');
    await office.give(makeEnvelope('problem', 'Q-1', { type: 'raise', facts }, { atMs }));
    await office.give(makeEnvelope('problem', 'Q-1', { type: 'assign', leadUnit: 'land' }, { atMs }));
    const table = { type: 'table', proposal: '调剂', promisedOn: '2026-12-02' } as const;
    await office.give(makeEnvelope('problem', 'Q-1', table, { atMs }));
    const walk = async (id: string, days: [string, string][]) => {
      await open(id, days[0]?.[1] ?? '');
      for (const [slot, when] of days) {
        expect(await step(id, slot, when)).toMatchObject({ ok: true });
      }
    };
    const before = [
      ...[
        ['collection', '2026-11-30 09:00'],
        ['collectionReminder', '2026-12-02 10:00'],
      ],
      ...[
        ['freeze', '2026-12-02 17:00'],
        ['agenda', '2026-12-03 10:00'],
        ['approval', '2026-12-03 14:30'],
      ],
      ...[
        ['reminder', '2026-12-03 16:00'],
        ['lastReminder', '2026-12-03 17:00'],
        ['held', '2026-12-04 09:00'],
      ],
    ] as [string, string][];
    await walk('monthly/2026-12-04', before);
    const minutes = (command: object) =>
      office.give(makeEnvelope('meeting', 'monthly/2026-12-04', command as never, { atMs: at('2026-12-04 12:00') }));
    await minutes({ type: 'attend', person: 'handler', presence: 'present' });
    expect(await minutes({ type: 'publishMinutes' })).toMatchObject({ ok: true });
    const next = 'monthly/2027-01-04';
    // A year that is not published: its first of January counts as a Friday.
    await walk(next, [
      ['collection', '2026-12-29 09:00'],
      ['collectionReminder', '2026-12-31 10:00'],
      ['freeze', '2026-12-31 17:00'],
      ['agenda', '2027-01-01 10:00'],
    ]);
    const items = ((await agendaOfMeeting(office.db, next))?.items ?? []) as unknown as AgendaItem[];
    expect(items.find(({ code }) => code === 'Q-1')).toMatchObject({ kind: 'carried', facts: { carried: 1 } });
    const { protocol } = await office.db.selectFrom('problem').select('protocol').executeTakeFirstOrThrow();
    expect((protocol as unknown as { ladder: { carried: number } }).ladder.carried).toBe(0);
  });
});
