import { assertNever } from '../assert-never.ts';
import { firstDay, lastDay } from '../calendar/dates.ts';
import { isMilestone, STANDARD_PATH } from './path.ts';
import { isStage, STAGES, type Stage } from './stages.ts';
import type { Milestone, ProjectEvent, ProjectState } from './types.ts';

const BLANK: Milestone = {
  baseline: null,
  plan: null,
  plannedOn: null,
  revisions: 0,
  actual: null,
  dateUnknown: false,
  warned: null,
  evidence: [],
};

export const milestoneOf = (state: ProjectState, stage: Stage): Milestone => state.milestones[stage] ?? BLANK;

function withMilestone(state: ProjectState, stage: Stage, change: Partial<Milestone>): ProjectState {
  return {
    ...state,
    milestones: { ...state.milestones, [stage]: { ...milestoneOf(state, stage), ...change } },
  };
}

/** The project after one event. Total: an event that was committed is never refused here. */
export function evolveProject(state: ProjectState | null, event: ProjectEvent): ProjectState {
  if (event.type === 'started') return started(event);
  if (!state) throw new Error(`a project cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'stageReached':
      return reached(state, event);
    case 'planRevised': {
      const milestone = milestoneOf(state, event.stage);
      return withMilestone(state, event.stage, {
        baseline: milestone.baseline ?? event.to,
        plan: event.to,
        plannedOn: event.on,
        revisions: milestone.plan ? milestone.revisions + 1 : 0,
        warned: null,
      });
    }
    case 'paused':
      return { ...state, status: 'paused', pause: { reason: event.reason, reviewOn: event.reviewOn, reviewed: false } };
    case 'resumed':
      return { ...state, status: 'active', pause: null };
    case 'withdrawn':
      return { ...state, status: 'withdrawn', pause: null };
    case 'corrected':
      return corrected(state, event);
    case 'warned':
      if (event.stage) return withMilestone(state, event.stage, { warned: event.dayOffset });
      return state.pause ? { ...state, pause: { ...state.pause, reviewed: true } } : state;
    default:
      return assertNever(event);
  }
}

function started(event: Extract<ProjectEvent, { type: 'started' }>): ProjectState {
  const milestones: ProjectState['milestones'] = {};
  for (const stage of STAGES) {
    const plan = event.plans[stage];
    if (plan) milestones[stage] = { ...BLANK, baseline: plan, plan, plannedOn: event.on };
  }
  const { code, pathId, facts, stage, stageAssumed } = event;
  return { ...facts, code, pathId, stage, stageAssumed, status: 'active', pause: null, milestones };
}

function reached(state: ProjectState, event: Extract<ProjectEvent, { type: 'stageReached' }>): ProjectState {
  const next = withMilestone(state, event.stage, {
    actual: event.on,
    dateUnknown: event.on === null && isMilestone(STANDARD_PATH, event.stage),
    evidence: [...milestoneOf(state, event.stage).evidence, ...event.evidence],
  });
  const status = event.stage === STANDARD_PATH.stages.at(-1) ? 'achieved' : state.status;
  return { ...next, stage: event.stage, stageAssumed: false, status };
}

function corrected(state: ProjectState, event: Extract<ProjectEvent, { type: 'corrected' }>): ProjectState {
  const { field } = event;
  if (field === 'stage') return steppedBack(state, event.new as Stage);
  if (field.startsWith('actual.')) {
    const stage = field.slice('actual.'.length);
    if (!isStage(stage)) throw new Error(`a correction names no stage: ${field}`);
    return withMilestone(state, stage, { actual: event.new as string, dateUnknown: false });
  }
  return { ...state, [field]: event.new };
}

/** A stage recorded by mistake: what was reached after the right one is taken back; its plan dates stay. */
function steppedBack(state: ProjectState, stage: Stage): ProjectState {
  const kept: ProjectState['milestones'] = {};
  for (const [name, milestone] of Object.entries(state.milestones) as [Stage, Milestone][]) {
    const ahead = STAGES.indexOf(name) > STAGES.indexOf(stage);
    kept[name] = ahead ? { ...milestone, actual: null, dateUnknown: false, evidence: [] } : milestone;
  }
  return {
    ...state,
    stage,
    stageAssumed: false,
    status: state.status === 'achieved' ? 'active' : state.status,
    milestones: kept,
  };
}

/** The last known actual date at or before `stage`, and the first one after it: a new date must lie between. */
export function neighbouringDates(state: ProjectState, stage: Stage): { before: string | null; after: string | null } {
  const at = STAGES.indexOf(stage);
  const dates = STAGES.map(name => milestoneOf(state, name).actual);
  const before = dates.slice(0, at).filter(date => date !== null);
  const after = dates.slice(at + 1).filter(date => date !== null);
  const latest = before.reduce<string | null>((a, b) => (a === null || firstDay(b) >= firstDay(a) ? b : a), null);
  const earliest = after.reduce<string | null>((a, b) => (a === null || lastDay(b) < lastDay(a) ? b : a), null);
  return { before: latest, after: earliest };
}
