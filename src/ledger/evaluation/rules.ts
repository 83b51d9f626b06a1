import { lastDay, type IsoDate } from '../../domain/calendar/dates.ts';
import { monthAfter, monthOf, type Month } from '../../domain/calendar/months.ts';
import { ruleSetInForce } from '../../domain/colour/rule-sets.ts';
import type { ColourSettings, RuleSet, Subject } from '../../domain/colour/types.ts';
import type { MonthReport } from '../../domain/evaluation/project-facts.ts';
import { closingDate } from '../../domain/project/investment.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Database } from '../database.ts';
import { settingsAt } from '../settings.ts';

/** A month with the rules it is coloured by. */
export interface MonthRules extends MonthReport {
  rules: Record<Subject, RuleSet>;
}

interface Asked {
  month: Month;
  /** The day as of which the ledger is looked at. */
  on: IsoDate;
  /** `points@1`, or `points` for the version in force; those of the settings when left out. */
  rules?: string | undefined;
}

const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/** Until when the figures of a month are in time, by the settings of the month after it. */
export async function closesOn(db: Database, month: Month, on: IsoDate): Promise<IsoDate> {
  const { money } = await settingsAt(db, earlier(on, lastDay(monthAfter(month, 1))));
  return closingDate(month, money.closingDay);
}

/**
 * What a month is coloured by on a day: the rules of the day it was closed, however long ago that is, so that next year's rule never
 * repaints last year's table; before it is closed, those of the day. A rule set named with its version is taken as today's settings have it.
 */
export async function monthRules(
  db: Database,
  { month, on, rules }: Asked,
  today: IsoDate,
): Promise<MonthRules | Refusal> {
  if (month > monthOf(on)) return refuse('monthInFuture', 'month', month, { present: monthOf(on) });
  const closes = await closesOn(db, month, on);
  const day = earlier(on, closes);
  const { colours } = await settingsAt(db, day);
  const named = rules !== undefined && rules.includes('@') ? (await settingsAt(db, today)).colours : colours;
  const of = (subject: Subject): RuleSet | Refusal => findRules(named, rules ?? colours.report[subject], day);
  const [project, county] = [of('project'), of('county')];
  if (isRefusal(project)) return project;
  if (isRefusal(county)) return county;
  return { month, basis: colours.basis, closesOn: closes, rules: { project, county } };
}

/** @returns the version that is named, or the one in force on `day` */
export function findRules({ ruleSets }: ColourSettings, name: string, day: IsoDate): RuleSet | Refusal {
  const [id = '', version] = name.split('@');
  if (version !== undefined) {
    const found = ruleSets.find(rules => rules.id === id && String(rules.version) === version);
    return found ?? refuse('notInList', 'rules', name, { list: ruleSets.map(nameOf) });
  }
  if (!ruleSets.some(rules => rules.id === id)) {
    return refuse('notInList', 'rules', name, { list: [...new Set(ruleSets.map(rules => rules.id))] });
  }
  return ruleSetInForce(ruleSets, id, day) ?? refuse('rulesNotInForce', 'rules', id, { day });
}

export const nameOf = ({ id, version }: Pick<RuleSet, 'id' | 'version'>): string => `${id}@${version}`;

/** The last month that was closed before `day`. */
export async function lastClosedMonth(db: Database, day: IsoDate): Promise<Month> {
  const month = monthAfter(monthOf(day), -1);
  return (await closesOn(db, month, day)) < day ? month : monthAfter(month, -1);
}
