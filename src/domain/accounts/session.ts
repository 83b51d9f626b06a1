import type { Role } from '../people/types.ts';

/**
 * How far a sign-in has come. Only `full` opens anything; the others wait for a code, for the setting up of one, or for a new password.
 */
export const SESSION_STAGES = ['full', 'code', 'enrol', 'password'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];

export const SIGN_IN_METHODS = ['password', 'passwordAndCode', 'passwordAndPasskey', 'passkey', 'provider'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** What a sign-in begins with, and the second factor that was proven on the way; null before that. */
export type FirstFactor = 'password' | 'provider' | 'passkey';
export type SecondFactor = 'code' | 'passkey' | null;

/** A provider answers for how it knows somebody; what we ask besides changes nothing of it. */
export function methodOf(first: FirstFactor, second: SecondFactor): SignInMethod {
  if (first !== 'password') return first;
  return second === null ? 'password' : second === 'code' ? 'passwordAndCode' : 'passwordAndPasskey';
}

export const firstOf = (method: SignInMethod): FirstFactor =>
  method === 'provider' || method === 'passkey' ? method : 'password';

export function secondOf(method: SignInMethod): SecondFactor {
  if (method === 'passwordAndCode') return 'code';
  return method === 'passkey' || method === 'passwordAndPasskey' ? 'passkey' : null;
}

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
