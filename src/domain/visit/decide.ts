import { assertNever } from '../assert-never.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { decided, type Actor, type Decision, type RuleContext } from '../entity.ts';
import { hasLeft, refuseLeft } from '../project/leaving.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { notATeam } from '../supervision/charge.ts';
import { foundEvents, refuseFindings } from './findings.ts';
import { remind } from './reminders.ts';
import type { RaisedFinding, VisitCommand, VisitEvent, VisitPlan, VisitRuleFacts, VisitState } from './types.ts';

type Answer = Decision<VisitEvent> | Refusal;
type Of<T extends VisitCommand['type']> = Extract<VisitCommand, { type: T }>;
type Beginning = Of<'plan'> | Of<'recordVisit'>;

/** The rules of a visit (走访, domain §5): what a command does to it, or why it is refused. Pure. */
export function decideVisit(
  state: VisitState | null,
  command: VisitCommand,
  facts: VisitRuleFacts,
  context: RuleContext,
): Answer {
  if (command.type === 'plan' || command.type === 'recordVisit') {
    if (state) return refuse('alreadyExists', 'code', state.code);
    return onlyTeam(command.team, context.actor) ?? begin(command, facts, context);
  }
  if (!state) return refuse('notFound', 'code', facts.code);
  switch (command.type) {
    case 'move':
      return onlyTeam(state.team, context.actor) ?? refuseDecided(state) ?? move(state, command, facts, context);
    case 'cancel':
      return (
        onlyTeam(state.team, context.actor) ??
        refuseDecided(state) ??
        decided([{ type: 'visitCancelled', reason: command.reason }])
      );
    case 'hold':
      return onlyTeam(state.team, context.actor) ?? refuseDecided(state) ?? hold(state, command, facts, context);
    case 'find':
      return onlyTeam(state.team, context.actor) ?? find(state, command, facts, context);
    case 'record':
      return record(state, command.results);
    case 'remind':
      return remind(state, command.slot, facts, context);
    default:
      return assertNever(command);
  }
}

/** The team itself, or a coordinator for it: nobody plans another team's days or writes down what it saw. */
export function onlyTeam(team: string, { id, unitId, roles }: Actor): Refusal | null {
  if (roles.includes('coordinator') || (unitId === team && roles.includes('supervisionTeam'))) return null;
  return refuse('notOfTheTeam', 'actor', id, { team });
}

/** What took place or was called off is for good. */
function refuseDecided({ code, status, heldOn }: VisitState): Refusal | null {
  if (status === 'cancelled') return refuse('visitCancelled', 'code', code);
  return heldOn === null ? null : refuse('visitHeld', 'code', code, { on: heldOn });
}

function begin(command: Beginning, facts: VisitRuleFacts, context: RuleContext): Answer {
  const wrong = wrongPlan(command, facts, context) ?? wrongPeople(command.people, command.team, facts);
  if (wrong) return wrong;
  const { on, team, people, project = null, purpose = null } = command;
  const begun = {
    ...{ code: facts.code, on, team, people, project, purpose },
    county: command.county ?? facts.project?.county ?? null,
    plannedBy: context.actor.id,
    passedMs: context.nowMs,
  };
  const { distinct } = command;
  if (facts.twin != null && distinct === undefined) {
    return refuse('visitThere', 'on', on, { team, code: facts.twin });
  }
  if (command.type === 'plan') {
    return decided([{ type: 'visitPlanned', ...begun, ...(distinct !== undefined && { distinct }) }]);
  }
  const { note = null, findings = [] } = command;
  const blank = { findings: [], heldOn: on };
  const refusal = refuseFindings(blank, findings, facts);
  if (refusal) return refusal;
  return decided([
    { type: 'visitRecorded', ...begun, note, ...(distinct !== undefined && { distinct }) },
    ...foundEvents(blank, findings, { context }),
  ]);
}

/** A plan looks ahead, what is written down afterwards has happened; today may be either. */
function wrongPlan(command: Beginning, facts: VisitRuleFacts, context: RuleContext): Refusal | null {
  const on = parseIsoDate(command.on, 'on');
  if (isRefusal(on)) return on;
  const { today } = context;
  if (command.type === 'plan' && on < today) return refuse('visitInPast', 'on', on, { today });
  if (command.type === 'recordVisit' && on > today) return refuse('dateInFuture', 'on', on, { today });
  return notATeam(command.team, facts.unitKind, 'team') ?? wrongPlace(command, facts);
}

function wrongPlace({ project, county }: VisitPlan, facts: VisitRuleFacts): Refusal | null {
  if (project === undefined && county === undefined) return refuse('required', 'project', null, { other: 'county' });
  if (project !== undefined && county !== undefined) return refuse('projectOrCounty', 'county', county, { project });
  if (project === undefined) return facts.countyKnown ? null : refuse('countyUnknown', 'county', county ?? null);
  if (!facts.project) return refuse('projectNotFound', 'project', project);
  return hasLeft(facts.project) ? { ...refuseLeft(facts.project), field: 'project' } : null;
}

/** Others may come along, but a visit without anybody of the team is not the team's. */
function wrongPeople(people: readonly string[], team: string, facts: VisitRuleFacts): Refusal | null {
  for (const [index, person] of people.entries()) {
    const field = `people[${index}]`;
    if (facts.unknownPersonIds.includes(person)) {
      return refuse(facts.leftPersonIds?.includes(person) ? 'personLeft' : 'personNotFound', field, person);
    }
    const first = people.indexOf(person);
    if (first < index) return refuse('listedTwice', field, person, { first: first + 1 });
  }
  if (people.length === 0) return refuse('required', 'people', null);
  return facts.teamPeople.length > 0 ? null : refuse('nobodyOfTheTeam', 'people', people, { team });
}

function move(state: VisitState, command: Of<'move'>, facts: VisitRuleFacts, context: RuleContext): Answer {
  const to = parseIsoDate(command.to, 'to');
  if (isRefusal(to)) return to;
  const { today } = context;
  if (to < today) return refuse('visitInPast', 'to', to, { today });
  if (to === state.on) return refuse('visitDayUnchanged', 'to', to, { code: state.code });
  const people = command.people ?? state.people;
  const wrong = command.people === undefined ? null : wrongPeople(people, state.team, facts);
  if (wrong) return wrong;
  return decided([{ type: 'visitMoved', from: state.on, to, reason: command.reason, people, atMs: context.nowMs }]);
}

/** It took place on its day unless another is said; never on a day to come. */
function hold(state: VisitState, command: Of<'hold'>, facts: VisitRuleFacts, context: RuleContext): Answer {
  const heldOn = parseIsoDate(command.on ?? state.on, 'on');
  if (isRefusal(heldOn)) return heldOn;
  if (heldOn > context.today) return refuse('dateInFuture', 'on', heldOn, { today: context.today });
  const { people = state.people, note = null, findings = [], reason } = command;
  if (findings.length > 0 && reason === undefined && isLate(heldOn, context)) {
    return refuse('lateFinding', 'reason', null, { on: heldOn });
  }
  const wrong =
    (command.people === undefined ? null : wrongPeople(people, state.team, facts)) ??
    refuseFindings(state, findings, facts);
  if (wrong) return wrong;
  const held: VisitEvent = { type: 'visitHeld', on: heldOn, people, note };
  return decided([held, ...foundEvents({ ...state, heldOn }, findings, { reason, context })]);
}

/** After the day by which a visit is reported. */
const isLate = (heldOn: IsoDate, { today, calendar, settings }: RuleContext): boolean =>
  today > addWorkingDays(calendar.table, heldOn, settings.supervision.visitReportWorkingDays);

/** More of a visit that took place. After its day it is marked as late and says why it comes only now. */
function find(state: VisitState, command: Of<'find'>, facts: VisitRuleFacts, context: RuleContext): Answer {
  const { heldOn } = state;
  if (state.status === 'cancelled') return refuse('visitCancelled', 'code', state.code);
  if (heldOn === null) return refuse('visitNotHeld', 'code', state.code, { on: state.on });
  const { findings, reason } = command;
  if (findings.length === 0) return refuse('required', 'findings', null);
  if (context.today > heldOn && reason === undefined) return refuse('lateFinding', 'reason', null, { on: heldOn });
  const wrong = refuseFindings(state, findings, facts);
  return wrong ?? decided(foundEvents({ ...state, heldOn }, findings, { reason, context }));
}

/** Findings that have their result already are passed over: the same round may come twice. */
function record(state: VisitState, given: readonly RaisedFinding[]): Answer {
  const waiting = new Set(state.findings.filter(({ standing }) => standing === 'waiting').map(each => each.number));
  const results = given.filter(each => waiting.delete(each.number));
  if (results.length === 0) return refuse('clockStale', 'results', given.length);
  return decided([{ type: 'findingsRaised', results }]);
}
