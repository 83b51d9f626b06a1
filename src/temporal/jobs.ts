import { WorkflowIdConflictPolicy, type Client } from '@temporalio/client';
import {
  importWorkflowId,
  LOOK_AGAIN_WORKFLOW_ID,
  MAILROOM_WORKFLOW_ID,
  openMeetingsWorkflowId,
  TASK_QUEUE,
} from '../contract/names.ts';
import type { EntityKind } from '../domain/entity.ts';
import { wakeSignal } from '../workflows/mail/messages.ts';
import { everywhereSignal } from '../workflows/settings/messages.ts';

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

/** Tells every open entity of these kinds that the settings have changed; a round that is under way takes the kinds up. */
export async function lookAgainEverywhere(client: Client, kinds: readonly EntityKind[]): Promise<void> {
  if (kinds.length === 0) return;
  await client.workflow.signalWithStart('lookAgainEverywhere', {
    taskQueue: TASK_QUEUE,
    workflowId: LOOK_AGAIN_WORKFLOW_ID,
    args: [{ kinds: [], walk: null }],
    signal: everywhereSignal,
    signalArgs: [kinds],
  });
}
