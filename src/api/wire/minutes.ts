import type { MinutesAnswer } from '../../contract/schemas/index.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { AgendaItem } from '../../domain/meeting/agenda/types.ts';
import { standingOf } from '../../domain/meeting/minutes/decisions.ts';
import type { Attendance, Correction, ItemOutcome, MeetingDecision } from '../../domain/meeting/minutes/types.ts';
import type { AgendaRow, MeetingRow, MinutesRow } from '../../ledger/reads/meetings.ts';
import type { Names } from '../../ledger/reads/names.ts';
import { instantOf, maybeInstant } from './instants.ts';

export const decisionsIn = (row: MinutesRow | undefined) => (row?.decisions ?? []) as unknown as MeetingDecision[];
export const attendanceIn = (row: MinutesRow | undefined) => (row?.attendance ?? []) as unknown as Attendance[];
export const correctionsIn = (row: MinutesRow | undefined) => (row?.corrections ?? []) as unknown as Correction[];

interface Sources {
  meeting: MeetingRow;
  agenda: AgendaRow | undefined;
  minutes: MinutesRow | undefined;
  names: Names;
  /** By number of the decision: what it has become. */
  problems: ReadonlyMap<number, string>;
  today: IsoDate;
}

export function minutesWire({ meeting, agenda, minutes, names, problems, today }: Sources): MinutesAnswer {
  const outcomes = (minutes?.outcomes ?? []) as unknown as ItemOutcome[];
  const items = (agenda?.items ?? []) as unknown as AgendaItem[];
  return {
    id: meeting.id,
    startAt: maybeInstant(meeting.start_at),
    status: meeting.status,
    dueAt: maybeInstant(minutes?.due_at ?? null),
    publishedAt: maybeInstant(minutes?.published_at ?? null),
    publishedBy: minutes?.published_by ?? null,
    publishedByName: names.person(minutes?.published_by ?? null),
    hash: minutes?.hash ?? null,
    attendance: attendanceIn(minutes).map(({ personId: person, ...rest }) => ({
      ...{ person, personName: names.person(person) },
      ...rest,
    })),
    items: items.map(({ no, code, title }) => {
      const known = outcomes.find(each => each.no === no);
      return { no, code, title, outcome: known?.outcome ?? null, note: known?.note ?? null };
    }),
    decisions: decisionsIn(minutes).map(({ unitId: unit, personId: person, ...decision }) => ({
      no: decision.no,
      item: decision.item,
      text: decision.text,
      ...{ unit, unitName: names.unit(unit), person },
      ...{ madeOn: decision.madeOn, dueOn: decision.dueOn, doneOn: decision.doneOn },
      standing: standingOf({ unitId: unit, personId: person, ...decision }, today),
      ...{ result: decision.result, missReason: decision.missReason },
      postponedTo: decision.postponed?.until ?? null,
      problem: problems.get(decision.no) ?? null,
    })),
    corrections: correctionsIn(minutes).map(({ reason, by, atMs }) => ({
      ...{ reason, by, byName: names.person(by), at: instantOf(new Date(atMs)) },
    })),
    seq: meeting.seq,
  };
}

/**
 * What somebody reads who may answer for decisions and not read the minutes: those of his unit and his own. Who was there and what else was
 * decided is not his to learn by answering.
 */
export const ownPartOf = (
  minutes: MinutesAnswer,
  { id, unitId }: { id: string; unitId: string | null },
): MinutesAnswer => ({
  ...minutes,
  ...{ attendance: [], items: [], corrections: [] },
  decisions: minutes.decisions.filter(({ unit, person }) => unit === unitId || person === id),
});
