const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Monday to Sunday around a day; days are counted as days, in no zone. */
export function weekOf(day: string): { from: string; to: string } {
  const ms = Date.parse(day);
  const sinceMonday = (new Date(ms).getUTCDay() + WEEK_DAYS - 1) % WEEK_DAYS;
  const from = ms - sinceMonday * DAY_MS;
  return { from: isoDay(from), to: isoDay(from + (WEEK_DAYS - 1) * DAY_MS) };
}
