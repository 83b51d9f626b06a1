import type { RetryCause } from './outcome.ts';

const MINUTE_MS = 60_000;
const LADDER_MIN = [1, 5, 15, 30, 60] as const;
/** After the ladder; greylisting is long over by then, a full mailbox or a sick server is not. */
const LAST_STEP_MIN = 240;
/** A link that broke gets one early try, because most often the server was only restarted. */
const FIRST_NETWORK_STEP_MS = 15_000;
/** Without an expiry: the ladder and thirty times four hours, five days, as RFC 5321 §4.5.4.1 asks of a sender. */
const MAX_ATTEMPTS = 35;

export interface Try {
  /** Tries made so far, the one that just failed included: 1 after the first. */
  attempts: number;
  nowMs: number;
  /** When the slot has passed and the mail would only be noise; null when it never gets stale. */
  expiresAtMs: number | null;
  cause: RetryCause;
}

/** The wait after the n-th failed try. */
export function retryDelayMs(attempts: number, cause: RetryCause): number {
  if (cause === 'network' && attempts <= 1) return FIRST_NETWORK_STEP_MS;
  const step = cause === 'network' ? attempts - 2 : attempts - 1;
  return (LADDER_MIN[Math.max(0, step)] ?? LAST_STEP_MIN) * MINUTE_MS;
}

/** When to try again, or `expired` when the slot will have passed by then. */
export function nextTry(last: Try): { state: 'retry'; notBefore: number } | { state: 'expired' } {
  const notBefore = last.nowMs + retryDelayMs(last.attempts, last.cause);
  const tooLate = last.expiresAtMs === null ? last.attempts >= MAX_ATTEMPTS : notBefore >= last.expiresAtMs;
  return tooLate ? { state: 'expired' } : { state: 'retry', notBefore };
}
