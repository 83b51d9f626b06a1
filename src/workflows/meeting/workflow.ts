import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, patched, proxyActivities, startChild } from '@temporalio/workflow';
import type { CarryOverActivities } from '../../activities/carry-over.ts';
import type { MeetingActivities } from '../../activities/meeting.ts';
import { meetingWorkflowId } from '../../contract/names.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { meetingUpdates } from './messages.ts';

const { carryOver } = proxyActivities<CarryOverActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumInterval: '1 minute' },
});
const { upcomingMeetings } = proxyActivities<MeetingActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '1 minute' },
});

/**
 * One weekly dispatch along its timetable: opened; the agenda composed; its approval asked for; the attendees invited with it; held; then every
 * problem that stood on its agenda is told that it has been carried over. The instants come from the ledger, which knows the working calendar; a merged or skipped
 * occurrence has none and ends at once.
 */
export async function dispatchMeeting(input: EntityInput): Promise<void> {
  const meeting = new Entity('meeting', input);
  // Takes the first turn, before any handler can: whoever calls the meeting early finds it opened.
  const opened = input.view ? null : meeting.submitByClock({ type: 'open' }, 'open');
  meeting.accept(Object.values(meetingUpdates));

  await opened;
  while (!(await meeting.isOver())) {
    await meeting.until(never, ({ slot }) => ({ type: 'step', slot }));
    await meeting.handOverWhenDue();
  }
  if (patched('carry-over') && meeting.view?.status === 'held') await carryOver({ meetingId: meeting.id });
}

/** No step but the timetable's moves a meeting on: it ends when the ledger says that it was held. */
const never = (): boolean => false;

/**
 * What a series' Schedule runs: brings every occurrence of the coming days to life. An occurrence is named by its series and planned
 * date, so this run, the next one and somebody who calls the meeting early meet instead of doubling it.
 */
export async function openMeetings({ seriesId }: { seriesId: string }): Promise<string[]> {
  const meetingIds = await upcomingMeetings({ seriesId, nowMs: Date.now() });
  for (const id of meetingIds) await ensureMeeting(id);
  return meetingIds;
}

async function ensureMeeting(id: string): Promise<void> {
  try {
    await startChild(dispatchMeeting, {
      workflowId: meetingWorkflowId(id),
      args: [{ id, view: null }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
