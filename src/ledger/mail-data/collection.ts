import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { monthAfter, monthOf } from '../../domain/calendar/months.ts';
import { reportsProblem, reportsProject } from '../../domain/meeting/collection/matters.ts';
import type { CollectionData } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { namesOf, type Names } from '../reads/names.ts';
import { formRows, type FormRow } from '../reads/rounds.ts';
import { problemItem, projectItem, type MeetingForMail, type Moment } from './meeting-reminder.ts';
import type { OpenWork } from './open-work.ts';
import type { Reader } from './people.ts';

/** What units are asked of, read once for all mails of a batch and dealt out in memory. */
export interface Matters {
  work: OpenWork;
  month: string;
  /** Projects whose money of the month is not reported, by code. */
  owing: ReadonlyMap<string, FormRow>;
  decisions: readonly OpenDecision[];
  names: Names;
}

export interface OpenDecision {
  meetingId: string;
  no: number;
  code: string | null;
  text: string;
  unitId: string;
  dueOn: IsoDate;
  postponedTo: IsoDate | null;
}

export async function mattersFor(
  db: Database,
  { readers, work, today }: { readers: readonly Reader[]; work: OpenWork; today: IsoDate },
): Promise<Matters> {
  const month = monthAfter(monthOf(today), -1);
  const units = [...new Set(readers.map(({ unitId }) => unitId))];
  const [rows, decisions, names] = [
    await formRows(db, { month }),
    await openDecisions(db, units),
    await namesOf(db, { people: [], units }),
  ];
  const owing = new Map(rows.filter(({ doneWan }) => doneWan === null).map(row => [row.code, row]));
  return { work, month, owing, decisions, names };
}

/** What was decided at meetings for units to do and is not done, the nearest first. */
export async function openDecisions(db: Database, units: readonly string[]): Promise<OpenDecision[]> {
  if (units.length === 0) return [];
  const rows = await db
    .selectFrom('meeting_decision')
    .select(['meeting_id', 'no', 'code', 'text', 'unit_id', 'due_on', 'postponed_to'])
    .where('unit_id', 'in', units)
    .where('done_on', 'is', null)
    .where('dropped_on', 'is', null)
    .orderBy(sql`coalesce(postponed_to, due_on)`)
    .orderBy('meeting_id')
    .orderBy('no')
    .execute();
  return rows.map(({ meeting_id: meetingId, unit_id: unitId, due_on: dueOn, postponed_to: postponedTo, ...row }) => ({
    ...row,
    ...{ meetingId, unitId, dueOn, postponedTo },
  }));
}

/** By mail: when its collection freezes. */
export async function closings(db: Database, mailIds: readonly string[]): Promise<Map<string, number | null>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db.selectFrom('mail_item').select(['mail_id', 'data']).where('mail_id', 'in', mailIds).execute();
  return new Map(rows.map(({ mail_id: id, data }) => [id, (data as { closesMs?: number | null }).closesMs ?? null]));
}

interface Asked {
  meeting: MeetingForMail;
  closesMs: number | null;
  reminder: boolean;
}

/** What one reporter is asked: his own unit's matters of the moment, and no one else's. */
export function collectionData(
  reader: Reader,
  { meeting, closesMs, reminder }: Asked,
  { work, month, owing, decisions, names, ...moment }: Matters & Moment,
): Omit<CollectionData, 'ask'> {
  const { name, startMs, theme } = meeting;
  const { clock, nowMs } = moment;
  const projects = work.projects.filter(project => reportsProject(reader, project));
  const problems = work.problems.filter(problem => reportsProblem(reader, problem));
  return {
    person: { name: reader.name, title: reader.title },
    today: clock.toLocal(nowMs).date,
    reminder,
    unit: names.unit(reader.unitId) ?? reader.unitId,
    meeting: { id: meeting.id, name, theme, start: clock.toLocal(startMs) },
    closes: closesMs === null ? null : clock.toLocal(closesMs),
    month,
    projects: projects.map(project => ({ ...projectItem(project), owesMoney: owing.has(project.code) })),
    problems: problems.map(problem => problemItem(problem, moment)),
    decisions: decisions
      .filter(({ unitId }) => unitId === reader.unitId)
      .map(({ text, dueOn, postponedTo, meetingId }) => ({ text, on: dueOn, postponedTo, meeting: meetingId })),
  };
}
