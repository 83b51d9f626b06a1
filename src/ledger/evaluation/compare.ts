import type { IsoDate } from '../../domain/calendar/dates.ts';
import { monthAfter, monthOf, monthsBetween, type Month } from '../../domain/calendar/months.ts';
import {
  compareColours,
  type ColourChange,
  type MonthCompared,
  type MonthOfFacts,
} from '../../domain/colour/compare.ts';
import type { Coloured, RuleSet } from '../../domain/colour/types.ts';
import { CountyFacts } from '../../domain/evaluation/county-facts.ts';
import { projectFacts, type MonthReport } from '../../domain/evaluation/project-facts.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { projectsOnDays, type LedgerSource } from '../as-of.ts';
import { settingsAt } from '../settings.ts';
import { closesOn, findRules } from './rules.ts';

/** Five years: more is another question than what a rule would have changed. */
const MOST_MONTHS = 60;

export interface ComparisonAsked {
  /** `points@1`, or `points` for the version in force when each month was closed. */
  rules: readonly [string, string];
  from: Month;
  to: Month;
  today: IsoDate;
}

/** What a change is told by; the reasons are asked for one by one. */
export type Shade = Pick<Coloured, 'colour' | 'noted' | 'proposeRemoval'>;

/** Somebody who would change, with the name he has in the ledger of that day. */
export interface NamedChange extends Pick<ColourChange, 'subject' | 'id'> {
  name: string;
  county: string | null;
  from: Shade | null;
  to: Shade | null;
}

export interface MonthReplayed extends Omit<MonthCompared, 'changes'> {
  /** As of which day the ledger was looked at: the one the month was closed on, or today. */
  on: IsoDate;
  rules: readonly [RuleSet | null, RuleSet | null];
  changes: NamedChange[];
}

interface ClosedMonth extends MonthReport {
  on: IsoDate;
  rules: [RuleSet | null, RuleSet | null];
}

/**
 * Replays a period under two rule sets, each month as it was known on the day it was closed. One passage over the events; of the projects
 * only those that would change are kept.
 */
export async function compareRules(source: LedgerSource, asked: ComparisonAsked): Promise<MonthReplayed[] | Refusal> {
  const months = await monthsOf(source, asked);
  if (isRefusal(months)) return months;
  const replayed = months.map((month): MonthReplayed => ({ ...blank(month), on: month.on, rules: month.rules }));
  const counties = months.map(month => new CountyFacts(month));
  const days = [...new Set(months.map(({ on }) => on))].sort();
  for await (const { code, then } of projectsOnDays(source, days)) {
    for (const [index, month] of months.entries()) {
      const project = then[days.indexOf(month.on)];
      const facts = project && projectFacts(project, month);
      if (!project || !facts) continue;
      counties[index]?.add(project);
      const { name, county } = project.state;
      merge(replayed, index, compared(month, { projects: [{ code, facts }] }), () => ({ name, county }));
    }
  }
  for (const [index, month] of months.entries()) {
    const facts = counties[index]?.facts() ?? [];
    merge(replayed, index, compared(month, { counties: facts }), ({ id }) => ({ name: id, county: id }));
  }
  return replayed;
}

function compared(month: ClosedMonth, facts: Partial<Omit<MonthOfFacts, 'month'>>): MonthCompared {
  const [a, b] = month.rules;
  const whole = { month: month.month, projects: [], counties: [], ...facts };
  return (
    compareColours(
      () => a,
      () => b,
      [whole],
    )[0] ?? blank(month)
  );
}

const NONE = { green: 0, yellow: 0, red: 0, none: 0 };
const blank = ({ month }: { month: Month }) => ({
  month,
  changes: [],
  counts: { project: { from: { ...NONE }, to: { ...NONE } }, county: { from: { ...NONE }, to: { ...NONE } } },
});

const shadeOf = (coloured: Coloured | null): Shade | null =>
  coloured && { colour: coloured.colour, noted: coloured.noted, proposeRemoval: coloured.proposeRemoval };

function merge(
  replayed: MonthReplayed[],
  index: number,
  { changes, counts }: MonthCompared,
  named: (change: ColourChange) => { name: string; county: string | null },
): void {
  const into = replayed[index];
  if (!into) return;
  for (const change of changes) {
    const { subject, id, from, to } = change;
    into.changes.push({ subject, id, ...named(change), from: shadeOf(from), to: shadeOf(to) });
  }
  for (const subject of ['project', 'county'] as const) {
    for (const side of ['from', 'to'] as const) {
      for (const colour of ['green', 'yellow', 'red', 'none'] as const) {
        into.counts[subject][side][colour] += counts[subject][side][colour];
      }
    }
  }
}

async function monthsOf(
  { db }: LedgerSource,
  { rules, from, to, today }: ComparisonAsked,
): Promise<ClosedMonth[] | Refusal> {
  const present = monthOf(today);
  if (to > present) return refuse('monthInFuture', 'to', to, { present });
  const count = monthsBetween(from, to) + 1;
  if (count < 1 || count > MOST_MONTHS) {
    return refuse('outOfRange', 'from', from, { min: monthAfter(to, 1 - MOST_MONTHS), max: to });
  }
  const { colours } = await settingsAt(db, today);
  const months: ClosedMonth[] = [];
  for (let index = 0; index < count; index += 1) {
    const month = monthAfter(from, index);
    const closes = await closesOn(db, month, today);
    const on = closes < today ? closes : today;
    const found = rules.map(name => findRules(colours, name, on));
    const unknown = found.find(rule => isRefusal(rule) && rule.code !== 'rulesNotInForce');
    if (unknown && isRefusal(unknown)) return unknown;
    const [a = null, b = null] = found.map(rule => (isRefusal(rule) ? null : rule));
    months.push({ month, basis: colours.basis, closesOn: closes, on, rules: [a, b] });
  }
  return months;
}
