import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Month } from '../../domain/calendar/months.ts';
import { colourOfCounty, colourOfProject } from '../../domain/colour/colours.ts';
import type { CountyColourFacts, ProjectColourFacts, RuleSet, Subject } from '../../domain/colour/types.ts';
import type { ColourRow } from '../../domain/colouring/types.ts';
import { CountyFacts } from '../../domain/evaluation/county-facts.ts';
import { projectFacts } from '../../domain/evaluation/project-facts.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { ledgerOn, projectOn, type LedgerSource, type ProjectThen } from '../as-of.ts';
import { monthRules, type MonthRules } from './rules.ts';

export interface ColoursAsked {
  month: Month;
  /** The day as of which the ledger is looked at: figures that came later are not there yet. */
  on: IsoDate;
  today: IsoDate;
  rules?: string | undefined;
}

export interface ColourTable extends MonthRules {
  on: IsoDate;
  /** Counties by name, then projects by code. */
  rows: ColourRow[];
}

/** The colours of a month as known on a day. Projects that are out of the counts by then have none. */
export async function colourTable(source: LedgerSource, asked: ColoursAsked): Promise<ColourTable | Refusal> {
  const found = await monthRules(source.db, asked, asked.today);
  if (isRefusal(found)) return found;
  const counties = new CountyFacts(found);
  const projects: ColourRow[] = [];
  for await (const project of ledgerOn(source, { day: asked.on, today: asked.today })) {
    counties.add(project);
    const facts = projectFacts(project, found);
    if (facts) projects.push(projectRow(project, found.rules.project, facts));
  }
  const rows = counties.facts().map(({ county, facts }) => countyRow(county, found.rules.county, facts));
  return { ...found, on: asked.on, rows: [...rows, ...projects] };
}

/** One colour and everything it came from. */
export interface ExplainedColour extends MonthRules {
  on: IsoDate;
  row: ColourRow;
  facts: ProjectColourFacts | CountyColourFacts;
  ruleSet: RuleSet;
}

/** Why somebody has the colour he has. */
export async function whyColour(
  source: LedgerSource,
  asked: ColoursAsked & { subject: Subject; id: string },
): Promise<ExplainedColour | Refusal> {
  const found = await monthRules(source.db, asked, asked.today);
  if (isRefusal(found)) return found;
  const explained =
    asked.subject === 'project' ? await ofProject(source, asked, found) : await ofCounty(source, asked, found);
  if (isRefusal(explained)) return explained;
  return { ...found, on: asked.on, ...explained, ruleSet: found.rules[asked.subject] };
}

type Explained = Pick<ExplainedColour, 'row' | 'facts'>;

async function ofProject(
  source: LedgerSource,
  { id, on, today }: ColoursAsked & { id: string },
  found: MonthRules,
): Promise<Explained | Refusal> {
  const project = await projectOn(source, id, { day: on, today });
  if (!project) return refuse('notFound', 'project', id);
  const facts = projectFacts(project, found);
  if (!facts) return refuse('projectNotCounted', 'project', id, { day: on, status: project.state.status });
  return { facts, row: projectRow(project, found.rules.project, facts) };
}

async function ofCounty(
  source: LedgerSource,
  { id, on, today }: ColoursAsked & { id: string },
  found: MonthRules,
): Promise<Explained | Refusal> {
  const counties = new CountyFacts(found);
  for await (const project of ledgerOn(source, { day: on, today })) {
    if (project.state.county === id) counties.add(project);
  }
  const [county] = counties.facts();
  if (!county) return refuse('notFound', 'county', id);
  return { facts: county.facts, row: countyRow(id, found.rules.county, county.facts) };
}

const projectRow = ({ code, state }: ProjectThen, rules: RuleSet, facts: ProjectColourFacts): ColourRow => ({
  subject: 'project',
  id: code,
  name: state.name,
  county: state.county,
  ...colourOfProject(rules, facts),
});

const countyRow = (county: string, rules: RuleSet, facts: CountyColourFacts): ColourRow => ({
  subject: 'county',
  id: county,
  name: county,
  county,
  ...colourOfCounty(rules, facts),
});
