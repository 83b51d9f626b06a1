import { toIsoInstant } from '../../calendar/zone.ts';

/** Instants leave with the office's offset, so that a reader sees the hour the office lives by. */
export const instantOf = (at: Date): string => toIsoInstant(at.getTime());
/** A blank stays a blank: null is an answer, and no field is left out. */
export const maybeInstant = (at: Date | null): string | null => (at === null ? null : instantOf(at));
