import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BatchCommand } from '../../src/domain/batch/types.ts';
import { advanceOf } from '../../src/domain/batch/check.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { batchByCode, batchProjects, checkBatch, listBatches } from '../../src/ledger/reads/batches.ts';
import { at, makeCalendar, makeEnvelope, makeProjectFacts, NOW, person } from '../support/make.ts';
import { codesOf, makePlan } from '../workflows/support/batches.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

describe.each(DATABASES)('batch events on the $name', ({ start: startDatabase }) => {
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

  const projects = async (codes: readonly string[], more: object = {}): Promise<void> => {
    const facts = (code: string) => makeProjectFacts({ name: `项目 ${code}`, investmentWan: 12_345, ...more });
    await office.ledger.commit(
      codes.map(code =>
        makeEnvelope('project', code, { type: 'start', facts: facts(code), stage: 'negotiation' }, { atMs: at(EARLY) }),
      ),
    );
  };
  const EARLY = '2026-11-16 10:00';
  const ask = (command: BatchCommand, code = 'B-1', now = NOW) =>
    office.give(makeEnvelope('batch', code, command, { atMs: at(now) }));
  const give = async (command: BatchCommand, code = 'B-1', now = NOW) => {
    const outcome = await ask(command, code, now);
    expect(outcome).toMatchObject({ ok: true });
    return outcome;
  };
  const confirm = { type: 'confirm', on: '2026-11-23' } as const;
  const moved = (...codes: string[]) => codes.map(code => ({ code, refusal: null }));

  test('planning writes the event, its list and its view together', async () => {
    await projects(['A', 'B']);
    const plan = makePlan([], { projects: [{ code: 'B' }, { code: 'A', venue: '南安分会场' }] });
    expect(await give(plan, 'B-1', EARLY)).toMatchObject({
      result: { events: ['batchPlanned'] },
      view: { status: 'listing', open: true, next: { slot: 'cutOff:2026-11-20', atMs: at('2026-11-21 00:00') } },
    });
    expect(await batchByCode(office.db, 'B-1')).toMatchObject({
      stage: 'signing',
      on: '2026-11-23',
      cut_off: '2026-11-20',
      status: 'listing',
      held_on: null,
      branch_venues: ['南安分会场'],
    });
    const list = await batchProjects(office.db, 'B-1');
    expect(list.map(({ project_code, venue, name, stage }) => [project_code, venue, name, stage])).toEqual([
      ['B', '市会展中心', '项目 B', 'negotiation'],
      ['A', '南安分会场', '项目 A', 'negotiation'],
    ]);
    await expectRebuilt(office.db);
  });

  test('what is refused writes nothing', async () => {
    await projects(['A']);
    const before = await office.db.selectFrom('event').select('seq').execute();
    for (const plan of [
      makePlan(['A', 'A']),
      makePlan(['X']),
      makePlan([]),
      makePlan(['A'], { cutOff: '2026-12-01' }),
    ]) {
      expect(await ask(plan)).toMatchObject({ ok: false, view: null });
    }
    expect(await office.db.selectFrom('event').select('seq').execute()).toHaveLength(before.length);
    expect(await office.db.selectFrom('batch').select('code').execute()).toEqual([]);
  });

  test('a project stands on the list of one event of a kind; dropped or cancelled there, it is free', async () => {
    await projects(['A', 'B', 'C']);
    await give(makePlan(['A', 'B', 'C']), 'B-1');
    expect(await ask(makePlan(['A']), 'B-2')).toMatchObject({
      refusal: { code: 'projectInBatch', params: { batch: 'B-1' } },
    });
    // Another stage is another matter.
    await give(makePlan(['A'], { stage: 'groundbreaking' }), 'B-3');
    await give({ type: 'drop', code: 'A', reason: '改期' }, 'B-1');
    await give(makePlan(['A']), 'B-2');
    expect(await ask({ type: 'add', code: 'B', reason: '补报' }, 'B-2')).toMatchObject({
      refusal: { code: 'projectInBatch' },
    });
    await give({ type: 'cancel', reason: '改期' }, 'B-1');
    await give({ type: 'add', code: 'B', reason: '补报' }, 'B-2');
    await expectRebuilt(office.db);
  });

  test('confirmed twice is refused; the same key gives the first answer', async () => {
    await projects(['A']);
    await give(makePlan(['A']));
    const envelope = makeEnvelope('batch', 'B-1', confirm);
    const first = await office.give(envelope);
    expect(await office.give(envelope)).toMatchObject({
      ok: true,
      replayed: true,
      result: (first as { result: object }).result,
    });
    expect(await ask(confirm)).toMatchObject({
      ok: false,
      refusal: { code: 'batchConfirmed', params: { on: '2026-11-23' } },
    });
  });

  test('totals are exact, by standing and by venue; what was moved counts what it counted on that day', async () => {
    const codes = codesOf(380, 'M');
    await projects(codes);
    await projects(['M-none'], { investmentWan: null });
    const plan = makePlan([], {
      projects: [...codes, 'M-none'].map((code, index) => ({ code, ...(index < 80 && { venue: '南安分会场' }) })),
    });
    await give(plan);
    await give({ type: 'drop', code: 'M-380', reason: '退出' });
    await give(confirm);
    const refused = { code: 'M-379', refusal: refuse('projectPaused', 'code', 'M-379') };
    await give({ type: 'record', results: [...moved(...codes.slice(0, 378), 'M-none'), refused] });
    const correct = { type: 'correct', field: 'investmentWan', value: 1, reason: '更正' } as const;
    await office.give(makeEnvelope('project', 'M-001', correct));
    const { totals, status } = (await batchByCode(office.db, 'B-1')) ?? { totals: [] };
    expect(status).toBe('tracking');
    const sorted = totals.map(({ venue, standing, count, investmentWan, unknown }) => [
      venue,
      standing,
      count,
      investmentWan,
      unknown,
    ]);
    expect(sorted.sort()).toEqual([
      ['南安分会场', 'moved', 80, 80 * 12_345, 0],
      ['市会展中心', 'dropped', 1, 12_345, 0],
      ['市会展中心', 'moved', 299, 298 * 12_345, 1],
      ['市会展中心', 'refused', 1, 12_345, 0],
    ]);
    await expectRebuilt(office.db);
  });

  test('events are listed by their day, the latest first, page by page', async () => {
    await projects(['A', 'B', 'C', 'D']);
    const held = (code: string, project: string, on: string) => give(makePlan([project], { on, cutOff: on }), code);
    await held('B-1', 'A', '2026-11-10');
    await held('B-2', 'B', '2026-12-10');
    await held('B-3', 'C', '2026-11-10');
    await give(makePlan(['D'], { stage: 'groundbreaking' }), 'B-4');
    const first = await listBatches(office.db, {}, { limit: 3, after: null });
    expect([first.total, first.items.map(({ code }) => code)]).toEqual([4, ['B-2', 'B-4', 'B-1']]);
    const after = JSON.parse(Buffer.from(first.next ?? '', 'base64url').toString()) as string[];
    const second = await listBatches(office.db, {}, { limit: 3, after });
    expect([second.items.map(({ code }) => code), second.next]).toEqual([['B-3'], null]);
    const only = await listBatches(
      office.db,
      { stage: 'groundbreaking', status: 'listing' },
      { limit: 3, after: null },
    );
    expect(only.items.map(({ code }) => code)).toEqual(['B-4']);
  });

  test('the check is a read: it says what would happen, and writes nothing', async () => {
    await projects(['A', 'B']);
    await give(makePlan(['A', 'B']));
    await office.give(makeEnvelope('project', 'B', { type: 'pause', reason: '资金', reviewOn: '2027-01-05' }));
    const before = await office.db.selectFrom('event').select('seq').execute();
    const source = { db: office.db, calendar: makeCalendar(), nowMs: at(NOW) };
    expect(await checkBatch(source, 'B-1')).toMatchObject([
      { code: 'A', name: '项目 A', verdict: 'lacking', missing: [{ kind: '合同文本' }], refusal: null },
      { code: 'B', verdict: 'cannot', refusal: { code: 'projectPaused' } },
    ]);
    expect(await checkBatch(source, 'B-9')).toBeNull();
    expect(await office.db.selectFrom('event').select('seq').execute()).toHaveLength(before.length);
  });

  test('a follow-up is one mail a person: coordinators read of all projects, a team and a county of theirs', async () => {
    await office.give(person('builder', 'approvals'));
    await projects(['A'], { county: '鲤城区' });
    await projects(['B'], { county: null, teamUnitId: 'approvals' });
    await projects(['C'], { county: null });
    await give(makePlan(['A', 'B', 'C']));
    await give(confirm);
    const advance = (code: string) =>
      makeEnvelope('project', code, advanceOf({ code: 'B-1', stage: 'signing' }, '2026-11-23'));
    for (const code of ['A', 'B', 'C']) await office.give(advance(code));
    await give({ type: 'record', results: moved('A', 'B', 'C') });
    await give({ type: 'followUp', slot: 'followUp:1:2026-12-23' }, 'B-1', '2026-12-23 09:00');
    const mails = await office.db.selectFrom('mail').selectAll().where('kind', '=', 'batch-follow-up').execute();
    const items = await office.db.selectFrom('mail_item').select(['mail_id', 'data']).orderBy('position').execute();
    const told = mails.map(({ id, person_id, slot }) => [
      person_id,
      slot,
      items.filter(item => item.mail_id === id).map(({ data }) => (data as { project: string }).project),
    ]);
    expect(told.sort()).toEqual([
      ['builder', 'B-1/1', ['B']],
      ['clerk', 'B-1/1', ['B']],
      ['coordinator', 'B-1/1', ['A', 'B', 'C']],
      ['reporter', 'B-1/1', ['A']],
    ]);
    expect(mails[0]?.not_before?.getTime()).toBe(at('2026-12-23 09:02'));
  });
});
