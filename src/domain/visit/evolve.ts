import { assertNever } from '../assert-never.ts';
import type { Finding, VisitEvent, VisitState, VisitStatus } from './types.ts';

/** The visit after one fact. Total: what was committed is never refused here. */
export function evolveVisit(state: VisitState | null, event: VisitEvent): VisitState {
  if (event.type === 'visitPlanned') {
    const { type: _, ...facts } = event;
    return { ...BLANK, ...facts };
  }
  if (event.type === 'visitRecorded') {
    const { type: _, distinct: __, ...facts } = event;
    return { ...BLANK, ...facts, status: 'held', heldOn: facts.on, unplanned: true };
  }
  if (!state) throw new Error(`a visit cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'visitMoved': {
      const { from, to, reason, people, atMs } = event;
      return { ...state, on: to, people, moves: [...state.moves, { from, to, reason }], passedMs: atMs, told: [] };
    }
    case 'visitCancelled':
      return { ...state, status: 'cancelled', cancelReason: event.reason };
    case 'visitHeld': {
      const { on, people, note } = event;
      return { ...state, status: 'held', heldOn: on, people, note };
    }
    case 'found': {
      const finding: Finding = { ...event.finding, standing: 'waiting', problem: null, refusal: null };
      return withFindings(state, [...state.findings, finding]);
    }
    case 'findingsRaised': {
      const results = new Map(event.results.map(each => [each.number, each]));
      const findings = state.findings.map((finding): Finding => {
        const result = results.get(finding.number);
        if (!result) return finding;
        const { problem, refusal } = result;
        return { ...finding, problem, refusal, standing: problem === null ? 'refused' : 'raised' };
      });
      return withFindings(state, findings);
    }
    case 'visitReminded':
      return { ...state, told: [...state.told, event.slot], passedMs: event.dueMs };
    default:
      return assertNever(event);
  }
}

const BLANK = {
  heldOn: null,
  status: 'planned',
  unplanned: false,
  moves: [],
  note: null,
  findings: [],
  cancelReason: null,
  told: [],
} as const;

function withFindings(state: VisitState, findings: readonly Finding[]): VisitState {
  const status: VisitStatus = findings.some(({ standing }) => standing === 'waiting') ? 'raising' : 'held';
  return { ...state, findings, status };
}
