import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { SYSTEM_ACTOR } from '../../src/domain/entity.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import type { RoundCommand } from '../../src/domain/round/types.ts';
import { reportRequests } from '../../src/ledger/mail-data/report-request.ts';
import { formRows, listRounds, roundByMonth, standingsOf } from '../../src/ledger/reads/rounds.ts';
import { at, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const OPENED = '2026-11-25 00:30';

describe.each(DATABASES)('a round of reporting on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    await start('L-1', '鲤城区');
    await start('L-2', '鲤城区');
    await start('L-lead', '鲤城区', { stage: 'lead' });
    await start('H-1', '惠安县');
    await start('X-1', null);
  });
  afterEach(() => office.close());

  const took = async (envelope: Envelope): Promise<Outcome> => {
    const outcome = await office.give(envelope);
    expect(outcome).toMatchObject({ ok: true });
    return outcome;
  };
  const start = (
    code: string,
    county: string | null,
    { stage = 'signing', on = '2026-04-28' }: { stage?: 'lead' | 'signing'; on?: string } = {},
  ) =>
    took(
      makeEnvelope('project', code, {
        ...{ type: 'start', stage, facts: makeProjectFacts({ name: `项目 ${code}`, county }) },
        ...(stage === 'signing' && { actuals: { signing: on } }),
      } as ProjectCommand),
    );
  const project = (code: string, command: ProjectCommand, now = OPENED) =>
    took(makeEnvelope('project', code, command, { atMs: at(now) }));
  const round = (command: RoundCommand, now = OPENED) =>
    took(makeEnvelope('round', '2026-11', command, { atMs: at(now), actor: SYSTEM_ACTOR, via: 'clock' }));
  const standings = async () => {
    const row = await roundByMonth(office.db, '2026-11');
    if (!row) throw new Error('there is no round');
    const counties = await standingsOf(office.db, row);
    return counties.map(({ county, projects, reported, late, silent }) => [county, projects, reported, late, silent]);
  };

  test('counts the active projects from signing on, asks who reports for them, and names who was silent', async () => {
    expect(await round({ type: 'open' })).toMatchObject({ notices: 1, view: { status: 'open', open: true } });
    await project('L-1', { type: 'report', month: '2026-11', doneWan: 300 });
    expect(await standings()).toEqual([
      ['惠安县', 1, 0, 0, 1],
      ['鲤城区', 2, 1, 0, 1],
      [null, 1, 0, 0, 1],
    ]);
    await round({ type: 'step', slot: 'remind:3' }, '2026-11-30 09:00');
    const mails = await office.db.selectFrom('mail').select(['person_id', 'slot', 'kind']).orderBy('slot').execute();
    expect(mails).toEqual(
      ['remind:3', 'request'].map(step => ({ person_id: 'reporter', slot: `2026-11/${step}`, kind: 'report-request' })),
    );
    await expectRebuilt(office.db);
  });

  test('a project that was signed after the month owes nothing of it, and what it reports of it counts', async () => {
    await start('H-2', '惠安县', { on: '2026-11' });
    const asked = async (month: string) =>
      (await formRows(office.db, { month, county: '惠安县' })).map(({ code, doneWan }) => [code, doneWan]);
    expect([await asked('2026-10'), await asked('2026-11')]).toEqual([
      [['H-1', null]],
      [
        ['H-1', null],
        ['H-2', null],
      ],
    ]);
    await project('H-2', { type: 'report', month: '2026-10', doneWan: 20 });
    expect(await asked('2026-10')).toEqual([
      ['H-1', null],
      ['H-2', 20],
    ]);
  });

  test('what comes after the close is late beside what was closed, and changes none of it', async () => {
    await round({ type: 'open' });
    await project('L-1', { type: 'report', month: '2026-11', doneWan: 300 });
    // The clock itself may come late: what came in between is late all the same.
    await project('L-2', { type: 'report', month: '2026-11', doneWan: 50 }, '2026-12-04 08:00');
    expect(await round({ type: 'step', slot: 'close' }, '2026-12-04 10:00')).toMatchObject({ view: { open: false } });
    await project('H-1', { type: 'report', month: '2026-11', doneWan: 70 }, '2026-12-07 10:00');
    await start('H-2', '惠安县');
    const closed = [
      ['惠安县', 1, 0, 1, 1],
      ['鲤城区', 2, 1, 1, 1],
      [null, 1, 0, 0, 1],
    ];
    expect(await standings()).toEqual(closed);
    const { items, total } = await listRounds(office.db, { limit: 10, after: null });
    expect({ total, first: items[0] }).toMatchObject({
      total: 1,
      first: { month: '2026-11', closed_on: '2026-12-04' },
    });
    await expectRebuilt(office.db);
  });

  test('a month has one round, whoever opens it', async () => {
    await round({ type: 'open' });
    const again = await office.give(makeEnvelope('round', '2026-11', { type: 'open' }, { atMs: at(OPENED) }));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'alreadyExists' } });
  });

  test('the form and the mail say what is known of the year; a reminder names only the silent', async () => {
    await project('L-1', { type: 'planYear', year: 2026, amountWan: 9000 });
    await project('L-1', { type: 'report', month: '2026-09', doneWan: 100, toDateWan: 4000 });
    await round({ type: 'open' });
    expect(await formRows(office.db, { month: '2026-11', county: '鲤城区' })).toEqual([
      {
        ...{ code: 'L-1', name: '项目 L-1', county: '鲤城区', yearPlanWan: 9000, lastMonth: '2026-09' },
        ...{ beforeWan: 4000, doneWan: null, toDateWan: null, late: null },
      },
      {
        ...{ code: 'L-2', name: '项目 L-2', county: '鲤城区', yearPlanWan: null, lastMonth: null },
        ...{ beforeWan: null, doneWan: null, toDateWan: null, late: null },
      },
    ]);
    await project('L-2', { type: 'report', month: '2026-11', doneWan: 0 });
    await round({ type: 'step', slot: 'remind:3' }, '2026-11-30 09:00');
    const mails = await office.db.selectFrom('mail').select('id').where('slot', 'like', '%remind:3').execute();
    const data = await reportRequests(
      office.db,
      mails.map(({ id }) => id),
    );
    expect([...data.values()]).toEqual([
      {
        ...{ month: '2026-11', county: '鲤城区', closesOn: '2026-12-03', reminder: true },
        items: [{ code: 'L-1', name: '项目 L-1', yearPlanWan: 9000, lastMonth: '2026-09', toDateWan: 4000 }],
      },
    ]);
  });
});
