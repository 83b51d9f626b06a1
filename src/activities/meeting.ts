import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { Database } from '../ledger/database.ts';
import { upcomingMeetingIds } from '../ledger/occurrences.ts';
import { toFailure } from './failures.ts';

export interface MeetingActivities {
  /** Ids of the occurrences of a running series in the coming days that are not over; empty for a paused or unknown series. */
  upcomingMeetings(input: { seriesId: string; nowMs: number }): Promise<string[]>;
}

export function createMeetingActivities(dependencies: { db: Database; calendar: WorkCalendar }): MeetingActivities {
  return {
    async upcomingMeetings(input) {
      try {
        return await upcomingMeetingIds(dependencies, input);
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}
