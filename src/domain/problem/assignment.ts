import { workingDayLimit } from '../calendar/office-hours.ts';
import { decided, type Notice, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { limitFromNow } from './clocks.ts';
import type { AssignedPart, Assignment, ProblemCommand, ProblemEvent, ProblemRuleFacts } from './commands.ts';
import { lapsedExtension } from './extension.ts';
import { hasAnswered, leadAgain, partsAgain } from './former.ts';
import { tell } from './notices.ts';
import {
  onlyLeader,
  partsOf,
  refuseObjected,
  refuseUnless,
  refuseUnlessLead,
  STATES_HANDLED,
  unitsOf,
  type Answer,
} from './standing.ts';
import type { ProblemState } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/**
 * To the lead (主办), with split (分办) and co-departments (协办); every one has a clock of its own from now on. Taken from another lead it needs
 * a reason. Under the same lead it is no new assignment: nobody's clock begins again but that of who comes new. Nor does it for a lead that gets it
 * back, or it would have its time twice.
 */
export function assign(state: ProblemState, command: Of<'assign'>, given: Given): Answer {
  const { leadUnit, reason } = command;
  const wrong =
    refuseUnless(state, ['raised', 'assigned']) ??
    refuseObjected(state) ??
    refuseMoving(state, leadUnit) ??
    unitTwice(command) ??
    wrongHandler(command, given.facts);
  if (wrong) return wrong;
  const before = state.status === 'assigned' ? state.leadUnitId : null;
  if (before === leadUnit) return changeWithin(state, command, given);
  if (before !== null && !reason) return refuse('reassignWithoutReason', 'reason', null, { unit: before, leadUnit });
  return assignedTo(state, command, { ...given, before, reason });
}

interface Handing extends Given {
  /** The lead it is taken from. */
  before: string | null;
  reason: string | undefined;
}

function assignedTo(state: ProblemState, given: Assignment, { before, reason, facts, context }: Handing) {
  const event: Assigned = {
    ...asBefore(state, assignedEvent(given, context), context),
    ...(before !== null && { before, reason: reason ?? null }),
  };
  const left = before === null ? [] : (facts.people.members[before] ?? []);
  return decided<ProblemEvent>(
    [...lapsedExtension(state), event],
    [
      ...tell('reassigned', { people: left, problem: state.code, more: { note: reason ?? null } }, context),
      ...tellAssigned(state, event, { facts, context }),
    ],
  );
}

function asBefore(state: ProblemState, event: Assigned, context: RuleContext): Assigned {
  const lead = leadAgain(state, event.leadUnitId, context);
  if (!lead) return event;
  return { ...event, ...lead, againMs: context.nowMs, parts: partsAgain(state, event.parts ?? [], context) };
}

/** Whom it has beside its lead, and who in the lead's unit handles it. What stays as it was keeps its clock and its answer. */
function changeWithin(state: ProblemState, command: Of<'assign'>, { facts, context }: Given): Answer {
  const { leadUnitId, handlerId, dueMs: fresh, parts: begins = [] } = assignedEvent(command, context);
  const named = partsAgain(state, begins, context);
  const there = partsOf(state);
  const stays = ({ unitId, role }: Pick<AssignedPart, 'unitId' | 'role'>): boolean =>
    there.some(part => part.unitId === unitId && part.role === role);
  const parts = named.filter(part => !stays(part));
  const kept = named.filter(stays).map(({ unitId }) => unitId);
  const dropped = there.filter(({ unitId }) => !kept.includes(unitId)).map(({ unitId }) => unitId);
  const otherHandler = handlerId !== state.handlerId;
  if (parts.length === 0 && dropped.length === 0 && !otherHandler) return decided([]);
  return decided(
    [{ type: 'assignmentChanged', handlerId, kept, dropped, parts }],
    [
      ...(otherHandler
        ? tellLead(state.code, { leadUnitId, handlerId, dueMs: state.dueMs ?? fresh }, { facts, context })
        : []),
      ...tellParts(state.code, owing(state, parts), { facts, context }),
    ],
  );
}

/** A unit has one part in a problem; named a second time, one of the two is a slip. `leadUnit` is null where an older ledger names none. */
export function unitTwice({
  leadUnit,
  splitUnits = [],
  coUnits = [],
}: Pick<Assignment, 'splitUnits' | 'coUnits'> & { leadUnit: string | null }): Refusal | null {
  const named = new Map(leadUnit === null ? [] : [[leadUnit, 'leadUnit']]);
  for (const [list, units] of Object.entries({ splitUnits, coUnits })) {
    for (const [index, unit] of units.entries()) {
      const first = named.get(unit);
      if (first !== undefined) return refuse('unitTwice', `${list}[${index}]`, unit, { as: first });
      named.set(unit, list);
    }
  }
  return null;
}

/** A leader who ruled has the last word on whose problem it is; only the handler inside that unit may still change. */
function refuseMoving({ finalReason, leadUnitId }: ProblemState, leadUnit: string): Refusal | null {
  if (finalReason == null || leadUnit === leadUnitId) return null;
  return refuse('assignmentFinal', 'leadUnit', leadUnit, { reason: finalReason });
}

function wrongHandler({ leadUnit, handler }: Assignment, { handlerUnitId }: ProblemRuleFacts): Refusal | null {
  if (handler === undefined || handlerUnitId === leadUnit) return null;
  return refuse('handlerOutsideUnit', 'handler', handler, { unit: leadUnit });
}

/** The handler, or his whole unit where none is named; and every department with a part, each with its own limit. */
const tellAssigned = (state: ProblemState, event: Assigned, given: Given): Notice[] => [
  ...tellLead(state.code, event, given),
  ...tellParts(state.code, owing(state, event.parts ?? []), given),
];

const owing = (state: ProblemState, parts: readonly AssignedPart[]): readonly AssignedPart[] =>
  parts.filter(part => !hasAnswered(state, part));

type Led = Pick<Assigned, 'leadUnitId' | 'handlerId' | 'dueMs'>;

function tellLead(problem: string, { leadUnitId, handlerId, dueMs }: Led, { facts, context }: Given): Notice[] {
  const { members, coordinators } = facts.people;
  const lead = handlerId === null ? (members[leadUnitId] ?? []) : [handlerId];
  // A unit without people: the coordinators reach it another way.
  const people = lead.length > 0 ? lead : coordinators;
  return tell('assigned', { people, problem, more: { dueMs, unit: leadUnitId } }, context);
}

const tellParts = (problem: string, parts: readonly AssignedPart[], { facts, context }: Given): Notice[] =>
  parts.flatMap(({ unitId, dueMs }) =>
    tell(
      'partAssigned',
      { people: facts.people.members[unitId] ?? [], problem, more: { dueMs, unit: unitId } },
      context,
    ),
  );

type Assigned = Extract<ProblemEvent, { type: 'assigned' }>;

function assignedEvent(given: Assignment, context: RuleContext): Assigned {
  const { leadUnit, splitUnits = [], coUnits = [], handler } = given;
  // A ruling may make one of the other departments the lead.
  const split = splitUnits.filter(unit => unit !== leadUnit);
  const co = coUnits.filter(unit => unit !== leadUnit);
  const part = (role: AssignedPart['role']) => (unitId: string) => ({ unitId, role, ...limitFromNow(role, context) });
  return {
    type: 'assigned',
    leadUnitId: leadUnit,
    coUnitIds: co,
    handlerId: handler ?? null,
    ...limitFromNow('lead', context),
    parts: [...split.map(part('split')), ...co.map(part('co'))],
  };
}

/** Once a unit; saying it again changes nothing. */
export function acknowledge(state: ProblemState, { actor }: RuleContext): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED);
  if (wrong) return wrong;
  const { unitId } = actor;
  const units = unitsOf(state);
  if (unitId === null || !units.includes(unitId)) return refuse('outsideUnits', 'actor', actor.id, { units });
  if (state.acknowledged?.includes(unitId)) return decided([]);
  return decided([{ type: 'acknowledged', unitId, by: actor.id }]);
}

/** Within one working day of the assignment, once, and before the problem is worked on. */
export function object(state: ProblemState, command: Of<'object'>, { facts, context }: Given): Answer {
  const { reason, unit = null } = command;
  const wrong = refuseUnless(state, ['assigned']) ?? refuseUnlessLead(state, context.actor) ?? refuseObjected(state);
  if (wrong) return wrong;
  if (state.finalReason != null) {
    return refuse('assignmentFinal', 'leadUnit', state.leadUnitId, { reason: state.finalReason });
  }
  const last = lastObjection(state, context);
  if (last === null || context.nowMs > last) {
    return refuse('objectionTooLate', 'state', state.status, last === null ? {} : { last: localText(last, context) });
  }
  const running = limitFromNow('ruling', context);
  const people = [...facts.people.leaders, ...facts.people.coordinators];
  const more = { dueMs: running.dueMs, note: reason };
  return decided(
    [{ type: 'objected', reason, by: context.actor.id, proposedUnitId: unit, ...running }],
    tell('objected', { people, problem: state.code, more }, context),
  );
}

/** Null when the assignment was written before its instant was kept: then it lies further back than any working day. */
function lastObjection({ assignedMs }: ProblemState, { calendar, settings }: RuleContext): number | null {
  return assignedMs == null ? null : workingDayLimit(calendar, assignedMs, settings.problem.objectionWorkingDays);
}

const localText = (instantMs: number, { calendar: { clock } }: RuleContext): string => {
  const { date, time } = clock.toLocal(instantMs);
  return `${date} ${time}`;
};

/** By a leader, the same day; what he says is final. Upheld, the problem goes to another lead under a new clock. */
export function ruleObjection(state: ProblemState, command: Of<'ruleObjection'>, { facts, context }: Given): Answer {
  const { upheld, reason, leadUnit, handler } = command;
  const wrong = onlyLeader(context.actor);
  if (wrong) return wrong;
  if (!state.objection) return refuse('nothingToRule', 'state', state.status);
  const { code, leadUnitId, parts = [] } = state;
  const ruled: ProblemEvent = { type: 'objectionRuled', upheld, reason, by: context.actor.id };
  const people = [...facts.people.answerable, state.objection.by];
  const more = { upheld: upheld ? 1 : 0, note: reason };
  const told = tell('objectionRuled', { people, problem: code, more }, context);
  if (!upheld) return decided([ruled], told);
  if (leadUnit === undefined) return refuse('required', 'leadUnit', null);
  if (leadUnit === leadUnitId) return refuse('leadUnchanged', 'leadUnit', leadUnit);
  const units = (role: string) => parts.filter(part => part.role === role).map(({ unitId }) => unitId);
  const given: Assignment = { leadUnit, handler, splitUnits: units('split'), coUnits: units('co') };
  const assigned = assignedTo(state, given, { facts, context, before: leadUnitId, reason });
  // Its old lead reads of the ruling itself.
  const notices = [...told, ...assigned.notices.filter(({ data }) => data['what'] !== 'reassigned')];
  return wrongHandler(given, facts) ?? decided([ruled, ...assigned.events], notices);
}
