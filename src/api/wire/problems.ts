import type { ProblemAnswer, ProblemDetailAnswer } from '../../contract/schemas/index.ts';
import type { ProblemStatus, Solution } from '../../domain/problem/types.ts';
import type { Evidence } from '../../domain/project/types.ts';
import type { Names } from '../../ledger/reads/names.ts';
import type { ProblemRow } from '../../ledger/reads/problems.ts';
import { instantOf, maybeInstant } from './instants.ts';

/** `overdue` is meant at the instant of asking; the notice of it may still be on its way. */
export const problemWire = (row: ProblemRow, nowMs: number): ProblemAnswer => ({
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
  overdue: row.due_at !== null && row.due_at.getTime() < nowMs,
  rejections: row.rejections,
  solution: solutionWire(row.solution as unknown as Solution | null),
  verifiedBy: row.verified_by,
  seq: row.seq,
  raisedAt: instantOf(row.raised_at),
  changedAt: instantOf(row.changed_at),
});

const solutionWire = (solution: Solution | null): ProblemAnswer['solution'] =>
  solution && { ...solution, evidence: solution.evidence as Evidence[] };

/** Names are added, never put in the place of ids: programs go on reading what they read. */
export const problemDetailWire = (
  problem: ProblemAnswer,
  { names, projectName }: { names: Names; projectName: string | null },
): ProblemDetailAnswer => ({
  ...problem,
  projectName,
  raisedByName: names.person(problem.raisedBy),
  leadUnitName: names.unit(problem.leadUnit),
  coUnitNames: problem.coUnits.map(id => names.unit(id) ?? id),
  handlerName: names.person(problem.handler),
  verifiedByName: names.person(problem.verifiedBy),
  solution: problem.solution && {
    ...problem.solution,
    solverName: names.person(problem.solution.solverId),
    solverUnitName: names.unit(problem.solution.solverUnitId),
  },
});
