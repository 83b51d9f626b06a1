import { addDays, weekdayOf, type IsoDate } from '../../domain/calendar/dates.ts';
import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import { isProvisional, type HolidayTable } from '../../domain/calendar/working-calendar.ts';
import { isMilestone, STANDARD_PATH, stagesAfter } from '../../domain/project/path.ts';
import type { Stage } from '../../domain/project/stages.ts';
import { concernsProblem, concernsProject } from '../../domain/people/scope.ts';
import type { DueItem, MeetingReminderData, ProblemItem, ProjectItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import type { OpenProblem, OpenProject, OpenWork } from './open-work.ts';
import type { Reader } from './people.ts';

export interface MeetingForMail {
  id: string;
  name: string;
  theme: string | null;
  venue: string;
  chair: string | null;
  plannedDate: IsoDate;
  startMs: number;
  durationMinutes: number;
  sequence: number;
  /** Of whoever moved it by hand. */
  reason: string | null;
  /** It was held after its day had passed, when the office came back. */
  ranLate?: boolean;
  /** Looked ahead to: when its collection freezes. What leaves has it in its line. */
  closesMs?: number | null;
}

/** The meetings named by reminders, by id. Those without a date of their own have no reminders and are left out. */
export async function meetingsForMail(db: Database, ids: readonly string[]): Promise<Map<string, MeetingForMail>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .leftJoin('person', 'person.id', 'meeting.chair_id')
    .select([
      'meeting.id',
      'series.name',
      'meeting.theme',
      'meeting.venue',
      'person.name as chair',
      'meeting.planned_date',
      'meeting.start_at',
      'meeting.duration_minutes',
      'meeting.sequence',
      'meeting.reason',
      'meeting.ran_late_at',
    ])
    .where('meeting.id', 'in', ids)
    .execute();
  const meetings = rows.flatMap(({ planned_date, start_at, duration_minutes, ran_late_at, ...row }) => {
    const [plannedDate, durationMinutes] = [planned_date, duration_minutes];
    const ranLate = ran_late_at !== null && { ranLate: true };
    return start_at === null ? [] : [{ ...row, plannedDate, durationMinutes, ...ranLate, startMs: start_at.getTime() }];
  });
  return new Map(meetings.map(meeting => [meeting.id, meeting]));
}

interface Reminding extends Pick<MeetingReminderData, 'last' | 'answer' | 'agenda'> {
  meeting: MeetingForMail;
  work: OpenWork;
}

export interface Moment {
  nowMs: number;
  clock: LocalClock;
  table: HolidayTable;
}

/** Which of a meeting's reminders a mail is. */
export const isLastReminder = (slot: string): boolean => slot.includes('/lastReminder/');

/** One attendee's own page: his projects, his open problems, and what falls due until the end of the week of the meeting. */
export function reminderData(
  reader: Reader,
  { meeting, work, agenda, last, answer }: Reminding,
  moment: Moment,
): MeetingReminderData {
  const { nowMs, clock, table } = moment;
  const { date: today } = clock.toLocal(nowMs);
  const start = clock.toLocal(meeting.startMs);
  const weekEnd = addDays(start.date, 7 - weekdayOf(start.date));
  const projects = work.projects.filter(project => concernsProject(reader, project));
  const problems = work.problems.filter(problem => concernsProblem(reader, problem));
  const { name, theme, durationMinutes, venue, chair, plannedDate, reason } = meeting;
  return {
    person: { name: reader.name, title: reader.title },
    today,
    last,
    answer,
    meeting: {
      name,
      theme,
      start,
      durationMinutes,
      venue,
      chair,
      movedFrom: plannedDate === start.date ? null : plannedDate,
      movedFor: reason,
      provisional: isProvisional(table, start.date),
    },
    projects: projects.map(projectItem),
    problems: problems.map(problem => problemItem(problem, moment)),
    agenda,
    due: [...dueMilestones(projects, weekEnd), ...dueProblems(problems, { weekEnd, clock })],
  };
}

export const projectItem = ({ code, name, county, stage, investmentWan, plans }: OpenProject): ProjectItem => ({
  code,
  name,
  county,
  stage,
  investmentWan,
  next: plans[0] ?? nextWithoutPlan(stage),
});

/** The next milestone of the path when no plan names one; none after the last. */
function nextWithoutPlan(stage: Stage): ProjectItem['next'] {
  const next = stagesAfter(STANDARD_PATH, stage).find(name => isMilestone(STANDARD_PATH, name));
  return next === undefined ? null : { stage: next, plan: null };
}

export function problemItem(
  { code, title, project, county, state, dueMs }: OpenProblem,
  { nowMs, clock, table }: Moment,
): ProblemItem {
  const due = dueMs === null ? null : clock.toLocal(dueMs);
  const provisional = due !== null && isProvisional(table, due.date) ? [due.date] : [];
  return {
    ...{ code, title, project, county, state, due, provisional },
    overdue: dueMs !== null && dueMs <= nowMs,
  };
}

const dueMilestones = (projects: readonly OpenProject[], weekEnd: IsoDate): DueItem[] =>
  projects.flatMap(({ code, name, plans }) =>
    plans
      .filter(({ plan }) => plan <= weekEnd)
      .map(({ stage, plan: on }) => ({ kind: 'milestone', code, name, stage, on })),
  );

const dueProblems = (
  problems: readonly OpenProblem[],
  { weekEnd, clock }: { weekEnd: IsoDate; clock: LocalClock },
): DueItem[] =>
  problems.flatMap(({ title: name, code, dueMs }) => {
    const on = dueMs === null ? null : clock.toLocal(dueMs).date;
    return on !== null && on <= weekEnd ? [{ kind: 'problem', name, code, on }] : [];
  });
