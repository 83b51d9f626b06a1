import { parseIsoDate } from '../calendar/dates.ts';
import { decided, type Notice, type RuleContext } from '../entity.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { ProblemCommand, ProblemEvent, ProblemPeople, ProblemRuleFacts } from './commands.ts';
import { givePaper, tell, tellOverdue } from './notices.ts';
import { partsOf, refuseUnless, STATES_HANDLED, STATES_OWED, type Answer } from './standing.ts';
import { NO_LADDER, type Ladder, type Part, type ProblemState, type Warning } from './types.ts';

type Of<T extends ProblemCommand['type']> = Extract<ProblemCommand, { type: T }>;

interface Given {
  facts: ProblemRuleFacts;
  context: RuleContext;
}

export const ladderOf = ({ ladder }: ProblemState): Ladder => ladder ?? NO_LADDER;

/** The head of the department has been told that its limit passed; what the office let pass before anybody had it was told to others. */
export function headTold(state: ProblemState): boolean {
  const { level, papers, unassigned = false } = ladderOf(state);
  return unassigned ? papers.includes('yellow') : level >= 2;
}

/** L1: the handler. The second warning is a blue paper. */
export function warn(state: ProblemState, warning: Warning, { facts, context }: Given): Answer {
  const { code, dueMs } = state;
  // A part of an older problem may have no clock of its own: then the lead's is all there is.
  const clockless = owingOf(state).filter(part => part.dueMs === null);
  const told = [
    { people: leadOf(state, facts.people), problem: code, more: { dueMs } },
    ...clockless.map(({ unitId: unit }) => {
      return { people: facts.people.members[unit] ?? [], problem: code, more: { dueMs, unit } };
    }),
  ];
  if (warning === 'first') {
    const notices = told.flatMap(each => tell('warned', each, context));
    return decided([{ type: 'warned', warning }], notices);
  }
  const events: ProblemEvent[] = [
    { type: 'warned', warning },
    { type: 'paperGiven', paper: 'blue' },
  ];
  const notices = told.flatMap(each => givePaper('blue', each, context));
  return decided(events, notices);
}

/** The same of a department's own limit, to its people. The blue paper it reads is no step of the ladder, which is the lead's. */
export function warnPart(state: ProblemState, due: PartWarning, { facts, context }: Given): Answer {
  const { unitId, warning } = due;
  const { dueMs = null } = partsOf(state).find(part => part.unitId === unitId) ?? {};
  const told = { people: facts.people.members[unitId] ?? [], problem: state.code, more: { dueMs, unit: unitId } };
  const notices = warning === 'first' ? tell('warned', told, context) : givePaper('blue', told, context);
  return decided([{ type: 'warned', warning, unitId }], notices);
}

export interface PartWarning {
  unitId: string;
  warning: Warning;
}

/** A handler who has left is nobody to write to: then his department is. */
function leadOf({ handlerId }: ProblemState, { answerable }: ProblemPeople): readonly string[] {
  return handlerId !== null && answerable.includes(handlerId) ? [handlerId] : answerable;
}

const owingOf = (state: ProblemState): readonly Part[] => partsOf(state).filter(({ answered }) => !answered);

/** Who has it on his table. */
export const near = (state: ProblemState, people: ProblemPeople): string[] => [
  ...leadOf(state, people),
  ...owingOf(state).flatMap(({ unitId }) => people.members[unitId] ?? []),
];

/** A limit has passed: told once for each limit. The first time in an episode is L2: a yellow paper to the head of the department. */
export function overdue(state: ProblemState, slot: string, { facts, context }: Given): Answer {
  const { code, status } = state;
  const dueMs = state.dueMs ?? context.nowMs;
  const told: ProblemEvent = { type: 'overdueTold', slot, dueMs };
  const { answerable, heads, supervisors } = facts.people;
  const about = { problem: code, more: { dueMs } };
  const { level, papers } = ladderOf(state);
  const climbs: ProblemEvent[] = level < 2 ? [{ type: 'escalated', level: 2, atMs: context.nowMs }] : [];
  // While nobody has it the office itself is late: its head is told, and no paper is given, as there is no department to give it to.
  if (status === 'raised') {
    return decided(
      [told, ...climbs],
      tellOverdue({ ...about, people: [...answerable, ...heads, ...supervisors] }, context),
    );
  }
  if (!STATES_HANDLED.includes(status) || headTold(state)) {
    return decided([told], tellOverdue({ ...about, people: [...answerable, ...supervisors] }, context));
  }
  const people = heads.length > 0 ? heads : answerable;
  const others = [...answerable, ...supervisors].filter(id => !people.includes(id));
  const events: ProblemEvent[] = [told, ...climbs];
  if (!papers.includes('yellow')) events.push({ type: 'paperGiven', paper: 'yellow' });
  return decided(events, [
    ...givePaper('yellow', { ...about, people }, context),
    ...tellOverdue({ ...about, people: others }, context),
  ]);
}

/** L3: what is still overdue stands on the agenda of the next weekly dispatch. */
export function putOnAgenda(state: ProblemState, { facts, context }: Given): Answer {
  const { nowMs: atMs } = context;
  const events: ProblemEvent[] = [{ type: 'putOnAgenda', atMs }];
  if (ladderOf(state).level < 3) events.push({ type: 'escalated', level: 3, atMs });
  const { answerable, coordinators, heads } = facts.people;
  const isUnassigned = state.status === 'raised';
  const people = [...answerable, ...coordinators, ...(isUnassigned ? heads : [])];
  const more = { dueMs: state.dueMs };
  return decided(
    events,
    tell(isUnassigned ? 'unassigned' : 'onAgenda', { people, problem: state.code, more }, context),
  );
}

/** It still lies where it was raised: the coordinators and the head of the office hear of it every week. */
export function tellUnassigned({ code, dueMs }: ProblemState, { facts, context }: Given): Answer {
  const people = [...facts.people.coordinators, ...facts.people.heads];
  const notices = tell('unassigned', { people, problem: code, more: { dueMs } }, context);
  return decided([{ type: 'unassignedTold', atMs: context.nowMs }], notices);
}

/** A special meeting, or one by the month, moves no ladder; but what it has carried over is the next dispatch's. */
function carryToNext(state: ProblemState, { meeting }: Of<'carryOver'>, { facts, context }: Given): Answer {
  const { agenda, status, code, dueMs } = state;
  if (agenda || !STATES_OWED.includes(status)) return refuse('clockStale', 'meeting', meeting);
  const { answerable, coordinators } = facts.people;
  const told = { people: [...answerable, ...coordinators], problem: code, more: { dueMs } };
  return decided([{ type: 'putOnAgenda', atMs: context.nowMs, meeting }], tell('onAgenda', told, context));
}

/** A weekly dispatch has passed with it on the agenda. Carried over twice it is L4, the leading group's; overdue at more than two, red. */
export function carryOver(state: ProblemState, command: Of<'carryOver'>, { facts, context }: Given): Answer {
  if (command.toNext) return carryToNext(state, command, { facts, context });
  const { meeting, startMs, composedMs = startMs } = command;
  const { agenda, status, code } = state;
  const ladder = ladderOf(state);
  const waits = agenda && STATES_OWED.includes(status) && agenda.sinceMs < Math.min(startMs, composedMs);
  if (!waits || ladder.lastMeeting === meeting) return refuse('clockStale', 'meeting', meeting);
  const { carriedToGroup, redAfterDispatches } = context.settings.problem;
  const overdueNow = state.dueMs !== null && state.dueMs <= startMs;
  const events: ProblemEvent[] = [{ type: 'carriedOver', meeting, overdue: overdueNow }];
  const notices: Notice[] = [];
  const { answerable, heads, leadingGroup } = facts.people;
  if (ladder.carried + 1 >= carriedToGroup && ladder.level < 4) {
    events.push({ type: 'escalated', level: 4, atMs: context.nowMs });
    const more = { dueMs: state.dueMs };
    notices.push(...tell('escalated', { people: leadingGroup, problem: code, more }, context));
  }
  if (
    overdueNow &&
    status !== 'raised' &&
    ladder.carriedOverdue + 1 > redAfterDispatches &&
    !ladder.papers.includes('red')
  ) {
    events.push({ type: 'paperGiven', paper: 'red' });
    const people = [...(heads.length > 0 ? heads : answerable), ...leadingGroup];
    notices.push(...givePaper('red', { people, problem: code, more: { dueMs: state.dueMs } }, context));
  }
  return decided(events, notices);
}

const MAY_TALK = ['leader', 'coordinator', 'supervisionTeam'] as const;

/** 约谈, the last step of the papers: a record of who was talked to, and what was said. */
export function interview(state: ProblemState, command: Of<'interview'>, { actor, today }: RuleContext): Answer {
  const wrong = refuseUnless(state, STATES_HANDLED);
  if (wrong) return wrong;
  if (!MAY_TALK.some(role => actor.roles.includes(role))) {
    return refuse('notAllowed', 'actor', actor.id, { roles: MAY_TALK });
  }
  const { papers } = ladderOf(state);
  if (!papers.includes('red')) return refuse('interviewBeforeRed', 'state', state.status, { papers });
  const on = parseIsoDate(command.on, 'on');
  if (isRefusal(on)) return on;
  if (on > today) return refuse('dateInFuture', 'on', on, { today });
  return decided([{ type: 'interviewed', on, personId: command.person, record: command.record, by: actor.id }]);
}

/** A department's own limit has passed: it is told, and so is the lead it owes the answer, unless its own passes with it. */
export function partOverdue(state: ProblemState, unitId: string, { facts, context }: Given): Answer {
  const part = partsOf(state).find(each => each.unitId === unitId);
  const dueMs = part?.dueMs ?? context.nowMs;
  const lead = dueMs === state.dueMs ? [] : leadOf(state, facts.people);
  const people = [...(facts.people.members[unitId] ?? []), ...lead];
  return decided(
    [{ type: 'partOverdueTold', unitId, dueMs }],
    tellOverdue({ people, problem: state.code, more: { dueMs, unit: unitId } }, context),
  );
}

/** Nobody has ruled on an objection the same day. */
export function rulingOverdue(state: ProblemState, { facts, context }: Given): Answer {
  const dueMs = state.objection?.dueMs ?? context.nowMs;
  const people = [...facts.people.leaders, ...facts.people.coordinators];
  return decided(
    [{ type: 'rulingOverdueTold', dueMs }],
    tell('objected', { people, problem: state.code, more: { dueMs } }, context),
  );
}
