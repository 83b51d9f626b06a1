import type { IsoDate } from '../../domain/calendar/dates.ts';
import { BatchCounts, type Batch, type BatchTotal } from '../../domain/evaluation/counts.ts';
import { ledgerOn, type LedgerSource } from '../as-of.ts';
import { settingsAt } from '../settings.ts';

/** 四个一批 as the ledger of a day tells it, by the tiers of that day. */
export async function fourBatches(
  source: LedgerSource,
  { on, today, year }: { on: IsoDate; today: IsoDate; year: number },
): Promise<Record<Batch, BatchTotal>> {
  const { evaluation } = await settingsAt(source.db, on);
  const counts = new BatchCounts({ asOf: on, year, tiersWan: evaluation.tiersWan });
  for await (const { state } of ledgerOn(source, { day: on, today })) counts.add(state);
  return counts.totals();
}
