import { assertNever } from '../assert-never.ts';
import { decided, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { answer, coAnswer, explainMiss, madeOf, table } from './answers.ts';
import { acknowledge, assign, object, ruleObjection } from './assignment.ts';
import { movedLimits } from './clocks.ts';
import { resolve, solveOnTheSpot, verificationOverdue, verifiersOf, verify } from './closing.ts';
import type { LimitMove, ProblemCommand, ProblemPeople, ProblemRuleFacts } from './commands.ts';
import { askExtension, remindOfRuling, ruleExtension } from './extension.ts';
import { importProblem } from './imported.ts';
import {
  carryOver,
  interview,
  overdue,
  partOverdue,
  putOnAgenda,
  rulingOverdue,
  tellUnassigned,
  warn,
  warnPart,
} from './ladder.ts';
import { askLookBack, lookBack } from './lookback.ts';
import { tell } from './notices.ts';
import { mergeInto, raise, withdraw } from './raising.ts';
import { duesOf } from './reminders.ts';
import { rulersOf, type Answer } from './standing.ts';
import type { ProblemState } from './types.ts';

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

/**
 * The protocol of a problem (domain §3; limits after 泉州 2022-08): what a command does, or why it is refused. One file for each step;
 * here is only which command is which step. Pure.
 */
export function decideProblem(
  state: ProblemState | null,
  command: ProblemCommand,
  facts: ProblemRuleFacts,
  context: RuleContext,
): Answer {
  const missing = missingReference(command, facts);
  if (missing) return missing;
  if (command.type === 'raise' || command.type === 'import') {
    if (state) return refuse('alreadyExists', 'code', state.code, { name: state.title });
    return command.type === 'raise' ? raise(command, facts, context) : importProblem(command, facts, context);
  }
  return state ? step(state, command, { facts, context }) : refuse('notFound', 'code', facts.code);
}

type Step = Exclude<ProblemCommand, { type: 'raise' | 'import' }>;

function step(state: ProblemState, command: Step, given: Given): Answer {
  const { context } = given;
  switch (command.type) {
    case 'assign':
      return assign(state, command, given);
    case 'acknowledge':
      return acknowledge(state, context);
    case 'object':
      return object(state, command, given);
    case 'ruleObjection':
      return ruleObjection(state, command, given);
    case 'answer':
      return answer(state, command, context);
    case 'coAnswer':
      return coAnswer(state, command, context);
    case 'table':
      return table(state, command, context);
    case 'explainMiss':
      return explainMiss(state, command, context);
    case 'askExtension':
      return askExtension(state, command, given);
    case 'ruleExtension':
      return ruleExtension(state, command, given);
    case 'resolve':
      return resolve(state, command, given);
    case 'solveOnTheSpot':
      return solveOnTheSpot(state, command, given);
    case 'verify':
      return verify(state, command, given);
    case 'lookBack':
      return lookBack(state, command, given);
    case 'withdraw':
      return withdraw(state, command, context);
    case 'mergeInto':
      return mergeInto(state, command, given);
    case 'interview':
      return interview(state, command, context);
    case 'carryOver':
      return carryOver(state, command, given);
    case 'overdue':
    case 'remind':
      return byClock(state, command.slot, given);
    default:
      return assertNever(command);
  }
}

/** What fell due; a timer of something that has moved on since does nothing. */
function byClock(state: ProblemState, slot: string, given: Given): Answer {
  const { facts, context } = given;
  const due = duesOf(state, context).find(each => each.slot === slot);
  if (!due || due.atMs > context.nowMs) return refuse('clockStale', 'slot', slot);
  switch (due.kind) {
    case 'limits':
      return moveLimits(state, given);
    case 'overdue':
      return overdue(state, slot, given);
    case 'warning':
      return warn(state, due.warning, given);
    case 'partWarning':
      return warnPart(state, due, given);
    case 'agenda':
      return putOnAgenda(state, given);
    case 'unassigned':
      return tellUnassigned(state, given);
    case 'extension':
      return remindOfRuling(state, given);
    case 'part':
      return partOverdue(state, due.unitId, given);
    case 'promise':
      return missPromise(state, due.no, given);
    case 'ruling':
      return rulingOverdue(state, given);
    case 'verification':
      return verificationOverdue(state, given);
    case 'lookBack':
      return askLookBack(state, { facts, context });
    case 'lookBackLapse':
      return decided([{ type: 'lookBackLapsed' }]);
    default:
      return assertNever(due);
  }
}

/** A new rule or calendar: every open limit is worked out again, and whom that moves is told. */
function moveLimits(state: ProblemState, { facts, context }: Given): Answer {
  const moves = movedLimits(state, context);
  const notices = moves.flatMap(move => {
    const { what: moved, unitId: unit, oldMs, newMs: dueMs } = move;
    const more = { moved, unit, oldMs, dueMs };
    return tell('limitMoved', { people: movedFor(state, move, facts.people), problem: state.code, more }, context);
  });
  return decided([{ type: 'limitsMoved', moves }], notices);
}

/** Whoever has the limit; a department's own is its lead's matter too. */
function movedFor(state: ProblemState, { what, unitId }: LimitMove, people: ProblemPeople): readonly string[] {
  switch (what) {
    case 'verification':
      return verifiersOf(state, people);
    case 'ruling':
      return rulersOf(people);
    case 'part':
      return [...(people.members[unitId ?? ''] ?? []), ...people.answerable];
    case 'limit':
    case 'promise':
      return people.answerable;
    default:
      return assertNever(what);
  }
}

/** The day has passed that an answer or a proposal set. */
function missPromise(state: ProblemState, no: number, { facts, context }: Given): Answer {
  const promise = state.promises?.find(each => each.no === no);
  if (!promise) return refuse('clockStale', 'promise', no);
  const { answerable, coordinators, supervisors } = facts.people;
  const people = [...answerable, ...coordinators, ...supervisors];
  const notices = tell(
    'promiseMissed',
    { people, problem: state.code, more: { on: promise.on, promise: promise.no, kind: promise.kind } },
    context,
  );
  return decided([{ type: 'promiseMissed', promise: madeOf(promise) }], notices);
}

/** Units, people and the project a command names must be there. */
function missingReference(command: ProblemCommand, facts: ProblemRuleFacts): Refusal | null {
  const project = command.type === 'raise' || command.type === 'import' ? command.facts.project : null;
  if (project !== null && !facts.project) {
    return refuse('projectNotFound', 'project', project);
  }
  const [unit] = facts.unknownUnitIds;
  if (unit !== undefined) return refuse('unitNotFound', unitFieldOf(command, unit), unit);
  const [person] = facts.unknownPersonIds;
  if (person === undefined) return null;
  const hasLeft = facts.leftPersonIds?.includes(person) === true;
  return refuse(hasLeft ? 'personLeft' : 'personNotFound', personFieldOf(command), person);
}

function unitFieldOf(command: ProblemCommand, unit: string): string {
  if (command.type === 'object') return 'unit';
  if (command.type === 'assign' && command.leadUnit !== unit) {
    return command.splitUnits?.includes(unit) ? 'splitUnits' : 'coUnits';
  }
  return 'leadUnit';
}

function personFieldOf({ type }: ProblemCommand): string {
  if (type === 'raise') return 'firmContact';
  return type === 'interview' ? 'person' : 'handler';
}
