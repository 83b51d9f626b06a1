import type { ProjectCommand } from '../project/commands.ts';
import type { ProjectMoney } from '../project/types.ts';
import { moneyField, type FactChange, type MoneyFacts } from './types.ts';

/** One figure of a row at a time: correcting a month moves the months after it, so each is compared when those before are in. */
export type MoneyStep = MoneyFacts['plans'][number] | MoneyFacts['months'][number];

export const stepsOf = ({ plans, months }: MoneyFacts): MoneyStep[] => [...plans, ...months];

const changeOf = (field: string, old: number | null, now: number | null): FactChange[] =>
  now === null || now === old ? [] : [{ field, kind: old === null ? 'fill' : 'correction', old, new: now }];

/** What a figure would change in the money as it stands. Blanks never erase, and a year to date the file does not say is none. */
export function moneyChanges(step: MoneyStep, money: ProjectMoney): FactChange[] {
  if ('year' in step) {
    return changeOf(moneyField('yearPlan', step.year), money.yearPlans[String(step.year)] ?? null, step.amountWan);
  }
  const { month, doneWan, toDateWan } = step;
  const there = money.months[month];
  return [
    ...changeOf(moneyField('done', month), there?.doneWan ?? null, doneWan),
    ...changeOf(moneyField('toDate', month), there?.toDateWan ?? null, toDateWan),
  ];
}

/** The command of one figure that changes something. `reason` is what the history says of a figure that stood otherwise. */
export function moneyCommand(step: MoneyStep, changes: readonly FactChange[], reason: string): ProjectCommand | null {
  const own = changes.filter(({ field }) => fieldsOf(step).includes(field));
  if (own.length === 0) return null;
  const corrected = own.some(({ kind }) => kind === 'correction');
  if ('year' in step) return { type: 'planYear', ...step, ...(corrected ? { reason } : {}) };
  const { month, doneWan, toDateWan } = step;
  const figures = { month, doneWan, ...(toDateWan === null ? {} : { toDateWan }) };
  return corrected ? { type: 'correctReport', ...figures, reason } : { type: 'report', ...figures };
}

/** The commands of a row, in an order in which each can be carried out. */
export const moneyCommandsOf = (facts: MoneyFacts, changes: readonly FactChange[], reason: string): ProjectCommand[] =>
  stepsOf(facts).flatMap(step => moneyCommand(step, changes, reason) ?? []);

/** What a refusal of a figure's command is about, in the words of a change. */
export function fieldOfRefusal(step: MoneyStep, field: string): string {
  if ('year' in step) return moneyField('yearPlan', step.year);
  return moneyField(field === 'toDateWan' && step.toDateWan !== null ? 'toDate' : 'done', step.month);
}

const fieldsOf = (step: MoneyStep): string[] =>
  'year' in step
    ? [moneyField('yearPlan', step.year)]
    : [moneyField('done', step.month), moneyField('toDate', step.month)];
