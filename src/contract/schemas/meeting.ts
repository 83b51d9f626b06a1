import { z } from 'zod';
import { MEETING_STEPS } from '../../domain/meeting/timetable.ts';
import { weekdayOf } from '../../domain/calendar/dates.ts';
import { HOLIDAY_RULES } from '../../domain/meeting/occurrence.ts';
import { LAST, RHYTHMS } from '../../domain/meeting/rhythm.ts';
import { RESPONSES } from '../../domain/meeting/responses.ts';
import { refuse } from '../../domain/refusal.ts';
import { MEETING_STATUSES, type SeriesFacts } from '../../domain/meeting/types.ts';
import { commandResult, instant, paging, problemDetails } from './common.ts';
import { agendaSummary } from './agenda.ts';
import { mailAnswer } from './mail.ts';
import { code, isoDate, line, localTime, longText, ruled, whole } from './fields.ts';

const NTH = [1, 2, 3, 4, LAST] as const;

const rhythm = z
  .strictObject({
    every: z.enum(RHYTHMS).exclude(['once']),
    month: whole(1, 12).optional().describe('Of the quarter (1–3, the last one when left out), or of the year'),
    nth: z.literal(NTH).optional().describe('Which `weekday` of the month; -1 is the last'),
    day: whole(1, 31).optional().describe('Or this day of the month; its last where the month is shorter'),
  })
  .meta({
    id: 'Rhythm',
    examples: [
      { every: 'month', nth: 1 },
      { every: 'quarter', day: 20 },
    ],
  });

/** Meetings as the office sets them up. Their Temporal Schedule follows from it by `schedules apply`. */
export const defineSeriesBody = z
  .strictObject({
    name: line(),
    weekday: whole(1, 7).optional().describe('1 = Monday … 7 = Sunday; needed unless `rhythm.day` says the day'),
    rhythm: rhythm.optional().describe('Every week when left out'),
    time: localTime(),
    durationMinutes: whole(5, 1_440).default(120),
    venue: line(),
    chair: code(),
    attendees: z.array(code()).max(2_000),
    themes: ruled(z.array(line()).max(52), themes => (themes.length === 0 ? refuse('noThemes', '', null) : themes))
      .meta({ minItems: 1 })
      .optional()
      .describe('Taken in turn, one a week; a series without leaves it out'),
    holidayRule: z.enum(HOLIDAY_RULES).default('previousWorkday'),
  })
  .check(context => {
    const { weekday, rhythm: given } = context.value;
    if (weekday !== undefined || given?.day !== undefined) return;
    const refusal = refuse('required', 'weekday', null, { other: 'rhythm.day' });
    context.issues.push({ code: 'custom', input: context.value, params: { refusal } });
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

/** A special meeting (专题会, 现场会) outside any series, or the one a whistle calls. */
export const callMeetingBody = z
  .strictObject({
    name: line().optional(),
    date: isoDate().optional(),
    time: localTime().optional(),
    durationMinutes: whole(5, 1_440).default(120),
    venue: line().optional(),
    chair: code(),
    attendees: z.array(code()).max(2_000).optional(),
    topic: line().optional().describe('Stands in the invitation as the theme of the meeting'),
    problems: z.array(code()).max(50).default([]).describe('Stand on its agenda'),
    whistle: code()
      .optional()
      .describe('Name, time, venue, attendees and problem are those of the whistle where they are left out'),
  })
  .check(context => {
    if (context.value.whistle !== undefined) return;
    for (const field of ['name', 'date', 'time', 'venue', 'attendees'] as const) {
      if (context.value[field] !== undefined) continue;
      const refusal = refuse('required', field, null, { other: 'whistle' });
      context.issues.push({ code: 'custom', input: context.value, params: { refusal } });
    }
  })
  .meta({
    id: 'CallMeeting',
    examples: [
      {
        ...{ name: '绿能公司用地专题会', date: '2026-12-03', time: '15:00', venue: '项目现场' },
        ...{ chair: 'leader-1', attendees: ['leader-1', 'handler-land'], problems: ['W-2026-0007'] },
      },
    ],
  });

/** The file is the body, or the field `file` of a form. */
export const attendeesQuery = z.strictObject({
  fileName: line(255).optional(),
  apply: z.enum(['true', 'false']).default('false').describe('false: a dry run, which writes nothing'),
  newPeople: z.enum(['true', 'false']).default('false').describe('Adds whom the ledger does not know; administrators'),
  replace: z.enum(['true', 'false']).default('false').describe('Whom the file does not name attends no more'),
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

/** On a day of the month no weekday is meant; what lies ahead is looked at on Mondays then. */
const MONDAY = 1;

export function seriesFactsOf({
  chair,
  attendees,
  themes = [],
  ...body
}: z.output<typeof defineSeriesBody>): SeriesFacts {
  return { ...body, weekday: body.weekday ?? MONDAY, chairId: chair, attendeeIds: attendees, themes };
}

/** What a whistle knows of the meeting it calls. */
export interface CalledBy {
  name: string;
  date: string;
  time: string;
  venue: string;
  attendees: readonly string[];
  problems: readonly string[];
}

export function calledFactsOf(body: z.output<typeof callMeetingBody>, by: CalledBy | null): SeriesFacts {
  const {
    name,
    date = by?.date ?? '',
    time,
    durationMinutes,
    venue,
    chair,
    attendees,
    topic,
    problems,
    whistle,
  } = body;
  return {
    ...{ name: name ?? by?.name ?? '', time: time ?? by?.time ?? '', venue: venue ?? by?.venue ?? '', durationMinutes },
    ...{ weekday: weekdayOf(date), chairId: chair, attendeeIds: attendees ?? by?.attendees ?? [] },
    ...{ themes: topic === undefined ? [] : [topic], holidayRule: 'nextWorkday', rhythm: { every: 'once', date } },
    about: { problems: [...new Set([...problems, ...(by?.problems ?? [])])], whistle: whistle ?? null },
  };
}

// ---- answers ----

export const ATTENDEE_VERDICTS = ['attends', 'added', 'new', 'refused'] as const;
export type AttendeeVerdict = (typeof ATTENDEE_VERDICTS)[number];
export const attendeesAnswer = z
  .object({
    id: z.string().describe('Of the series'),
    applied: z.boolean(),
    counts: z.object(
      Object.fromEntries([...ATTENDEE_VERDICTS, 'left'].map(verdict => [verdict, z.int()])) as Record<
        AttendeeVerdict | 'left',
        z.ZodInt
      >,
    ),
    rows: z.array(
      z.object({
        sheet: z.string(),
        row: z.int(),
        name: z.string(),
        verdict: z
          .enum(ATTENDEE_VERDICTS)
          .describe('`attends`: already · `new`: to be added to the ledger first, or was'),
        person: z.string().nullable().describe('Id; null where nobody was found'),
        errors: problemDetails.shape.errors,
      }),
    ),
    left: z.array(z.string()).describe('Ids of those who attend no more'),
  })
  .meta({ id: 'SeriesAttendees' });
export type AttendeesAnswer = z.output<typeof attendeesAnswer>;

const seriesShape = {
  id: z.string(),
  name: z.string(),
  weekday: z.int().describe('Of a series by `rhythm.day` the day on which its coming meetings are opened'),
  rhythm: z
    .object({
      every: z.enum(RHYTHMS),
      month: z.int().optional(),
      nth: z.int().optional(),
      day: z.int().optional(),
      date: z.string().optional().describe('Of a special meeting'),
    })
    .nullable()
    .describe('Null: every week'),
  about: z
    .object({ problems: z.array(z.string()), whistle: z.string().nullable() })
    .nullable()
    .describe('Of a special meeting'),
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
  ranLateAt: instant().nullable().describe('When it was caught up after its day had passed; null when held in time'),
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
