import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import type { ProblemCommand } from '../../src/domain/problem/commands.ts';
import type { Actor } from '../../src/domain/entity.ts';
import { listProblems, listProblemsOn, type ProblemFilter } from '../../src/ledger/reads/problems.ts';
import {
  at,
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  person,
} from '../support/make.ts';
import { problemsToVerify } from '../../src/ledger/reads/supervision.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const FIRST = { limit: 50, after: null };
const SPOT: ProblemCommand = { type: 'solveOnTheSpot', result: '当场清障', evidence: [{ kind: '照片' }] };
const RESOLVE: ProblemCommand = { type: 'resolve', result: '已办结', evidence: [{ kind: '批复' }] };
const ASSIGN: ProblemCommand = { type: 'assign', leadUnit: 'land' };

describe.each(DATABASES)('verifications on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    const unit = { name: '督查二组', kind: 'supervision', county: null } as const;
    await took(makeEnvelope('unit', 'team-2', { type: 'define', unit }));
    await took(person('wang', 'team-2', { roles: ['supervisionTeam'] }));
    const facts = makeProjectFacts({ investmentWan: 200_000 });
    await took(makeEnvelope('project', 'P-1', { type: 'start', facts, stage: 'negotiation' }));
  });
  afterEach(() => office.close());

  const took = async (envelope: Parameters<TestLedger['give']>[0]): Promise<void> => {
    expect(await office.give(envelope)).toMatchObject({ ok: true });
  };
  const give = (code: string, command: ProblemCommand, when: string, actor: Actor = COORDINATOR): Promise<void> =>
    took(makeEnvelope('problem', code, command, { actor, atMs: at(when) }));
  const raise = (code: string, when: string, more = {}): Promise<void> =>
    give(code, { type: 'raise', facts: makeProblemFacts({ title: code, ...more }) }, when);
  const entrust = (id: string, team: string): Promise<void> =>
    took(makeEnvelope('charge', id, { type: 'entrust', team }));
  const verdict = async (code: string, by: Actor, when: string): Promise<string> => {
    const command: ProblemCommand = { type: 'verify', accepted: true };
    const outcome = await office.give(makeEnvelope('problem', code, command, { actor: by, atMs: at(when) }));
    return outcome.ok ? 'closed' : outcome.refusal.code;
  };
  const asked = async (code: string): Promise<string[]> => {
    const rows = await office.db
      .selectFrom('mail_item')
      .innerJoin('mail', 'mail.id', 'mail_id')
      .select(['person_id', 'data'])
      .where('entity_id', '=', code)
      .orderBy('person_id')
      .execute();
    return rows.flatMap(({ person_id, data }) =>
      (data as { what?: string }).what === 'toVerify' ? [String(person_id)] : [],
    );
  };

  test('are asked of the team of the project, else of the county; of every team where nobody answers', async () => {
    await took(
      makeEnvelope('unit', 'yongchun', { type: 'define', unit: { name: '永春县', kind: 'county', county: '永春县' } }),
    );
    await raise('Q-1', '2026-11-23 10:00', { project: 'P-1' });
    await raise('Q-2', '2026-11-23 10:00');
    await raise('Q-3', '2026-11-23 10:00', { county: '永春县' });
    await entrust('county/鲤城区', 'team-1');
    await entrust('project/P-1', 'team-2');
    for (const code of ['Q-1', 'Q-2', 'Q-3']) {
      await give(code, ASSIGN, '2026-11-23 10:10');
      await give(code, RESOLVE, '2026-11-23 11:00', HANDLER);
    }
    expect([await asked('Q-1'), await asked('Q-2'), await asked('Q-3')]).toEqual([
      ['wang'],
      ['inspector'],
      ['inspector', 'wang'],
    ]);
    await expectRebuilt(office.db);
  });

  test('of what the answering team has solved itself are every other team’s: asked, listed and within reach', async () => {
    await entrust('county/鲤城区', 'team-1');
    await raise('Q-1', '2026-11-23 10:00');
    await give('Q-1', { type: 'assign', leadUnit: 'team-1' }, '2026-11-23 10:10');
    const within = async (unitId: string): Promise<string[]> => {
      const reach = { id: 'wang', unitId, scopes: ['charge'] } as const;
      const { items } = await listProblems(office.db, { filter: {}, atMs: at('2026-11-24 10:00'), reach }, FIRST);
      return items.map(({ code }) => code);
    };
    expect(await within('team-2')).toEqual([]);
    await give('Q-1', RESOLVE, '2026-11-23 11:00', INSPECTOR);
    expect([await asked('Q-1'), await within('team-2')]).toEqual([['wang'], ['Q-1']]);
    const listed = async (team: string) =>
      (await problemsToVerify(office.db, team, FIRST)).items.map(({ code }) => code);
    expect([await listed('team-1'), await listed('team-2')]).toEqual([[], ['Q-1']]);
  });

  describe('stand in lists', () => {
    const codes = async (filter: ProblemFilter, when: string): Promise<string[]> => {
      const { items, total } = await listProblems(office.db, { filter, atMs: at(when) }, FIRST);
      expect(total).toBe(items.length);
      return items.map(({ code }) => code);
    };
    const codesOn = async (day: string, filter: ProblemFilter): Promise<string[]> => {
      const source = { db: office.db, clock: localClock() };
      const asOf = { day, filter, atMs: at(`${day} 23:59`) };
      return (await listProblemsOn(source, asOf, FIRST)).items.map(({ code }) => code);
    };
    beforeEach(async () => {
      await raise('Q-1', '2026-11-23 10:00');
      await give('Q-1', ASSIGN, '2026-11-23 10:10');
      await give('Q-1', RESOLVE, '2026-11-23 11:00', HANDLER);
      await raise('Q-2', '2026-11-24 10:00');
      await give('Q-2', SPOT, '2026-11-24 11:00', INSPECTOR);
      await raise('Q-3', '2026-11-24 12:00');
    });

    test('with what is late, and what a team solved on the spot apart', async () => {
      expect(await codes({ toVerify: true }, '2026-11-26 10:00')).toEqual(['Q-2', 'Q-1']);
      expect(await codes({ toVerify: false }, '2026-11-26 10:00')).toEqual(['Q-3']);
      expect(await codes({ toVerify: true, onTheSpot: true }, '2026-11-26 10:00')).toEqual(['Q-2']);
      expect(await codes({ toVerify: true, overdue: true }, '2026-11-26 17:30')).toEqual([]);
      expect(await codes({ toVerify: true, overdue: true }, '2026-11-26 17:31')).toEqual(['Q-1']);
      expect(await codes({ overdue: true }, '2026-11-27 18:00')).toEqual(['Q-3', 'Q-2', 'Q-1']);
      expect(await codes({ overdue: false }, '2026-11-26 17:31')).toEqual(['Q-2']);
      await give('Q-1', { type: 'verify', accepted: true }, '2026-11-27 10:00', INSPECTOR);
      expect(await codes({ overdue: true, toVerify: true }, '2026-11-27 18:00')).toEqual(['Q-2']);
    });

    test('of a past day as the ledger stood then, page by page', async () => {
      await give('Q-1', { type: 'verify', accepted: true }, '2026-11-27 10:00', INSPECTOR);
      expect(await codesOn('2026-11-23', {})).toEqual(['Q-1']);
      expect(await codesOn('2026-11-26', { toVerify: true, overdue: true })).toEqual(['Q-1']);
      expect(await codesOn('2026-11-27', { toVerify: true })).toEqual(['Q-2']);
      expect(
        await codesOn('2026-11-27', { state: 'closed', unit: 'land', county: '鲤城区', category: 'land' }),
      ).toEqual(['Q-1']);
      const source = { db: office.db, clock: localClock() };
      const asOf = { day: '2026-11-24', filter: {}, atMs: at('2026-11-24 23:59') };
      const first = await listProblemsOn(source, asOf, { limit: 2, after: null });
      expect([first.total, first.items.map(({ code }) => code)]).toEqual([3, ['Q-3', 'Q-2']]);
      const rest = await listProblemsOn(source, asOf, { limit: 2, after: ['Q-2'] });
      expect([rest.next, rest.items.map(({ code, state }) => [code, state])]).toEqual([null, [['Q-1', 'resolved']]]);
    });
  });

  test('the firm is told by mail as long as its contact can be written to', async () => {
    const LEADING: Actor = { id: 'leader', unitId: 'office', roles: ['leader'] };
    await took(person('boss', 'licheng', { roles: [] }));
    for (const [code, day] of [
      ['Q-1', '2026-11-23'],
      ['Q-2', '2026-11-24'],
    ] as const) {
      await raise(code, '2026-11-23 10:00', { firmContact: 'boss' });
      await give(code, ASSIGN, '2026-11-23 10:10');
      await give(code, { type: 'askExtension', until: '2026-12-10', reason: '待批复' }, '2026-11-23 11:00', HANDLER);
      if (code === 'Q-2') await took(person('boss', 'licheng', { roles: [], active: false }));
      await give(code, { type: 'ruleExtension', granted: true }, `${day} 12:00`, LEADING);
    }
    const rows = office.db.selectFrom('event').select('data').where('type', '=', 'extensionRuled').orderBy('entity_id');
    expect((await rows.execute()).map(({ data }) => (data as { firmTold: string }).firmTold)).toEqual([
      'mail',
      'handler',
    ]);
  });

  test('whoever was of the solver’s unit on the day of the result verifies it from no other unit', async () => {
    const team = { unitId: 'team-1', roles: ['supervisionTeam'] } as const;
    await took(person('wei', 'land'));
    await took(person('gone', 'land', { active: false }));
    await raise('Q-1', '2026-11-23 10:00');
    await give('Q-1', ASSIGN, '2026-11-23 10:10');
    await give('Q-1', RESOLVE, '2026-11-23 11:00', HANDLER);
    for (const id of ['wei', 'gone']) {
      await took(person(id, team.unitId, { roles: [...team.roles] }));
      expect(await verdict('Q-1', { id, ...team }, '2026-11-24 10:00')).toBe('solverIsVerifier');
    }
    // Who comes to the lead's unit later had no hand in it, but is of the lead now.
    expect(await verdict('Q-1', { ...team, id: 'late', unitId: 'land' }, '2026-11-24 10:00')).toBe('solverIsVerifier');
    expect(await verdict('Q-1', INSPECTOR, '2026-11-24 10:00')).toBe('closed');
    await expectRebuilt(office.db);
  });

  test('a promise of a problem that is withdrawn or merged is open no more', async () => {
    for (const code of ['Q-1', 'Q-2']) {
      await raise(code, '2026-11-23 10:00');
      await give(code, ASSIGN, '2026-11-23 10:10');
      await give(code, { type: 'answer', text: '已报', nextOn: '2026-11-30' }, '2026-11-23 11:00', HANDLER);
    }
    await give('Q-1', { type: 'mergeInto', into: 'Q-2', reason: '重复' }, '2026-11-24 10:00');
    await give('Q-2', { type: 'withdraw', reason: '不是问题' }, '2026-11-24 10:00');
    const rows = office.db.selectFrom('problem_promise').select(['problem_code', 'standing']).orderBy('problem_code');
    expect(await rows.execute()).toEqual([
      { problem_code: 'Q-1', standing: 'lapsed' },
      { problem_code: 'Q-2', standing: 'lapsed' },
    ]);
    await expectRebuilt(office.db);
  });
});
