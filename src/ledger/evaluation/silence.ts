import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Month } from '../../domain/calendar/months.ts';
import { colourOfProject } from '../../domain/colour/colours.ts';
import type { Light, SilenceRuleSet } from '../../domain/colour/types.ts';
import { projectFacts } from '../../domain/evaluation/project-facts.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { ledgerOn, type LedgerSource } from '../as-of.ts';
import { settingsAt } from '../settings.ts';
import { closesOn, findRules, lastClosedMonth } from './rules.ts';

export interface SilentProject {
  code: string;
  name: string;
  county: string | null;
  leaderId: string | null;
  lastReported: Month | null;
  months: number;
  light: Light;
  /** Silent for so long that removal (移出) is proposed; a coordinator confirms it. */
  proposeRemoval: boolean;
}

export interface Silence {
  /** The last month that was closed by then; who is silent about a month that runs owes nothing yet. */
  month: Month;
  rules: SilenceRuleSet;
  /** The longest silent first. */
  rows: SilentProject[];
}

/** Projects that have been silent for so long that a light shows, by the rules of the day. */
export async function silentProjects(
  source: LedgerSource,
  { on, today }: { on: IsoDate; today: IsoDate },
): Promise<Silence | Refusal> {
  const { db } = source;
  const month = await lastClosedMonth(db, on);
  const rules = await silenceRules(source, on);
  if (isRefusal(rules)) return rules;
  const report = { month, basis: 'months' as const, closesOn: await closesOn(db, month, on) };
  const rows: SilentProject[] = [];
  for await (const project of ledgerOn(source, { day: on, today })) {
    const facts = projectFacts(project, report);
    // What is known by now counts: a report that came late has broken the silence.
    const { because, proposeRemoval } = facts ? colourOfProject(rules, { ...facts, atClose: null }) : { because: [] };
    const light = because[0]?.light ?? 'green';
    if (light === 'green' || !facts) continue;
    const { name, county, leaderId, money } = project.state;
    const lastReported = Object.keys(money.months).sort().at(-1) ?? null;
    const months = facts.monthsWithoutReport ?? 0;
    const row = { code: project.code, name, county, leaderId, lastReported, months, light };
    rows.push({ ...row, proposeRemoval: proposeRemoval === true });
  }
  return { month, rules, rows: rows.sort((a, b) => b.months - a.months || (a.code < b.code ? -1 : 1)) };
}

/** Of the rule sets of this family the one in force that stands first in the settings. */
async function silenceRules({ db }: LedgerSource, day: IsoDate): Promise<SilenceRuleSet | Refusal> {
  const { colours } = await settingsAt(db, day);
  const first = colours.ruleSets.find(({ family }) => family === 'silence');
  if (!first) return refuse('rulesNotInForce', 'rules', 'silence', { day });
  return findRules(colours, first.id, day) as SilenceRuleSet | Refusal;
}
