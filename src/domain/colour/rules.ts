import { exact, exactText, fraction, minus, ONE, textBeside, times, type Exact } from '../money/exact.ts';
import { elapsedAt, pointsExact, ratioExact, type PaceGap } from '../money/pace.ts';
import { stepOf, type Step } from './steps.ts';
import type {
  ColourRule,
  CountyColourFacts,
  Light,
  PointsRuleSet,
  ProjectColourFacts,
  Reason,
  RelativeRuleSet,
  SilenceRuleSet,
  Threshold,
} from './types.ts';

/** What one rule answers: a reason, or that it had nothing to measure; null when it is not concerned. */
export type Answer = { reason: Reason; proposeRemoval: boolean } | { rule: ColourRule; gap: PaceGap } | null;

type Facts = ProjectColourFacts | CountyColourFacts;
type Named = Readonly<Record<string, string>>;

const HUNDRED = fraction(100n);

const step = (light: Light, is: Threshold['is'], value: string | number, unit: Threshold['unit']): Step => ({
  threshold: { is, value: String(value), unit },
  light,
});

function answer(rule: ColourRule, value: Exact, steps: readonly Step[], facts: Named): Answer {
  const met = stepOf(value, steps);
  if (!met) return null;
  const { threshold, light, noted = false, proposeRemoval = false } = met;
  return { reason: { rule, light, noted, facts, threshold }, proposeRemoval };
}

/** The measured value, so written that nobody takes it for one of the limits. */
const measured = (value: Exact, steps: readonly Step[]): string =>
  textBeside(
    value,
    steps.map(({ threshold }) => exact(threshold.value)),
  );

/** What every money rule looked at; asked for once plan and report are known to be there. */
function moneyFacts({ month, basis, planWan, doneWan }: Facts): Named {
  const { part, whole } = elapsedAt(month, basis);
  return {
    month,
    planWan: exactText(exact(planWan ?? 0)),
    doneWan: exactText(exact(doneWan ?? 0)),
    basis,
    elapsed: `${part}/${whole}`,
  };
}

const paceInput = ({ month, planWan, doneWan }: Facts) => ({ plan: planWan, done: doneWan, asOf: month });

/** 银川 2025: points behind schedule. Both ends of the yellow band are yellow; what is just below it is green with a note. */
export function paceRule({ pace }: PointsRuleSet['thresholds'], facts: Facts): Answer {
  const points = pointsExact(paceInput(facts), facts.basis);
  if (typeof points === 'string') return { rule: 'pace', gap: points };
  const behind = times(points, fraction(-1n));
  const steps: Step[] = [
    step('red', 'above', pace.redAbovePoints, 'points'),
    step('yellow', 'atLeast', pace.yellowFromPoints, 'points'),
    { ...step('green', 'above', 0, 'points'), noted: true },
    step('green', 'atMost', 0, 'points'),
  ];
  return answer('pace', behind, steps, { ...moneyFacts(facts), pointsBehind: measured(behind, steps) });
}

/** 银川 2025: due this month and not started, then again and again. Silent before it is due and once it is started. */
export function startRule(
  { start: limits }: PointsRuleSet['thresholds'],
  { month, start }: ProjectColourFacts,
): Answer {
  if (!start || start.reached) return null;
  const steps = [
    step('red', 'atLeast', limits.redFromMonths, 'months'),
    step('yellow', 'atLeast', limits.yellowFromMonths, 'months'),
  ];
  const { dueMonth, monthsNotStarted } = start;
  const named = { month, dueMonth, monthsNotStarted: String(monthsNotStarted) };
  return answer('start', exact(monthsNotStarted), steps, named);
}

/** 银川 2025: started and still not in the investment statistics (入库). */
export function statisticsRule(
  { statistics: limits }: PointsRuleSet['thresholds'],
  { month, statistics }: ProjectColourFacts,
): Answer {
  if (!statistics || statistics.entered) return null;
  const steps = [
    step('red', 'above', limits.redAboveMonths, 'months'),
    step('yellow', 'atLeast', limits.yellowFromMonths, 'months'),
  ];
  const named = { month, monthsSinceStart: String(statistics.monthsSinceStart) };
  return answer('statistics', exact(statistics.monthsSinceStart), steps, named);
}

/** 三亚 2022: which part of what is due by now is missing. */
export function shortfallRule({ shortfall }: RelativeRuleSet['thresholds'], facts: ProjectColourFacts): Answer {
  const ratio = ratioExact(paceInput(facts), facts.basis);
  if (typeof ratio === 'string') return { rule: 'shortfall', gap: ratio };
  const short = times(minus(ONE, ratio), HUNDRED);
  const steps = [
    step('red', 'above', shortfall.redAbovePercent, 'percent'),
    step('yellow', 'above', 0, 'percent'),
    step('green', 'atMost', 0, 'percent'),
  ];
  return answer('shortfall', short, steps, { ...moneyFacts(facts), percentShort: measured(short, steps) });
}

/** 三亚 2022: months running a county missed. */
export function missesRule(
  { misses }: RelativeRuleSet['thresholds'],
  { month, missesRunning }: CountyColourFacts,
): Answer {
  if (missesRunning === null) return null;
  const steps = [
    step('red', 'atLeast', misses.redFromMonths, 'months'),
    step('yellow', 'atLeast', misses.yellowFromMonths, 'months'),
    step('green', 'below', misses.yellowFromMonths, 'months'),
  ];
  const named = { month, missesRunning: String(missesRunning) };
  return answer('misses', exact(missesRunning), steps, named);
}

/** 邯郸 2024: months without a report. */
export function silenceRule({ silence }: SilenceRuleSet['thresholds'], { month, monthsWithoutReport }: Facts): Answer {
  if (monthsWithoutReport === null) return null;
  const steps: Step[] = [
    { ...step('red', 'above', silence.removeAboveMonths, 'months'), proposeRemoval: true },
    step('red', 'atLeast', silence.redFromMonths, 'months'),
    step('yellow', 'atLeast', silence.yellowFromMonths, 'months'),
    step('green', 'below', silence.yellowFromMonths, 'months'),
  ];
  const named = { month, monthsWithoutReport: String(monthsWithoutReport) };
  return answer('silence', exact(monthsWithoutReport), steps, named);
}
