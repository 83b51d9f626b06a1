import type { Role } from '../people/types.ts';

/**
 * How far a sign-in has come. Only `full` opens anything; the others wait for a code, for the setting up of one, or for a new password.
 */
export const SESSION_STAGES = ['full', 'code', 'enrol', 'password'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];

export const SIGN_IN_METHODS = ['password', 'passwordAndCode', 'provider'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

const MINUTE_MS = 60_000;

/** A sign-in that is not finished is given up much sooner than a session. */
export const UNFINISHED_MINUTES = 10;

export interface SessionTimes {
  seenMs: number;
  idleMinutes: number;
  expiresMs: number;
}

export const isOver = ({ seenMs, idleMinutes, expiresMs }: SessionTimes, nowMs: number): boolean =>
  nowMs >= expiresMs || nowMs - seenMs >= idleMinutes * MINUTE_MS;

/** What somebody could do when he signed in. A session of another standing is over, so that nobody goes on with rights he lost or got. */
export const standingOf = ({ unitId, roles }: { unitId: string; roles: readonly Role[] }): string =>
  [unitId, ...[...roles].sort()].join(' ');
