import type { PartialDate } from '../calendar/dates.ts';
import type {
  AdvanceCommand,
  CorrectCommand,
  ProjectCommand,
  RevisePlanCommand,
  StartCommand,
} from '../project/commands.ts';
import type { CorrectableField } from '../project/types.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import { moneyCommandsOf } from './money-changes.ts';
import { isMoneyFacts, type FactChange, type MoneyFacts, type ProjectFacts } from './types.ts';

/** The command that starts a project as a ledger row describes it. */
export function startCommandOf(facts: ProjectFacts): StartCommand {
  const { name, county, investor, industry, kind, agreement, investmentWan, knownIssue, note, source, leaderName } =
    facts;
  // Rows of a dry run that is older than these columns hold none of them.
  const { landKind = null, parent = null, path = null, leadSource = null } = facts as Partial<ProjectFacts>;
  return {
    type: 'start',
    facts: {
      name,
      county,
      investor,
      industry,
      projectType: kind,
      agreement,
      investmentWan,
      leaderName,
      leaderId: null,
      teamUnitId: null,
      knownIssue,
      note,
      source,
      landKind,
      parent,
    },
    ...(path === null ? {} : { pathId: path }),
    ...(leadSource === null ? {} : { leadSource }),
    stage: facts.stage,
    stageAssumed: facts.gaps.includes('stage'),
    plans: datesOf(facts, 'plan'),
    actuals: datesOf(facts, 'actual'),
  };
}

/** A row that is to be applied. */
export type ApplicableRow =
  | { verdict: 'create'; facts: ProjectFacts }
  | { verdict: 'change'; facts: ProjectFacts | MoneyFacts; changes: readonly FactChange[] };

/** The commands of a row, be it one of the ledger or of money, in an order in which each can be carried out. */
export function commandsOfRow(row: ApplicableRow, reason: string): ProjectCommand[] {
  if (row.verdict === 'create') return [startCommandOf(row.facts)];
  const { facts, changes } = row;
  return isMoneyFacts(facts) ? moneyCommandsOf(facts, changes, reason) : changeCommandsOf(facts, changes, reason);
}

/**
 * The commands that bring a known project to what a row says, in an order in which each can be carried out: first the path it is to walk, then
 * dates of stages it has passed, then the advance with the dates on its way, then plans and the rest. `reason` is what the history will say.
 */
export function changeCommandsOf(
  facts: ProjectFacts,
  changes: readonly FactChange[],
  reason: string,
): ProjectCommand[] {
  const step = changes.find(({ kind }) => kind === 'advance');
  const way = step ? STAGES.slice(STAGES.indexOf(step.old as Stage) + 1, STAGES.indexOf(facts.stage) + 1) : [];
  const rest = changes.filter(change => change !== step && !way.some(stage => change.field === `actual.${stage}`));
  return [
    ...rest.filter(({ field }) => field === 'path').map(change => moveCommand(change, reason)),
    ...rest.filter(({ field }) => field.startsWith('actual.')).map(change => correction(change, reason)),
    ...(step ? [advanceCommand(facts, way)] : []),
    ...rest.filter(({ field }) => field.startsWith('plan.')).map(change => planCommand(change, reason)),
    ...rest
      .filter(({ field }) => !/^(?:(?:actual|plan)\.|path$)/.test(field))
      .map(change => correction(change, reason)),
  ];
}

function advanceCommand(facts: ProjectFacts, way: readonly Stage[]): AdvanceCommand {
  const passed: Partial<Record<Stage, PartialDate>> = {};
  for (const stage of way.slice(0, -1)) {
    const actual = facts.milestones[stage]?.actual;
    if (actual !== undefined) passed[stage] = actual;
  }
  return { type: 'advance', to: facts.stage, on: facts.milestones[facts.stage]?.actual ?? null, passed };
}

const moveCommand = ({ new: pathId }: FactChange, reason: string): ProjectCommand => ({
  type: 'movePath',
  pathId: String(pathId),
  reason,
});

const planCommand = ({ field, new: date }: FactChange, reason: string): RevisePlanCommand => ({
  type: 'revisePlan',
  stage: field.slice('plan.'.length) as Stage,
  date: String(date),
  reason,
});

const correction = ({ field, new: value }: FactChange, reason: string): CorrectCommand => ({
  type: 'correct',
  field: (field === 'kind' ? 'projectType' : field) as CorrectableField,
  value,
  reason,
});

function datesOf(facts: ProjectFacts, which: 'plan' | 'actual'): Partial<Record<Stage, string>> {
  const dates: Partial<Record<Stage, string>> = {};
  for (const stage of STAGES) {
    const date = facts.milestones[stage]?.[which];
    if (date !== undefined) dates[stage] = date;
  }
  return dates;
}
