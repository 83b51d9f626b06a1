import { describe, expect, test } from '@jest/globals';
import { isOver } from '../../../src/domain/problem/standing.ts';
import type { ImportCommand, ImportedFacts } from '../../../src/domain/problem/types.ts';
import { HANDLER, local, makeProblemFacts } from '../../support/make.ts';
import { after, decide, nextOf } from './handle.ts';

const IMPORTED: ImportedFacts = {
  ...{ raisedOn: '2024-03', solvedOn: null, closedOn: null, dueOn: null },
  ...{ result: null, verifier: null, onTheSpot: false, reason: null, reference: null },
};
const command = (more: Partial<ImportCommand> = {}, imported: Partial<ImportedFacts> = {}): ImportCommand => ({
  type: 'import',
  facts: makeProblemFacts(),
  status: 'handling',
  leadUnit: 'land',
  splitUnits: [],
  coUnits: ['approvals'],
  ...more,
  imported: { ...IMPORTED, ...imported },
});
const CLOSED = command({ status: 'closed' }, { closedOn: '2024-05', result: '已供地', verifier: '第三督查组' });

describe('a problem of an older ledger', () => {
  test('that is closed comes in as a fact: no clock, nobody told, no key turned', () => {
    const answer = decide(null, CLOSED);
    expect(answer).toMatchObject({ notices: [], events: [{ type: 'imported', dueMs: null, limit: null }] });
    const state = after(null, CLOSED);
    expect(state).toMatchObject({
      status: 'closed',
      solution: null,
      verifiedBy: null,
      imported: { closedOn: '2024-05' },
    });
    expect([isOver(state), nextOf(state)]).toEqual([true, null]);
  });

  test('that is open goes on under its own limit; its departments begin under the rules of the day of the import', () => {
    const state = after(null, command({}, { dueOn: '2026-12-04' }));
    expect(state).toMatchObject({ status: 'handling', leadUnitId: 'land', coUnitIds: ['approvals'], toldDueMs: null });
    expect(local(state.dueMs ?? 0)).toBe('2026-12-04 17:30');
    expect(nextOf(state)?.slot).toMatch(/^partWarning:approvals:first:/);
    expect(local(state.parts?.[0]?.dueMs ?? 0)).toBe('2026-11-26 17:30');
  });

  test('without a limit gets a fresh one', () => {
    expect(local(after(null, command()).dueMs ?? 0)).toBe('2026-12-02 17:30');
    const raised = after(null, command({ status: 'raised', leadUnit: null, coUnits: [] }));
    expect(local(raised.dueMs ?? 0)).toBe('2026-11-23 17:30');
  });

  test('whose limit had passed is not told of it again, and climbs on to the agenda', () => {
    const state = after(null, command({}, { dueOn: '2026-11-02' }));
    expect(state).toMatchObject({ toldDueMs: state.dueMs, ladder: { level: 2 } });
    expect(nextOf(state)?.slot).toMatch(/^agenda:/);
  });

  test('is handled like any other from then on', () => {
    const open = after(null, command());
    const solved = after(open, { type: 'resolve', result: '已供地', evidence: [{ kind: '批复' }] }, { by: HANDLER });
    expect(solved.status).toBe('resolved');
    const again = after(after(null, CLOSED), { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停' });
    expect(again).toMatchObject({ status: 'handling', episode: 2 });
  });

  test.each([
    ['an open one with a date of its end', command({}, { closedOn: '2024-05' }), 'dateOfOpenProblem', 'closedOn'],
    [
      'a closing before the raising',
      command({ status: 'closed' }, { closedOn: '2024-02' }),
      'endBeforeStart',
      'closedOn',
    ],
    ['one that its own lead has verified', { ...CLOSED, verifierUnit: 'land' }, 'verifierIsLead', 'verifier'],
    ['a raising to come', command({}, { raisedOn: '2027-01' }), 'dateInFuture', 'raisedOn'],
    ['one that is handled by nobody', command({ leadUnit: null }), 'required', 'leadUnit'],
    ['one of nowhere', command({ facts: makeProblemFacts({ county: null }) }), 'required', 'county'],
  ])('%s is refused', (_, given, code, field) => {
    expect(decide(null, given)).toMatchObject({ code, field });
  });

  test('is brought in by a coordinator only, and once', () => {
    expect(decide(null, CLOSED, { by: HANDLER })).toMatchObject({ code: 'notAllowed' });
    expect(decide(after(null, CLOSED), CLOSED)).toMatchObject({ code: 'alreadyExists' });
  });

  test('names a project and units that are there, and no other county than the project’s', () => {
    const facts = makeProblemFacts({ project: 'P-9', county: '南安市' });
    expect(decide(null, command({ facts }))).toMatchObject({ code: 'projectNotFound', field: 'project' });
    const there = { project: { county: '鲤城区', withdrawn: false } };
    expect(decide(null, command({ facts }), { facts: there })).toMatchObject({ code: 'projectElsewhere' });
  });
});
