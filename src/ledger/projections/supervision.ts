import type { ChargeState } from '../../domain/supervision/charge.ts';
import type { VisitState } from '../../domain/visit/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

export const chargeRow = ({ state, seq, atMs }: Changed<ChargeState>) => ({
  scope: state.scope,
  subject: state.subject,
  team_unit_id: state.team,
  since: state.since,
  seq,
  changed_at: iso(atMs),
});

/** A visit and its findings; a finding is never taken back. */
export const visitRows = (changed: readonly Changed<VisitState>[]): Write[] => [
  rowsInto('visit', changed.map(visitRow), { replace: ['code'] }),
  rowsInto('visit_finding', changed.flatMap(findingRows), { replace: ['visit_code', 'number'] }),
];

/** Also of a past day's state, for lists of that day. */
export function visitRow({
  state,
  seq,
  firstAtMs,
  atMs,
}: Pick<Changed<VisitState>, 'state' | 'seq' | 'firstAtMs' | 'atMs'>) {
  return {
    code: state.code,
    on: state.on,
    held_on: state.heldOn,
    team_unit_id: state.team,
    project_code: state.project,
    county: state.county,
    people: [...state.people],
    purpose: state.purpose,
    status: state.status,
    unplanned: state.unplanned,
    planned_by: state.plannedBy,
    moves: state.moves,
    note: state.note,
    cancel_reason: state.cancelReason,
    seq,
    planned_at: iso(firstAtMs),
    changed_at: iso(atMs),
  };
}

const findingRows = ({ state }: Changed<VisitState>) =>
  state.findings.map(finding => ({
    visit_code: state.code,
    number: finding.number,
    title: finding.title,
    detail: finding.detail,
    category: finding.category,
    solved: finding.solved,
    files: finding.files,
    found_on: finding.on,
    found_by: finding.by,
    late: finding.late,
    reason: finding.reason,
    standing: finding.standing,
    problem_code: finding.problem,
    refusal: finding.refusal,
  }));
