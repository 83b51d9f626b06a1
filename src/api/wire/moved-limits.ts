import type { MovedLimitsAnswer } from '../../contract/schemas/index.ts';
import type { MovedLimitsRow } from '../../ledger/reads/moved-limits.ts';
import { instantOf } from './instants.ts';

const msWire = (ms: number): string => instantOf(new Date(ms));

export const movedLimitsWire = (row: MovedLimitsRow): MovedLimitsAnswer => ({
  problem: row.problem,
  title: row.title,
  leadUnit: row.leadUnitId,
  leadUnitName: row.leadUnitName,
  handler: row.handlerId,
  movedAt: instantOf(row.at),
  moves: row.moves.map(({ what, unitId, promise, oldMs, newMs }) => ({
    ...{ what, unit: unitId, promise: promise ?? null },
    ...{ oldAt: msWire(oldMs), newAt: msWire(newMs) },
  })),
});
