import type { WorkflowClientInterceptor } from '@temporalio/client';

/** A workflow run; without `runId` the latest one of that id. */
export interface RunName {
  workflowId: string;
  runId?: string;
}

/** What was started through a client, so that the rig can look at every run afterwards. */
export class StartedRuns {
  #runs: RunName[] = [];

  /** Also for what was started elsewhere: by an activity with a client of its own, or by a schedule. */
  add(run: RunName): void {
    this.#runs.push(run);
  }

  /** All since the last `drain`, which they stay for. */
  seen(): readonly RunName[] {
    return [...this.#runs];
  }

  /** All since the last call. */
  drain(): RunName[] {
    return this.#runs.splice(0);
  }

  /** Ids are noted before the call: a start whose update was refused may have started its run all the same. */
  readonly interceptor: WorkflowClientInterceptor = {
    startWithDetails: async (input, next) => {
      const answer = await next(input);
      this.add({ workflowId: input.options.workflowId, runId: answer.runId });
      return answer;
    },
    signalWithStart: async (input, next) => {
      this.add({ workflowId: input.options.workflowId });
      return next(input);
    },
    startUpdateWithStart: async (input, next) => {
      this.add({ workflowId: input.workflowStartOptions.workflowId });
      return next(input);
    },
  };
}

/** The interceptors under which a client of one's own reports what it starts. */
export const trackedBy = (started: StartedRuns): { workflow: WorkflowClientInterceptor[] } => ({
  workflow: [started.interceptor],
});
