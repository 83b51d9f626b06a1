import { toIsoInstant } from '../../calendar/zone.ts';

export const instantOf = (at: Date): string => toIsoInstant(at.getTime());
export const maybeInstant = (at: Date | null): string | null => (at === null ? null : instantOf(at));
