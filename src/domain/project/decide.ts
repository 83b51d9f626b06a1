import { assertNever } from '../assert-never.ts';
import {
  canFollow,
  firstDay,
  isFuture,
  parseIsoDate,
  parsePartialDate,
  type IsoDate,
  type PartialDate,
} from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { decideUpgrade } from './agreement.ts';
import { decideCorrection } from './correct.ts';
import { milestoneOf, neighbouringDates } from './evolve.ts';
import { closedGate, decideGate, incompleteEvidence, wrongPaper, type Gated } from './gates.ts';
import { decideMoney } from './investment.ts';
import { decideLife, hasLeft, refuseLeft } from './leaving.ts';
import { isMilestone, STANDARD_PATH, stagesAfter, stagesUpTo, type PathTemplate } from './path.ts';
import { decidePromise } from './promises.ts';
import { decideWarning } from './reminders.ts';
import { decideReview } from './review.ts';
import { unknownSource } from './sources.ts';
import { isStage, STAGES, type Stage } from './stages.ts';
import type {
  AdvanceCommand,
  ProjectCommand,
  ProjectEvent,
  ProjectRuleFacts,
  RevisePlanCommand,
  StartCommand,
} from './commands.ts';
import type { Evidence, ProjectState } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;

/** The rules of a project (domain §2): what a command does to it, or why it is refused. Pure. */
export function decideProject(
  state: ProjectState | null,
  command: ProjectCommand,
  facts: ProjectRuleFacts,
  context: RuleContext,
): Answer {
  const unknown = missingReference(command, facts, context);
  if (unknown) return unknown;
  if (command.type === 'start') {
    if (state) return refuse('alreadyExists', 'code', state.code, { name: state.name });
    return notCountedTwice(command, facts) ?? wrongParent(command, facts) ?? start(command, facts.code, context);
  }
  if (!state) return refuse('notFound', 'code', facts.code);
  // What was wrong about a project that has left can still be set right by a person; nothing else moves it, and no old file does.
  const setRight = (command.type === 'correct' && context.via === 'person') || command.type === 'restore';
  if (hasLeft(state) && !setRight) return refuseLeft(state);
  switch (command.type) {
    case 'advance':
      return advance(state, command, context);
    case 'revisePlan':
      return revisePlan(state, command, context);
    case 'pause':
    case 'resume':
    case 'withdraw':
    case 'merge':
    case 'remove':
    case 'restore':
      return decideLife(state, command, facts, context);
    case 'prove':
    case 'waive':
    case 'movePath':
      return decideGate(state, command, context);
    case 'upgrade':
      return decideUpgrade(state, command, context);
    case 'planYear':
    case 'report':
    case 'correctReport':
    case 'arrive':
    case 'correctArrival':
    case 'dueCapital':
    case 'correctDue':
    case 'enterStatistics':
      return decideMoney(state, command, context);
    case 'askReview':
    case 'recuseReviewer':
    case 'giveOpinion':
    case 'concludeReview':
      return decideReview(state, command, facts, context);
    case 'promise':
    case 'keepPromise':
    case 'endPromise':
      return decidePromise(state, command, facts, context);
    case 'correct':
      return decideCorrection(state, command, context);
    case 'warn':
      return decideWarning(state, command.slot, facts, context);
    default:
      return assertNever(command);
  }
}

/** The field is the one of the command that named the person or the unit. */
function missingReference(command: ProjectCommand, facts: ProjectRuleFacts, { today }: RuleContext): Refusal | null {
  const [person] = facts.unknownPersonIds;
  const [unit] = facts.unknownUnitIds;
  const corrected = command.type === 'correct' ? 'value' : null;
  const personField = command.type === 'revisePlan' ? 'approvedBy' : 'leaderId';
  if (person !== undefined) return refuse('personNotFound', corrected ?? personField, person);
  if (unit !== undefined) return refuse('unitNotFound', corrected ?? 'teamUnitId', unit);
  const { unknownFiles } = facts;
  return wrongPaper('evidence' in command ? command.evidence : undefined, { unknownFiles, today });
}

/** The same name in the same place is the same project, unless somebody says why it is not (counted once, domain §2). */
function notCountedTwice({ distinctFrom }: StartCommand, { likely }: ProjectRuleFacts): Refusal | null {
  const twin = likely.find(({ code }) => !distinctFrom?.codes.includes(code));
  return twin ? refuse('likelyDuplicate', 'name', twin.name, { code: twin.code, county: twin.county }) : null;
}

/** Enlargements and phases hang on a project that is still counted; a phase has a number of its own there. */
function wrongParent({ facts: { parent } }: StartCommand, { code, other }: ProjectRuleFacts): Refusal | null {
  if (parent === null) return null;
  if (parent.code === code || !other) return refuse('projectNotFound', 'parent.code', parent.code);
  if (hasLeft(other)) return refuse('otherHasLeft', 'parent.code', parent.code, { status: other.status });
  if (parent.relation === 'phase' && parent.phase === null) return refuse('required', 'parent.phase', null);
  if (parent.relation === 'enlargement' && parent.phase !== null) {
    return refuse('phaseOfEnlargement', 'parent.phase', parent.phase);
  }
  if (parent.phase !== null && other.phases.includes(parent.phase)) {
    return refuse('phaseTaken', 'parent.phase', parent.phase, { parent: parent.code });
  }
  return null;
}

function start(command: StartCommand, code: string, context: RuleContext): Answer {
  const { paths } = context.settings.project;
  const { plans = {}, actuals = {}, evidence = [], pathId = STANDARD_PATH.id } = command;
  const path = paths.find(({ id }) => id === pathId);
  if (!path) return refuse('pathUnknown', 'path', pathId, { paths: paths.map(({ id }) => id) });
  if (!path.stages.includes(command.stage)) {
    return refuse('stageUnknown', 'stage', command.stage, { stages: path.stages });
  }
  const unknown = unknownSource(command.leadSource ?? null, 'leadSource', context.settings.project.leadSources);
  if (unknown) return unknown;
  // Only milestones are planned; what happened on the way to the first of them may have its date all the same.
  const wrongDate =
    firstWrongDate(plans, path.milestones, parseIsoDate) ?? firstWrongDate(actuals, path.stages, parsePartialDate);
  if (wrongDate) return wrongDate;
  for (const stage of stagesAfter(path, command.stage)) {
    if (actuals[stage])
      return refuse('dateBeyondStage', `milestones.${stage}`, actuals[stage], { stage: command.stage });
  }
  const early = firstEarlyPlan(plans, actuals.signing ?? plans.signing ?? null, context);
  if (early) return early;
  const started: ProjectEvent = {
    type: 'started',
    code,
    path,
    facts: command.facts,
    leadSource: command.leadSource ?? null,
    stage: path.stages[0] ?? command.stage,
    stageAssumed: command.stageAssumed ?? false,
    distinctFrom: command.distinctFrom ?? null,
    plans,
    on: context.today,
  };
  const walked = walk(
    stagesUpTo(path, command.stage).filter(
      stage => isMilestone(path, stage) || stage === command.stage || actuals[stage] !== undefined,
    ),
    { path, dates: actuals, evidence, field: 'milestones', latest: null },
    context,
  );
  if (isRefusal(walked)) return walked;
  const way = stagesUpTo(path, command.stage);
  const wrong = wrongGate({ path, milestones: {}, reviews: [] }, { way, to: command.stage, evidence }, context);
  if (wrong) return wrong;
  // The first stage of the path needs no event of its own, unless something proves or dates it: a project there has only started.
  const onlyStarted = command.stage === started.stage && evidence.length === 0 && actuals[command.stage] === undefined;
  return decided([started, ...(onlyStarted ? [] : walked)]);
}

type DateParser = (text: string, field: string) => PartialDate | Refusal;

function firstWrongDate(
  dates: Partial<Record<Stage, PartialDate>>,
  allowed: readonly Stage[],
  parse: DateParser,
): Refusal | undefined {
  for (const [stage, date] of Object.entries(dates)) {
    if (!isStage(stage) || !allowed.includes(stage)) {
      return refuse('stageNotOnPath', 'milestones', stage, { path: allowed });
    }
    const checked = parse(date, `milestones.${stage}`);
    if (isRefusal(checked)) return checked;
  }
  return undefined;
}

/**
 * What follows the signing is not planned before it: before its actual date, else before the first plan date it had. An old ledger may
 * hold such a plan; it is kept, because lateness is measured from it.
 */
function earlyPlan(
  stage: Stage,
  date: IsoDate,
  { signing, field, via }: { signing: PartialDate | null; field: string; via: RuleContext['via'] },
): Refusal | null {
  if (via === 'import' || signing === null || STAGES.indexOf(stage) <= STAGES.indexOf('signing')) return null;
  return date < firstDay(signing) ? refuse('planBeforeSigning', field, date, { signing }) : null;
}

function firstEarlyPlan(
  plans: Partial<Record<Stage, IsoDate>>,
  signing: PartialDate | null,
  { via }: RuleContext,
): Refusal | null {
  const found = STAGES.map(stage => {
    const plan = plans[stage];
    return plan === undefined ? null : earlyPlan(stage, plan, { signing, field: `milestones.${stage}`, via });
  });
  return found.find(refusal => refusal !== null) ?? null;
}

interface Walk {
  path: PathTemplate;
  dates: Partial<Record<Stage, PartialDate | null>>;
  evidence: AdvanceCommand['evidence'] & object;
  field: string;
  latest: PartialDate | null;
}

/** One `stageReached` per stage walked through; the evidence belongs to the last one. Dates must not decrease. */
function walk(
  stages: readonly Stage[],
  { path, dates, evidence, field, latest }: Walk,
  context: RuleContext,
): ProjectEvent[] | Refusal {
  const events: ProjectEvent[] = [];
  let last = latest;
  for (const [index, stage] of stages.entries()) {
    const on = dates[stage] ?? null;
    const isLast = index === stages.length - 1;
    const place = `${field}.${stage}`;
    if (on === null && context.via !== 'import' && isMilestone(path, stage)) {
      return refuse('stageNeedsDate', place, null, { stage });
    }
    if (on !== null) {
      const checked = checkActual(on, { place, after: last }, context);
      if (isRefusal(checked)) return checked;
      last = laterOf(last, on);
    }
    events.push({ type: 'stageReached', stage, on, passedOver: !isLast, evidence: isLast ? evidence : [] });
  }
  return events;
}

const laterOf = (a: PartialDate | null, b: PartialDate): PartialDate =>
  a !== null && firstDay(a) > firstDay(b) ? a : b;

function checkActual(
  on: PartialDate,
  { place, after }: { place: string; after: PartialDate | null },
  context: RuleContext,
): PartialDate | Refusal {
  const date = parsePartialDate(on, place);
  if (isRefusal(date)) return date;
  if (isFuture(date, context.today)) return refuse('dateInFuture', place, on, { today: context.today });
  if (after !== null && !canFollow(after, date)) return refuse('dateBeforeLastStage', place, on, { last: after });
  return date;
}

function advance(state: ProjectState, command: AdvanceCommand, context: RuleContext): Answer {
  if (state.status === 'paused') return refuse('projectPaused', 'code', state.code);
  const { path } = state;
  const { to, on, passed = {}, evidence = [] } = command;
  if (!path.stages.includes(to)) return refuse('stageNotOnPath', 'to', to, { path: path.stages });
  const counted = milestoneOf(state, to).actual;
  if (counted !== null) return refuse('milestoneCounted', 'to', to, { on: counted });
  const ahead = stagesAfter(path, state.stage);
  if (!ahead.includes(to)) return refuse('stageNotAhead', 'to', to, { reached: state.stage });
  const way = ahead.slice(0, ahead.indexOf(to) + 1);
  for (const stage of Object.keys(passed)) {
    if (!isStage(stage) || !way.includes(stage) || stage === to) {
      return refuse('stageNotOnPath', `passed.${stage}`, stage, { path: way.slice(0, -1) });
    }
  }
  const walked = walk(
    way.filter(stage => isMilestone(path, stage) || stage === to || passed[stage] !== undefined),
    { path, dates: { ...passed, [to]: on }, evidence, field: 'passed', latest: neighbouringDates(state, to).before },
    context,
  );
  if (!isRefusal(walked)) return wrongGate(state, { way, to, evidence }, context) ?? decided(walked);
  return walked.field === `passed.${to}` ? { ...walked, field: 'on' } : walked;
}

/** Every gate on the way must be open. An old ledger comes without papers: what is missing is listed then. */
function wrongGate(
  state: Gated,
  { way, to, evidence }: { way: readonly Stage[]; to: Stage; evidence: readonly Evidence[] },
  context: RuleContext,
): Refusal | null {
  const incomplete = incompleteEvidence(state.path, to, evidence);
  if (incomplete || context.via === 'import') return incomplete;
  const closed = way.map(stage => closedGate(state, stage, stage === to ? evidence : []));
  return closed.find(refusal => refusal !== null) ?? null;
}

function revisePlan(state: ProjectState, command: RevisePlanCommand, context: RuleContext): Answer {
  const { path } = state;
  const { stage, reason, approvedBy = null } = command;
  if (!isMilestone(path, stage)) return refuse('stageNotOnPath', 'stage', stage, { path: path.milestones });
  // An old ledger may bring the plan of a milestone that is long reached: it is the baseline lateness is measured from.
  if (context.via !== 'import' && !stagesAfter(path, state.stage).includes(stage)) {
    return refuse('milestoneReached', 'stage', stage, { reached: state.stage });
  }
  const date = parseIsoDate(command.date, 'date');
  if (isRefusal(date)) return date;
  const from = milestoneOf(state, stage).plan;
  if (from === date) return refuse('planUnchanged', 'date', date);
  const { before } = neighbouringDates(state, stage);
  if (before !== null && date < firstDay(before)) return refuse('dateBeforeLastStage', 'date', date, { last: before });
  const signing = milestoneOf(state, 'signing').baseline;
  const early = earlyPlan(stage, date, { signing: before === null ? signing : null, field: 'date', via: context.via });
  if (early) return early;
  return decided([{ type: 'planRevised', stage, from, to: date, reason, approvedBy, on: context.today }]);
}
