import { z } from 'zod';
import { MEETING_STEPS } from '../../domain/meeting/timetable.ts';
import { HOLIDAY_RULES } from '../../domain/meeting/occurrence.ts';
import { RESPONSES } from '../../domain/meeting/responses.ts';
import { MEETING_STATUSES, type SeriesFacts } from '../../domain/meeting/types.ts';
import { commandResult, instant, paging } from './common.ts';
import { agendaSummary } from './agenda.ts';
import { mailAnswer } from './mail.ts';
import { code, isoDate, line, localTime, longText, whole } from './fields.ts';

/** A weekly meeting as the office sets it up. Its Temporal Schedule follows from it by `schedules apply`. */
export const defineSeriesBody = z
  .strictObject({
    name: line(),
    weekday: whole(1, 7).describe('1 = Monday … 7 = Sunday'),
    time: localTime(),
    durationMinutes: whole(5, 1_440).default(120),
    venue: line(),
    chair: code(),
    attendees: z.array(code()).max(2_000),
    themes: z.array(line()).max(52).default([]).describe('Taken in turn, one a week'),
    holidayRule: z.enum(HOLIDAY_RULES).default('previousWorkday'),
  })
  .meta({
    id: 'DefineSeries',
    examples: [
      {
        name: '周调度会',
        weekday: 1,
        time: '09:00',
        durationMinutes: 120,
        venue: '市政府三楼会议室',
        chair: 'leader-1',
        attendees: ['leader-1', 'reporter-nanan'],
        themes: ['增资扩产', '项目落地投产', '省库项目申报'],
        holidayRule: 'previousWorkday',
      },
    ],
  });

export const pauseSeriesBody = z.strictObject({ reason: longText() }).meta({ id: 'PauseSeries' });
export const resumeSeriesBody = z.strictObject({ reason: longText().optional() }).meta({ id: 'ResumeSeries' });
/** Nothing to say: the next occurrence is opened when it is not, and its reminder leaves now. */
export const triggerSeriesBody = z.strictObject({}).meta({ id: 'TriggerSeries' });

export const moveMeetingBody = z
  .strictObject({
    date: isoDate(),
    time: localTime(),
    venue: line().optional().describe('As it is when left out'),
    reason: longText().describe('Goes into the mail to whoever was invited'),
  })
  .meta({
    id: 'MoveMeeting',
    examples: [{ date: '2026-12-01', time: '15:00', reason: '市领导外出' }],
  });
export const cancelMeetingBody = z
  .strictObject({ reason: longText().describe('Goes into the mail to whoever was invited') })
  .meta({ id: 'CancelMeeting', examples: [{ reason: '与全市大会冲突' }] });

export const answerInvitationBody = z
  .strictObject({
    person: code().optional().describe('Whose answer it is; oneself when left out. Coordinators may enter anybody’s'),
    response: z.enum(RESPONSES),
    deputy: line(50).optional().describe('Who comes instead, by name; with `deputy` only'),
    note: line(200).optional(),
  })
  .meta({ id: 'AnswerInvitation', examples: [{ response: 'deputy', deputy: '王小明' }] });
/** Steps that somebody may take out of the timetable of one meeting. */
const SKIPPABLE = MEETING_STEPS.filter(step => step !== 'held');
export const skipMeetingStepBody = z
  .strictObject({ step: z.enum(SKIPPABLE), reason: longText() })
  .meta({ id: 'SkipMeetingStep', examples: [{ step: 'approval', reason: '主持人已当面审定' }] });

export function seriesFactsOf({ chair, attendees, ...body }: z.output<typeof defineSeriesBody>): SeriesFacts {
  return { ...body, chairId: chair, attendeeIds: attendees };
}

// ---- answers ----

const seriesShape = {
  id: z.string(),
  name: z.string(),
  weekday: z.int(),
  time: z.string(),
  durationMinutes: z.int(),
  venue: z.string(),
  chair: z.string(),
  attendees: z.array(z.string()),
  themes: z.array(z.string()),
  holidayRule: z.string(),
  status: z.enum(['running', 'paused']),
  seq: z.int(),
};
export const seriesAnswer = z.object(seriesShape).meta({ id: 'Series' });
export type SeriesAnswer = z.output<typeof seriesAnswer>;
export const seriesCommandAnswer = z
  .object({ ...seriesShape, command: commandResult })
  .meta({ id: 'SeriesCommandAnswer' });

const meetingShape = {
  id: z.string().describe('<series>/<planned date>'),
  series: z.string(),
  plannedDate: z.string(),
  status: z.enum(MEETING_STATUSES),
  moved: z.string().nullable(),
  reason: z.string().nullable().describe('Why it was moved or cancelled by hand'),
  provisional: z.boolean().describe('Rests on a year whose holidays are not published yet'),
  startAt: instant().nullable(),
  durationMinutes: z.int(),
  theme: z.string().nullable(),
  venue: z.string(),
  chair: z.string(),
  sequence: z.int().describe('SEQUENCE of the invitation'),
  done: z.array(z.string()).describe('Steps of the timetable that have happened'),
  skipped: z
    .array(z.object({ step: z.string(), reason: z.string(), by: z.string() }))
    .describe('Steps that somebody has taken out'),
  seq: z.int(),
};
export const meetingAnswer = z.object(meetingShape).meta({ id: 'Meeting' });
export type MeetingAnswer = z.output<typeof meetingAnswer>;
const invitationAnswer = z
  .object({
    person: z.string(),
    personName: z.string().nullable(),
    invited: z.boolean().describe('A mail with the invitation has been written'),
    response: z.enum(RESPONSES).nullable().describe('Null: no answer'),
    deputy: z.string().nullable(),
    note: z.string().nullable(),
    enteredBy: z.string().nullable().describe('Who entered it for him'),
    at: instant().nullable(),
  })
  .meta({ id: 'Invitation' });
export type InvitationAnswer = z.output<typeof invitationAnswer>;

/** One meeting as people read it, with the mails that went out for it. */
export const meetingDetailAnswer = z
  .object({
    ...meetingShape,
    seriesName: z.string().nullable().describe('Name of `series`'),
    chairName: z.string().nullable().describe('Name of `chair`'),
    invitations: z.array(invitationAnswer).describe('Attendees, with what each has answered for the time it now has'),
    mails: z.array(mailAnswer).describe('At most 200; more are read from the list of mails'),
    mailsTotal: z.int(),
    agenda: agendaSummary.nullable().describe('Null: there is none yet'),
  })
  .meta({ id: 'MeetingDetail' });
export type MeetingDetailAnswer = z.output<typeof meetingDetailAnswer>;

export const meetingCommandAnswer = z
  .object({ ...meetingShape, command: commandResult })
  .meta({ id: 'MeetingCommandAnswer' });

export const meetingParams = z.strictObject({ series: code(), date: isoDate() });
export const meetingListQuery = paging.extend({
  series: code().optional(),
  status: z.enum(MEETING_STATUSES).optional(),
});
