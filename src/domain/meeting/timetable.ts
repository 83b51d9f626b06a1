import { officeInstantOnOrAfter, officeInstantOnOrBefore, type WorkCalendar } from '../calendar/office-hours.ts';
import type { RuleContext } from '../entity.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';

export const MEETING_STEPS = [
  'collection',
  'collectionReminder',
  'freeze',
  'agenda',
  'approval',
  'reminder',
  'lastReminder',
  'held',
  'minutes',
  'minutesDue',
] as const;

export type MeetingStep = (typeof MEETING_STEPS)[number];

/**
 * When a step happens, seen from the start of the meeting: so many working days from the day it is held, at a local
 * time; or so many hours from its start. Negative lies before the meeting.
 */
export type StepOffset = { workingDays: number; time: string } | { hours: number };

export interface TimetableRow {
  step: MeetingStep;
  at: StepOffset;
}

export interface StepInstant {
  step: MeetingStep;
  atMs: number;
}

/**
 * Units are asked what is new, the silent ones once more, and the collection freezes; the agenda writes itself; who has not approved it is reminded; it is sent with the invitation; the meeting is held; its minutes are asked for,
 * and late (domain §4). A new reminder is a
 * new row here and its message in `mail/messages`.
 */
export const TIMETABLE: readonly TimetableRow[] = [
  { step: 'collection', at: { workingDays: -4, time: '09:00' } },
  { step: 'collectionReminder', at: { workingDays: -2, time: '10:00' } },
  { step: 'freeze', at: { workingDays: -2, time: '17:00' } },
  { step: 'agenda', at: { workingDays: -1, time: '10:00' } },
  { step: 'approval', at: { workingDays: -1, time: '14:30' } },
  { step: 'reminder', at: { workingDays: -1, time: '16:00' } },
  { step: 'lastReminder', at: { hours: -2 } },
  { step: 'held', at: { hours: 0 } },
  { step: 'minutes', at: { workingDays: 1, time: '10:00' } },
  { step: 'minutesDue', at: { workingDays: 1, time: '17:00' } },
];

const HOUR_MS = 3_600_000;

/** What the clock gives late, at night or on a day off, waits for the office to open, unless the meeting begins before; what people ask for leaves now. */
export function leavesAt(startMs: number | null, { nowMs, via, calendar }: RuleContext): number {
  if (via !== 'clock') return nowMs;
  const opensMs = officeInstantOnOrAfter(calendar, nowMs);
  return startMs !== null && opensMs >= startMs ? nowMs : opensMs;
}

const instantOf = (at: StepOffset, startMs: number, calendar: WorkCalendar): number => {
  if ('hours' in at) return startMs + at.hours * HOUR_MS;
  const { date } = calendar.clock.toLocal(startMs);
  return calendar.clock.toInstant(addWorkingDays(calendar.table, date, at.workingDays), at.time);
};

/** Nobody is written to. */
const SILENT: readonly MeetingStep[] = ['freeze', 'held'];

/** Mails leave while the office works: what prepares a meeting in its last hours before that moment, what is asked for afterwards in its next. */
function inOfficeHours(step: MeetingStep, atMs: number, calendar: WorkCalendar): number {
  if (SILENT.includes(step)) return atMs;
  const isAfter = step === 'minutes' || step === 'minutesDue';
  return isAfter ? officeInstantOnOrAfter(calendar, atMs) : officeInstantOnOrBefore(calendar, atMs);
}

/**
 * The steps of one meeting in the order they happen; rows at the same instant keep the order of the timetable.
 * Counted from the day the meeting is really held, so a meeting moved off a holiday takes its reminders along.
 */
export function instantsOf(timetable: readonly TimetableRow[], startMs: number, calendar: WorkCalendar): StepInstant[] {
  return timetable
    .map(({ step, at }) => ({ step, atMs: inOfficeHours(step, instantOf(at, startMs, calendar), calendar) }))
    .sort((a, b) => a.atMs - b.atMs);
}
