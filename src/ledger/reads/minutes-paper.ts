import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import type { AgendaItem } from '../../domain/meeting/agenda/types.ts';
import type { Attendance, Correction, ItemOutcome, MeetingDecision } from '../../domain/meeting/minutes/types.ts';
import type { MinutesPaper, PaperDecision } from '../../reports/minutes-docx.ts';
import type { Database } from '../database.ts';
import { agendaOfMeeting, meetingById, minutesOf, seriesById, type MeetingRow, type MinutesRow } from './meetings.ts';
import { namesOf, type Names } from './names.ts';

/** The minutes of a meeting as they are put on paper, as they stand; undefined for a meeting that has none. */
export async function minutesPaper(db: Database, id: string, clock: LocalClock): Promise<MinutesPaper | undefined> {
  const [meeting, minutes, agenda] = [
    await meetingById(db, id),
    await minutesOf(db, id),
    await agendaOfMeeting(db, id),
  ];
  if (!meeting?.start_at || !minutes) return undefined;
  const names = await namesOn(db, meeting, minutes);
  const start = clock.toLocal(meeting.start_at.getTime());
  const decisions = standing(minutes);
  const written = (item: number | null): PaperDecision[] =>
    decisions.filter(each => each.item === item).map(decision => onPaper(decision, names));
  const outcomes = minutes.outcomes as unknown as ItemOutcome[];
  const items = (agenda?.items ?? []) as unknown as AgendaItem[];
  const [year] = start.date.split('-', 1);
  return {
    name: (await seriesById(db, meeting.series_id))?.name ?? meeting.series_id,
    draft: minutes.published_at === null,
    ...{ year: Number(year), ordinal: await ordinalOf(db, meeting, clock.toInstant(`${year}-01-01`, '00:00')) },
    office: (await officeName(db)) ?? '',
    ...{ start, venue: meeting.venue, theme: meeting.theme, chair: names.person(meeting.chair_id) },
    items: items.map(({ no, title, code }) => {
      const { outcome = null, note = null } = outcomes.find(each => each.no === no) ?? {};
      return { title, code, outcome, note, decisions: written(no) };
    }),
    others: written(null),
    ...attendanceOn(minutes, names),
    publishedOn: minutes.published_at && clock.toLocal(minutes.published_at.getTime()).date,
    hash: minutes.hash,
    corrections: (minutes.corrections as unknown as Correction[]).map(({ reason, by, atMs }) => ({
      ...{ on: clock.toLocal(atMs).date, by: names.person(by) ?? by, reason },
    })),
  };
}

/** Those taken back stand in the events, not on the paper. */
const standing = ({ decisions }: MinutesRow): MeetingDecision[] =>
  (decisions as unknown as MeetingDecision[]).filter(({ droppedOn }) => droppedOn === null);

const onPaper = ({ text, unitId, personId, dueOn }: MeetingDecision, names: Names): PaperDecision => ({
  ...{ text, unit: names.unit(unitId) ?? unitId, person: names.person(personId), dueOn },
});

function attendanceOn(
  { attendance }: MinutesRow,
  names: Names,
): Pick<MinutesPaper, 'present' | 'represented' | 'absent'> {
  const all = (attendance as unknown as Attendance[]).map(each => ({
    ...each,
    name: names.person(each.personId) ?? each.personId,
  }));
  const namesIn = (presence: Attendance['presence']): string[] =>
    all.filter(each => each.presence === presence).map(({ name }) => name);
  return {
    present: namesIn('present'),
    represented: all.flatMap(({ name, presence, by }) => (presence === 'represented' ? [{ name, by: by ?? '' }] : [])),
    absent: namesIn('absent'),
  };
}

function namesOn(db: Database, { chair_id }: MeetingRow, minutes: MinutesRow): Promise<Names> {
  const decisions = standing(minutes);
  const corrections = minutes.corrections as unknown as Correction[];
  return namesOf(db, {
    people: [
      chair_id,
      ...(minutes.attendance as unknown as Attendance[]).map(({ personId }) => personId),
      ...decisions.map(({ personId }) => personId),
      ...corrections.map(({ by }) => by),
    ],
    units: decisions.map(({ unitId }) => unitId),
  });
}

/** 第几次: of the meetings of its series that were held in the year, by their start. */
async function ordinalOf(db: Database, { series_id, start_at }: MeetingRow, yearMs: number): Promise<number> {
  const { count } = await db
    .selectFrom('meeting')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('series_id', '=', series_id)
    .where('status', '=', 'held')
    .where('start_at', '>=', new Date(yearMs))
    .where('start_at', '<=', start_at)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The office that runs the dispatch: the first of its kind. */
async function officeName(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('unit')
    .select('name')
    .where('kind', '=', 'office')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}
