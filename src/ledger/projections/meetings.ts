import { sql } from 'kysely';
import type { Collection } from '../../domain/meeting/collection/types.ts';
import type { Agenda } from '../../domain/meeting/agenda/types.ts';
import { minutesOf } from '../../domain/meeting/agenda/evolve.ts';
import type { MeetingEvent, MeetingState } from '../../domain/meeting/types.ts';
import type { Minutes } from '../../domain/meeting/minutes/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** A meeting, and its agenda once it has one. */
export const meetingRows = (changed: readonly Changed<MeetingState>[]): Write[] => [
  ...answerRows(changed),
  rowsInto('meeting', changed.map(meetingRow), { replace: ['id'] }),
  rowsInto(
    'meeting_agenda',
    changed.flatMap(({ state: { id, agenda } }) => (agenda ? [agendaRow(id, agenda)] : [])),
    { replace: ['meeting_id'] },
  ),
  rowsInto(
    'meeting_collection',
    changed.flatMap(({ state: { id, collection } }) => (collection ? [collectionRow(id, collection)] : [])),
    { replace: ['meeting_id'] },
  ),
  rowsInto(
    'meeting_minutes',
    changed.flatMap(({ state: { id, minutes } }) => (minutes ? [minutesRow(id, minutes)] : [])),
    { replace: ['meeting_id'] },
  ),
  rowsInto(
    'meeting_decision',
    changed.flatMap(({ state }) => decisionRows(state)),
    { replace: ['meeting_id', 'no'] },
  ),
];

/** As with people the row is written from the command: no event holds it. What was said for another time goes with it. */
function answerRows(changed: readonly Changed<MeetingState>[]): Write[] {
  const rows = changed.flatMap(({ happened, envelope: { entityId, command, actor } }) => {
    if (!happened.has('invitationAnswered') || command.type !== 'answerInvitation') return [];
    const { person = actor.id, deputy = null, note = null } = command;
    return [{ meeting_id: entityId, person_id: person, deputy, note }];
  });
  const anew = changed.filter(
    ({ state, happened }) => ASK_ANEW.some(type => happened.has(type)) && !state.responses?.length,
  );
  return [
    rowsInto('meeting_answer', rows, { replace: ['meeting_id', 'person_id'] }),
    anew.length === 0
      ? null
      : sql`delete from meeting_answer where meeting_id = any(${sql.val(anew.map(({ state }) => state.id))}::text[])`,
  ];
}

const ASK_ANEW: readonly MeetingEvent['type'][] = ['rescheduled', 'recomputed'];

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
    ran_late_at: iso(state.ranLateMs ?? null),
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
  silent: agenda.silent ?? [],
});

const collectionRow = (meetingId: string, { openedMs, frozenMs, asked, answers }: Collection) => ({
  meeting_id: meetingId,
  opened_at: iso(openedMs),
  frozen_at: iso(frozenMs),
  asked,
  answers,
});

const minutesRow = (meetingId: string, minutes: Minutes) => ({
  meeting_id: meetingId,
  due_at: iso(minutes.dueMs),
  published_at: iso(minutes.published?.atMs ?? null),
  published_by: minutes.published?.by ?? null,
  hash: minutes.published?.hash ?? null,
  attendance: minutes.attendance,
  outcomes: minutes.outcomes,
  decisions: minutes.decisions,
  corrections: minutes.corrections,
});

/** Before the minutes are published nobody has promised anything, and what is taken back is gone. */
function decisionRows({ id, agenda, minutes }: MeetingState) {
  const { published = null, decisions = [] } = minutes ?? {};
  if (!published) return [];
  const codes = new Map(agenda?.items.map(({ no, code }) => [no, code]));
  return decisions.map(decision => ({
    meeting_id: id,
    no: decision.no,
    item: decision.item,
    code: decision.item === null ? null : (codes.get(decision.item) ?? null),
    text: decision.text,
    unit_id: decision.unitId,
    person_id: decision.personId,
    made_on: decision.madeOn,
    due_on: decision.dueOn,
    published_on: published.on,
    done_on: decision.doneOn,
    result: decision.result,
    miss_reason: decision.missReason,
    explained_on: decision.explainedOn,
    dropped_on: decision.droppedOn,
    postponed_to: decision.postponed?.until ?? null,
  }));
}
