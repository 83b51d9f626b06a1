import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImportRow, ProjectFacts } from '../../src/domain/ledger-import/types.ts';
import type { ProblemRow, ProblemRowFacts } from '../../src/domain/problem-ledger/types.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { ProjectIndex } from '../../src/ledger/import-match.ts';
import { ProblemDirectory } from '../../src/ledger/problem-import-match.ts';
import { makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

/** Far more than an office has, and no more than an upload may hold: looked at one against the other they would take minutes. */
const MANY = 40_000;

describe.each(DATABASES)('what the rows of a long list mean, on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const numbers = Array.from({ length: MANY }, (_, n) => n);
  const project = (row: number, facts: Partial<ProjectFacts>): ImportRow => ({
    ...{ sheet: '台账', row, name: '标准厂房', refusals: [] },
    facts: {
      ...{ name: '标准厂房', county: '南安市', investor: null, industry: null, kind: null, agreement: null },
      ...{ path: null, landKind: null, leadSource: null, parent: null, investmentWan: null, stage: 'signing' },
      ...{ milestones: {}, knownIssue: null, note: null, source: null, leaderName: null, gaps: [] },
      ...facts,
    },
  });
  const matched = (index: ProjectIndex, row: ImportRow) => index.match(row, row.facts as ProjectFacts);

  test('projects of one name, each with a code and a firm of its own, are told apart', async () => {
    const rows = numbers.map(n => project(n, { code: `A-${n}`, investor: `企业${n}` }));
    const index = await ProjectIndex.of(office.db, rows);
    const refused = rows.map(row => matched(index, row)).filter(isRefusal);
    expect(refused).toEqual([]);
    const [again, unnamed, elsewhere] = [
      matched(index, project(MANY, { code: 'B-1', investor: '企业 7' })),
      matched(index, project(MANY, {})),
      matched(index, project(MANY, { county: '晋江市' })),
    ];
    expect(again).toMatchObject({ code: 'rowTwice', params: { row: 7 } });
    // As many as somebody reads, not forty thousand.
    expect(unnamed).toMatchObject({ code: 'rowAmbiguous', params: { projects: { length: 20 } } });
    expect(elsewhere).toMatchObject({ code: 'sameNameElsewhere', params: { county: '南安市', row: 0 } });
  });

  test('problems may name more projects than a statement has room for', async () => {
    const facts = makeProjectFacts({ name: '项目7' });
    await office.give(makeEnvelope('project', 'P-7', { type: 'start', facts, stage: 'negotiation' }));
    const problem = (n: number): ProblemRow => ({
      ...{ sheet: '台账', row: n, name: '供电不足', refusals: [] },
      facts: {
        ...{ code: null, title: '供电不足', detail: null, project: `项 目${n}`, county: null, category: 'land' },
        ...{ source: 'firm', raisedOn: '2024-03', leadUnit: null, splitUnits: [], coUnits: [], dueOn: null },
        ...{ status: 'raised', statusInferred: false, result: null, solvedOn: null, closedOn: null, verifier: null },
        ...{ onTheSpot: false, reason: null, gaps: [] },
      },
    });
    const rows = numbers.map(problem);
    const directory = await ProblemDirectory.of(office.db, rows, () => '2026-11-23');
    const found = rows.map(row => directory.placesOf(row.facts as ProblemRowFacts));
    expect(found[7]).toMatchObject({ project: 'P-7', county: '鲤城区' });
    expect(found[8]).toMatchObject({ code: 'nameNotKnown', field: 'project', value: '项 目8' });
  });
});
