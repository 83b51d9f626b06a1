import { assertNever } from '../assert-never.ts';
import type { CalledDepartment, WhistleEvent, WhistleState } from './types.ts';

type Of<T extends WhistleEvent['type']> = Extract<WhistleEvent, { type: T }>;

/** The whistle after one fact. Total: what was committed is never refused here. */
export function evolveWhistle(state: WhistleState | null, event: WhistleEvent): WhistleState {
  if (event.type === 'whistleBlown') return blown(event);
  if (!state) throw new Error(`a whistle cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'departmentAnswered':
      return withDepartments(state, each => (each.unit === event.unit ? answered(each, event) : each));
    case 'departmentsReminded':
    case 'resultAsked':
      return { ...state, told: [...state.told, event.slot] };
    case 'answersGathered': {
      const listed = withDepartments(state, each => ({ ...each, silent: event.silent.includes(each.unit) }));
      return { ...listed, status: 'gathered' };
    }
    case 'meetingBegun':
      return { ...state, status: 'convened' };
    case 'whistleHeld': {
      const { result, text, problem, present } = event;
      const seen = withDepartments(state, each => ({ ...each, present: present.includes(each.unit) }));
      return { ...seen, status: 'held', outcome: { result, text, problem } };
    }
    case 'whistleCalledOff':
      return { ...state, status: 'calledOff', callOffReason: event.reason };
    default:
      return assertNever(event);
  }
}

function blown({ type: _, departments, unreached, by, atMs, ...facts }: Of<'whistleBlown'>): WhistleState {
  return {
    ...facts,
    status: 'asking',
    blownBy: by,
    blownMs: atMs,
    departments: departments.map(unit => ({ ...SILENT_SO_FAR, unit, unreached: unreached.includes(unit) })),
    told: [],
    outcome: null,
    callOffReason: null,
  };
}

const SILENT_SO_FAR = {
  answer: null,
  person: null,
  reason: null,
  answeredBy: null,
  answeredMs: null,
  late: false,
  silent: false,
  present: null,
} as const;

const answered = (department: CalledDepartment, event: Of<'departmentAnswered'>): CalledDepartment => {
  const { answer, person, reason, by, atMs, late } = event;
  return { ...department, answer, person, reason, late, answeredBy: by, answeredMs: atMs };
};

const withDepartments = (state: WhistleState, change: (each: CalledDepartment) => CalledDepartment): WhistleState => ({
  ...state,
  departments: state.departments.map(change),
});
