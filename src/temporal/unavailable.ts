import {
  isGrpcServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Unavailable } from '../contract/ports.ts';

/** gRPC status codes: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE. */
const AWAY: readonly number[] = [1, 4, 8, 10, 14];

const FAILED_PRECONDITION = 9;

/** The server takes no update while a workflow's task has been tried three times in vain: a worker died under it, and the next takes it on. */
const isBeingTried = (error: unknown): boolean =>
  isGrpcServiceError(error) &&
  error.code === FAILED_PRECONDITION &&
  error.details.includes('Workflow Task in failed state');

/** The server's word for an update that its worker was handed and said nothing about. */
export const isUnprocessed = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'UnprocessedUpdate';

/** Turns "Temporal does not answer" in all its shapes into `Unavailable`; anything else is passed on as it is. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return new Unavailable('temporal', error);
  if (isGrpcServiceError(error) && AWAY.includes(error.code)) return new Unavailable('temporal', error);
  if (isUnprocessed(error) || isBeingTried(error)) return new Unavailable('temporal', error);
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    return error.cause.type === 'DatabaseUnavailable' ? new Unavailable('database', error) : error;
  }
  const { cause } = error as { cause?: unknown };
  return cause !== undefined && cause !== error && asUnavailable(cause) instanceof Unavailable
    ? asUnavailable(cause)
    : error;
}
