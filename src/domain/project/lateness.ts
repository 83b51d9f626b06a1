import { daysBetween, precisionOf } from '../calendar/dates.ts';
import type { IsoDate, PartialDate } from '../calendar/dates.ts';

interface Dates {
  baseline: IsoDate | null;
  plan: IsoDate | null;
  actual: PartialDate | null;
}

/** Days by which the plan in force lies behind the first one (domain §2: revised − baseline); negative when it was drawn forward. */
export const slippageDays = ({ baseline, plan }: Pick<Dates, 'baseline' | 'plan'>): number | null =>
  baseline === null || plan === null ? null : daysBetween(baseline, plan);

/** Days by which it was reached after the first plan (domain §2: actual − baseline); null while it is not known to the day. */
export const latenessDays = ({ baseline, actual }: Pick<Dates, 'baseline' | 'actual'>): number | null =>
  baseline === null || actual === null || precisionOf(actual) !== 'day' ? null : daysBetween(baseline, actual);
