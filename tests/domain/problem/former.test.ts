import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { HANDLER, local, makeProblemPeople } from '../../support/make.ts';
import { after, assigned, decide, nextOf, raised } from './handle.ts';

const due = ({ dueMs }: ProblemState): string | null => (dueMs === null ? null : local(dueMs));

describe('a department that is taken off and put back', () => {
  const given = (...coUnits: string[]): ProblemCommand => ({ type: 'assign', leadUnit: 'land', coUnits });
  const split: ProblemCommand = { type: 'assign', leadUnit: 'land', splitUnits: ['water'] };
  const partOf = (state: ProblemState) => {
    const [part] = state.parts ?? [];
    return [part?.role, part?.dueMs && local(part.dueMs), part?.warned ?? [], part?.answered];
  };
  const clock = (state: ProblemState, now: string): ProblemState =>
    after(state, { type: 'remind', slot: nextOf(state, now)?.slot ?? '' }, { now });
  const begun = after(raised(), given('water'));
  const warned = clock(begun, '2026-11-25 09:45');

  test('keeps its clock, and is not warned again of what it was warned of', () => {
    const off = after(warned, given(), { now: '2026-11-25 10:00' });
    expect(off.parts).toEqual([]);
    const back = after(off, given('water'), { now: '2026-11-26 10:00' });
    expect(partOf(back)).toEqual(['co', '2026-11-26 17:30', ['first'], false]);
    expect(nextOf(back, '2026-11-26 10:00')?.slot).toMatch(/^partWarning:water:second:/);
  });

  test('has this office day when its limit lies behind it, and stays late when that was told', () => {
    const off = after(warned, given(), { now: '2026-11-25 10:00' });
    expect(partOf(after(off, given('water'), { now: '2026-12-01 10:00' }))[1]).toBe('2026-12-01 17:30');
    const told = clock(clock(warned, '2026-11-26 16:00'), '2026-11-26 17:30');
    expect(told.parts).toMatchObject([{ toldDueMs: told.parts?.[0]?.dueMs }]);
    const again = after(after(told, given(), { now: '2026-11-27 10:00' }), given('water'), {
      now: '2026-11-27 11:00',
    });
    expect(again.parts).toEqual(told.parts);
  });

  test('with another role runs on by that role’s rule, and back again', () => {
    const other = after(warned, split, { now: '2026-11-25 10:00' });
    expect(partOf(other)).toEqual(['split', '2026-12-02 17:30', ['first'], false]);
    expect(partOf(after(other, given('water'), { now: '2026-11-26 10:00' }))).toEqual([
      ...['co', '2026-11-26 17:30'],
      ...[['first'], false],
    ]);
  });

  test('keeps its answer, for which nobody is told; another role is a part of its own', () => {
    const done = after(warned, { type: 'coAnswer', text: 't', unit: 'water' }, { now: '2026-11-25 10:00' });
    const off = after(done, given(), { now: '2026-11-25 11:00' });
    const facts = { people: makeProblemPeople({ members: { water: ['wu'] } }) };
    const back = decide(off, given('water'), { now: '2026-11-25 12:00', facts });
    expect('notices' in back && back.notices).toEqual([]);
    expect(after(off, given('water'), { now: '2026-11-25 12:00' }).parts).toEqual(done.parts);
    expect(partOf(after(done, split, { now: '2026-11-25 12:00' }))).toEqual(['split', '2026-12-04 17:30', [], false]);
  });

  test('or a lead that gets the problem back: clock, warnings and papers are those it had, and it may object', () => {
    const to = (leadUnit: string): ProblemCommand => ({ type: 'assign', leadUnit, coUnits: ['water'], reason: 'r' });
    const blue = clock(clock(assigned(), '2026-11-27 10:00'), '2026-12-01 09:30');
    expect(blue.ladder?.papers).toEqual(['blue']);
    const away = after(blue, to('forest'), { now: '2026-12-01 10:00' });
    expect([due(away), away.ladder?.papers]).toEqual(['2026-12-10 17:30', []]);
    const back = after(away, to('land'), { now: '2026-12-02 10:00' });
    expect([due(back), back.ladder, back.reassigned]).toEqual([due(blue), blue.ladder, 2]);
    expect(partOf(back)[1]).toBe('2026-12-04 17:30');
    expect(decide(back, { type: 'object', reason: 'r' }, { by: HANDLER, now: '2026-12-02 11:00' })).toHaveProperty(
      'events',
    );
    const late = after(away, to('land'), { now: '2026-12-04 10:00' });
    expect(due(late)).toBe('2026-12-04 17:30');
  });
});
