import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, patched, proxyActivities, sleep, startChild } from '@temporalio/workflow';
import type { CarryOverActivities } from '../../activities/carry-over.ts';
import type { MeetingActivities } from '../../activities/meeting.ts';
import { meetingWorkflowId } from '../../contract/names.ts';
import { FOLLOW_UP } from '../../domain/meeting/minutes/slots.ts';
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
 * One weekly dispatch along its timetable: opened; the agenda composed; its approval asked for; the attendees invited with it; held; its
 * minutes asked for and published, or late: then every problem on its agenda that was not decided is told that it has been carried over; and each
 * decision is waited for until its day. The instants come from the ledger, which knows the working calendar; a merged or skipped
 * occurrence has none and ends at once.
 */
export async function dispatchMeeting(input: EntityInput): Promise<void> {
  const meeting = new Entity('meeting', input);
  // Takes the first turn, before any handler can: whoever calls the meeting early finds it opened.
  const opened = input.view ? null : meeting.submitByClock({ type: 'open' }, 'open');
  meeting.accept(Object.values(meetingUpdates));

  await opened;
  do {
    while (!(await meeting.isOver())) {
      await timetable(meeting);
      if (isToFollowUp(meeting)) await followUp(meeting);
      await meeting.handOverWhenDue();
    }
    // Of one that no minutes are asked of; the others were followed up above.
    if (patched('carry-over') && meeting.view?.status === 'held') await carryOver({ meetingId: meeting.id });
    // Somebody may have said something meanwhile, and waits for his answer.
  } while (!(await meeting.isOver()));
}

/** Step by step, until nothing more is to come or the minutes say what is carried over. */
const timetable = (meeting: Entity<'meeting'>): Promise<void> =>
  meeting.until(
    () => isToFollowUp(meeting),
    ({ slot }) => ({ type: 'step', slot }),
  );

/** The ledger asks for it once the minutes are published, or late. */
const isToFollowUp = ({ view }: Entity<'meeting'>): boolean => view?.next?.slot === FOLLOW_UP;

async function followUp(meeting: Entity<'meeting'>): Promise<void> {
  await carryOver({ meetingId: meeting.id });
  const outcome = await meeting.submitByClock({ type: 'step', slot: FOLLOW_UP }, FOLLOW_UP);
  // Refused, the meeting has moved on; if it has not, asking again at once would not help.
  if (!outcome.ok && isToFollowUp(meeting)) await sleep('1 minute');
}

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
