import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import {
  chargeArea,
  chargeIdOf,
  subjectOf,
  type ChargeCommand,
  type ChargeRuleFacts,
  type ChargeState,
} from '../../../src/domain/supervision/charge.ts';
import { COORDINATOR, INSPECTOR, makeContext } from '../../support/make.ts';
import { starting, walk } from '../project/walk.ts';

const entrust = (team: string, reason?: string): ChargeCommand => ({ type: 'entrust', team, reason });
const county: ChargeRuleFacts = { scope: 'county', subject: '南安市', countyKnown: true, unitKind: 'supervision' };
const project = (investmentWan: number | null, more: object = {}): ChargeRuleFacts => ({
  scope: 'project',
  subject: 'P-1',
  countyKnown: false,
  unitKind: 'supervision',
  project: { ...walk(null, [starting({})]), code: 'P-1', investmentWan, ...more },
});

const decide = (state: ChargeState | null, command: ChargeCommand, facts = county, by = COORDINATOR) =>
  chargeArea.decide(state, command, facts, makeContext(undefined, { actor: by }));

function after(state: ChargeState | null, command: ChargeCommand, facts = county): ChargeState {
  const answer = decide(state, command, facts);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.events.reduce<ChargeState | null>(
    (each, event) => chargeArea.evolve(each, event),
    state,
  ) as ChargeState;
}

describe('who answers for a county or a project', () => {
  test('is one team at a time; another one needs a reason, and both stay in the history', () => {
    const first = after(null, entrust('dc-1'));
    expect(first).toEqual({ scope: 'county', subject: '南安市', team: 'dc-1', since: '2026-11-23' });
    expect(decide(first, entrust('dc-1'))).toMatchObject({ code: 'teamUnchanged', field: 'team', value: 'dc-1' });
    expect(decide(first, entrust('dc-2'))).toMatchObject({
      code: 'teamTaken',
      field: 'reason',
      params: { team: 'dc-1' },
    });
    const answer = decide(first, entrust('dc-2', '分工调整'));
    expect(answer).toMatchObject({ events: [{ type: 'entrusted', before: 'dc-1', team: 'dc-2', reason: '分工调整' }] });
    const freed = after(first, { type: 'release', reason: '区划调整' });
    expect(freed.team).toBeNull();
    expect(decide(freed, { type: 'release', reason: 'x' })).toMatchObject({ code: 'notEntrusted', value: '南安市' });
    expect(after(freed, entrust('dc-2')).team).toBe('dc-2');
  });

  test('is a coordinator’s to say, and a supervision team only', () => {
    expect(decide(null, entrust('dc-1'), county, INSPECTOR)).toMatchObject({ code: 'notAllowed', field: 'actor' });
    const { unitKind: _, ...nobody } = county;
    expect(decide(null, entrust('x'), nobody)).toMatchObject({ code: 'unitNotFound', field: 'team', value: 'x' });
    expect(decide(null, entrust('land'), { ...county, unitKind: 'department' })).toMatchObject({
      ...{ code: 'notATeam', field: 'team', params: { kind: 'department' } },
    });
    expect(decide(null, entrust('dc-1'), { ...county, countyKnown: false })).toMatchObject({
      ...{ code: 'countyUnknown', field: 'county', value: '南安市' },
    });
  });

  test.each<[number | null, string | undefined]>([
    [100_000, undefined],
    [99_999, 'projectTooSmall'],
    [null, 'projectTooSmall'],
  ])('a project of %p 万元 by itself: %p', (investment, code) => {
    const answer = decide(null, entrust('dc-1'), project(investment));
    expect(isRefusal(answer) ? answer.code : undefined).toBe(code);
    if (code) expect(answer).toMatchObject({ field: 'project', value: 'P-1', params: { projectFromWan: 100_000 } });
  });

  test('from which size on is a setting; a project that has left, or is unknown, has none', () => {
    const supervision = { ...DEFAULT_SETTINGS.supervision, projectFromWan: 5 };
    const settings = { ...DEFAULT_SETTINGS, supervision };
    const answer = chargeArea.decide(null, entrust('dc-1'), project(5), makeContext(undefined, { settings }));
    expect(isRefusal(answer)).toBe(false);
    expect(decide(null, entrust('dc-1'), project(500_000, { status: 'withdrawn' }))).toMatchObject({
      ...{ code: 'projectWithdrawn', field: 'project' },
    });
    const { project: _, ...unknown } = project(1);
    expect(decide(null, entrust('dc-1'), unknown)).toMatchObject({ code: 'projectNotFound', value: 'P-1' });
  });

  test('its entity is named by what is entrusted', () => {
    for (const subject of [
      { scope: 'county', subject: '南安市' },
      { scope: 'project', subject: 'P-2026-0001' },
    ] as const) {
      expect(subjectOf(chargeIdOf(subject))).toEqual(subject);
    }
  });
});
