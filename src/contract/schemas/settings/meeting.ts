import { z } from 'zod';
import { MEETING_STEPS, type StepOffset } from '../../../domain/meeting/timetable.ts';
import { refuse } from '../../../domain/refusal.ts';
import { localTime, ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

const FARTHEST_HOURS = 720;
const LAST_HOURS = 24;

/** One of two forms, in one schema: with a union the refusal could not name the field that is wrong. */
const stepOffset = ruled(
  z.strictObject({
    workingDays: whole(-30, 0).optional().describe('From the day it is held, with a local time'),
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

/** Reminders come before the meeting; that it was held is said at its start or after. */
const timetableRow = ruled(z.strictObject({ step: z.enum(MEETING_STEPS), at: stepOffset }), row => {
  const hours = 'hours' in row.at ? row.at.hours : null;
  if (row.step !== 'held') {
    const late = hours !== null && hours >= 0;
    return late ? refuse('outOfRange', 'at.hours', hours, { min: -FARTHEST_HOURS, max: -1 }) : row;
  }
  if (hours === null) return refuse('required', 'at.hours', null);
  return hours < 0 ? refuse('outOfRange', 'at.hours', hours, { min: 0, max: LAST_HOURS }) : row;
}).meta({ id: 'TimetableRow' });

export const meetingSettings = z
  .strictObject({
    openDaysAhead: whole(1, 60).describe('How many days before its date an occurrence is opened'),
    timetable: ruled(z.array(timetableRow).max(20), rows => {
      const double = firstDouble(rows, ({ step }) => step, 'step');
      if (double) return double;
      // Nothing else ends a meeting.
      return rows.some(({ step }) => step === 'held') ? rows : refuse('mustStay', '', null, { needed: 'held' });
    }),
  })
  .meta({ id: 'MeetingSettings' });
