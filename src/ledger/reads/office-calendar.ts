import { sql } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import { addDays, daysInMonth, type IsoDate } from '../../domain/calendar/dates.ts';
import { monthOf, type Month } from '../../domain/calendar/months.ts';
import type { LocalClock, WorkCalendar } from '../../domain/calendar/office-hours.ts';
import { isHoliday, isMakeUpDay, isProvisional, isWorkday } from '../../domain/calendar/working-calendar.ts';
import { workOf } from '../../domain/meeting/minutes/decisions.ts';
import { occurrenceOf } from '../../domain/meeting/occurrence.ts';
import { plannedDatesBetween } from '../../domain/meeting/rhythm.ts';
import type { SeriesState } from '../../domain/meeting/types.ts';
import { dayOf } from '../../domain/visit/counts.ts';
import { meetingIdOf } from '../../contract/names.ts';
import type { CALENDAR_KINDS, DAY_KINDS } from '../../contract/schemas/office-calendar.ts';
import type { Database } from '../database.ts';
import { meetingSummary } from './calendar.ts';
import { projectNamesOf } from './names.ts';
import { listVisits } from './visits.ts';

export interface OfficeDay {
  date: IsoDate;
  kind: (typeof DAY_KINDS)[number];
  /** The year's holidays are not published yet. */
  provisional: boolean;
}

export interface OfficeEntry {
  kind: (typeof CALENDAR_KINDS)[number];
  /** Of a meeting or a visit; of a decision `<meeting>/<number>`. */
  id: string;
  on: IsoDate;
  /** Null: the whole day. */
  startMs: number | null;
  title: string;
  /** Venue, county, or the unit that carries it out. */
  place: string | null;
  /** `ahead`: a meeting that its series will open; of a decision `open`, `done`, `missed`. */
  status: string;
  /** The day may still move, as the holidays of its year are not published. */
  provisional: boolean;
}

export interface OfficeMonth {
  days: OfficeDay[];
  entries: OfficeEntry[];
}

interface Looking {
  db: Database;
  calendar: WorkCalendar;
  today: IsoDate;
  nowMs: number;
  /** How far who asks sees visits. */
  visits: Reach;
  /** Whether he reads minutes. */
  decisions: boolean;
}

/** A month as the office has it: which days are worked, the meetings of every series, visits, and the limits of decisions. */
export async function officeMonth(looking: Looking, month: Month): Promise<OfficeMonth> {
  const entries = [
    ...(await meetingsIn(looking, month)),
    ...(await visitsIn(looking, month)),
    ...(looking.decisions ? await decisionsIn(looking, month) : []),
  ];
  return { days: daysOf(looking.calendar, month), entries: entries.sort(inOrder) };
}

const inOrder = (a: OfficeEntry, b: OfficeEntry): number =>
  a.on === b.on ? (a.startMs ?? Infinity) - (b.startMs ?? Infinity) || (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1;

function daysOf({ table }: WorkCalendar, month: Month): OfficeDay[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Array.from({ length: daysInMonth(year, number) }, (_, at) => {
    const date = `${month}-${String(at + 1).padStart(2, '0')}`;
    const kind = isMakeUpDay(table, date)
      ? 'makeUp'
      : isHoliday(table, date)
        ? 'holiday'
        : isWorkday(table, date)
          ? 'workday'
          : 'weekend';
    return { date, kind, provisional: isProvisional(table, date) };
  });
}

/** A meeting that is moved stays within its week or its month: further away its planned day does not lie. */
const MOST_MOVED_DAYS = 31;

async function meetingsIn({ db, calendar, today, nowMs }: Looking, month: Month): Promise<OfficeEntry[]> {
  const [from, to] = [addDays(`${month}-01`, -MOST_MOVED_DAYS), addDays(`${month}-28`, MOST_MOVED_DAYS + 3)];
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .select(['meeting.id', 'meeting.series_id', 'meeting.planned_date', 'meeting.status', 'meeting.start_at'])
    .select(['meeting.theme', 'meeting.venue', 'meeting.provisional', 'series.name'])
    // One that somebody has moved far is found by where it is now.
    .where(({ or, and, eb }) =>
      or([
        and([eb('planned_date', '>=', from), eb('planned_date', '<=', to)]),
        and([
          eb('start_at', '>=', new Date(calendar.clock.toInstant(from, '00:00'))),
          eb('start_at', '<=', new Date(calendar.clock.toInstant(to, '00:00'))),
        ]),
      ]),
    )
    .execute();
  const opened = rows.map(({ id, planned_date, start_at, status, venue, provisional, ...named }): OfficeEntry => ({
    ...{ kind: 'meeting', id, status, provisional, place: venue, title: meetingSummary(named) },
    on: start_at === null ? planned_date : calendar.clock.toLocal(start_at.getTime()).date,
    startMs: start_at?.getTime() ?? null,
  }));
  const known = new Set(rows.map(({ id }) => id));
  const ahead = (await runningSeries(db)).flatMap(series =>
    plannedDatesBetween(series, from, to)
      .filter(date => date >= today && !known.has(meetingIdOf(series.id, date)))
      .flatMap(date => aheadOf(series, date, calendar))
      // What has begun without having been opened was none.
      .filter(({ startMs }) => startMs !== null && startMs > nowMs),
  );
  return [...opened, ...ahead].filter(({ on }) => monthOf(on) === month);
}

async function runningSeries(db: Database): Promise<SeriesState[]> {
  const rows = await db.selectFrom('entity').select('state').where('kind', '=', 'series').orderBy('id').execute();
  return rows.map(({ state }) => state as unknown as SeriesState).filter(({ status }) => status === 'running');
}

function aheadOf(series: SeriesState, planned: IsoDate, { table, clock }: WorkCalendar): OfficeEntry[] {
  const { heldOn, provisional } = occurrenceOf(table, series, planned);
  if (heldOn === null) return [];
  const { id, name, venue, time } = series;
  return [
    {
      ...{ kind: 'meeting', id: meetingIdOf(id, planned), on: heldOn, title: name, place: venue, status: 'ahead' },
      ...{ startMs: clock.toInstant(heldOn, time), provisional },
    },
  ];
}

/** More than every team of a city can make in a month. */
const MOST_VISITS = 1_000;

async function visitsIn({ db, calendar, today, visits }: Looking, month: Month): Promise<OfficeEntry[]> {
  const source = { db, clock: calendar.clock as LocalClock, reach: visits };
  const page = { limit: MOST_VISITS, after: null };
  const { items } = await listVisits(source, { month }, { page, asOf: { day: today, today } });
  const names = await projectNamesOf(
    db,
    items.map(({ state }) => state.project),
  );
  return items.map(({ id, state }): OfficeEntry => {
    const on = dayOf(state);
    const status = state.status === 'planned' && on < today ? 'missed' : state.status;
    const title = state.project === null ? (state.county ?? id) : (names.get(state.project) ?? state.project);
    return { kind: 'visit', id, on, startMs: null, title, place: state.county, status, provisional: false };
  });
}

/** By the day that counts now: what its owner has named instead, else the limit. */
const LIMIT = sql<string>`coalesce(meeting_decision.postponed_to, meeting_decision.due_on)::text`;

async function decisionsIn({ db, today }: Looking, month: Month): Promise<OfficeEntry[]> {
  const rows = await db
    .selectFrom('meeting_decision')
    .leftJoin('unit', 'unit.id', 'meeting_decision.unit_id')
    .select(['meeting_id', 'no', 'text', 'done_on', 'unit.name', 'unit_id', LIMIT.as('limit')])
    .where('dropped_on', 'is', null)
    .where(sql<boolean>`left(${LIMIT}, 7) = ${month}`)
    .orderBy('meeting_id')
    .orderBy('no')
    .execute();
  return rows.map(({ meeting_id: meeting, no, text, done_on, name, unit_id, limit }): OfficeEntry => ({
    ...{ kind: 'decision', id: `${meeting}/${no}`, on: limit, startMs: null, title: text, place: name ?? unit_id },
    ...{ status: workOf(done_on, limit, today), provisional: false },
  }));
}
