import { today } from './say.ts';

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Monday of this week and of the one before, and the first of January, of the office's today. */
export function periods(): { year: string; thisWeek: string; lastWeek: string; lastSunday: string; today: string } {
  const now = today();
  const ms = Date.parse(now);
  const monday = ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY_MS;
  return {
    year: `${now.slice(0, 4)}-01-01`,
    thisWeek: dayOf(monday),
    lastWeek: dayOf(monday - 7 * DAY_MS),
    lastSunday: dayOf(monday - DAY_MS),
    today: now,
  };
}
