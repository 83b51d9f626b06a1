import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { RunName } from './started-runs.ts';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

export interface SeenRun {
  workflowId: string;
  runId: string;
  running: boolean;
  history: History;
}

/** The server gave these tasks back itself because something new had arrived; they say nothing about the code. */
const HARMLESS_CAUSES: readonly unknown[] = [1, 25, 'WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND'];

/** Every run that follows from the named ones: children, and the runs before and after by continue-as-new. */
export async function collectRuns(client: Client, names: readonly RunName[]): Promise<SeenRun[]> {
  const seen = new Map<string, SeenRun>();
  const open = [...names];
  for (let name = open.pop(); name; name = open.pop()) {
    if (name.runId !== undefined && seen.has(name.runId)) continue;
    const run = await look(client, name);
    if (run === undefined || seen.has(run.runId)) continue;
    seen.set(run.runId, run);
    open.push(...relatives(run));
  }
  return [...seen.values()];
}

/** Undefined when the start was refused, so that no such run exists. */
async function look(client: Client, name: RunName): Promise<SeenRun | undefined> {
  try {
    const seen = await client.workflow.getHandle(name.workflowId, name.runId).describe();
    const history = await client.workflow.getHandle(name.workflowId, seen.runId).fetchHistory();
    return { workflowId: name.workflowId, runId: seen.runId, running: seen.status.name === 'RUNNING', history };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function relatives({ workflowId, history }: SeenRun): RunName[] {
  return (history.events ?? []).flatMap(event => {
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    const before = event.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    const after = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    return [
      ...(child?.workflowId ? [{ workflowId: child.workflowId, ...(child.runId ? { runId: child.runId } : {}) }] : []),
      ...[before, after]
        .filter(runId => runId != null && runId !== '')
        .map(runId => ({ workflowId, runId: runId ?? '' })),
    ];
  });
}

/** A workflow task that failed means a thrown plain Error or nondeterminism: in production the run would hang. */
export function failedTasks({ workflowId, history }: SeenRun): string[] {
  return (history.events ?? [])
    .map(event => event.workflowTaskFailedEventAttributes)
    .filter(failed => failed != null && !HARMLESS_CAUSES.includes(failed.cause))
    .map(failed => `${workflowId} failed a workflow task: ${failed?.failure?.message ?? String(failed?.cause)}`);
}
