import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Envelope } from '../../src/contract/commit.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import {
  at,
  HANDLER,
  INSPECTOR,
  local,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  makeSeriesFacts,
  person,
} from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const start = (code: string, more: Partial<Envelope<'project'>> = {}): Envelope<'project'> =>
  makeEnvelope(
    'project',
    code,
    {
      type: 'start',
      facts: makeProjectFacts({ name: `项目 ${code}` }),
      stage: 'signing',
      actuals: { signing: '2026-04-28' },
      plans: { groundbreaking: '2026-12-20' },
    },
    more,
  );
const advance = (code: string, more: Partial<Envelope<'project'>> = {}): Envelope<'project'> =>
  makeEnvelope('project', code, { type: 'advance', to: 'landing', on: '2026-10-01' }, more);
const raise = (code: string, project: string | null = null): Envelope<'problem'> =>
  makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts({ project }) });

describe.each(DATABASES)('commit on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const count = async (table: 'command' | 'event' | 'entity' | 'project' | 'problem' | 'mail'): Promise<number> => {
    const { n } = await office.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const seqs = async (id: string): Promise<number[]> => {
    const rows = await office.db
      .selectFrom('event')
      .select('seq')
      .where('entity_id', '=', id)
      .orderBy('position')
      .execute();
    return rows.map(({ seq }) => seq);
  };

  describe('one command', () => {
    test('writes its events, its entity, its read model and its result together', async () => {
      const envelope = start('A-1', { requestId: 'r-1' });
      expect(await office.give(envelope)).toMatchObject({
        ok: true,
        replayed: false,
        result: { entityId: 'A-1', seq: 2, events: ['started', 'stageReached'] },
        view: { seq: 2, status: 'active', stage: 'signing', open: true, county: '鲤城区' },
      });
      expect(await seqs('A-1')).toEqual([1, 2]);
      const row = await office.db.selectFrom('project').selectAll().where('code', '=', 'A-1').executeTakeFirstOrThrow();
      expect(row).toMatchObject({
        name: '项目 A-1',
        name_key: '项目a1',
        investment_wan: 200_000,
        stage: 'signing',
        gaps: [],
        seq: 2,
      });
      const command = await office.db
        .selectFrom('command')
        .selectAll()
        .where('id', '=', envelope.commandId)
        .executeTakeFirstOrThrow();
      expect(command).toMatchObject({ type: 'start', actor_id: 'coordinator', via: 'person', request_id: 'r-1' });
      expect(command.at.getTime()).toBe(envelope.atMs);
    });

    test('says what the entity waits for: the stages ahead and the next reminder', async () => {
      const { view } = await office.give(start('A-1'));
      expect(view?.ahead).toEqual(['landing', 'groundbreaking', 'completion', 'production', 'fullCapacity']);
      expect(view?.next?.slot).toBe('groundbreaking:2026-12-20:-7');
      expect(local(view?.next?.atMs ?? 0)).toBe('2026-12-14 09:00');
      const entity = await office.db.selectFrom('entity').selectAll().where('id', '=', 'A-1').executeTakeFirstOrThrow();
      expect(entity.next_at?.getTime()).toBe(view?.next?.atMs);
    });

    test('given twice does nothing the second time and gets the first answer', async () => {
      const envelope = start('A-1');
      const first = await office.give(envelope);
      const before = [await count('event'), await count('command')];
      expect(await office.give(envelope)).toEqual({ ...first, replayed: true });
      expect([await count('event'), await count('command')]).toEqual(before);
    });

    test('given again after others still gets its own result, beside the entity as it is now', async () => {
      const envelope = start('A-1');
      await office.give(envelope);
      await office.give(advance('A-1'));
      expect(await office.give(envelope)).toMatchObject({
        replayed: true,
        result: { seq: 2 },
        view: { seq: 3, stage: 'landing' },
      });
    });

    test('with a key that was used for other content is refused', async () => {
      await office.give(start('A-1', { commandId: 'me:key-1' }));
      const again = await office.give(advance('A-1', { commandId: 'me:key-1' }));
      expect(again).toMatchObject({
        ok: false,
        refusal: { code: 'keyReused', field: 'Idempotency-Key', value: 'key-1' },
      });
      expect(await seqs('A-1')).toEqual([1, 2]);
    });

    test('that is refused writes nothing, and its key is free', async () => {
      const key = { commandId: 'me:key-2' };
      const before = await count('command');
      expect(await office.give(advance('A-1', key))).toMatchObject({
        ok: false,
        refusal: { code: 'notFound' },
        view: null,
      });
      expect(await count('command')).toBe(before);
      await office.give(start('A-1'));
      expect(await office.give(advance('A-1', key))).toMatchObject({ ok: true });
    });

    test('of a sender who knows more than the ledger is refused: it was restored from an older backup', async () => {
      await office.give(start('A-1'));
      const ahead = await office.give(advance('A-1', { knownSeq: 7 }));
      expect(ahead).toMatchObject({
        ok: false,
        refusal: { code: 'ledgerBehind', value: 2, params: { known: 7 } },
        view: { seq: 2 },
      });
      expect(await office.give(advance('A-1', { knownSeq: 1 }))).toMatchObject({ ok: true, view: { seq: 3 } });
    });

    test('none at all is an answer too', async () => {
      expect(await office.ledger.commit([])).toEqual([]);
    });

    test('that causes no event keeps its result', async () => {
      await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts() }));
      const meeting = 'weekly/2026-11-30';
      await office.give(makeEnvelope('meeting', meeting, { type: 'open' }));
      await office.give(makeEnvelope('meeting', meeting, { type: 'remindNow' }));
      const again = makeEnvelope('meeting', meeting, { type: 'remindNow' });
      expect(await office.give(again)).toMatchObject({ ok: true, notices: 0, result: { seq: 4, events: [] } });
      expect(await office.give(again)).toMatchObject({ ok: true, replayed: true });
    });
  });

  describe('a batch', () => {
    test('answers in its order; a refused member does not disturb its neighbours', async () => {
      const outcomes = await office.ledger.commit([
        start('B-2'),
        advance('missing'),
        start('B-1'),
        raise('P-1', 'missing'),
      ]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, false]);
      expect(outcomes[3]).toMatchObject({ refusal: { code: 'projectNotFound' } });
      expect([await count('project'), await count('problem')]).toEqual([2, 0]);
    });

    test('may hold several commands of one entity, each decided on what the one before it left', async () => {
      const outcomes = await office.ledger.commit([start('B-1'), advance('B-1'), advance('B-1'), start('B-1')]);
      expect(outcomes.map(outcome => (outcome.ok ? outcome.result.seq : outcome.refusal.code))).toEqual([
        2,
        3,
        'milestoneCounted',
        'alreadyExists',
      ]);
      expect(await seqs('B-1')).toEqual([1, 2, 3]);
      expect(await office.db.selectFrom('project').select(['seq', 'stage']).executeTakeFirst()).toEqual({
        seq: 3,
        stage: 'landing',
      });
    });

    test('with one command twice does it once', async () => {
      const envelope = start('B-1');
      const [first, second] = await office.ledger.commit([envelope, envelope]);
      expect(first).toMatchObject({ ok: true, replayed: false });
      expect(second).toMatchObject({ ok: true, replayed: true, result: { seq: 2 } });
      expect(await seqs('B-1')).toEqual([1, 2]);
    });

    test('of hundreds is written at once, and the same again changes nothing', async () => {
      const batch = Array.from({ length: 300 }, (_, n) => start(`C-${n}`));
      expect((await office.ledger.commit(batch)).every(({ ok }) => ok)).toBe(true);
      const events = await count('event');
      const again = await office.ledger.commit(batch);
      expect(again.every(outcome => outcome.ok && outcome.replayed)).toBe(true);
      expect([await count('project'), await count('event')]).toEqual([300, events]);
    });

    test('spans several days, each decided by the settings of its own day', async () => {
      const section = (days: number) => ({ ...DEFAULT_SETTINGS.problem, leadWorkingDays: days });
      await writeSetting('problem', '2026-12-01', 1, section(2));
      await office.ledger.commit([raise('P-1'), raise('P-2')]);
      const assign = (code: string, day: string) =>
        makeEnvelope('problem', code, { type: 'assign', leadUnit: 'land' }, { atMs: at(day) });
      await office.ledger.commit([assign('P-1', '2026-11-23 10:00'), assign('P-2', '2026-12-01 10:00')]);
      const rows = await office.db.selectFrom('problem').select('due_at').orderBy('code').execute();
      expect(rows.map(row => local(row.due_at?.getTime() ?? 0))).toEqual(['2026-12-02 17:30', '2026-12-03 17:30']);
    });
  });

  describe('nothing half done', () => {
    test('an error in the middle of writing takes everything back', async () => {
      await sql`create function fail_on_name() returns trigger language plpgsql as $$
        begin if new.name = '坏' then raise exception 'broken projection'; end if; return new; end $$`.execute(
        office.db,
      );
      await sql`create trigger fail before insert on project for each row execute function fail_on_name()`.execute(
        office.db,
      );
      const before = [await count('command'), await count('event'), await count('entity')];
      const bad = makeEnvelope('project', 'X-2', {
        type: 'start',
        facts: makeProjectFacts({ name: '坏' }),
        stage: 'lead',
      });
      const good = start('X-1');
      await expect(office.ledger.commit([good, bad])).rejects.toThrow('broken projection');
      expect([await count('command'), await count('event'), await count('entity')]).toEqual(before);
      expect(await count('project')).toBe(0);
      // The same command, sent again after the fault is gone, is new.
      expect(await office.give(good)).toMatchObject({ ok: true, replayed: false });
    });

    test.each(['event', 'command'] as const)('%s rows are neither changed nor deleted', async table => {
      await office.give(start('A-1'));
      const refusal = /the ledger only appends/;
      await expect(sql`update ${sql.table(table)} set actor_id = 'x'`.execute(office.db)).rejects.toThrow(refusal);
      await expect(sql`delete from ${sql.table(table)}`.execute(office.db)).rejects.toThrow(refusal);
      await expect(sql`truncate ${sql.table(table)} cascade`.execute(office.db)).rejects.toThrow(refusal);
      expect(await seqs('A-1')).toEqual([1, 2]);
    });
  });

  describe('facts outside the entity', () => {
    test('people, units and projects that are named must be there and active', async () => {
      const named = (more: object) =>
        makeEnvelope('project', 'A-1', { type: 'start', facts: makeProjectFacts(more), stage: 'lead' });
      expect(await office.give(named({ leaderId: 'nobody' }))).toMatchObject({
        refusal: { code: 'personNotFound', value: 'nobody' },
      });
      expect(await office.give(named({ teamUnitId: 'nowhere' }))).toMatchObject({ refusal: { code: 'unitNotFound' } });
      expect(await office.give(named({ leaderId: 'leader', teamUnitId: 'team-1' }))).toMatchObject({ ok: true });
      await office.give(person('leader', 'office', { roles: ['leader'], active: false }));
      const revise = makeEnvelope('project', 'A-1', {
        type: 'revisePlan',
        stage: 'signing',
        date: '2027-01-04',
        reason: 'r',
        approvedBy: 'leader',
      });
      expect(await office.give(revise)).toMatchObject({ refusal: { code: 'personNotFound', field: 'approvedBy' } });
    });

    test('a problem takes its county from its project and is refused for a withdrawn one', async () => {
      await office.give(start('A-1'));
      const ofProject = (code: string) =>
        makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts({ project: 'A-1', county: null }) });
      expect(await office.give(ofProject('P-1'))).toMatchObject({ ok: true, view: { county: '鲤城区' } });
      await office.give(makeEnvelope('project', 'A-1', { type: 'withdraw', reason: 'r' }));
      expect(await office.give(ofProject('P-2'))).toMatchObject({ ok: false, refusal: { code: 'projectWithdrawn' } });
    });

    test('a handler must belong to the lead department', async () => {
      await office.give(raise('P-1'));
      const assign = (handler: string) => makeEnvelope('problem', 'P-1', { type: 'assign', leadUnit: 'land', handler });
      expect(await office.give(assign('clerk'))).toMatchObject({ refusal: { code: 'handlerOutsideUnit' } });
      expect(await office.give(assign('ghost'))).toMatchObject({
        refusal: { code: 'personNotFound', field: 'handler' },
      });
      expect(await office.give(assign('handler'))).toMatchObject({ ok: true });
    });

    test('a meeting needs its series, a series its attendees with addresses', async () => {
      const series = (attendeeIds: string[]) =>
        makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts({ attendeeIds }) });
      expect(await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'open' }))).toMatchObject({
        refusal: { code: 'seriesNotFound' },
      });
      expect(await office.give(series(['handler', 'offline']))).toMatchObject({
        refusal: { code: 'attendeeWithoutAddress', value: 'offline' },
      });
      expect(await office.give(series(['handler', 'ghost']))).toMatchObject({
        refusal: { code: 'personNotFound', value: 'ghost' },
      });
      expect(await office.give(series(['handler', 'reporter']))).toMatchObject({ ok: true });
      const open = makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'open' });
      expect(await office.give(open)).toMatchObject({ ok: true, view: { status: 'planned', open: true } });
    });
  });

  const writeSetting = (key: string, validFrom: string, version: number, value: object) =>
    office.db
      .insertInto('setting')
      .values({
        key,
        valid_from: validFrom,
        version,
        value: JSON.stringify(value),
        command_id: null,
        set_at: new Date(0),
      })
      .execute();

  describe('settings', () => {
    test('are those of the day of the command, not of today', async () => {
      await writeSetting('project', '2026-12-01', 1, { ...DEFAULT_SETTINGS.project, warnDaysBefore: [5] });
      expect((await office.give(start('A-1'))).view?.next?.slot).toBe('groundbreaking:2026-12-20:-7');
      const later = await office.give(start('A-2', { atMs: at('2026-12-01 10:00') }));
      expect(later.view?.next?.slot).toBe('groundbreaking:2026-12-20:-5');
    });

    test('the newest version valid by then stands; other sections keep their defaults', async () => {
      const days = (...warnDaysBefore: number[]) => ({ ...DEFAULT_SETTINGS.project, warnDaysBefore });
      await writeSetting('project', '2026-01-01', 1, days(20));
      await writeSetting('project', '2026-01-01', 2, days(10));
      await writeSetting('project', '2027-01-01', 3, days(1));
      expect((await office.give(start('A-1'))).view?.next?.slot).toBe('groundbreaking:2026-12-20:-10');
      expect(await office.give(raise('P-1'))).toMatchObject({ ok: true });
    });

    test('office hours of that day are the ones limits and reminders use', async () => {
      await writeSetting('officeHours', '2026-01-01', 1, { start: '08:00', end: '17:00' });
      expect(local((await office.give(start('A-1'))).view?.next?.atMs ?? 0)).toBe('2026-12-14 08:00');
      expect(local((await office.give(raise('P-1'))).view?.next?.atMs ?? 0)).toBe('2026-11-23 17:00');
    });
  });

  test('all events, replayed from nothing, give the stored state and read model of every entity', async () => {
    await office.ledger.commit([start('A-1'), start('A-2'), start('A-3')]);
    await office.ledger.commit([
      advance('A-1'),
      makeEnvelope('project', 'A-2', { type: 'pause', reason: 'r', reviewOn: '2026-12-31' }),
      makeEnvelope('project', 'A-3', { type: 'correct', field: 'actual.signing', value: '2026-04', reason: 'r' }),
      makeEnvelope('project', 'A-3', { type: 'correct', field: 'investmentWan', value: null, reason: 'r' }),
      makeEnvelope('project', 'A-3', { type: 'revisePlan', stage: 'landing', date: '2027-01-04', reason: 'r' }),
      raise('P-1', 'A-1'),
      raise('P-2'),
    ]);
    await office.ledger.commit([
      makeEnvelope('project', 'A-1', { type: 'correct', field: 'stage', value: 'signing', reason: 'r' }),
      makeEnvelope('project', 'A-2', { type: 'withdraw', reason: 'r' }),
      makeEnvelope('problem', 'P-1', { type: 'assign', leadUnit: 'land', coUnits: ['approvals'], handler: 'handler' }),
      makeEnvelope(
        'problem',
        'P-1',
        { type: 'resolve', result: 'r', evidence: [{ kind: '批复' }] },
        { actor: HANDLER },
      ),
      makeEnvelope('problem', 'P-1', { type: 'verify', accepted: false, reason: 'r' }, { actor: INSPECTOR }),
      makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts() }),
    ]);
    await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'open' }));
    await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'remindNow' }));
    await expectRebuilt(office.db);
  });
});
