import { WorkflowIdConflictPolicy, type Client } from '@temporalio/client';
import { importWorkflowId, MAILROOM_WORKFLOW_ID, openMeetingsWorkflowId, TASK_QUEUE } from '../contract/names.ts';
import { wakeSignal } from '../workflows/mail/messages.ts';

/** Workflows that do a job and end. Each has one name, so asking twice is asking once. */

/** Mails wait in the outbox: starts the mailroom, or wakes it when it runs. */
export async function wakeMailroom(client: Client): Promise<void> {
  await client.workflow.signalWithStart('mailroom', {
    taskQueue: TASK_QUEUE,
    workflowId: MAILROOM_WORKFLOW_ID,
    signal: wakeSignal,
    signalArgs: [],
  });
}

/** Applies a planned import, or goes on with one that was broken off. */
export async function startImport(client: Client, importId: string): Promise<void> {
  await client.workflow.start('importLedger', {
    taskQueue: TASK_QUEUE,
    workflowId: importWorkflowId(importId),
    args: [{ importId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}

/** Brings the coming occurrences of a series to life now, as its Schedule will do every week. */
export async function openMeetings(client: Client, seriesId: string): Promise<void> {
  await client.workflow.start('openMeetings', {
    taskQueue: TASK_QUEUE,
    workflowId: openMeetingsWorkflowId(seriesId),
    args: [{ seriesId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}
