import { assertNever } from '../assert-never.ts';
import { parseIsoDate } from '../calendar/dates.ts';
import { workingDayLimit } from '../calendar/office-hours.ts';
import { addWorkingDays, isWorkday } from '../calendar/working-calendar.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { hasLeft, refuseLeft } from '../project/leaving.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { noticesTo } from './notices.ts';
import { step, unanswered } from './steps.ts';
import type {
  BlowCommand,
  WhistleCommand,
  WhistleEvent,
  WhistleRuleFacts,
  WhistleState,
  WhistleStatus,
} from './types.ts';

type Answer = Decision<WhistleEvent> | Refusal;
type Of<T extends WhistleCommand['type']> = Extract<WhistleCommand, { type: T }>;

/** The rules of a county whistle (县区吹哨, domain §3, §5): what a command does to it, or why it is refused. Pure. */
export function decideWhistle(
  state: WhistleState | null,
  command: WhistleCommand,
  facts: WhistleRuleFacts,
  context: RuleContext,
): Answer {
  if (command.type === 'blow') {
    if (state) return refuse('alreadyExists', 'code', state.code, { name: state.topic });
    return onlyCounty(command.county, facts, context) ?? blow(command, facts, context);
  }
  if (!state) return refuse('notFound', 'code', facts.code);
  switch (command.type) {
    case 'answer':
      return answer(state, command, facts, context);
    case 'hold':
      return onlyCounty(state.county, facts, context) ?? hold(state, command, facts, context);
    case 'callOff':
      return onlyCounty(state.county, facts, context) ?? callOff(state, command, facts, context);
    case 'step':
      return step(state, command.slot, facts, context);
    default:
      return assertNever(command);
  }
}

/** A county's own reporters, and coordinators for it. */
function onlyCounty(county: string, { actorCounty }: WhistleRuleFacts, { actor }: RuleContext): Refusal | null {
  if (actor.roles.includes('coordinator')) return null;
  if (actor.roles.includes('countyReporter') && actorCounty === county) return null;
  return refuse('notYourCounty', 'county', county, { actor: actor.id, own: actorCounty });
}

function blow(command: BlowCommand, facts: WhistleRuleFacts, context: RuleContext): Answer {
  const startMs = startOf(command, context);
  if (isRefusal(startMs)) return startMs;
  const wrong =
    wrongSubject(command, facts) ?? wrongDepartments(command.departments, facts) ?? usedUp(command, facts, context);
  if (wrong) return wrong;
  const { county, project = null, problem = null, topic, venue, departments } = command;
  const { calendar, settings, nowMs, today, actor } = context;
  const answerDueMs = Math.min(workingDayLimit(calendar, nowMs, settings.whistle.answerWorkingDays), startMs);
  const handlersOf = (unit: string): readonly string[] => facts.handlers.get(unit) ?? [];
  const blown: WhistleEvent = {
    type: 'whistleBlown',
    ...{ code: facts.code, county, project, problem, topic, venue, departments, startMs, answerDueMs },
    unreached: departments.filter(unit => handlersOf(unit).length === 0),
    by: actor.id,
    atMs: nowMs,
    month: today.slice(0, 7),
  };
  const notices = departments.flatMap(unit =>
    noticesTo(blown, { mail: 'called', unit, people: handlersOf(unit) }, context),
  );
  return decided([blown], notices);
}

/** A special meeting is soon, or it is none: on a working day, ahead, and within some working days (settings). */
function startOf({ on, time }: BlowCommand, { calendar, settings, nowMs, today }: RuleContext): number | Refusal {
  const day = parseIsoDate(on, 'on');
  if (isRefusal(day)) return day;
  const startMs = calendar.clock.toInstant(day, time);
  if (startMs <= nowMs) return refuse('whistleInPast', 'on', day, { time, today });
  const within = settings.whistle.withinWorkingDays;
  const last = addWorkingDays(calendar.table, today, within);
  if (day > last) return refuse('whistleTooFar', 'on', day, { within, last });
  return isWorkday(calendar.table, day) ? startMs : refuse('whistleDayOff', 'on', day);
}

function wrongSubject({ county, project, problem }: BlowCommand, facts: WhistleRuleFacts): Refusal | null {
  if (!facts.countyKnown) return refuse('countyUnknown', 'county', county);
  if (project === undefined && problem === undefined) return refuse('required', 'problem', null, { other: 'project' });
  if (project !== undefined) {
    if (!facts.project) return refuse('projectNotFound', 'project', project);
    if (hasLeft(facts.project)) return { ...refuseLeft(facts.project), field: 'project' };
    if (facts.project.county !== county) return outside('project', project, { county, own: facts.project.county });
  }
  return problem === undefined ? null : wrongProblem(problem, county, facts);
}

function wrongProblem(problem: string, county: string, facts: WhistleRuleFacts): Refusal | null {
  const wrong = wrongPlaceOf(problem, county, facts);
  if (wrong || !facts.problem) return wrong;
  const { open, state } = facts.problem;
  return open ? null : refuse('problemOver', 'problem', problem, { state });
}

function wrongPlaceOf(problem: string, county: string, facts: WhistleRuleFacts): Refusal | null {
  if (!facts.problem) return refuse('problemNotFound', 'problem', problem);
  const own = facts.problem.county;
  return own === county ? null : outside('problem', problem, { county, own });
}

const outside = (field: string, code: string, place: { county: string; own: string | null }): Refusal =>
  refuse('outsideCounty', field, code, place);

function wrongDepartments(departments: readonly string[], { unitKinds }: WhistleRuleFacts): Refusal | null {
  if (departments.length === 0) return refuse('required', 'departments', null);
  for (const [index, unit] of departments.entries()) {
    const field = `departments[${index}]`;
    const kind = unitKinds.get(unit);
    if (kind === undefined) return refuse('unitNotFound', field, unit);
    // Counties call, and supervision offices are told who stays away; neither is called.
    if (kind === 'county' || kind === 'supervision') return refuse('notADepartment', field, unit, { kind });
    const first = departments.indexOf(unit);
    if (first < index) return refuse('listedTwice', field, unit, { first: first + 1 });
  }
  return null;
}

/** One that was called off counts too: its departments had been called. */
function usedUp({ county }: BlowCommand, { blown }: WhistleRuleFacts, context: RuleContext): Refusal | null {
  const most = context.settings.whistle.perCountyMonth;
  if (blown.length < most) return null;
  return refuse('whistlesUsedUp', 'county', county, { month: context.today.slice(0, 7), most, blown });
}

const BEFORE_START: readonly WhistleStatus[] = ['asking', 'gathered'];
const OPEN: readonly WhistleStatus[] = ['asking', 'gathered', 'convened'];

const notIn = ({ status }: WhistleState, states: readonly WhistleStatus[]): Refusal | null =>
  states.includes(status) ? null : refuse('whistleNotIn', 'state', status, { states });

/** A department answers until the meeting begins, after the limit as late; its last answer stands, all of them are history. */
function answer(state: WhistleState, command: Of<'answer'>, facts: WhistleRuleFacts, context: RuleContext): Answer {
  const called = state.departments.find(({ unit }) => unit === command.department);
  const wrong = wrongAnswer(state, command, { ...facts, called: called !== undefined }, context);
  if (wrong) return wrong;
  const { department: unit, answer: kind, person = null, reason = null } = command;
  if (called?.answer === kind && called.person === person && called.reason === reason) return decided([]);
  const { nowMs, actor } = context;
  const answered: WhistleEvent = {
    type: 'departmentAnswered',
    ...{ unit, answer: kind, person, reason, by: actor.id, atMs: nowMs },
    late: nowMs > state.answerDueMs,
  };
  const left = unanswered(state).filter(other => other.unit !== unit);
  const all: WhistleEvent[] =
    state.status === 'asking' && left.length === 0 ? [{ type: 'answersGathered', silent: [] }] : [];
  const people = [...facts.coordinators, state.blownBy];
  const notices = kind === 'objects' ? noticesTo(state, { mail: 'objection', unit, people }, context) : [];
  return decided([answered, ...all], notices);
}

function wrongAnswer(
  state: WhistleState,
  { department, answer: kind, person, reason }: Of<'answer'>,
  { called, person: sent }: WhistleRuleFacts & { called: boolean },
  { actor, nowMs }: RuleContext,
): Refusal | null {
  const asked = state.departments.map(({ unit }) => unit);
  if (!called) return refuse('departmentNotCalled', 'department', department, { departments: asked });
  if (actor.unitId !== department && !actor.roles.includes('coordinator')) {
    return refuse('notOfTheDepartment', 'actor', actor.id, { department });
  }
  const over = notIn(state, BEFORE_START);
  if (over) return over;
  if (nowMs >= state.startMs) return refuse('whistleBegun', 'code', state.code);
  if (kind === 'sends' && person === undefined) return refuse('required', 'person', null);
  if (person !== undefined && kind !== 'sends') return refuse('answerWithout', 'person', person, { answer: kind });
  if (person !== undefined) {
    if (!sent?.active) return refuse(sent ? 'personLeft' : 'personNotFound', 'person', person);
    if (sent.unit !== department) return refuse('sentFromElsewhere', 'person', person, { department, own: sent.unit });
  }
  return kind === 'objects' && reason === undefined ? refuse('required', 'reason', null) : null;
}

/** What came of it, which is told; whoever promised to come and is not among the present was absent. */
function hold(state: WhistleState, command: Of<'hold'>, facts: WhistleRuleFacts, context: RuleContext): Answer {
  const over = notIn(state, OPEN);
  if (over) return over;
  if (context.nowMs < state.startMs) return refuse('whistleNotBegun', 'code', state.code);
  const called = state.departments.map(({ unit }) => unit);
  for (const [index, unit] of command.present.entries()) {
    const field = `present[${index}]`;
    if (!called.includes(unit)) return refuse('departmentNotCalled', field, unit, { departments: called });
    const first = command.present.indexOf(unit);
    if (first < index) return refuse('listedTwice', field, unit, { first: first + 1 });
  }
  const { result, text, present } = command;
  const problem = command.problem ?? state.problem;
  if (result === 'tabled' && problem === null) return refuse('tabledWithoutProblem', 'problem', null);
  const wrong = command.problem === undefined ? null : wrongPlaceOf(command.problem, state.county, facts);
  // Whoever was called, came or was absent, and whoever called, hears what came of it.
  const people = [...called.flatMap(unit => facts.handlers.get(unit) ?? []), state.blownBy, ...facts.coordinators];
  return (
    wrong ??
    decided(
      [{ type: 'whistleHeld', result, text, problem, present }],
      noticesTo(state, { mail: 'held', unit: null, people }, context),
    )
  );
}

/** Everybody who was called hears of it. */
function callOff(
  state: WhistleState,
  { reason }: Of<'callOff'>,
  facts: WhistleRuleFacts,
  context: RuleContext,
): Answer {
  const over = notIn(state, OPEN);
  if (over) return over;
  const notices = state.departments.flatMap(({ unit }) =>
    noticesTo(state, { mail: 'calledOff', unit, people: facts.handlers.get(unit) ?? [] }, context),
  );
  return decided([{ type: 'whistleCalledOff', reason }], notices);
}
