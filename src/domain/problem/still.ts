import { assertNever } from '../assert-never.ts';
import type { LimitMove } from './commands.ts';
import type { Actor } from '../entity.ts';
import type { Role } from '../people/types.ts';
import type { Tidings } from './notices.ts';
import { hasOtherHands, partsOf, STATES_HANDLED, STATES_OPEN, STATES_OWED, unitsOf } from './standing.ts';
import type { ProblemState } from './types.ts';

/** What a line of a mail said when it was written; the mail leaves later, and may find another problem. */
export interface Said {
  dueMs: number | null;
  /** The department whose own limit or part it was; null: the lead's. */
  unit: string | null;
  /** The day of an extension that was asked. */
  until: string | null;
  moved: LimitMove['what'] | null;
}

/** `meetingAhead`: of what is asked before a meeting, whether it is still to be held. */
export interface SaidThen extends Said {
  meetingAhead: boolean;
}

/** Whether a line is still so when its mail leaves: nobody is asked for what has been done. What has happened and asks nothing stays true. */
export function stillSo(state: ProblemState, what: Tidings, said: SaidThen): boolean {
  const { status } = state;
  switch (what) {
    case 'raised':
    case 'unassigned':
      return status === 'raised';
    case 'assigned':
      return STATES_HANDLED.includes(status) && (said.unit === null || said.unit === state.leadUnitId);
    case 'partAssigned':
      return STATES_HANDLED.includes(status) && (said.unit === null || owes(state, said.unit));
    case 'warned':
      return STATES_HANDLED.includes(status) && runsStill(state, said);
    case 'rejected':
    case 'escalated':
      return STATES_OWED.includes(status);
    case 'reopened':
      return STATES_OWED.includes(status) && (said.unit === null || owes(state, said.unit));
    case 'promiseMissed':
      return STATES_OPEN.includes(status);
    case 'heldBack':
    case 'proposalAsked':
      return said.meetingAhead && STATES_OPEN.includes(status) && state.agenda?.proposal == null;
    case 'toVerify':
    case 'verificationOverdue':
      return status === 'resolved';
    case 'objected':
      return state.objection != null;
    case 'extensionAsked':
      return state.extension != null && (said.until === null || state.extension.until === said.until);
    case 'onAgenda':
      return state.agenda != null;
    case 'lookBack':
      return status === 'closed' && state.satisfaction == null;
    case 'limitMoved':
      return said.moved === null || movedTo(state, said) === said.dueMs;
    case 'reassigned':
    case 'objectionRuled':
    case 'extensionRuled':
    case 'unsatisfied':
      return true;
    default:
      return assertNever(what);
  }
}

/** Whether the limit a mail speaks of is still the one in force: of a department's part, else of the lead, or of the office's intake. */
export function runsStill(state: ProblemState, { dueMs, unit }: Pick<Said, 'dueMs' | 'unit'>): boolean {
  if (!STATES_OWED.includes(state.status)) return false;
  return unit === null ? state.dueMs === dueMs : owes(state, unit);
}

/** Who reads a line now, and of which unit he was when it was written for him; null: that was not kept yet. */
export interface LineReader extends Actor {
  unitThen: string | null;
}

/** What is asked of a lead or a department, and of the coordinators who reach it another way. */
const ASKED_OF_UNITS: ReadonlySet<Tidings> = new Set<Tidings>([
  ...(['assigned', 'partAssigned', 'warned', 'rejected', 'reopened', 'onAgenda', 'proposalAsked', 'heldBack'] as const),
]);
const OFFICES: readonly Role[] = ['coordinator', 'leader', 'supervisionTeam'];

/** Whether a line still concerns a reader who has gone to another unit: what was his old unit's is asked of those who are there. */
export function concerns(
  state: ProblemState,
  { what, unit }: { what: Tidings | null; unit: string | null },
  { unitThen, ...reader }: LineReader,
): boolean {
  const { id, unitId, roles } = reader;
  if (unitThen === null || unitThen === unitId || id === state.firmContact) return true;
  if (roles.includes('coordinator')) return true;
  if (what === 'toVerify') return roles.includes('supervisionTeam') && hasOtherHands(state, reader);
  const isOffice = (what === null || !ASKED_OF_UNITS.has(what)) && roles.some(role => OFFICES.includes(role));
  const units = unit === null ? unitsOf(state) : [unit, state.leadUnitId];
  return isOffice || units.includes(unitId ?? '');
}

const owes = (state: ProblemState, unit: string): boolean =>
  partsOf(state).some(({ unitId, answered }) => unitId === unit && !answered);

function movedTo(state: ProblemState, { moved, unit }: Said): number | null {
  switch (moved) {
    case 'part':
      return partsOf(state).find(({ unitId }) => unitId === unit)?.dueMs ?? null;
    case 'ruling':
      return state.objection?.dueMs ?? null;
    case 'verification':
      return state.verification?.dueMs ?? null;
    case 'promise':
      return state.promises?.find(({ missed, unitId }) => !missed && unitId === unit)?.dueMs ?? null;
    default:
      return state.dueMs;
  }
}
