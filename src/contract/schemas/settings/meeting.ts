import { z } from 'zod';
import { LONGEST_AGENDA, WITHOUT_PROPOSAL } from '../../../domain/meeting/agenda/settings.ts';
import { AGENDA_KINDS, type AgendaKind } from '../../../domain/meeting/agenda/types.ts';
import { MEETING_STEPS, type MeetingStep, type StepOffset } from '../../../domain/meeting/timetable.ts';
import { refuse, type Refusal } from '../../../domain/refusal.ts';
import { STAGES } from '../../../domain/project/stages.ts';
import { line, localTime, ruled, stage, whole } from '../fields.ts';
import { eachOnce, firstDouble, roleList } from './rules.ts';

const FARTHEST_HOURS = 720;
const LAST_HOURS = 24;
const FARTHEST_DAYS = -30;
const LAST_DAYS = 10;
/** No item takes longer than a working day. */
const MOST_MINUTES = 480;

/** One of two forms, in one schema: with a union the refusal could not name the field that is wrong. */
const stepOffset = ruled(
  z.strictObject({
    workingDays: whole(FARTHEST_DAYS, LAST_DAYS).optional().describe('From the day it is held, with a local time'),
    time: localTime().optional(),
    hours: whole(-FARTHEST_HOURS, LAST_HOURS).optional().describe('From its start, instead'),
  }),
  at => {
    const { workingDays, time, hours } = at;
    if (hours !== undefined && workingDays !== undefined)
      return refuse('givenTwice', 'hours', hours, { other: 'workingDays' });
    if (hours !== undefined && time !== undefined) return refuse('givenTwice', 'hours', hours, { other: 'time' });
    if (hours !== undefined) return at;
    if (workingDays === undefined) return refuse('required', 'workingDays', null, { other: 'hours' });
    return time === undefined ? refuse('required', 'time', null) : at;
  },
) as unknown as z.ZodType<StepOffset>;

const outside = (field: 'hours' | 'workingDays', value: number, [min, max]: readonly [number, number]) =>
  value < min || value > max ? refuse('outOfRange', `at.${field}`, value, { min, max }) : null;

const BEFORE = { hours: [-FARTHEST_HOURS, -1], workingDays: [FARTHEST_DAYS, 0] } as const;
const AFTER = { hours: [0, LAST_HOURS], workingDays: [0, LAST_DAYS] } as const;

/** What prepares a meeting comes before the meeting; that it was held is said at its start or after, and minutes are asked for after that. */
const timetableRow = ruled(z.strictObject({ step: z.enum(MEETING_STEPS), at: stepOffset }), row => {
  const { step, at } = row;
  const range = step === 'held' || step === 'minutes' || step === 'minutesDue' ? AFTER : BEFORE;
  if ('hours' in at) return outside('hours', at.hours, range.hours) ?? row;
  if (step === 'held') return refuse('required', 'at.hours', null);
  // Farther away than any step may be, it has been refused already.
  const isKnown = at.workingDays >= FARTHEST_DAYS && at.workingDays <= LAST_DAYS;
  return (isKnown && outside('workingDays', at.workingDays, range.workingDays)) || row;
}).meta({ id: 'TimetableRow' });

const minutes = () => whole(1, MOST_MINUTES);
const kinds = Object.fromEntries(AGENDA_KINDS.map(kind => [kind, minutes()])) as Record<AgendaKind, z.ZodInt>;

const agendaSettings = z
  .strictObject({
    mostItems: whole(1, LONGEST_AGENDA).describe('An agenda that writes itself holds no more; the rest is counted'),
    minutes: z.strictObject(kinds).describe('The share of time an item begins with, by kind'),
    withoutProposal: z
      .enum(WITHOUT_PROPOSAL)
      .describe('A problem that the ladder has put on the agenda without a proposal and a promised date'),
    themes: ruled(
      z
        .array(
          z.strictObject({
            theme: line(),
            stages: eachOnce(stage(), STAGES.length).describe('Empty: every stage'),
            types: eachOnce(line(100), 20).describe('Kinds of project (项目类型); empty: every kind'),
          }),
        )
        .max(52)
        .describe('Which projects a theme of the rotation is about; one that is not named is about none'),
      rows => firstDouble(rows, ({ theme }) => theme, 'theme') ?? rows,
    ),
  })
  .meta({ id: 'AgendaSettings' });

type Row = z.output<typeof timetableRow>;

/** Comparable only where both are counted alike: an hour before its start may lie on either side of a working day. */
function isAfter({ at: a }: Row, { at: b }: Row): boolean {
  if ('hours' in a && 'hours' in b) return a.hours > b.hours;
  if ('hours' in a || 'hours' in b) return true;
  return a.workingDays === b.workingDays ? a.time > b.time : a.workingDays > b.workingDays;
}

/** A collection that freezes before it opens would ask nobody, and a reminder after the freeze reminds of nothing. */
function endsBeforeItBegins(rows: readonly Row[]): Refusal | null {
  const indexOf = (step: MeetingStep): number => rows.findIndex(row => row.step === step);
  for (const [first, second] of ORDERED) {
    const [before, after] = [rows[indexOf(first)], rows[indexOf(second)]];
    if (!before || !after || isAfter(after, before)) continue;
    return refuse('timeNotAfter', `[${indexOf(second)}].at`, second, { after: first });
  }
  return null;
}

const ORDERED: readonly (readonly [MeetingStep, MeetingStep])[] = [
  ['collection', 'collectionReminder'],
  ['collection', 'freeze'],
  ['collectionReminder', 'freeze'],
];

export const meetingSettings = z
  .strictObject({
    openDaysAhead: whole(1, 60).describe('How many days before its date an occurrence is opened'),
    timetable: ruled(z.array(timetableRow).max(20), rows => {
      const wrong = firstDouble(rows, ({ step }) => step, 'step') ?? endsBeforeItBegins(rows);
      if (wrong) return wrong;
      // Nothing else ends a meeting.
      return rows.some(({ step }) => step === 'held') ? rows : refuse('mustStay', '', null, { needed: 'held' });
    }),
    agenda: agendaSettings,
    bulletinRoles: roleList().describe(
      'Who gets the bulletin besides those who attend and those who carry out what was decided',
    ),
  })
  .meta({ id: 'MeetingSettings' });
