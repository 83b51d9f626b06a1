import { expect, test } from '@jest/globals';
import { countVisits, sumOf } from '../../../src/domain/visit/counts.ts';
import type { VisitState } from '../../../src/domain/visit/types.ts';
import { after, DAY, finding, held, plan, planned } from './handle.ts';

const solved = finding('道路被占', { solved: '当场清障' });

test('a visit counts in the month in which it took place, until then in that it is planned for; on the spot apart', () => {
  const moved = after(planned(), { type: 'move', to: '2026-12-03', reason: 'r' });
  const late = after(
    held([finding('用地'), solved]),
    { type: 'find', findings: [finding('b')], reason: 'r' },
    {
      now: '2026-11-30 10:00',
    },
  );
  const visits: VisitState[] = [
    late,
    moved,
    after(planned(), { type: 'cancel', reason: 'r' }),
    planned(),
    after(null, { ...plan({ on: '2026-11-20' }), type: 'recordVisit' }),
    { ...held(), team: 'team-2' },
  ];
  const none = { unplanned: 0, cancelled: 0, missed: 0, findings: 0, raised: 0, solvedOnSpot: 0, late: 0 };
  const rows = countVisits(visits, '2026-11-30');
  expect(rows).toEqual([
    {
      ...{ month: '2026-11', team: 'team-1', planned: 1, held: 2, unplanned: 1, cancelled: 1, missed: 1 },
      ...{ findings: 3, raised: 2, solvedOnSpot: 1, late: 1 },
    },
    { ...none, month: '2026-11', team: 'team-2', planned: 0, held: 1 },
    { ...none, month: '2026-12', team: 'team-1', planned: 1, held: 0 },
  ]);
  expect(sumOf(rows)).toMatchObject({ planned: 2, held: 3, findings: 3, raised: 2, solvedOnSpot: 1 });
  expect(countVisits([planned()], '2026-11-26')[0]).toMatchObject({ planned: 1, missed: 0 });
});

/** Figures that were published (Quanzhou, 1 January to 20 June 2024): some 70 visits, 23 problems solved on the spot. */
test('the published year to date of a city comes out as published', () => {
  const visit = (index: number): VisitState =>
    after(null, { ...plan({ on: '2026-11-20' }), type: 'recordVisit', findings: index < 23 ? [solved] : [] });
  const visits = Array.from({ length: 70 }, (_, index) => ({ ...visit(index), team: `team-${(index % 7) + 1}` }));
  const rows = countVisits(visits, DAY.slice(0, 10));
  expect(rows).toHaveLength(7);
  expect(sumOf(rows)).toMatchObject({ held: 70, findings: 23, solvedOnSpot: 23, raised: 0 });
});
