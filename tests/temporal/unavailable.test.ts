import { expect, test } from '@jest/globals';
import { ServiceError } from '@temporalio/client';
import { Unavailable } from '../../src/contract/ports.ts';
import { asUnavailable } from '../../src/temporal/unavailable.ts';

/** What the client throws: its own error, with the server's as the cause. */
const thrown = (code: number, details: string): ServiceError =>
  new ServiceError('Workflow Update failed', {
    cause: Object.assign(new Error(`${code} ${details}`), { code, details, metadata: {} }),
  });

const TRIED = 'Unable to perform workflow execution update due to Workflow Task in failed state.';

test('what another try may bring is told as nobody answering; every other fault is passed on', () => {
  for (const [code, details] of [
    [14, 'no connection'],
    [4, 'deadline exceeded'],
    // After a worker was killed under a workflow again and again, on a busy machine.
    [9, TRIED],
  ] as const) {
    expect(asUnavailable(thrown(code, details))).toBeInstanceOf(Unavailable);
  }
  const other = thrown(9, 'the namespace is being deleted');
  expect(asUnavailable(other)).toBe(other);
});
