import { assertNever } from '../assert-never.ts';
import type { ProblemEvent, ProblemState } from './types.ts';

/** The problem after one event. Total: an event that was committed is never refused here. */
export function evolveProblem(state: ProblemState | null, event: ProblemEvent): ProblemState {
  if (event.type === 'raised') return raised(event);
  if (!state) throw new Error(`a problem cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'assigned': {
      const { leadUnitId, coUnitIds, handlerId, dueMs } = event;
      return { ...state, status: 'assigned', leadUnitId, coUnitIds, handlerId, dueMs };
    }
    case 'answered':
      return { ...state, status: 'handling' };
    case 'resolved':
      return { ...state, status: 'resolved', solution: event.solution, dueMs: null };
    case 'closed':
      return { ...state, status: 'closed', verifiedBy: event.by };
    case 'rejected':
      return { ...state, status: 'handling', rejections: state.rejections + 1, dueMs: event.dueMs };
    case 'withdrawn':
      return { ...state, status: 'withdrawn', dueMs: null };
    case 'overdueTold':
      return { ...state, toldDueMs: event.dueMs };
    default:
      return assertNever(event);
  }
}

function raised({ code, facts, by, dueMs }: Extract<ProblemEvent, { type: 'raised' }>): ProblemState {
  return {
    ...facts,
    code,
    status: 'raised',
    raisedBy: by,
    leadUnitId: null,
    coUnitIds: [],
    handlerId: null,
    dueMs,
    toldDueMs: null,
    solution: null,
    verifiedBy: null,
    rejections: 0,
  };
}
