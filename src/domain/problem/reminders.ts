import type { Reminder } from '../entity.ts';
import type { ProblemState } from './types.ts';

/** The limit that runs and has not been told as passed; named by the instant, so that a new limit is a new slot. */
export function overdueSlot({ dueMs, toldDueMs }: ProblemState): string | null {
  return dueMs === null || dueMs === toldDueMs ? null : `overdue:${dueMs}`;
}

/** Told at the limit itself, the end of an office day: on the day it passes (domain §3), inside working hours. */
export function nextProblemReminder(state: ProblemState): Reminder | null {
  const slot = overdueSlot(state);
  return slot === null || state.dueMs === null ? null : { slot, atMs: state.dueMs };
}
