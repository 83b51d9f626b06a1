import type { Agenda } from '../../domain/meeting/agenda/types.ts';
import { minutesOf } from '../../domain/meeting/agenda/evolve.ts';
import type { MeetingState } from '../../domain/meeting/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** A meeting, and its agenda once it has one. */
export const meetingRows = (changed: readonly Changed<MeetingState>[]): Write[] => [
  rowsInto('meeting', changed.map(meetingRow), { replace: ['id'] }),
  rowsInto(
    'meeting_agenda',
    changed.flatMap(({ state: { id, agenda } }) => (agenda ? [agendaRow(id, agenda)] : [])),
    { replace: ['meeting_id'] },
  ),
];

function meetingRow({ state, seq }: Changed<MeetingState>) {
  return {
    id: state.id,
    series_id: state.seriesId,
    planned_date: state.plannedDate,
    status: state.status,
    moved: state.moved,
    provisional: state.provisional,
    start_at: iso(state.startMs),
    duration_minutes: state.durationMinutes,
    theme: state.theme,
    venue: state.venue,
    chair_id: state.chairId,
    sequence: state.sequence,
    reason: state.reason,
    done: state.done,
    skipped: state.skipped ?? [],
    invited: state.invited,
    responses: state.responses ?? [],
    seq,
  };
}

const agendaRow = (meetingId: string, agenda: Agenda) => ({
  meeting_id: meetingId,
  composed_at: iso(agenda.composedMs),
  approved_by: agenda.approved?.by ?? null,
  approved_at: iso(agenda.approved?.atMs ?? null),
  sent_as: agenda.sentAs,
  changed_since_sent: agenda.changedSinceSent,
  minutes: minutesOf(agenda),
  items: agenda.items,
  held_back: agenda.heldBack,
  dropped: agenda.dropped,
  left_off: agenda.leftOff,
});
