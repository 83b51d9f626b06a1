import type { IsoDate } from '../../calendar/dates.ts';
import type { Month } from '../../calendar/months.ts';
import type { ProblemState } from '../../problem/types.ts';
import type { Stage } from '../../project/stages.ts';

/** What the form of a unit has rows for, as the ledger has it. */

export interface FormProject {
  code: string;
  name: string;
  stage: Stage;
  /** The next milestone of its own path, with the plan date in force. */
  next: { stage: Stage; plan: IsoDate | null } | null;
  /** The month's money is asked for and not reported. */
  owesMoney: boolean;
  /** This year's money to the last month that was reported. */
  toDateWan: number | null;
}

export interface FormProblem {
  state: ProblemState;
  projectName: string | null;
  /** How its holder answers it; null: he sees it and has nothing to say to it. */
  mode: 'answer' | 'coAnswer' | null;
}

export interface FormDecision {
  meetingId: string;
  no: number;
  text: string;
  dueOn: IsoDate;
  /** The day its owner has named instead. */
  postponedTo: IsoDate | null;
}

export interface CollectionForm {
  unitName: string;
  /** Of the unit, when its people report for it: where a new problem of no project lies. */
  county: string | null;
  month: Month;
  projects: readonly FormProject[];
  projectsTotal: number;
  problems: readonly FormProblem[];
  problemsTotal: number;
  decisions: readonly FormDecision[];
}
