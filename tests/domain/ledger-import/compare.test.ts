import { describe, expect, test } from '@jest/globals';
import { compareRow, type KnownFacts } from '../../../src/domain/ledger-import/compare.ts';
import type { ProjectFacts } from '../../../src/domain/ledger-import/types.ts';

const known: KnownFacts = {
  name: '恒安二期',
  county: '晋江市',
  investor: null,
  industry: null,
  kind: '增资扩产',
  agreement: 'intent',
  path: 'standard',
  landKind: null,
  leadSource: null,
  parent: null,
  investmentWan: 200_000,
  stage: 'signing',
  milestones: { signing: { actual: '2022-04' }, landing: { plan: '2023-01-31' } },
  knownIssue: null,
  note: '旧注',
  source: null,
  leaderName: null,
};
const row = (changes: Partial<ProjectFacts> = {}): ProjectFacts => ({ ...known, gaps: [], ...changes });

describe('a row against the ledger', () => {
  test('where a lead came from is filled, corrected and never erased', () => {
    const change = (old: string | null, now: string | null) =>
      compareRow(row({ leadSource: now }), { ...known, leadSource: old }).changes;
    expect(change(null, 'fair')).toEqual([{ field: 'leadSource', kind: 'fill', old: null, new: 'fair' }]);
    expect(change('adviser', 'fair')).toMatchObject([{ kind: 'correction' }]);
    expect(change('adviser', null)).toEqual([]);
  });

  test('a project that is not there is created', () => {
    expect(compareRow(row(), null)).toEqual({ verdict: 'create', changes: [] });
  });

  test('the same facts change nothing', () => {
    expect(compareRow(row(), known)).toEqual({ verdict: 'same', changes: [] });
    expect(compareRow(row({ name: '恒安 二期' }), known).verdict).toBe('same');
  });

  test('another path, land or project above is a change; the same one is none', () => {
    const parent = { code: 'A-1', relation: 'phase', phase: 2 } as const;
    expect(compareRow(row({ path: 'park', landKind: 'new', parent }), known).changes).toEqual([
      { field: 'path', kind: 'correction', old: 'standard', new: 'park' },
      { field: 'landKind', kind: 'fill', old: null, new: 'new' },
      { field: 'parent', kind: 'fill', old: null, new: 'A-1 phase 2' },
    ]);
    expect(compareRow(row({ path: null, parent }), { ...known, parent }).verdict).toBe('same');
  });

  test('blanks never erase, and a less precise date says nothing new', () => {
    const blank = row({ county: null, kind: null, agreement: null, investmentWan: null, note: null, milestones: {} });
    expect(compareRow(blank, known).verdict).toBe('same');
    expect(compareRow(row({ milestones: { signing: { actual: '2022' } } }), known).verdict).toBe('same');
  });

  test('a blank that is filled and a more precise date are told from corrections', () => {
    const facts = row({
      investor: '恒安',
      investmentWan: 210_000,
      note: '新注',
      milestones: { signing: { actual: '2022-04-28' } },
    });
    expect(compareRow(facts, known)).toEqual({
      verdict: 'change',
      changes: [
        { field: 'actual.signing', kind: 'fill', old: '2022-04', new: '2022-04-28' },
        { field: 'investor', kind: 'fill', old: null, new: '恒安' },
        { field: 'note', kind: 'correction', old: '旧注', new: '新注' },
        { field: 'investmentWan', kind: 'correction', old: 200_000, new: 210_000 },
      ],
    });
    expect(compareRow(row({ milestones: { signing: { actual: '2022-05' } } }), known).changes).toMatchObject([
      { field: 'actual.signing', kind: 'correction' },
    ]);
  });

  test('a further stage is an advance and brings its dates', () => {
    const facts = row({ stage: 'groundbreaking', milestones: { groundbreaking: { actual: '2023' } } });
    expect(compareRow(facts, known)).toEqual({
      verdict: 'change',
      changes: [
        { field: 'stage', kind: 'advance', old: 'signing', new: 'groundbreaking' },
        { field: 'actual.groundbreaking', kind: 'fill', old: null, new: '2023' },
      ],
    });
  });

  test('a row at an earlier stage is left alone as a whole, with both stages named', () => {
    expect(compareRow(row({ stage: 'negotiation', note: '新注' }), known)).toEqual({
      verdict: 'behind',
      changes: [],
      behind: { ledger: 'signing', file: 'negotiation' },
    });
  });

  test('a stage that was not written sets nothing back', () => {
    const facts = row({ stage: 'lead', stageInferred: true, note: '新注' });
    expect(compareRow(facts, known)).toMatchObject({ verdict: 'change', changes: [{ field: 'note' }] });
  });
});
