import { assertNever } from '../assert-never.ts';
import { firstDay, lastDay, type IsoDate } from '../calendar/dates.ts';
import { NO_MONEY, withCorrectedMonth } from './investment.ts';
import { isLast, isMilestone, STANDARD_PATH } from './path.ts';
import { withPromise } from './promises.ts';
import { withReview } from './review.ts';
import { isStage, STAGES, type Stage } from './stages.ts';
import type { MoneyEvent, ProjectEvent } from './commands.ts';
import type { Evidence, Milestone, ProjectMoney, ProjectState, ProjectStatus } from './types.ts';

const BLANK: Milestone = {
  baseline: null,
  plan: null,
  plannedOn: null,
  revisions: 0,
  actual: null,
  dateUnknown: false,
  warned: null,
  evidence: [],
  waivers: [],
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
      return {
        ...state,
        status: 'paused',
        pause: { reason: event.reason, reviewOn: event.reviewOn, reviewed: false },
        pauses: event.on === undefined ? state.pauses : [...state.pauses, { from: event.on, to: null }],
      };
    case 'resumed':
      return {
        ...state,
        status: statusAt('active', isLast(state.path, state.stage)),
        pause: null,
        pauses: ended(state.pauses, event.on),
      };
    case 'withdrawn':
      return { ...state, status: 'withdrawn', pause: null };
    case 'corrected':
      return corrected(state, event);
    case 'proved':
      return withEvidence(state, event.stage, event.evidence);
    case 'waived': {
      const { type: _, stage, ...waiver } = event;
      return withMilestone(state, stage, { waivers: [...milestoneOf(state, stage).waivers, waiver] });
    }
    case 'pathMoved':
      return { ...state, path: event.path, status: statusAt(state.status, isLast(event.path, state.stage)) };
    case 'agreementUpgraded':
      return {
        ...withEvidence(state, 'signing', event.evidence),
        agreement: event.to,
        investmentWan: event.investmentTo,
      };
    case 'mergedInto':
      return { ...state, status: 'merged', pause: null, mergedInto: event.into };
    case 'removed':
      // It may come back, and then it is not paused.
      return { ...state, status: 'removed', pause: null, pauses: ended(state.pauses, event.on) };
    case 'restored':
      return { ...state, status: statusAt('active', isLast(state.path, state.stage)) };
    case 'yearPlanned':
    case 'reported':
    case 'reportCorrected':
    case 'capitalArrived':
    case 'arrivalCorrected':
    case 'capitalDue':
    case 'dueCorrected':
    case 'statisticsEntered':
      return { ...state, money: withMoney(state.money, event) };
    case 'reviewAsked':
    case 'reviewerRecused':
    case 'opinionGiven':
    case 'reviewConcluded':
      return { ...state, reviews: withReview(state.reviews, event) };
    case 'promised':
    case 'promiseKept':
    case 'promiseEnded':
      return { ...state, promises: withPromise(state.promises, event) };
    case 'warned':
      if (event.stage) return withMilestone(state, event.stage, { warned: event.dayOffset });
      return state.pause ? { ...state, pause: { ...state.pause, reviewed: true } } : state;
    default:
      return assertNever(event);
  }
}

function withMoney(money: ProjectMoney, event: MoneyEvent): ProjectMoney {
  switch (event.type) {
    case 'yearPlanned':
      return { ...money, yearPlans: { ...money.yearPlans, [event.year]: event.to } };
    case 'reported': {
      const { month, doneWan, toDateWan, on, late } = event;
      const figures = { doneWan, toDateWan, reportedOn: on, late, corrections: 0 };
      return { ...money, months: { ...money.months, [month]: figures } };
    }
    case 'reportCorrected':
      return withCorrectedMonth(money, event);
    case 'capitalArrived': {
      const { type: _, ...arrival } = event;
      return { ...money, arrivals: [...money.arrivals, arrival] };
    }
    case 'arrivalCorrected':
      return {
        ...money,
        arrivals: money.arrivals.map((each, index) =>
          index === event.number - 1 ? { ...each, amount: event.new } : each,
        ),
      };
    case 'capitalDue': {
      const { type: _, ...due } = event;
      return { ...money, dues: [...money.dues, due] };
    }
    case 'dueCorrected':
      return {
        ...money,
        dues: money.dues.map((each, index) => (index === event.number - 1 ? { ...each, ...event.new } : each)),
      };
    case 'statisticsEntered':
      return { ...money, statisticsOn: event.on };
  }
}

const withEvidence = (state: ProjectState, stage: Stage, evidence: readonly Evidence[]): ProjectState =>
  evidence.length === 0
    ? state
    : withMilestone(state, stage, { evidence: [...milestoneOf(state, stage).evidence, ...evidence] });

const ended = (pauses: ProjectState['pauses'], on: IsoDate | undefined): ProjectState['pauses'] =>
  pauses.map(pause => (pause.to === null ? { ...pause, to: on ?? pause.from } : pause));

/** At the end of its path a project has achieved what it set out for; anywhere else it has not. */
function statusAt(status: ProjectStatus, atEnd: boolean): ProjectStatus {
  if (atEnd) return status === 'active' ? 'achieved' : status;
  return status === 'achieved' ? 'active' : status;
}

/** Projects started before there were templates, land kinds and parents: they walk the standard path, and hang on nothing. */
const BEFORE_PATHS = { landKind: null, parent: null };

function started(event: Extract<ProjectEvent, { type: 'started' }>): ProjectState {
  const milestones: ProjectState['milestones'] = {};
  for (const stage of STAGES) {
    const plan = event.plans[stage];
    if (plan) milestones[stage] = { ...BLANK, baseline: plan, plan, plannedOn: event.on };
  }
  const { code, facts, stage, stageAssumed } = event;
  return {
    ...BEFORE_PATHS,
    ...facts,
    code,
    leadSource: event.leadSource ?? null,
    path: event.path ?? STANDARD_PATH,
    stage,
    stageAssumed,
    status: 'active',
    pause: null,
    pauses: [],
    milestones,
    money: NO_MONEY,
    reviews: [],
    promises: [],
    mergedInto: null,
  };
}

function reached(state: ProjectState, event: Extract<ProjectEvent, { type: 'stageReached' }>): ProjectState {
  const next = withMilestone(state, event.stage, {
    actual: event.on,
    dateUnknown: event.on === null && isMilestone(state.path, event.stage),
    evidence: [...milestoneOf(state, event.stage).evidence, ...event.evidence],
  });
  const status = isLast(state.path, event.stage) ? 'achieved' : state.status;
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
