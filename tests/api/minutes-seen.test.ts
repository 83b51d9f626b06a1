import { expect, test } from '@jest/globals';
import { ownPartOf } from '../../src/api/wire/minutes.ts';
import type { MinutesAnswer } from '../../src/contract/schemas/index.ts';

const decision = (no: number, unit: string, person: string | null): MinutesAnswer['decisions'][number] => ({
  ...{ no, item: null, text: `议定事项${no}`, unit, unitName: unit, person, madeOn: '2026-11-23', dueOn: '2026-11-30' },
  ...{ doneOn: null, standing: 'open', result: null, missReason: null, postponedTo: null, problem: null },
});

test('whoever answers for a decision and may not read the minutes sees those of his unit and his own, and nothing else of the meeting', () => {
  const minutes: MinutesAnswer = {
    ...{ id: 'weekly/2026-11-23', startAt: null, status: 'held', dueAt: null, publishedAt: null, publishedBy: null },
    ...{ publishedByName: null, hash: null, seq: 9 },
    attendance: [{ person: 'leader', personName: '领导', presence: 'absent', by: null }],
    items: [{ no: 1, code: 'Q-1', title: '用地', outcome: null, note: null }],
    decisions: [decision(1, 'land', null), decision(2, 'water', 'handler'), decision(3, 'water', null)],
    corrections: [{ reason: '笔误', by: 'coordinator', byName: null, at: '2026-11-24T09:00:00.000+08:00' }],
  };
  const seen = ownPartOf(minutes, { id: 'handler', unitId: 'land' });
  expect(seen).toMatchObject({ attendance: [], items: [], corrections: [] });
  expect(seen.decisions.map(({ no }) => no)).toEqual([1, 2]);
});
