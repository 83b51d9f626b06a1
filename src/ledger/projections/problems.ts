import type { ProblemEvent } from '../../domain/problem/commands.ts';
import { ladderOf } from '../../domain/problem/ladder.ts';
import { partsOf } from '../../domain/problem/standing.ts';
import type { ProblemState, PromiseMade } from '../../domain/problem/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

export const problemRows = (changed: readonly Changed<ProblemState>[]): Write[] => [
  rowsInto('problem', changed.map(problemRow), { replace: ['code'] }),
  rowsInto('problem_promise', changed.flatMap(promiseRows), { replace: ['problem_code', 'no'] }),
  rowsInto('problem_paper', changed.flatMap(paperRows), { skipExisting: ['problem_code', 'sha256'] }),
];

/** Files that a result or its verification named: they stay papers of the problem, whatever came of the result. */
function paperRows({ state: { code }, events }: Changed<ProblemState>) {
  const papers = (events as readonly ProblemEvent[]).flatMap(event => {
    if (event.type === 'resolved') return event.solution.evidence;
    return event.type === 'closed' || event.type === 'rejected' ? (event.evidence ?? []) : [];
  });
  return [...new Set(papers.flatMap(({ file }) => file ?? []))].map(sha256 => ({ problem_code: code, sha256 }));
}

export function problemRow({
  state,
  seq,
  firstAtMs,
  atMs,
}: Pick<Changed<ProblemState>, 'state' | 'seq' | 'firstAtMs' | 'atMs'>) {
  return {
    code: state.code,
    title: state.title,
    detail: state.detail,
    project_code: state.project,
    county: state.county,
    category: state.category,
    source: state.source,
    state: state.status,
    raised_by: state.raisedBy,
    lead_unit_id: state.leadUnitId,
    co_unit_ids: state.coUnitIds,
    split_unit_ids: partsOf(state).flatMap(({ role, unitId }) => (role === 'split' ? [unitId] : [])),
    handler_id: state.handlerId,
    due_at: iso(state.dueMs),
    verify_due_at: iso(state.verification?.dueMs ?? null),
    overdue_told: state.dueMs !== null && state.toldDueMs === state.dueMs,
    rejections: state.rejections,
    solution: state.solution,
    on_the_spot: state.solution?.onTheSpot ?? state.imported?.onTheSpot ?? false,
    verified_by: state.verifiedBy,
    episode: state.episode ?? 1,
    level: ladderOf(state).level,
    on_agenda: state.agenda != null,
    satisfaction: state.satisfaction ?? null,
    merged_into: state.mergedInto ?? null,
    split_from: state.splitFrom ?? null,
    firm_contact_id: state.firmContact ?? null,
    meeting_id: state.decision?.meeting ?? null,
    decision_no: state.decision?.no ?? null,
    protocol: protocolOf(state),
    seq,
    raised_at: iso(firstAtMs),
    changed_at: iso(atMs),
  };
}

/** How a problem stands beyond its columns, as it is read with it. */
const protocolOf = (state: ProblemState) => ({
  parts: partsOf(state),
  acknowledged: state.acknowledged ?? [],
  objection: state.objection ?? null,
  extension: state.extension ?? null,
  reassigned: state.reassigned ?? 0,
  rejected: state.rejected ?? null,
  promises: state.promises ?? [],
  agenda: state.agenda ?? null,
  ladder: ladderOf(state),
  /** When the result was handed in that waits to be verified. */
  resolvedMs: state.verification?.limit.fromMs ?? null,
  inspection: state.inspection ?? [],
  lookBackMs: state.lookBack?.dueMs ?? null,
  imported: state.imported ?? null,
  leftReason: state.leftReason ?? null,
});
export type Protocol = ReturnType<typeof protocolOf>;

type Standing = 'open' | 'kept' | 'missed' | 'explained' | 'replaced' | 'lapsed';

/** Of several events about one promise the last says how it stands. */
function promiseRows({ state, events }: Changed<ProblemState>) {
  const rows = new Map<number, ReturnType<typeof promiseRow>>();
  for (const event of events as readonly ProblemEvent[]) {
    const told = promiseIn(event);
    if (told) rows.set(told.promise.no, promiseRow(state.code, told));
  }
  return [...rows.values()];
}

interface Told {
  promise: PromiseMade;
  standing: Standing;
  reason: string | null;
}

function promiseIn(event: ProblemEvent): Told | null {
  switch (event.type) {
    case 'answered':
    case 'tabled':
      return event.promise ? { promise: event.promise, standing: 'open', reason: null } : null;
    case 'promiseKept':
      return { promise: event.promise, standing: 'kept', reason: null };
    case 'promiseMissed':
      return { promise: event.promise, standing: 'missed', reason: null };
    case 'promiseReplaced':
      return { promise: event.promise, standing: 'replaced', reason: null };
    case 'promiseLapsed':
      return { promise: event.promise, standing: 'lapsed', reason: null };
    case 'missExplained':
      return { promise: event.promise, standing: 'explained', reason: event.reason };
    default:
      return null;
  }
}

const promiseRow = (code: string, { promise, standing, reason }: Told) => ({
  problem_code: code,
  no: promise.no,
  kind: promise.kind,
  unit_id: promise.unitId,
  made_on: promise.madeOn,
  due_on: promise.on,
  standing,
  reason,
});
