import {
  isGrpcServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Unavailable } from '../contract/ports.ts';

/** gRPC status codes: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE. */
const AWAY: readonly number[] = [1, 4, 8, 10, 14];

/** The server's word for an update that its worker was handed and said nothing about. */
export const isUnprocessed = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'UnprocessedUpdate';

/** Turns "Temporal does not answer" in all its shapes into `Unavailable`; anything else is passed on as it is. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return new Unavailable('temporal', error);
  if (isGrpcServiceError(error) && AWAY.includes(error.code)) return new Unavailable('temporal', error);
  if (isUnprocessed(error)) return new Unavailable('temporal', error);
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    return error.cause.type === 'DatabaseUnavailable' ? new Unavailable('database', error) : error;
  }
  const { cause } = error as { cause?: unknown };
  return cause !== undefined && cause !== error && asUnavailable(cause) instanceof Unavailable
    ? asUnavailable(cause)
    : error;
}
