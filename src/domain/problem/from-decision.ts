import { shortened } from '../cut.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { LONGEST_TITLE, type Category, type DecisionRef, type ProblemFacts } from './types.ts';

/** A decision (议定事项) that a problem is raised from. */
export interface DecidedOn {
  text: string;
  /** Of what it was decided on. */
  project: string | null;
  county: string | null;
  category: Category | null;
  /** Of the unit that carries it out. */
  unitCounty: string | null;
}

/** What whoever raises it says himself. */
export type Said = { [Fact in 'title' | 'detail' | 'project' | 'county']?: string | undefined } & {
  category?: Category | undefined;
};

/** Where it lies and of what kind it is, is taken over from what it was decided on; what that does not say is asked. */
export function factsFromDecision(from: DecisionRef, said: Said, decision: DecidedOn): ProblemFacts | Refusal {
  const { text, unitCounty } = decision;
  const title = said.title ?? shortened(text.replace(/\s+/gu, ' ').trim(), LONGEST_TITLE);
  const named = said.project !== undefined || said.county !== undefined;
  const project = named ? (said.project ?? null) : decision.project;
  const county = said.county ?? (project === null ? (decision.county ?? unitCounty) : null);
  const category = said.category ?? decision.category;
  if (project === null && county === null) return refuse('required', 'project', null, { other: 'county' });
  if (category === null) return refuse('required', 'category', null);
  const detail = said.detail ?? (title === text ? null : text);
  return { title, detail, project, county, category, source: 'meeting', decision: from };
}
