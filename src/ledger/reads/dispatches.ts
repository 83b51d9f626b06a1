import { everyOf } from '../../domain/meeting/rhythm.ts';
import type { MeetingState, SeriesState } from '../../domain/meeting/types.ts';

export interface MeetingOfSeries {
  meeting: MeetingState;
  series: Pick<SeriesState, 'rhythm' | 'about' | 'attendeeIds'> | undefined;
}

/**
 * Whether a meeting takes up what the ladder has put on the agenda, asks every unit, and carries over what it did not decide: those the settings
 * name; when they name none, every series but a special meeting. Only a weekly one carries over unnamed: by the month the ladder would climb twice.
 */
export const isDispatch = (id: string, named: readonly string[], series: MeetingOfSeries['series']): boolean =>
  named.length > 0 ? named.includes(id) : everyOf(series ?? {}) !== 'once';

export const carriesOver = (id: string, named: readonly string[], series: MeetingOfSeries['series']): boolean =>
  named.length > 0 ? named.includes(id) : everyOf(series ?? {}) === 'week';
