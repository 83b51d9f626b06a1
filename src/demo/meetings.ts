import { meetingIdOf } from '../contract/names.ts';
import { addDays, weekdayOf, type IsoDate } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { AgendaItem } from '../domain/meeting/agenda/types.ts';
import { problemsAfter } from '../domain/meeting/minutes/record.ts';
import type { MeetingCommand, SeriesFacts } from '../domain/meeting/types.ts';
import type { Database } from '../ledger/database.ts';
import { agendaOfMeeting, meetingState } from '../ledger/reads/meetings.ts';
import { problemsOnAgenda } from '../ledger/reads/problems.ts';
import { COORDINATOR, PEOPLE, SERIES_ID } from './cast.ts';
import type { Line } from './play.ts';
import { drawing } from './random.ts';

const MONDAY = 1;
const WEEKS = 14;

const SERIES: SeriesFacts = {
  ...{ name: '周调度会', weekday: MONDAY, time: '09:00', durationMinutes: 120, venue: '行政中心 3 号会议室' },
  ...{ chairId: 'leader', themes: ['项目落地投产', '增资扩产', '要素保障'], holidayRule: 'nextWorkday' },
  attendeeIds: PEOPLE.filter(({ roles }) => roles.some(role => role === 'departmentHead' || role === 'countyReporter'))
    .map(({ id }) => id)
    .concat('leader', 'coordinator'),
};

interface Weeks {
  db: Database;
  clock: LocalClock;
  until: IsoDate;
  seed: number;
}

/** The series and the meetings of its last weeks: opened, held, decided, published. Their steps between are the clock's. */
export function meetingLines(weeks: Weeks): Line[] {
  const { clock, until } = weeks;
  const last = addDays(until, -(weekdayOf(until) - MONDAY));
  const mondays = Array.from({ length: WEEKS }, (_, index) => addDays(last, -7 * (WEEKS - 1 - index)));
  const first = addDays(mondays[0] ?? last, -14);
  return [
    {
      ...{ kind: 'series', id: SERIES_ID, atMs: clock.toInstant(first, '09:00'), actor: COORDINATOR },
      command: { type: 'define', facts: SERIES },
    },
    ...mondays.flatMap(monday => ofMeeting(monday, weeks)),
  ];
}

function ofMeeting(monday: IsoDate, { db, clock, seed }: Weeks): Line[] {
  const id = meetingIdOf(SERIES_ID, monday);
  const draw = drawing(seed + 311, Number(monday.replaceAll('-', '')));
  const at = (days: number, time: string): number => clock.toInstant(addDays(monday, days), time);
  const items = async (): Promise<AgendaItem[]> =>
    ((await agendaOfMeeting(db, id))?.items ?? []) as unknown as AgendaItem[];
  const by = (atMs: number, command: MeetingCommand | (() => Promise<MeetingCommand | null>)): Line => ({
    ...{ kind: 'meeting', id, atMs, actor: COORDINATOR, command },
  });
  const decide = (place: number): Line =>
    by(at(0, `10:${20 + place * 10}`), async () => {
      const item = (await items())[place];
      if (item === undefined) return null;
      const unit = item.unitId ?? 'commerce';
      return { type: 'decideItem', item: item.no, text: DECISIONS[place] ?? '', unit, due: addDays(monday, 9 + place) };
    });
  const report = (decision: number): Line[] =>
    draw.chance(0.75)
      ? [by(at(7 + decision, '16:00'), { type: 'reportDecision', decision, result: '已按议定事项办理。' })]
      : [];
  return [
    { ...by(at(-12, '08:00'), { type: 'open' }), actor: SYSTEM_ACTOR, byClock: true },
    by(at(-3, '15:00'), { type: 'approveAgenda' }),
    by(at(0, '10:10'), { type: 'attend', person: 'leader', presence: 'present' }),
    by(at(0, '10:11'), { type: 'attend', person: draw.one(SERIES.attendeeIds), presence: 'absent' }),
    ...[0, 1, 2].map(decide),
    by(at(1, '11:00'), { type: 'publishMinutes' }),
    ...[1, 2].flatMap(report),
  ];
}

const DECISIONS = [
  '由主办单位牵头、属地配合，两周内拿出书面解决方案并报调度办。',
  '分管副市长召开专题协调会，明确时间节点和责任人。',
  '列入督查事项，下周周调度通报进展。',
];

/** What the workflow of a meeting that has passed tells the problems that stood on its agenda. */
export async function carriedOver(db: Database, { id, atMs }: { id: string; atMs: number }): Promise<Line[]> {
  const meeting = await meetingState(db, id);
  if (meeting?.startMs == null) return [];
  const { startMs } = meeting;
  const { dealtWith } = problemsAfter(meeting);
  return (await problemsOnAgenda(db))
    .filter(code => !dealtWith.has(code))
    .map(code => ({
      ...{ kind: 'problem', id: code, atMs, actor: SYSTEM_ACTOR, byClock: true },
      command: { type: 'carryOver', meeting: id, startMs },
    }));
}
