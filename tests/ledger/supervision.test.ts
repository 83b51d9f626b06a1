import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { SYSTEM_ACTOR, type Actor } from '../../src/domain/entity.ts';
import type { VisitCommand } from '../../src/domain/visit/types.ts';
import type { BlowCommand } from '../../src/domain/whistle/types.ts';
import { visitReminders } from '../../src/ledger/mail-data/visits.ts';
import { whistlesForMail } from '../../src/ledger/mail-data/whistles.ts';
import { listCharges } from '../../src/ledger/reads/supervision.ts';
import { listVisits, visitCounts } from '../../src/ledger/reads/visits.ts';
import { listWhistles } from '../../src/ledger/reads/whistles.ts';
import { at, INSPECTOR, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const REPORTER: Actor = { id: 'reporter', unitId: 'licheng', roles: ['countyReporter'] };
const FIRST = { limit: 50, after: null };

describe.each(DATABASES)('supervision on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    await took(
      makeEnvelope('unit', 'team-2', { type: 'define', unit: { name: '督查二组', kind: 'supervision', county: null } }),
    );
    const facts = makeProjectFacts({ name: '储能中心', investmentWan: 200_000 });
    await took(makeEnvelope('project', 'P-1', { type: 'start', facts, stage: 'negotiation' }));
  });
  afterEach(() => office.close());

  const source = () => ({ db: office.db, clock: localClock() });
  const took = async (envelope: Envelope): Promise<Outcome> => {
    const outcome = await office.give(envelope);
    expect(outcome).toMatchObject({ ok: true });
    return outcome;
  };
  const entrust = (id: string, team: string, more: object = {}) =>
    makeEnvelope('charge', id, { type: 'entrust', team, ...more });
  const visit = (code: string, command: VisitCommand, now = '2026-11-23 10:00') =>
    makeEnvelope('visit', code, command, { actor: INSPECTOR, atMs: at(now) });
  const plan = (on: string): VisitCommand => ({
    ...{ type: 'plan', on, team: 'team-1', project: 'P-1', people: ['inspector', 'clerk'] },
    distinct: '同日另去',
  });
  const blow = (code: string, more: Partial<BlowCommand> = {}, now = '2026-11-23 10:00') =>
    makeEnvelope(
      'whistle',
      code,
      {
        ...{ type: 'blow', county: '鲤城区', project: 'P-1', topic: '现场协调', departments: ['land', 'approvals'] },
        ...{ on: '2026-11-25', time: '15:00', venue: '区政务中心', ...more },
      },
      { actor: REPORTER, atMs: at(now) },
    );
  const codesOf = (outcomes: readonly Outcome[]) => outcomes.map(each => (each.ok ? 'ok' : each.refusal.code)).sort();

  test('of two teams that are given one county at once one has it; the other is told whose it is', async () => {
    const both = await Promise.all([
      office.give(entrust('county/鲤城区', 'team-1')),
      office.give(entrust('county/鲤城区', 'team-2')),
    ]);
    expect(codesOf(both)).toEqual(['ok', 'teamTaken']);
    await took(entrust('project/P-1', 'team-2'));
    expect(await office.db.selectFrom('charge').select('subject').orderBy('subject').execute()).toHaveLength(2);
    await expectRebuilt(office.db);
  });

  test('who answered for what on a past day comes from the events', async () => {
    await took({ ...entrust('county/鲤城区', 'team-1'), atMs: at('2026-11-02 09:00') });
    await took({ ...entrust('county/鲤城区', 'team-2', { reason: '分工调整' }), atMs: at('2026-11-20 09:00') });
    const on = async (day: string) =>
      (await listCharges(source(), {}, { day, today: '2026-11-23' })).map(({ team, since }) => [team, since]);
    expect(await on('2026-11-01')).toEqual([]);
    expect(await on('2026-11-19')).toEqual([['team-1', '2026-11-02']]);
    expect(await on('2026-11-20')).toEqual([['team-2', '2026-11-20']]);
    expect(await on('2026-11-23')).toEqual(await on('2026-11-20'));
  });

  test('visits are listed and counted as they were known on any day, the same now and from the events', async () => {
    await took(visit('V-1', plan('2026-11-20'), '2026-11-16 10:00'));
    await took(visit('V-2', plan('2026-11-23'), '2026-11-17 10:00'));
    const findings = [{ title: '道路被占', category: 'other', solved: '清障' } as const];
    await took(visit('V-1', { type: 'hold', findings }, '2026-11-20 16:00'));
    const result = { type: 'record', results: [{ number: 1, problem: 'Q-1', refusal: null }] } as const;
    await took(visit('V-1', result, '2026-11-20 16:01'));
    const asOf = (day: string) => ({ day, today: '2026-11-23' });
    const listed = async (day: string, filter: object = {}) =>
      (await listVisits(source(), filter, { page: FIRST, asOf: asOf(day) })).items.map(
        ({ id, state }) => `${id} ${state.status}`,
      );
    expect(await listed('2026-11-15')).toEqual([]);
    expect(await listed('2026-11-16')).toEqual(['V-1 planned']);
    expect(await listed('2026-11-19')).toEqual(['V-2 planned', 'V-1 planned']);
    expect(await listed('2026-11-20')).toEqual(['V-2 planned', 'V-1 held']);
    expect(await listed('2026-11-23')).toEqual(['V-2 planned', 'V-1 held']);
    for (const day of ['2026-11-22', '2026-11-23']) {
      expect(await listed(day, { status: 'held', month: '2026-11', team: 'team-1', county: '鲤城区' })).toEqual([
        'V-1 held',
      ]);
      expect(await listed(day, { project: 'P-2' })).toEqual([]);
      const [first] = (await listVisits(source(), {}, { page: { limit: 1, after: null }, asOf: asOf(day) })).items;
      const after = ['2026-11-23', first?.id ?? ''];
      const second = await listVisits(source(), {}, { page: { limit: 1, after }, asOf: asOf(day) });
      expect([second.total, second.items.map(({ id }) => id), second.next]).toEqual([2, ['V-1'], null]);
    }
    const counts = (day: string) => visitCounts(source(), {}, asOf(day));
    expect(await counts('2026-11-23')).toEqual(await counts('2026-11-20'));
    expect(await counts('2026-11-23')).toMatchObject([{ month: '2026-11', held: 1, planned: 1, solvedOnSpot: 1 }]);
    expect(await visitCounts(source(), { from: '2026-12' }, asOf('2026-11-23'))).toEqual([]);
    await expectRebuilt(office.db);
  });

  test('a reminder speaks of the visits that are still planned for its day', async () => {
    await took(visit('V-1', plan('2026-11-26')));
    await took(visit('V-2', plan('2026-11-26')));
    const remind = (code: string) =>
      took(
        makeEnvelope(
          'visit',
          code,
          { type: 'remind', slot: 'remind:2026-11-26' },
          { actor: SYSTEM_ACTOR, via: 'clock', atMs: at('2026-11-25 09:00') },
        ),
      );
    await remind('V-1');
    await remind('V-2');
    await took(visit('V-2', { type: 'cancel', reason: '并入' }, '2026-11-25 09:01'));
    const mails = await office.db.selectFrom('mail').select(['id', 'person_id', 'slot']).orderBy('person_id').execute();
    // One mail a person for all visits of the day.
    expect(mails.map(({ person_id, slot }) => `${person_id} ${slot}`)).toEqual([
      ...['clerk remind/2026-11-26', 'inspector remind/2026-11-26'],
    ]);
    const data = await visitReminders(
      office.db,
      mails.map(({ id }) => id),
    );
    expect([...data.values()].map(({ on, missed, items }) => [on, missed, items.map(({ code }) => code)])).toEqual([
      ['2026-11-26', false, ['V-1']],
      ['2026-11-26', false, ['V-1']],
    ]);
    expect([...data.values()][0]?.items[0]).toMatchObject({
      ...{ team: 'team-1', people: ['inspector', 'clerk'], project: { code: 'P-1', name: '储能中心' } },
    });
  });

  test('whistles at once never pass the monthly limit of a county; a new month is a new count', async () => {
    const many = await Promise.all(['W-1', 'W-2', 'W-3', 'W-4'].map(code => office.give(blow(code))));
    expect(codesOf(many)).toEqual(['ok', 'ok', 'whistlesUsedUp', 'whistlesUsedUp']);
    await took(blow('W-5', { on: '2026-12-02' }, '2026-12-01 10:00'));
    const listed = await listWhistles(
      source(),
      { county: '鲤城区' },
      {
        page: FIRST,
        asOf: { day: '2026-12-01', today: '2026-12-01' },
      },
    );
    expect(listed.items.map(({ state }) => state.month)).toEqual(['2026-12', '2026-11', '2026-11']);
    const past = await listWhistles(
      source(),
      { month: '2026-11' },
      {
        page: FIRST,
        asOf: { day: '2026-11-23', today: '2026-12-01' },
      },
    );
    expect(past.total).toBe(2);
    await expectRebuilt(office.db);
  });

  test('a mail of a whistle says how each department has answered by the time it is written', async () => {
    await took(blow('W-1'));
    await took(
      makeEnvelope('whistle', 'W-1', { type: 'answer', department: 'land', answer: 'sends', person: 'handler' }),
    );
    await took(
      makeEnvelope(
        'whistle',
        'W-1',
        { type: 'step', slot: 'limit' },
        { actor: SYSTEM_ACTOR, via: 'clock', atMs: at('2026-11-24 17:30') },
      ),
    );
    const mails = await office.db.selectFrom('mail').select(['id', 'slot']).where('slot', '=', 'W-1/silent').execute();
    expect(mails).toHaveLength(3);
    const data = await whistlesForMail(office.db, [mails[0]?.id ?? ''], localClock());
    const [mail] = data.values();
    expect(mail).toMatchObject({
      mail: 'silent',
      department: null,
      whistle: {
        county: '鲤城区',
        project: { code: 'P-1', name: '储能中心' },
        start: { date: '2026-11-25', time: '15:00' },
      },
      departments: [
        { unit: 'land', answer: 'sends', remark: 'handler', silent: false },
        { unit: 'approvals', answer: null, silent: true },
      ],
    });
  });

  test('what is open is known to who rebuilds: a planned visit, a whistle without result, nothing that is over', async () => {
    await took(visit('V-1', plan('2026-11-26')));
    await took(visit('V-2', plan('2026-11-26')));
    await took(visit('V-2', { type: 'cancel', reason: 'r' }));
    await took(blow('W-1'));
    await took(blow('W-2'));
    await took(makeEnvelope('whistle', 'W-2', { type: 'callOff', reason: 'r' }));
    const open = (kind: 'visit' | 'whistle') => office.ledger.openIds(kind, { afterId: '', limit: 9 });
    expect([await open('visit'), await open('whistle')]).toEqual([['V-1'], ['W-1']]);
    expect(await office.ledger.countOpen('visit')).toBe(1);
    const [seen] = await office.ledger.views('whistle', ['W-1']);
    expect(seen?.view).toMatchObject({ status: 'asking', county: '鲤城区', next: { slot: 'remind' } });
  });
});
