import type { ProblemAnswer, ProblemDetailAnswer } from '../../contract/schemas/index.ts';
import type { WorkCalendar } from '../../domain/calendar/office-hours.ts';
import { isProvisional } from '../../domain/calendar/working-calendar.ts';
import type { ProblemStatus, Satisfaction, Solution } from '../../domain/problem/types.ts';
import type { Evidence } from '../../domain/project/types.ts';
import type { Protocol } from '../../ledger/projections/problems.ts';
import type { Names } from '../../ledger/reads/names.ts';
import type { ProblemRow } from '../../ledger/reads/problems.ts';
import { instantOf, maybeInstant } from './instants.ts';

/** When it is looked at, and by which calendar. */
export interface Moment {
  nowMs: number;
  calendar: Pick<WorkCalendar, 'table' | 'clock'>;
}

const isUnsure = (dueMs: number, { calendar: { table, clock } }: Moment): boolean =>
  isProvisional(table, clock.toLocal(dueMs).date);

/** `overdue` is meant at the instant of asking; the notice of it may still be on its way. */
export const problemWire = (row: ProblemRow, at: Moment): ProblemAnswer => ({
  code: row.code,
  title: row.title,
  detail: row.detail,
  project: row.project_code,
  county: row.county,
  category: row.category,
  source: row.source,
  state: row.state as ProblemStatus,
  raisedBy: row.raised_by,
  leadUnit: row.lead_unit_id,
  coUnits: row.co_unit_ids,
  handler: row.handler_id,
  dueAt: maybeInstant(row.due_at),
  verifyDueAt: maybeInstant(row.verify_due_at),
  overdue: [row.due_at, row.verify_due_at].some(due => due !== null && due.getTime() < at.nowMs),
  provisional: [row.due_at, row.verify_due_at].some(due => due !== null && isUnsure(due.getTime(), at)),
  rejections: row.rejections,
  ...protocolWire(row, at),
  solution: solutionWire(row.solution as unknown as Solution | null),
  verifiedBy: row.verified_by,
  seq: row.seq,
  raisedAt: instantOf(row.raised_at),
  changedAt: instantOf(row.changed_at),
});

function protocolWire(row: ProblemRow, at: Moment) {
  const { table } = at.calendar;
  // Rows of problems that nothing has happened to since the protocol was built hold none of it.
  const {
    parts = [],
    acknowledged = [],
    objection,
    extension,
    promises = [],
    ladder,
    lookBackMs = null,
    imported = null,
    reassigned = 0,
    rejected = null,
    inspection = [],
    leftReason = null,
  } = protocolOf(row);
  return {
    splitUnits: row.split_unit_ids,
    parts: parts.map(({ unitId, role, dueMs, answered }) => ({
      ...{ unit: unitId, role, answered },
      dueAt: dueMs === null ? null : instantOf(new Date(dueMs)),
      overdue: dueMs !== null && dueMs < at.nowMs,
      provisional: dueMs !== null && isUnsure(dueMs, at),
    })),
    acknowledged: [...acknowledged],
    objection: objection
      ? {
          ...{ reason: objection.reason, by: objection.by, unit: objection.proposedUnitId },
          ruleBy: instantOf(new Date(objection.dueMs)),
        }
      : null,
    extension: extension ? { ...extension, provisional: isProvisional(table, extension.until) } : null,
    promises: promises.map(({ no, kind, on, missed }) => ({
      ...{ no, kind, on, missed },
      provisional: isProvisional(table, on),
    })),
    inspection: inspection as Evidence[],
    rejected: rejected && { ...rejected },
    reassignments: reassigned,
    episode: row.episode,
    level: row.level,
    papers: [...(ladder?.papers ?? [])],
    onAgenda: row.on_agenda,
    carried: ladder?.carried ?? 0,
    lookBackAt: lookBackMs === null ? null : instantOf(new Date(lookBackMs)),
    satisfaction: row.satisfaction as Satisfaction | null,
    mergedInto: row.merged_into,
    leftReason,
    splitFrom: row.split_from,
    firmContact: row.firm_contact_id,
    decision: row.meeting_id === null ? null : { meeting: row.meeting_id, no: row.decision_no ?? 0 },
    imported: imported && { ...imported },
  };
}

const protocolOf = (row: ProblemRow): Partial<Protocol> => row.protocol as unknown as Partial<Protocol>;

const solutionWire = (solution: Solution | null): ProblemAnswer['solution'] =>
  solution && { ...withoutColleagues(solution), evidence: solution.evidence as Evidence[] };

/** Who may not verify is the rules' to know; a problem has no list of a unit's people. */
const withoutColleagues = ({ colleagues: _, ...solution }: Solution): Solution => solution;

/** Names are added, never put in the place of ids: programs go on reading what they read. */
export const problemDetailWire = (
  problem: ProblemAnswer,
  { names, ...more }: { names: Names } & Pick<ProblemDetailAnswer, 'projectName' | 'finding' | 'splitInto'>,
): ProblemDetailAnswer => ({
  ...problem,
  ...more,
  raisedByName: names.person(problem.raisedBy),
  leadUnitName: names.unit(problem.leadUnit),
  coUnitNames: problem.coUnits.map(id => names.unit(id) ?? id),
  splitUnitNames: problem.splitUnits.map(id => names.unit(id) ?? id),
  partUnitNames: problem.parts.map(({ unit }) => names.unit(unit) ?? unit),
  objectionByName: names.person(problem.objection?.by ?? null),
  extensionByName: names.person(problem.extension?.by ?? null),
  handlerName: names.person(problem.handler),
  verifiedByName: names.person(problem.verifiedBy),
  rejectedByName: names.person(problem.rejected?.by ?? null),
  solution: problem.solution && {
    ...problem.solution,
    solverName: names.person(problem.solution.solverId),
    solverUnitName: names.unit(problem.solution.solverUnitId),
  },
});
