import { ApplicationFailure } from '@temporalio/common';

/** SQLSTATE classes in which the database is away or asks to try again, not a mistake of ours. */
const PASSING = /^(08|40|53|55|57)/;
const PASSING_NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether an error of the database will pass by itself: connection lost, shutting down, deadlock, too many connections. */
export function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  // The pool says these in words only.
  return PASSING.test(code) || PASSING_NODE.has(code) || /timeout|terminated|Connection|ended/i.test(message);
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
