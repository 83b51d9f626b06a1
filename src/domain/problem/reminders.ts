import { officeInstantOnOrAfter, startOfOfficeDay } from '../calendar/office-hours.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { workingShareAt } from '../calendar/working-time.ts';
import type { Reminder, RuleContext } from '../entity.ts';
import { movedLimits } from './clocks.ts';
import { headTold, ladderOf } from './ladder.ts';
import { partsOf, STATES_HANDLED, STATES_OWED } from './standing.ts';
import { WARNINGS, type ProblemState, type Warning } from './types.ts';

/** What the clock of a problem does next, and when. */
export type Due = Reminder &
  (
    | {
        kind:
          | 'limits'
          | 'overdue'
          | 'agenda'
          | 'unassigned'
          | 'extension'
          | 'ruling'
          | 'verification'
          | 'lookBack'
          | 'lookBackLapse';
      }
    | { kind: 'warning'; warning: Warning }
    | { kind: 'part'; unitId: string }
    | { kind: 'partWarning'; unitId: string; warning: Warning }
    | { kind: 'promise'; no: number }
  );

/** Everything a problem waits for by itself, the nearest first. */
export function duesOf(state: ProblemState, context: RuleContext): Due[] {
  const dues = [
    ...limitsToMove(state, context),
    ...passing(state),
    ...warnings(state, context),
    ...partWarnings(state, context),
    ...agenda(state, context),
    ...unassigned(state, context),
    ...extension(state, context),
    ...parts(state),
    ...promises(state, context),
    ...ruling(state),
    ...verification(state),
    ...lookBacks(state),
  ];
  return dues.sort((a, b) => a.atMs - b.atMs);
}

export function nextProblemReminder(state: ProblemState, context: RuleContext): Reminder | null {
  const [due] = duesOf(state, context);
  return due ? { slot: due.slot, atMs: due.atMs } : null;
}

/** At once: the settings or the calendar say another thing than when the limits began. */
function limitsToMove(state: ProblemState, context: RuleContext): Due[] {
  const moves = movedLimits(state, context);
  if (moves.length === 0) return [];
  const slot = `limits:${moves.map(({ newMs }) => newMs / 60_000).join('-')}`;
  return [{ kind: 'limits', slot, atMs: state.limit?.fromMs ?? 0 }];
}

/** Told at the limit itself, the end of an office day: on the day it passes (domain §3). A new limit is a new slot. */
function passing({ dueMs, toldDueMs }: ProblemState): Due[] {
  return dueMs === null || dueMs === toldDueMs ? [] : [{ kind: 'overdue', slot: `overdue:${dueMs}`, atMs: dueMs }];
}

/** Measured in working time from when the limit began to run; each once an episode, and none when the limit has passed. */
function warnings(state: ProblemState, context: RuleContext): Due[] {
  const { limit, dueMs, status } = state;
  if (!limit || dueMs === null || dueMs <= context.nowMs || !STATES_HANDLED.includes(status)) return [];
  if (headTold(state)) return [];
  const clock = { fromMs: limit.fromMs, dueMs, warned: ladderOf(state).warned };
  return warningsOf(clock, context).map(({ warning, atMs }) => {
    return { kind: 'warning', warning, slot: `warning:${warning}:${state.episode ?? 1}`, atMs };
  });
}

/** A department's own limit is shorter than the lead's, as a rule: warned of the lead's it would hear of it after its own. */
function partWarnings(state: ProblemState, context: RuleContext): Due[] {
  if (!STATES_HANDLED.includes(state.status)) return [];
  return partsOf(state).flatMap(({ unitId, limit, dueMs, answered, warned = [] }) => {
    if (answered || dueMs === null || dueMs <= context.nowMs) return [];
    return warningsOf({ fromMs: limit.fromMs, dueMs, warned }, context).map(({ warning, atMs }): Due => {
      const slot = `partWarning:${unitId}:${warning}:${limit.fromMs}`;
      return { kind: 'partWarning', unitId, warning, slot, atMs };
    });
  });
}

interface WarnedClock {
  fromMs: number;
  dueMs: number;
  warned: readonly Warning[];
}

function warningsOf({ fromMs, dueMs, warned }: WarnedClock, { calendar, settings, nowMs }: RuleContext) {
  // One that was left out is not given after a later one.
  const left = WARNINGS.slice(WARNINGS.findLastIndex(warning => warned.includes(warning)) + 1);
  const due = left.map(warning => {
    const share = settings.problem.warnAtPercent[warning] / 100;
    const atMs = officeInstantOnOrAfter(calendar, workingShareAt(calendar, { fromMs, toMs: dueMs }, share));
    return { warning, atMs };
  });
  // Of two that an outage or a short limit made due at once, only the later is given; at the limit itself none is.
  const late = due.findLast(({ atMs }) => atMs <= nowMs);
  return (late ? [late] : due).filter(({ atMs }) => atMs < dueMs);
}

function agenda(state: ProblemState, { calendar, settings }: RuleContext): Due[] {
  const { dueMs, toldDueMs, status } = state;
  const told = dueMs !== null && dueMs === toldDueMs && STATES_OWED.includes(status);
  // One that was told unassigned by an earlier release has climbed nowhere, and is not left lying for that.
  // What a meeting has carried over climbs all the same.
  const stands = state.agenda != null && state.agenda.reason !== 'carried';
  if (!told || stands || (status !== 'raised' && ladderOf(state).level < 2)) return [];
  const day = addWorkingDays(calendar.table, calendar.clock.toLocal(dueMs).date, settings.problem.agendaWorkingDays);
  return [{ kind: 'agenda', slot: `agenda:${dueMs}`, atMs: startOfOfficeDay(calendar, day) }];
}

/** What nobody assigns is said again every week, however often it is carried over. */
const AGAIN_WORKING_DAYS = 5;

function unassigned({ status, agenda: listed, unassignedToldMs }: ProblemState, { calendar }: RuleContext): Due[] {
  if (status !== 'raised' || !listed || unassignedToldMs == null) return [];
  const day = addWorkingDays(calendar.table, calendar.clock.toLocal(unassignedToldMs).date, AGAIN_WORKING_DAYS);
  return [{ kind: 'unassigned', slot: `unassigned:${unassignedToldMs}`, atMs: startOfOfficeDay(calendar, day) }];
}

/** When the office opens on the day of the limit: an extension that was asked in time must not lie until it is too late. */
function extension({ extension: asked, dueMs }: ProblemState, { calendar }: RuleContext): Due[] {
  if (!asked || asked.reminded || dueMs === null) return [];
  const atMs = startOfOfficeDay(calendar, calendar.clock.toLocal(dueMs).date);
  return [{ kind: 'extension', slot: `extension:${dueMs}`, atMs }];
}

function parts({ parts: all = [] }: ProblemState): Due[] {
  return all.flatMap(({ unitId, dueMs, toldDueMs }) =>
    dueMs === null || dueMs === toldDueMs
      ? []
      : [{ kind: 'part', unitId, slot: `part:${unitId}:${dueMs}`, atMs: dueMs }],
  );
}

/** Told when the office opens again: the whole day was promised. A result that waits for its verifier may have kept them. */
function promises({ status, promises: all = [] }: ProblemState, { calendar }: RuleContext): Due[] {
  if (status === 'resolved') return [];
  return all.flatMap(({ no, dueMs, missed }) =>
    missed
      ? []
      : [{ kind: 'promise', no, slot: `promise:${no}:${dueMs}`, atMs: officeInstantOnOrAfter(calendar, dueMs) }],
  );
}

function ruling({ objection }: ProblemState): Due[] {
  if (!objection || objection.told) return [];
  return [{ kind: 'ruling', slot: `ruling:${objection.dueMs}`, atMs: objection.dueMs }];
}

function verification({ verification: waits }: ProblemState): Due[] {
  if (!waits || waits.told) return [];
  return [{ kind: 'verification', slot: `verification:${waits.dueMs}`, atMs: waits.dueMs }];
}

function lookBacks({ lookBack, episode = 1 }: ProblemState): Due[] {
  if (!lookBack) return [];
  const { dueMs, lapsesMs } = lookBack;
  if (lapsesMs === null) return [{ kind: 'lookBack', slot: `lookBack:${episode}`, atMs: dueMs }];
  return [{ kind: 'lookBackLapse', slot: `lookBackLapse:${episode}`, atMs: lapsesMs }];
}
