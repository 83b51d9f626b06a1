import { addDays } from '../../../src/domain/calendar/dates.ts';
import type { Actor } from '../../../src/domain/entity.ts';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { COORDINATOR, HANDLER, INSPECTOR, LEADER } from '../../support/make.ts';

/** Random lives of problems: mostly what people may do, now and then what they may not. */

export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Step {
  command: ProblemCommand;
  actor: Actor;
}

export interface Moment {
  random: Random;
  today: string;
  nowMs: number;
  /** Another problem, to be merged into. */
  other: string;
}

const CLERK: Actor = { id: 'clerk', unitId: 'approvals', roles: ['departmentHandler'] };
const PROOF = [{ kind: '批复' }];
const by = (actor: Actor, command: ProblemCommand): Step => ({ command, actor });
const leadOf = ({ leadUnitId }: ProblemState): Actor => (leadUnitId === 'approvals' ? CLERK : HANDLER);
const otherUnit = (unit: string | null): string => (unit === 'land' ? 'approvals' : 'land');
const resolve = (state: ProblemState): Step =>
  by(leadOf(state), { type: 'resolve', result: '已办结', evidence: PROOF });
const accept = ({ solution }: ProblemState): Step =>
  by(solution?.onTheSpot ? COORDINATOR : INSPECTOR, { type: 'verify', accepted: true });

/** Something that may well fit, with how likely it is beside the others. */
type Choice = readonly [weight: number, step: Step];

export function nextStep(state: ProblemState, moment: Moment): Step | null {
  const choices = choicesOf(state, moment);
  let left = moment.random() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, step] of choices) {
    left -= weight;
    if (left < 0) return step;
  }
  return null;
}

function choicesOf(state: ProblemState, moment: Moment): Choice[] {
  switch (state.status) {
    case 'raised':
      return raised(moment);
    case 'assigned':
    case 'handling':
      return state.objection ? [ruling(state, moment)] : handled(state, moment);
    case 'resolved': {
      const { actor } = accept(state);
      return [
        [4, accept(state)],
        [4, by(actor, { type: 'verify', accepted: false, reason: '现场未见' })],
        // The solver does not turn the second key.
        [1, by(leadOf(state), { type: 'verify', accepted: true })],
      ];
    }
    case 'closed':
      return [
        [1, by(COORDINATOR, { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停工' })],
        [1, by(COORDINATOR, { type: 'lookBack', satisfaction: 'satisfied', relapsed: false })],
      ];
    default:
      return [];
  }
}

function raised({ random }: Moment): Choice[] {
  const leadUnit = random() < 0.5 ? 'land' : 'approvals';
  const beside = [otherUnit(leadUnit)];
  return [
    [4, by(COORDINATOR, { type: 'assign', leadUnit, coUnits: beside })],
    [4, by(COORDINATOR, { type: 'assign', leadUnit, splitUnits: beside })],
    [1, by(INSPECTOR, { type: 'solveOnTheSpot', result: '当场协调', evidence: PROOF })],
  ];
}

function ruling(state: ProblemState, { random }: Moment): Choice {
  const upheld = random() < 0.5;
  const leadUnit = upheld ? otherUnit(state.leadUnitId) : undefined;
  return [1, by(LEADER, { type: 'ruleObjection', upheld, reason: '裁定', leadUnit })];
}

function handled(state: ProblemState, { today, nowMs, other }: Moment): Choice[] {
  const lead = leadOf(state);
  const broken = state.promises?.find(({ missed }) => missed)?.no;
  const next = addDays(today, 1);
  return [
    [4, by(lead, { type: 'answer', text: '已报省厅', nextOn: next })],
    [1, by(lead, { type: 'answer', text: '已报省厅', nextOn: today })],
    [2, by(lead === HANDLER ? CLERK : HANDLER, { type: 'coAnswer', text: '本单位已办' })],
    [2, by(lead, { type: 'acknowledge' })],
    [3, by(lead, { type: 'table', proposal: '市里协调', promisedOn: next })],
    [2, by(lead, { type: 'askExtension', until: addDays(today, 9), reason: '待批复' })],
    [state.extension ? 4 : 0, by(LEADER, { type: 'ruleExtension', granted: state.rejections % 2 === 0, reason: '阅' })],
    [state.status === 'assigned' ? 2 : 0, by(lead, { type: 'object', reason: '不属本局' })],
    [broken === undefined ? 0 : 3, by(lead, { type: 'explainMiss', promise: broken ?? 0, reason: '材料未齐' })],
    [state.agenda ? 6 : 0, by(COORDINATOR, { type: 'carryOver', meeting: `weekly/${nowMs}`, startMs: nowMs })],
    [4, resolve(state)],
    [0.3, by(COORDINATOR, { type: 'mergeInto', into: other, reason: '重复' })],
    [0.3, by(COORDINATOR, { type: 'withdraw', reason: '不再需要' })],
  ];
}

/** On the straightest way to its end; null when nothing is left for people to do. */
export function lastStep(state: ProblemState, moment: Moment): Step | null {
  switch (state.status) {
    case 'raised':
      return by(COORDINATOR, { type: 'assign', leadUnit: 'land' });
    case 'assigned':
    case 'handling':
      return state.objection ? ruling(state, moment)[1] : resolve(state);
    case 'resolved':
      return accept(state);
    default:
      return null;
  }
}
