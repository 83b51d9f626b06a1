import type { Day, Instant, JsonColumn, MaybeInstant } from './columns.ts';

/** Supervision teams, their visits, and county whistles; part of `Tables`. */
export interface SupervisionTables {
  /** Which supervision team answers for a county or a project. */
  charge: {
    scope: string;
    subject: string;
    team_unit_id: string | null;
    since: string;
    seq: number;
    changed_at: Instant;
  };
  visit: {
    code: string;
    on: string;
    held_on: Day;
    team_unit_id: string;
    project_code: string | null;
    county: string | null;
    people: string[];
    purpose: string | null;
    status: string;
    unplanned: boolean;
    planned_by: string;
    moves: JsonColumn;
    note: string | null;
    cancel_reason: string | null;
    seq: number;
    planned_at: Instant;
    changed_at: Instant;
  };
  visit_finding: {
    visit_code: string;
    number: number;
    title: string;
    detail: string | null;
    category: string;
    /** What was done about it on the spot; null when it was only raised. */
    solved: string | null;
    files: string[];
    found_on: string;
    found_by: string;
    late: boolean;
    reason: string | null;
    standing: string;
    problem_code: string | null;
    refusal: JsonColumn | null;
  };
  whistle: {
    code: string;
    county: string;
    project_code: string | null;
    problem_code: string | null;
    topic: string;
    venue: string;
    status: string;
    start_at: Instant;
    answer_due_at: Instant;
    blown_by: string;
    blown_at: Instant;
    /** The month it counts for, `YYYY-MM`. */
    month: string;
    result: string | null;
    outcome: string | null;
    result_problem: string | null;
    call_off_reason: string | null;
    seq: number;
    changed_at: Instant;
  };
  whistle_department: {
    whistle_code: string;
    position: number;
    unit_id: string;
    answer: string | null;
    person_id: string | null;
    reason: string | null;
    answered_by: string | null;
    answered_at: MaybeInstant;
    late: boolean;
    silent: boolean;
    unreached: boolean;
    present: boolean | null;
  };
}
