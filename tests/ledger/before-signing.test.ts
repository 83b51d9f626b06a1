import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/contract/commit.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import type { ProjectCommand, StartCommand } from '../../src/domain/project/commands.ts';
import { projectsOnDays, type LedgerSource } from '../../src/ledger/as-of.ts';
import {
  foreignCapital,
  leadSources,
  notLandedProjects,
  promisesOn,
  reviewsOn,
} from '../../src/ledger/evaluation/before-signing.ts';
import { reviewRequests } from '../../src/ledger/mail-data/review-request.ts';
import { contactOf, listExperts, listPolicies } from '../../src/ledger/reads/before-signing.ts';
import { PastProjects } from '../../src/ledger/reads/past-projects.ts';
import { BY_CODE } from '../../src/ledger/reads/project-order.ts';
import { listProjects } from '../../src/ledger/reads/projects.ts';
import { at, makeCalendar, makeEnvelope, makeProjectFacts, person } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const TODAY = '2026-11-23';
const PAGE = { limit: 10, after: null };

describe.each(DATABASES)('before the signing on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  let source: LedgerSource;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    source = { db: office.db, clock: makeCalendar().clock };
  });
  afterEach(() => office.close());

  const took = async (outcome: Promise<Outcome>): Promise<Outcome> => {
    expect(await outcome).toMatchObject({ ok: true });
    return outcome;
  };
  const give = <Kind extends EntityKind>(
    kind: Kind,
    id: string,
    command: Parameters<typeof makeEnvelope<Kind>>[2],
    now = `${TODAY} 10:00`,
  ) => office.give(makeEnvelope(kind, id, command, { atMs: at(now) } as never));
  const project = (code: string, command: ProjectCommand, now?: string) => took(give('project', code, command, now));
  const start = (code: string, more: Partial<StartCommand> = {}, now?: string) =>
    project(
      code,
      { type: 'start', stage: 'lead', facts: makeProjectFacts({ name: `项目 ${code}`, county: '鲤城区' }), ...more },
      now,
    );
  const signed = { stage: 'signing', actuals: { signing: '2026-04-28' } } as const;
  const asked = (on = TODAY) => ({ on, today: TODAY });

  async function pool(): Promise<void> {
    await office.ledger.commit(['e1', 'e2', 'e3'].map(id => person(id, 'approvals', { roles: [] })));
    for (const id of ['e1', 'e2', 'e3', 'offline']) {
      await took(give('expert', id, { type: 'define', fields: ['新材料'], firms: [], active: true }));
    }
  }

  test('leads are counted by their source, today and as they stood on a past day', async () => {
    await start('A', { leadSource: 'adviser' }, '2026-11-02 10:00');
    await start('B', { leadSource: 'adviser', ...signed }, '2026-11-02 10:00');
    await start('C', {}, '2026-11-02 10:00');
    await project('C', { type: 'correct', field: 'leadSource', value: 'fair', reason: '补录' });
    await project('A', { type: 'advance', to: 'signing', on: '2026-11-20' });
    const told = async (on?: string) =>
      (await leadSources(source, asked(on))).rows
        .filter(({ leads }) => leads > 0)
        .map(({ source: from, leads, open, signed: done, signedWan }) => [from, leads, open, done, signedWan]);
    expect(await told()).toEqual([
      ['adviser', 2, 0, 2, 400_000],
      ['fair', 1, 1, 0, 0],
    ]);
    expect(await told('2026-11-10')).toEqual([
      ['adviser', 2, 1, 1, 200_000],
      [null, 1, 1, 0, 0],
    ]);
    const codes = ({ items }: { items: { code: string }[] }) => items.map(({ code }) => code);
    expect(codes(await listProjects(office.db, { leadSource: 'adviser' }, PAGE))).toEqual(['A', 'B']);
    const past = new PastProjects(source);
    expect(codes(await past.list('2026-11-10', { leadSource: 'fair' }, { page: PAGE, order: BY_CODE }))).toEqual([]);
    await expectRebuilt(office.db);
  });

  test('a contact is a row and never an event, and is gone when it is erased', async () => {
    await start('A');
    const personal = { name: '王小明', organisation: '晶旭', title: null, phone: '138', address: 'wang@example.org' };
    await took(give('contact', 'A', { type: 'define', personal }));
    expect(await contactOf(office.db, 'A')).toEqual({ project_code: 'A', ...personal });
    await took(give('contact', 'A', { type: 'define', personal: { ...personal, phone: '139' } }));
    expect(await contactOf(office.db, 'A')).toMatchObject({ phone: '139' });
    await took(give('contact', 'A', { type: 'define', personal: null }));
    expect(await contactOf(office.db, 'A')).toBeUndefined();
    for (const table of ['event', 'entity', 'command'] as const) {
      expect(JSON.stringify(await office.db.selectFrom(table).selectAll().execute())).not.toMatch(/王小明|wang@|晶旭/);
    }
    expect(await give('contact', 'X', { type: 'define', personal })).toMatchObject({ refusal: { code: 'notFound' } });
    await expectRebuilt(office.db);
  });

  test('a review is asked by one mail for all projects, answered, concluded, and read as of any day', async () => {
    await pool();
    await start('A', {}, '2026-11-16 09:00');
    await start('B', {}, '2026-11-16 09:00');
    const ask: ProjectCommand = { type: 'askReview', reviewers: ['e1', 'e2', 'offline'] };
    expect(await project('A', ask, '2026-11-16 10:00')).toMatchObject({ notices: 2 });
    await project('B', { ...ask, reviewers: ['e1', 'e2', 'e3'] }, '2026-11-16 10:05');
    const mails = await office.db
      .selectFrom('mail')
      .select(['id', 'person_id', 'kind', 'slot'])
      .orderBy('person_id')
      .execute();
    expect(mails.map(({ person_id, kind, slot }) => [person_id, kind, slot])).toEqual(
      ['e1', 'e2', 'e3'].map(id => [id, 'review-request', '2026-11-16']),
    );
    await project('A', { type: 'giveOpinion', reviewer: 'e1', verdict: 'recommend', reason: '好' });
    const lines = await reviewRequests(
      office.db,
      mails.map(({ id }) => id),
    );
    expect(mails.map(({ id }) => lines.get(id)?.map(({ code, dueOn }) => [code, dueOn]))).toEqual([
      [['B', '2026-11-23']],
      [
        ['A', '2026-11-23'],
        ['B', '2026-11-23'],
      ],
      [['B', '2026-11-23']],
    ]);
    for (const reviewer of ['e2', 'offline']) {
      await project('A', { type: 'giveOpinion', reviewer, verdict: 'conditional', reason: '须环评' });
    }
    await project('A', { type: 'concludeReview', outcome: 'conditional', reason: '须先环评' });
    const told = async (on?: string) =>
      (await reviewsOn(source, asked(on))).map(({ code, number, standing }) => [code, number, standing]);
    expect(await told()).toEqual([
      ['A', 1, 'conditional'],
      ['B', 1, 'open'],
    ]);
    expect(await told('2026-11-20')).toEqual([
      ['A', 1, 'open'],
      ['B', 1, 'open'],
    ]);
    expect(await told('2026-11-13')).toEqual([]);
    expect(await reviewsOn(source, { ...asked(), standings: ['late'] })).toEqual([]);
    await project('B', { type: 'withdraw', reason: 'r' });
    expect(await told()).toEqual([['A', 1, 'conditional']]);
    const [first] = mails.map(({ id }) => id);
    expect((await reviewRequests(office.db, [first ?? ''])).get(first ?? '')).toEqual([]);
    await expectRebuilt(office.db);
  });

  test('only experts of the pool review, and only while they are in it and no party to the matter', async () => {
    await pool();
    await start('A', { facts: makeProjectFacts({ name: 'A', teamUnitId: 'land' }) });
    const ask = (...reviewers: string[]) => give('project', 'A', { type: 'askReview', reviewers });
    expect(await ask('e1', 'e2', 'handler')).toMatchObject({ refusal: { code: 'expertNotFound', value: 'handler' } });
    expect(await ask('e1', 'e2', 'offline')).toMatchObject({
      refusal: { code: 'reviewerConflicted', params: { why: 'inTheTeam' } },
    });
    await took(give('expert', 'e2', { type: 'define', fields: ['新材料'], firms: [], active: false }));
    expect(await ask('e1', 'e2', 'e3')).toMatchObject({ refusal: { code: 'expertNotFound', value: 'e2' } });
    await took(give('expert', 'e2', { type: 'define', fields: ['能源'], firms: ['晶旭'], active: true }));
    await office.ledger.commit([person('e3', 'approvals', { roles: [], active: false })]);
    expect(await ask('e1', 'e2', 'e3')).toMatchObject({ refusal: { code: 'expertNotFound', value: 'e3' } });
    expect(await give('expert', 'nobody', { type: 'define', fields: ['x'], firms: [], active: true })).toMatchObject({
      refusal: { code: 'personNotFound' },
    });
    const found = await listExperts(office.db, { field: '新材料', active: true }, { limit: 2, after: null });
    expect({ ids: found.items.map(({ id, name }) => [id, name]), total: found.total }).toEqual({
      ...{
        ids: [
          ['e1', 'e1'],
          ['e3', 'e3'],
        ],
        total: 3,
      },
    });
    expect(found.next).not.toBeNull();
  });

  test('the handbook’s promises are kept, late or broken, as of any day', async () => {
    const entry = { title: '补助', unitId: 'land', offer: '补助', validFrom: '2026-01-01', validTo: null };
    await took(give('policy', 'H-1', { type: 'define', ...entry }));
    await took(give('policy', 'H-2', { type: 'define', ...entry, validTo: '2026-06-30' }));
    expect(await give('policy', 'H-3', { type: 'define', ...entry, unitId: 'x' })).toMatchObject({ ok: false });
    await start('A', signed, '2026-11-02 10:00');
    const promise = { type: 'promise', policy: 'H-1', text: '设备补助', dueOn: '2026-11-15' } as const;
    await project('A', { ...promise, amountWan: 300 }, '2026-11-02 10:00');
    await project('A', { ...promise, text: '专线', dueOn: '2026-11-10' }, '2026-11-02 10:00');
    expect(await give('project', 'A', { ...promise, policy: 'H-2' })).toMatchObject({
      refusal: { code: 'policyNotValid' },
    });
    expect(await give('project', 'A', { ...promise, policy: 'H-9' })).toMatchObject({
      refusal: { code: 'policyNotFound' },
    });
    await project('A', { type: 'keepPromise', number: 1, on: '2026-11-20', amountWan: 300 });
    await project('A', { type: 'endPromise', number: 2, outcome: 'broken', reason: '线路取消' });
    const told = async (on?: string) =>
      (await promisesOn(source, asked(on))).map(({ number, standing }) => [number, standing]);
    expect(await told()).toEqual([
      [2, 'broken'],
      [1, 'keptLate'],
    ]);
    expect(await told('2026-11-16')).toEqual([
      [2, 'late'],
      [1, 'late'],
    ]);
    expect(await told('2026-11-10')).toEqual([
      [2, 'open'],
      [1, 'open'],
    ]);
    expect(await promisesOn(source, { ...asked(), policy: 'H-1', standings: ['broken'] })).toHaveLength(1);
    expect(await promisesOn(source, { ...asked(), policy: 'H-2' })).toEqual([]);
    expect((await listPolicies(office.db, { validOn: TODAY }, PAGE)).items.map(({ id }) => id)).toEqual(['H-1']);
    expect((await listPolicies(office.db, { unit: 'land' }, PAGE)).total).toBe(2);
    await expectRebuilt(office.db);
  });

  test('signed and not landed, and foreign capital due and arrived, are rolled forward by the day', async () => {
    await start('A', { ...signed, plans: { landing: '2026-11-15' } }, '2026-11-02 10:00');
    await start('B', signed, '2026-11-02 10:00');
    await start('C', {}, '2026-11-02 10:00');
    await project('A', { type: 'dueCapital', on: '2026-11-10', currency: 'USD', amount: '100.50' }, '2026-11-02 10:00');
    await project('A', { type: 'arrive', on: '2026-11-20', currency: 'USD', amount: '100' });
    await project('B', { type: 'advance', to: 'landing', on: '2026-11-20' });
    const waiting = async (on?: string) =>
      (await notLandedProjects(source, asked(on))).rows.map(({ code, days, lateDays }) => [code, days, lateDays]);
    expect(await waiting()).toEqual([['A', 209, 8]]);
    expect(await waiting('2026-11-15')).toEqual([
      ['A', 201, 0],
      ['B', 201, 0],
    ]);
    expect(await notLandedProjects(source, { ...asked(), county: '晋江市' })).toMatchObject({ rows: [] });
    const money = async (on?: string) =>
      (await foreignCapital(source, asked(on))).rows.map(({ dueBy, arrived, short, lateSince }) => [
        ...[dueBy, arrived, short, lateSince],
      ]);
    expect(await money()).toEqual([['100.50', '100.00', '0.50', '2026-11-10']]);
    expect(await money('2026-11-12')).toEqual([['100.50', '0.00', '100.50', '2026-11-10']]);
    expect(await money('2026-11-05')).toEqual([['0.00', '0.00', '0.00', null]]);
    await expectRebuilt(office.db);
    for await (const { then } of projectsOnDays(source, ['2026-11-05'], ['A'])) {
      expect(then[0]?.state.money.dues).toHaveLength(1);
    }
  });
});
