import type { AgendaAnswer, AgendaSummary, MailAnswer } from '../../contract/schemas/index.ts';
import type { Agenda, AgendaItem, DroppedItem, HeldBack } from '../../domain/meeting/agenda/types.ts';
import type { AgendaRow, MeetingRow } from '../../ledger/reads/meetings.ts';
import type { Names } from '../../ledger/reads/names.ts';
import type { AgendaStanding } from '../../ledger/reads/problems.ts';
import { maybeInstant } from './instants.ts';

const itemsOf = (row: AgendaRow | undefined): AgendaItem[] => (row?.items ?? []) as unknown as AgendaItem[];
const heldOf = (row: AgendaRow | undefined): HeldBack[] => (row?.held_back ?? []) as unknown as HeldBack[];
const leftOf = (row: AgendaRow | undefined) => (row?.left_off ?? {}) as Agenda['leftOff'];

const silentIn = (row: AgendaRow | undefined): string[] => (row?.silent ?? []) as unknown as string[];

/** Units that a reader is told the names of. */
export const unitsOf = (row: AgendaRow | undefined): (string | null)[] => [
  ...[...itemsOf(row), ...heldOf(row)].map(({ unitId }) => unitId),
  ...silentIn(row),
];

export function agendaSummaryWire(
  meeting: Pick<MeetingRow, 'duration_minutes'>,
  row: AgendaRow | undefined,
): AgendaSummary {
  const minutes = row?.minutes ?? 0;
  return {
    items: itemsOf(row).length,
    minutes,
    overMinutes: Math.max(0, minutes - meeting.duration_minutes),
    composedAt: maybeInstant(row?.composed_at ?? null),
    approvedAt: maybeInstant(row?.approved_at ?? null),
    approvedBy: row?.approved_by ?? null,
    sentAs: (row?.sent_as ?? null) as AgendaSummary['sentAs'],
    changedSinceSent: row?.changed_since_sent ?? false,
    heldBack: heldOf(row).length,
    left: Object.values(leftOf(row)).reduce((sum, n) => sum + n, 0),
  };
}

/** Problems whose standing a reader is told. */
export const problemsOf = (row: AgendaRow | undefined): string[] => [
  ...itemsOf(row).flatMap(({ subject, code }) => (subject === 'problem' && code !== null ? [code] : [])),
  ...heldOf(row).map(({ code }) => code),
];

interface Beside {
  names: Names;
  /** Of its problems, as they stand now. */
  standings: ReadonlyMap<string, AgendaStanding>;
  /** Mails that asked for a proposal, by problem. */
  told: ReadonlyMap<string, MailAnswer[]>;
}

const stateOf = (code: string | null, { standings }: Beside) =>
  (standings.get(code ?? '')?.state ?? null) as AgendaAnswer['items'][number]['problemState'];

/** A meeting that has no agenda yet reads as one with nothing on it. */
export const agendaWire = (meeting: MeetingRow, row: AgendaRow | undefined, beside: Beside): AgendaAnswer => ({
  ...agendaSummaryWire(meeting, row),
  id: meeting.id,
  startAt: maybeInstant(meeting.start_at),
  durationMinutes: meeting.duration_minutes,
  theme: meeting.theme,
  items: itemsOf(row).map(({ facts, unitId: unit, ...item }) => ({
    ...item,
    ...facts,
    ...{ unit, unitName: beside.names.unit(unit), projects: [...facts.projects] },
    problemState: stateOf(item.code, beside),
  })),
  heldBack: heldOf(row).map(({ unitId: unit, ...held }) => ({
    ...held,
    ...{ unit, unitName: beside.names.unit(unit), problemState: stateOf(held.code, beside) },
    proposal: beside.standings.get(held.code)?.proposal ?? null,
    promisedOn: beside.standings.get(held.code)?.promisedOn ?? null,
    told: beside.told.get(held.code) ?? [],
  })),
  dropped: (row?.dropped ?? []) as unknown as DroppedItem[],
  leftOff: leftOf(row) as Record<string, number>,
  silent: silentIn(row).map(unit => ({ unit, unitName: beside.names.unit(unit) })),
  seq: meeting.seq,
});
