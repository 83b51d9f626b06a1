import { ApplicationFailure } from '@temporalio/common';

/** SQLSTATE classes in which the database is away or asks to try again, not a mistake of ours. */
const PASSING = /^(08|40|53|55|57)/;
const PASSING_NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

const IN_WORDS = /timeout|terminated|connection|\bend(ed)?\b|\bclosed\b|destroyed/i;

/** Whether an error of the database will pass by itself: connection lost, shutting down, deadlock, too many connections. */
export function isPassing(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string };
  // The pool and the drivers say these in words only; a statement's own fault always has a code.
  if (code === undefined) return IN_WORDS.test(message);
  return PASSING.test(code) || PASSING_NODE.has(code);
}

/** Whether a command failed because of a fault of ours in the ledger; then nothing of it was written, and trying again changes nothing. */
export function isFault(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ApplicationFailure && at.type === 'LedgerFault') return true;
  }
  return false;
}

/** The only kind of error that crosses from an activity into a workflow. */
export function toFailure(error: unknown, { giveUp }: { giveUp: boolean }): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const { message = String(error), code } = error as { message?: string; code?: string };
  const text = code === undefined ? message : `${code} ${message}`;
  if (isPassing(error)) return ApplicationFailure.retryable(text, 'DatabaseUnavailable');
  return giveUp
    ? ApplicationFailure.nonRetryable(text, 'LedgerFault')
    : ApplicationFailure.retryable(text, 'LedgerFault');
}
