import {
  moneyInYi,
  type ChargeAnswer,
  type TeamProjectAnswer,
  type ToVerifyAnswer,
} from '../../contract/schemas/index.ts';
import type { ChargeRow, TeamProjectRow, ToVerifyRow } from '../../ledger/reads/supervision.ts';
import { instantOf, maybeInstant } from './instants.ts';

export const chargeWire = (row: ChargeRow): ChargeAnswer => ({ ...row });

export const teamProjectWire = (row: TeamProjectRow): TeamProjectAnswer => ({
  ...row,
  stage: row.stage as TeamProjectAnswer['stage'],
  status: row.status as TeamProjectAnswer['status'],
  investmentYi: moneyInYi(row.investmentWan),
});

export const toVerifyWire = (
  { projectCode, resolvedAt, dueAt, category, ...row }: ToVerifyRow,
  nowMs: number,
): ToVerifyAnswer => ({
  ...row,
  category: category as ToVerifyAnswer['category'],
  project: projectCode,
  resolvedAt: instantOf(resolvedAt),
  dueAt: maybeInstant(dueAt),
  overdue: dueAt !== null && dueAt.getTime() < nowMs,
});
