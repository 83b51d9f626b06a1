import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createVisitActivities } from '../../src/activities/visit.ts';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { Unavailable } from '../../src/contract/ports.ts';
import type { FindingFacts, RaisedFinding, VisitCommand } from '../../src/domain/visit/types.ts';
import { visitByCode } from '../../src/ledger/reads/visits.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, COORDINATOR, INSPECTOR, makeEnvelope, NOW } from '../support/make.ts';

const now = (): number => at(NOW);
let databases: TestDatabases;
let office: TestLedger;
/** Throws for commands a test has broken, by their keys, else hands the command to the ledger as their workflows would. */
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
  const fault = broken.get(envelope.commandId);
  if (fault) throw fault;
  return (await office.ledger.commit([envelope]))[0] as Outcome;
};
const raise = (): Promise<RaisedFinding[]> => {
  const { raiseFindings } = createVisitActivities({ db: office.db, gateway: { send }, now });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  return environment.run((): Promise<RaisedFinding[]> => raiseFindings({ code: 'V-1' }));
};
const give = async (command: VisitCommand, more: Partial<Envelope<'visit'>> = {}): Promise<void> => {
  const outcome = await office.give(makeEnvelope('visit', 'V-1', command, { actor: INSPECTOR, ...more }));
  expect(outcome).toMatchObject({ ok: true });
};
const finding = (title: string, more: Partial<FindingFacts> = {}): FindingFacts => ({
  title,
  category: 'other',
  ...more,
});
const held = (findings: readonly FindingFacts[], more: Partial<Envelope<'visit'>> = {}): Promise<void> =>
  give(
    {
      ...{ type: 'recordVisit', on: '2026-11-23', team: 'team-1', county: '鲤城区', people: ['clerk', 'inspector'] },
      findings,
    },
    more,
  );
const problems = () => office.db.selectFrom('problem').selectAll().orderBy('code').execute();
const events = async (): Promise<number> => (await office.db.selectFrom('event').select('seq').execute()).length;

describe('raiseFindings', () => {
  test('raises each finding as a problem of the visit’s county, in the name of who wrote it down, in their order', async () => {
    await held([finding('征地', { category: 'relocation', detail: '三户' }), finding('用工')]);
    expect(await raise()).toEqual([
      { number: 1, problem: 'Q-2026-0001', refusal: null },
      { number: 2, problem: 'Q-2026-0002', refusal: null },
    ]);
    const [first] = await problems();
    expect(first).toMatchObject({
      ...{ title: '征地', detail: '三户', category: 'relocation', source: 'visit', county: '鲤城区', state: 'raised' },
      raised_by: 'inspector',
    });
    const command = await office.db
      .selectFrom('command')
      .selectAll()
      .where('id', '=', 'visit/V-1:1:raise')
      .executeTakeFirst();
    expect(command).toMatchObject({ actor_id: 'inspector', via: 'person', type: 'raise' });
  });

  test('with the same input twice raises nothing twice and answers the same', async () => {
    await held([finding('a'), finding('b', { solved: '当场清障' })]);
    const first = await raise();
    const before = await events();
    expect(await raise()).toEqual(first);
    expect(await events()).toBe(before);
  });

  test('takes ten at a time, those first that have no result', async () => {
    await held(Array.from({ length: 23 }, (_, n) => finding(`问题${n}`)));
    for (const expected of [10, 10, 3, 0]) {
      const results = await raise();
      expect(results).toHaveLength(expected);
      if (expected > 0) await give({ type: 'record', results });
    }
    expect(await problems()).toHaveLength(23);
  });

  test('a fault in one problem is its result; what passes by itself is thrown, and the round tried again raises nothing twice', async () => {
    await held([finding('a'), finding('b'), finding('c')]);
    const fault = ApplicationFailure.nonRetryable('23514 check', 'LedgerFault');
    broken.set('visit/V-1:1:raise', new Error('update failed', { cause: fault }));
    broken.set('visit/V-1:3:raise', new Unavailable('temporal'));
    await expect(raise()).rejects.toThrow();
    broken.delete('visit/V-1:3:raise');
    expect(await raise()).toMatchObject([
      { number: 1, problem: null, refusal: { code: 'internal' } },
      { number: 2, problem: 'Q-2026-0002', refusal: null },
      { number: 3, problem: 'Q-2026-0003', refusal: null },
    ]);
    expect((await problems()).map(({ title }) => title)).toEqual(['b', 'c']);
  });

  test('what was solved on the spot is handed in by the team, with the visit as evidence, and closed by a coordinator only', async () => {
    await held([finding('道路被占', { solved: '当场清障' })]);
    expect(await raise()).toEqual([{ number: 1, problem: 'Q-2026-0001', refusal: null }]);
    const [problem] = await problems();
    expect(problem).toMatchObject({
      state: 'resolved',
      solution: {
        ...{ result: '当场清障', onTheSpot: true, solverId: 'inspector', solverUnitId: 'team-1' },
        evidence: [{ kind: '走访记录', number: 'V-1', on: '2026-11-23' }],
      },
    });
    const verify = { type: 'verify', accepted: true } as const;
    const by = (actor: Envelope['actor']) => office.give(makeEnvelope('problem', 'Q-2026-0001', verify, { actor }));
    for (const unitId of ['team-1', 'team-2']) {
      expect(await by({ ...INSPECTOR, id: 'other', unitId })).toMatchObject({
        ...{ ok: false, refusal: { code: 'verifierNotCoordinator' } },
      });
    }
    expect(await by(COORDINATOR)).toMatchObject({ ok: true, view: { status: 'closed' } });
  });

  test('written down by a coordinator, it is still the team that solved it, and another coordinator who verifies', async () => {
    await held([finding('缺水', { solved: '接通' })], { actor: COORDINATOR });
    expect(await raise()).toMatchObject([{ number: 1, refusal: null }]);
    const [problem] = await problems();
    const solution = { solverId: 'inspector', enteredBy: 'coordinator' };
    expect(problem).toMatchObject({ raised_by: 'coordinator', solution });
    const verify = { type: 'verify', accepted: true } as const;
    const by = (actor: Envelope['actor']) => office.give(makeEnvelope('problem', 'Q-2026-0001', verify, { actor }));
    expect(await by(COORDINATOR)).toMatchObject({ ok: false, refusal: { code: 'solverIsVerifier' } });
    expect(await by({ ...COORDINATOR, id: 'colleague' })).toMatchObject({ ok: true, view: { status: 'closed' } });
  });

  test('a solution that is refused leaves its problem raised, and is shown with the finding', async () => {
    await held([finding('缺电', { solved: '接通' })]);
    const fault = ApplicationFailure.nonRetryable('23514 check', 'LedgerFault');
    broken.set('visit/V-1:1:solveOnTheSpot', new Error('update failed', { cause: fault }));
    const results = await raise();
    expect(results).toMatchObject([{ problem: 'Q-2026-0001', refusal: { code: 'internal' } }]);
    await give({ type: 'record', results });
    const visit = await visitByCode(office.db, 'V-1');
    expect(visit?.state).toMatchObject({ status: 'held', findings: [{ standing: 'raised', problem: 'Q-2026-0001' }] });
    expect(await problems()).toMatchObject([{ state: 'raised' }]);
  });

  test('of a visit nobody knows there is nothing to raise', async () => {
    expect(await raise()).toEqual([]);
  });
});
