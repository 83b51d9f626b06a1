const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The days a series plans to meet on, from today on; which of them a holiday moves, the server knows. */
export function plannedAhead(weekday: number, today: string, weeks: number): string[] {
  const from = Date.parse(today);
  const isoWeekday = new Date(from).getUTCDay() || WEEK_DAYS;
  const first = from + ((weekday - isoWeekday + WEEK_DAYS) % WEEK_DAYS) * DAY_MS;
  return Array.from({ length: weeks }, (_, week) =>
    new Date(first + week * WEEK_DAYS * DAY_MS).toISOString().slice(0, 10),
  );
}
