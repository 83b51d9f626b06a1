import { describe, expect, test } from '@jest/globals';
import { isCopy, standingOf, supervises } from '../../src/activities/problem-standing.ts';
import type { Viewer } from '../../src/domain/people/scope.ts';
import type { Tidings } from '../../src/domain/problem/notices.ts';
import type { ProblemState } from '../../src/domain/problem/types.ts';
import type { NoticeLine } from '../../src/ledger/mail-data/digests.ts';
import { after, assigned, raised, resolved } from '../domain/problem/handle.ts';

/** Who reads a line as his own to do, and who reads a copy. */

const reader = (id: string, unitId: string, ...roles: Viewer['roles'][number][]): Viewer => {
  return { id, unitId, county: null, roles };
};
const handler = reader('handler', 'land', 'departmentHandler');
const coordinator = reader('coordinator', 'office', 'coordinator');
const leader = reader('leader', 'office', 'leader');
const inspector = reader('inspector', 'team-1', 'supervisionTeam');
const shared = after(raised(), { type: 'assign', leadUnit: 'land', coUnits: ['water'] });

describe('a limit that has passed', () => {
  const stands = (
    who: Viewer,
    problem: ProblemState,
    { unitId = null, reached = true, units = [] }: { unitId?: string | null; reached?: boolean; units?: string[] } = {},
  ) => standingOf({ problem, unitId, reached }, { reader: who, supervises: supervises(who, units) });

  test('is the lead’s, and a copy for coordinators, leaders and supervision', () => {
    const all = [handler, coordinator, leader, inspector].map(who => stands(who, assigned()));
    expect(all).toEqual(['act', 'copied', 'copied', 'copied']);
  });

  test('of a department that cannot be written to is for the coordinators to pass on', () => {
    const all = [coordinator, inspector].map(who => stands(who, assigned(), { reached: false }));
    expect(all).toEqual(['relay', 'copied']);
  });

  test('of a part is that department’s, and its lead presses it', () => {
    const water = reader('shui', 'water', 'departmentHandler');
    const all = [water, handler, coordinator].map(who => stands(who, shared, { unitId: 'water' }));
    expect(all).toEqual(['act', 'press', 'copied']);
  });

  test('of the intake is the office’s and its head’s, and a copy for a head whose office supervises', () => {
    const head = reader('head', 'office', 'departmentHead');
    const inspecting = reader('du', 'ducha', 'departmentHead');
    const all = [coordinator, leader, head, inspecting, inspector].map(who =>
      stands(who, raised(), { units: ['ducha'] }),
    );
    expect(all).toEqual(['intake', 'intake', 'intake', 'copied', 'copied']);
  });
});

describe('tidings', () => {
  const copied = (who: Viewer, what: Tidings, problem: ProblemState, unitId: string | null = null): boolean =>
    isCopy({ what, problem, unitId } as NoticeLine, who);

  test('that ask a department for something are a copy for everybody else', () => {
    for (const what of ['assigned', 'promiseMissed', 'proposalAsked', 'heldBack', 'reopened'] as const) {
      expect([handler, coordinator, inspector].map(who => [what, copied(who, what, assigned())])).toEqual([
        [what, false],
        [what, true],
        [what, true],
      ]);
    }
    expect([copied(handler, 'partAssigned', shared, 'water'), copied(handler, 'assigned', shared)]).toEqual([
      true,
      false,
    ]);
  });

  test('that ask a leader, a verifier or the office are theirs', () => {
    expect(copied(leader, 'extensionAsked', assigned())).toBe(false);
    expect(copied(coordinator, 'raised', raised())).toBe(false);
    expect(copied(inspector, 'verificationOverdue', resolved())).toBe(false);
    expect(copied(coordinator, 'verificationOverdue', resolved())).toBe(true);
  });

  test('of a result that is sent back are a copy neither for who solved it on the spot nor for the office that has it', () => {
    const solve = { type: 'solveOnTheSpot', result: '当场清障', evidence: [{ kind: '照片' }] } as const;
    const by = { id: 'inspector', unitId: 'team-1', roles: inspector.roles };
    const spot = after(raised(), solve, { by });
    expect([inspector, coordinator].map(who => copied(who, 'rejected', spot))).toEqual([false, false]);
    expect([handler, coordinator].map(who => copied(who, 'rejected', resolved()))).toEqual([false, true]);
  });
});
