import type { WhistleState } from '../../domain/whistle/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** A whistle and the departments it has called. */
export const whistleRows = (changed: readonly Changed<WhistleState>[]): Write[] => [
  rowsInto('whistle', changed.map(whistleRow), { replace: ['code'] }),
  rowsInto('whistle_department', changed.flatMap(departmentRows), { replace: ['whistle_code', 'unit_id'] }),
];

const whistleRow = ({ state, seq, atMs }: Changed<WhistleState>) => ({
  code: state.code,
  county: state.county,
  project_code: state.project,
  problem_code: state.problem,
  topic: state.topic,
  venue: state.venue,
  status: state.status,
  start_at: iso(state.startMs),
  answer_due_at: iso(state.answerDueMs),
  blown_by: state.blownBy,
  blown_at: iso(state.blownMs),
  month: state.month,
  result: state.outcome?.result ?? null,
  outcome: state.outcome?.text ?? null,
  result_problem: state.outcome?.problem ?? null,
  call_off_reason: state.callOffReason,
  seq,
  changed_at: iso(atMs),
});

const departmentRows = ({ state }: Changed<WhistleState>) =>
  state.departments.map((department, position) => ({
    whistle_code: state.code,
    position,
    unit_id: department.unit,
    answer: department.answer,
    person_id: department.person,
    reason: department.reason,
    answered_by: department.answeredBy,
    answered_at: iso(department.answeredMs),
    late: department.late,
    silent: department.silent,
    unreached: department.unreached,
    present: department.present,
  }));
