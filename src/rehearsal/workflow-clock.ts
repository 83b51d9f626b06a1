import type { WorkflowInterceptors } from '@temporalio/workflow';

declare global {
  /** Put before the bundle by `bundle.ts`: how far the rehearsed day lies from the server's, in ms. */
  var __REHEARSAL_OFFSET_MS__: number;
}

/**
 * A workflow interceptor module, for its load alone: every workflow gets a `Date` of its own that is as deterministic as the SDK's, and a fixed
 * span beside it. Timers are spans, so they need nothing. Dates of either kind are instances of both, as they share their prototype.
 */
export const interceptors = (): WorkflowInterceptors => {
  const Given = Date;
  const now = (): number => Given.now() + __REHEARSAL_OFFSET_MS__;
  const Rehearsed = function (...given: [] | [number | string]): Date {
    return given.length === 0 ? new Given(now()) : new Given(given[0]);
  };
  const { parse, UTC, prototype } = Given;
  globalThis.Date = Object.assign(Rehearsed, { now, parse, UTC, prototype }) as unknown as DateConstructor;
  return {};
};
