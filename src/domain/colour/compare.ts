import type { Month } from '../calendar/months.ts';
import { colourOfCounty, colourOfProject } from './colours.ts';
import type { Colour, Coloured, CountyColourFacts, ProjectColourFacts, RuleSet, Subject } from './types.ts';

/** One month of a period as it is replayed: everybody's facts, by code and by county. */
export interface MonthOfFacts {
  month: Month;
  projects: readonly { code: string; facts: ProjectColourFacts }[];
  counties: readonly { county: string; facts: CountyColourFacts }[];
}

/** The rules of a month; null where none were in force. A rule set by itself holds for every month, before its validity too. */
export type RulesOfMonth = RuleSet | ((month: Month) => RuleSet | null);

/** Somebody who would change. Null: no rules were in force. */
export interface ColourChange {
  subject: Subject;
  /** The project's code or the county's name. */
  id: string;
  from: Coloured | null;
  to: Coloured | null;
}

export type ColourCounts = Record<Colour, number>;

export interface MonthCompared {
  month: Month;
  changes: readonly ColourChange[];
  /** How many of each colour there are under the one and under the other. */
  counts: Record<Subject, { from: ColourCounts; to: ColourCounts }>;
}

/**
 * Replays a period under two rule sets and names who would change, month by month in the order given: another colour, a note that
 * comes or goes, a removal proposed by one of them only. Colours nothing; the published months stay what they are.
 */
export function compareColours(
  rulesA: RulesOfMonth,
  rulesB: RulesOfMonth,
  months: readonly MonthOfFacts[],
): MonthCompared[] {
  return months.map(({ month, projects, counties }) => {
    const [a, b] = [rulesIn(rulesA, month), rulesIn(rulesB, month)];
    const projectColours = projects.map(({ code, facts }): ColourChange => {
      return { subject: 'project', id: code, from: a && colourOfProject(a, facts), to: b && colourOfProject(b, facts) };
    });
    const countyColours = counties.map(({ county, facts }): ColourChange => {
      return { subject: 'county', id: county, from: a && colourOfCounty(a, facts), to: b && colourOfCounty(b, facts) };
    });
    return {
      month,
      changes: [...projectColours, ...countyColours].filter(isChange),
      counts: { project: countsOf(projectColours), county: countsOf(countyColours) },
    };
  });
}

const rulesIn = (rules: RulesOfMonth, month: Month): RuleSet | null =>
  typeof rules === 'function' ? rules(month) : rules;

const isChange = ({ from, to }: ColourChange): boolean => seen(from) !== seen(to);

/** Without rules there is no colour; that is no change for somebody the rules have nothing to say about. */
const seen = (coloured: Coloured | null): string =>
  coloured ? `${coloured.colour} ${coloured.noted} ${coloured.proposeRemoval}` : 'none false false';

function countsOf(compared: readonly ColourChange[]): { from: ColourCounts; to: ColourCounts } {
  const count = (pick: (change: ColourChange) => Coloured | null): ColourCounts => {
    const counts: ColourCounts = { green: 0, yellow: 0, red: 0, none: 0 };
    for (const change of compared) counts[pick(change)?.colour ?? 'none'] += 1;
    return counts;
  };
  return { from: count(({ from }) => from), to: count(({ to }) => to) };
}
