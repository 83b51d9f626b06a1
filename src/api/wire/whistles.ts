import type { WhistleAnswerWire } from '../../contract/schemas/index.ts';
import type { CalledDepartment } from '../../domain/whistle/types.ts';
import type { WhistleThen } from '../../ledger/reads/whistles.ts';
import { instantOf, maybeInstant } from './instants.ts';

export function whistleWire({ state, seq, changedMs }: WhistleThen): WhistleAnswerWire {
  const { code, county, project, problem, topic, venue, status, month, outcome } = state;
  return {
    ...{ code, county, project, problem, topic, venue, status, month },
    startAt: instantOf(new Date(state.startMs)),
    answerDueAt: instantOf(new Date(state.answerDueMs)),
    blownBy: state.blownBy,
    departments: state.departments.map(departmentWire),
    result: outcome?.result ?? null,
    outcome: outcome?.text ?? null,
    resultProblem: outcome?.problem ?? null,
    callOffReason: state.callOffReason,
    seq,
    blownAt: instantOf(new Date(state.blownMs)),
    changedAt: instantOf(new Date(changedMs)),
  };
}

const departmentWire = ({ answeredMs, answeredBy: _, ...department }: CalledDepartment) => ({
  ...department,
  answeredAt: maybeInstant(answeredMs === null ? null : new Date(answeredMs)),
  absent: department.present === false && (department.answer === 'comes' || department.answer === 'sends'),
});
