import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { WorkCalendar } from '../../../src/domain/calendar/office-hours.ts';
import type { Actor, Notice, RuleContext } from '../../../src/domain/entity.ts';
import type { ProblemCommand, ProblemEvent, ProblemRuleFacts } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { addDays } from '../../../src/domain/calendar/dates.ts';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import {
  at,
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  LEADER,
  local,
  makeCalendar,
  makeProblemFacts,
  makeProblemPeople,
} from '../../support/make.ts';
import { decide, evolve, nextOf } from './handle.ts';

/** Random legal and illegal commands, in random hands, at random times, under rules and calendars that change on the way. */

const unit = fc.constantFrom('land', 'approvals', 'team-1');
const units = fc.array(unit, { maxLength: 3 });
const day = fc.constantFrom(
  '2026-01-12',
  '2026-02-14',
  '2026-03-02',
  '2026-06-30',
  '2027-06-30',
  '2026-02-30',
  '2026-12',
);
const reason = fc.constantFrom('现场未见', '', undefined);
const text = fc.constant('说明');
const evidence = fc.constantFrom([], [{ kind: '批复' }], [{ kind: '照片' }, { kind: '批复' }]);
const type = <T extends ProblemCommand['type']>(name: T) => fc.constant(name);

const command: fc.Arbitrary<ProblemCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: type('assign'), leadUnit: unit, splitUnits: units, coUnits: units, reason }),
  },
  fc.record({ type: type('acknowledge') }),
  { weight: 2, arbitrary: fc.record({ type: type('object'), reason: text }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: type('ruleObjection'), upheld: fc.boolean(), reason: text, leadUnit: unit }),
  },
  fc.record({ type: type('answer'), text, nextOn: day }),
  fc.record({ type: type('coAnswer'), text, unit: fc.option(unit, { nil: undefined }) }),
  { weight: 2, arbitrary: fc.record({ type: type('table'), proposal: text, promisedOn: day }) },
  { weight: 2, arbitrary: fc.record({ type: type('explainMiss'), promise: fc.nat(3), reason: text }) },
  { weight: 2, arbitrary: fc.record({ type: type('askExtension'), until: day, reason: text }) },
  { weight: 2, arbitrary: fc.record({ type: type('ruleExtension'), granted: fc.boolean(), reason }) },
  { weight: 2, arbitrary: fc.record({ type: type('resolve'), result: text, evidence }) },
  fc.record({ type: type('solveOnTheSpot'), result: text, evidence }),
  { weight: 4, arbitrary: fc.record({ type: type('verify'), accepted: fc.boolean(), reason }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: type('lookBack'),
      satisfaction: fc.constantFrom('satisfied' as const, 'basically' as const, 'not' as const),
      relapsed: fc.boolean(),
      note: reason,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: type('interview'), on: day, person: fc.constant('handler'), record: text }),
  },
  fc.constant<ProblemCommand>({ type: 'raise', facts: makeProblemFacts() }),
);
const last: fc.Arbitrary<ProblemCommand> = fc.oneof(
  fc.constant<ProblemCommand>({ type: 'withdraw', reason: 'r' }),
  fc.record({ type: type('mergeInto'), into: fc.constantFrom('P-1', 'P-2', 'P-9'), reason: text }),
);
const actor: fc.Arbitrary<Actor> = fc.constantFrom(
  COORDINATOR,
  COORDINATOR,
  HANDLER,
  HANDLER,
  INSPECTOR,
  LEADER,
  { ...HANDLER, id: 'clerk', unitId: 'approvals' },
  { ...INSPECTOR, unitId: 'land' },
  { ...HANDLER, roles: ['supervisionTeam'] },
);
/** Commands that may well fit, so that histories get far; the hands they come from usually fit too. */
type Fitting = [ProblemCommand, Actor];
function fittingOf(state: ProblemState, today: string): Fitting[] {
  const proof = [{ kind: '批复' }];
  const resolve: Fitting = [{ type: 'resolve', result: '办结', evidence: proof }, HANDLER];
  const verify = (accepted: boolean): Fitting => {
    const by = state.solution?.onTheSpot ? COORDINATOR : { ...INSPECTOR, id: 'other', unitId: 'team-2' };
    return [{ type: 'verify', accepted, reason: '现场' }, by];
  };
  const verifyMoved: Fitting = [
    { type: 'verify', accepted: true },
    { ...INSPECTOR, id: 'moved', unitId: 'team-2' },
  ];
  const lookBack = (relapsed: boolean): Fitting => [
    { type: 'lookBack', satisfaction: relapsed ? 'not' : 'satisfied', relapsed, note: '回访' },
    COORDINATOR,
  ];
  const rule = (upheld: boolean): Fitting => [
    { type: 'ruleObjection', upheld, reason: '裁定', leadUnit: upheld ? 'forest' : undefined },
    LEADER,
  ];
  const broken = state.promises?.find(({ missed }) => missed)?.no;
  if (broken !== undefined) return [[{ type: 'explainMiss', promise: broken, reason: '材料未齐' }, COORDINATOR]];
  const talk: Fitting = [{ type: 'interview', on: '2026-01-05', person: 'handler', record: '约谈' }, LEADER];
  if (state.ladder?.papers.includes('red')) return [talk, resolve];
  const handled: Fitting[] = [
    resolve,
    [{ type: 'askExtension', until: '2026-07-01', reason: '待省厅批复' }, COORDINATOR],
    [{ type: 'ruleExtension', granted: true }, LEADER],
    [{ type: 'ruleExtension', granted: false, reason: '不同意' }, LEADER],
    [{ type: 'table', proposal: '市里协调', promisedOn: '2027-06-30' }, COORDINATOR],
    [{ type: 'answer', text: '在办', nextOn: addDays(today, 3) }, HANDLER],
  ];
  switch (state.status) {
    case 'raised':
      return [
        [{ type: 'assign', leadUnit: 'land', coUnits: ['approvals'] }, COORDINATOR],
        [{ type: 'assign', leadUnit: 'land', splitUnits: ['approvals'] }, COORDINATOR],
        [{ type: 'solveOnTheSpot', result: '当场协调', evidence: proof }, INSPECTOR],
      ];
    case 'assigned':
      return [
        ...handled,
        [{ type: 'object', reason: '不属我局职责' }, HANDLER],
        [{ type: 'assign', leadUnit: state.leadUnitId ?? 'land', coUnits: ['water'] }, COORDINATOR],
        [{ type: 'assign', leadUnit: state.leadUnitId ?? 'land', splitUnits: ['water'] }, COORDINATOR],
        [{ type: 'assign', leadUnit: state.leadUnitId ?? 'land', coUnits: ['approvals'] }, COORDINATOR],
        [{ type: 'assign', leadUnit: 'land', coUnits: ['water'], reason: '改派' }, COORDINATOR],
        [{ type: 'assign', leadUnit: 'forest', reason: '改派' }, COORDINATOR],
        rule(true),
        rule(false),
      ];
    case 'handling':
      return handled;
    case 'resolved':
      return [verify(true), verify(false), verifyMoved];
    case 'closed':
      return [lookBack(true), lookBack(false)];
    default:
      return [];
  }
}

const step = fc.record({
  pick: fc.nat(1_000),
  waitHours: fc.oneof(
    { weight: 6, arbitrary: fc.nat(4) },
    { weight: 3, arbitrary: fc.nat(24 * 12) },
    fc.constant(24 * 32),
  ),
  by: actor,
  command: fc.oneof(
    { weight: 20, arbitrary: command },
    { weight: 12, arbitrary: fc.constant('fitting' as const) },
    { weight: 30, arbitrary: fc.constant('clock' as const) },
    { weight: 12, arbitrary: fc.constant('dispatch' as const) },
    { weight: 4, arbitrary: fc.constant('special' as const) },
    { weight: 2, arbitrary: fc.constant('otherRules' as const) },
    { weight: 1, arbitrary: last },
  ),
});
export const histories = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });
export type Steps = typeof histories extends fc.Arbitrary<infer T> ? T : never;

export interface Seen {
  before: ProblemState;
  state: ProblemState;
  events: readonly ProblemEvent[];
  notices: readonly Notice[];
  nowMs: number;
  by: Actor;
  calendar: WorkCalendar;
}

const FACTS: Partial<ProblemRuleFacts> = {
  // Who hands in at first, and one who has gone to a team since.
  colleagues: ['handler', 'moved'],
  people: makeProblemPeople({ members: { approvals: ['clerk'] } }),
};
const factsFor = (given: ProblemCommand): Partial<ProblemRuleFacts> => {
  if (given.type !== 'mergeInto') return FACTS;
  return { ...FACTS, other: given.into === 'P-9' ? null : { code: given.into, status: 'handling' } };
};

/** A shorter limit, and a calendar that knows no holidays: what a rule or a State Council's notice may change. */
const OTHER_RULES: Partial<RuleContext> = {
  settings: { ...DEFAULT_SETTINGS, problem: { ...DEFAULT_SETTINGS.problem, leadWorkingDays: 5 } },
  calendar: { ...makeCalendar(), table: { years: {} } },
};

/** Plays a history from its raising on; every refusal is one that has its sentence, and changes nothing. */
export function play(steps: Steps, see: (seen: Seen) => void): ProblemEvent[] {
  let nowMs = at('2026-01-05 10:00');
  let context: Partial<RuleContext> = {};
  const begun = decide(null, { type: 'raise', facts: makeProblemFacts() }, { now: nowMs });
  if (isRefusal(begun)) throw new Error(JSON.stringify(begun));
  const events = [...begun.events];
  let state = evolve(null, begun.events);
  for (const [index, { waitHours, pick, command: wanted, ...stepped }] of steps.entries()) {
    nowMs += waitHours * 3_600_000;
    if (wanted === 'otherRules') {
      context = context === OTHER_RULES ? {} : OTHER_RULES;
      continue;
    }
    const fitting = fittingOf(state, local(nowMs).slice(0, 10));
    const [fits, hand] = fitting[pick % Math.max(1, fitting.length)] ?? [null, stepped.by];
    const by = wanted === 'fitting' ? hand : stepped.by;
    const given = commandOf(wanted === 'fitting' ? (fits ?? 'clock') : wanted, { state, nowMs, context, index });
    const frozen = JSON.stringify(state);
    const answer = decide(state, given, { by, now: nowMs, context, facts: factsFor(given) });
    expect(JSON.stringify(state)).toBe(frozen);
    if (isRefusal(answer)) {
      expect(REFUSAL_CODES).toContain(answer.code);
      continue;
    }
    const before = state;
    state = evolve(state, answer.events);
    events.push(...answer.events);
    const { events: written, notices } = answer;
    see({ before, state, events: written, notices, nowMs, by, calendar: context.calendar ?? makeCalendar() });
  }
  return events;
}

interface Moment {
  state: ProblemState;
  nowMs: number;
  context: Partial<RuleContext>;
  index: number;
}

function commandOf(wanted: ProblemCommand | 'clock' | 'dispatch' | 'special', moment: Moment): ProblemCommand {
  const { state, nowMs, context, index } = moment;
  if (wanted === 'dispatch') return { type: 'carryOver', meeting: `weekly/${index}`, startMs: nowMs };
  if (wanted === 'special') return { type: 'carryOver', meeting: `zt-${index}/1`, startMs: nowMs, toNext: true };
  if (wanted !== 'clock') return wanted;
  return { type: 'remind', slot: nextOf(state, nowMs, context)?.slot ?? 'none' };
}
