import type { RuleContext } from '../domain/entity.ts';
import { changeCommandsOf, startCommandOf } from '../domain/ledger-import/commands.ts';
import { fieldOfRefusal, moneyChanges, moneyCommand, stepsOf } from '../domain/ledger-import/money-changes.ts';
import { compareRow, parentText, type KnownFacts } from '../domain/ledger-import/compare.ts';
import type {
  FactChange,
  MilestoneFacts,
  MoneyFacts,
  ProjectFacts,
  RowComparison,
} from '../domain/ledger-import/types.ts';
import { projectArea } from '../domain/project/area.ts';
import { STAGES } from '../domain/project/stages.ts';
import type { ProjectCommand, ProjectRuleFacts } from '../domain/project/commands.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';

interface Row {
  facts: ProjectFacts;
  /** The project the row means; null for a new one. */
  existing: ProjectState | null;
  code: string | null;
  /** The project it hangs on, when it is a new one. */
  other: ProjectRuleFacts['other'];
}

export interface DryRun {
  comparison: RowComparison;
  /** The project as it would be afterwards. */
  state: ProjectState | null;
}

/** What a row would do, tried on the project in memory by the rules that will apply it: what they would refuse is refused now. */
export function dryRunOf({ facts, existing, code, other }: Row, context: RuleContext): DryRun | Refusal {
  const comparison = compareRow(facts, existing && knownFactsOf(existing));
  const { verdict, changes } = comparison;
  if (verdict === 'same' || verdict === 'behind') return { comparison, state: existing };
  if (existing && changes.some(({ field }) => field === 'parent')) {
    return refuse('parentFixed', 'parent', parentText(facts.parent), { parent: parentText(existing.parent) });
  }
  const commands: ProjectCommand[] =
    verdict === 'create' ? [startCommandOf(facts)] : changeCommandsOf(facts, changes, 'dry run');
  let state = existing;
  for (const command of commands) {
    const decision = projectArea.decide(state, command, ruleFacts(code, other), context);
    if (isRefusal(decision)) return decision;
    state = decision.events.reduce<ProjectState | null>((now, event) => projectArea.evolve(now, event), state);
  }
  return { comparison, state };
}

/**
 * The same for a row of money: figure by figure, each compared and tried when those before are in. The refusal's field is the figure
 * (`done.2026-01`).
 */
export function moneyDryRun(
  facts: MoneyFacts,
  project: ProjectState,
  context: RuleContext,
): { changes: FactChange[]; state: ProjectState } | Refusal {
  let state = project;
  const changes: FactChange[] = [];
  for (const step of stepsOf(facts)) {
    const own = moneyChanges(step, state.money);
    const command = moneyCommand(step, own, 'dry run');
    if (command === null) continue;
    const decision = projectArea.decide(state, command, ruleFacts(project.code, null), context);
    if (isRefusal(decision)) return { ...decision, field: fieldOfRefusal(step, decision.field) };
    state = decision.events.reduce((now, event) => projectArea.evolve(now, event), state);
    changes.push(...own);
  }
  return { changes, state };
}

/** Rows of a file name no people or units by id, so nothing has to be looked up. */
const ruleFacts = (code: string | null, other: ProjectRuleFacts['other']): ProjectRuleFacts => ({
  code: code ?? 'new',
  team: [],
  unknownPersonIds: [],
  unknownUnitIds: [],
  likely: [],
  other,
});

function knownFactsOf(state: ProjectState): KnownFacts {
  const milestones: KnownFacts['milestones'] = {};
  for (const stage of STAGES) {
    const known = state.milestones[stage];
    if (!known) continue;
    const facts: MilestoneFacts = {};
    if (known.plan !== null) facts.plan = known.plan;
    if (known.actual !== null) facts.actual = known.actual;
    milestones[stage] = facts;
  }
  const { name, county, investor, industry, agreement, investmentWan, stage, knownIssue, note, source, leaderName } =
    state;
  return {
    ...{ name, county, investor, industry, agreement, investmentWan, stage, knownIssue, note, source, leaderName },
    kind: state.projectType,
    path: state.path.id,
    landKind: state.landKind,
    leadSource: state.leadSource,
    parent: state.parent,
    milestones,
  };
}
