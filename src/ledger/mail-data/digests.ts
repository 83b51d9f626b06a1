import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import { isProvisional, type HolidayTable } from '../../domain/calendar/working-calendar.ts';
import { TIDINGS, type Tidings } from '../../domain/problem/notices.ts';
import { partsOf } from '../../domain/problem/standing.ts';
import { concerns, runsStill, stillSo, type LineReader, type Said, type SaidThen } from '../../domain/problem/still.ts';
import type { Paper, ProblemState, PromiseKind } from '../../domain/problem/types.ts';
import type { Role } from '../../domain/people/types.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { NoticeItem, OverdueItem, PlanWarningItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../reads/names.ts';
import { codedOrNull } from './open-work.ts';

/** The lines of the digests, by mail id, in the order of their entities. */
export async function planWarningItems(
  db: Database,
  mailIds: readonly string[],
): Promise<Map<string, PlanWarningItem[]>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('mail_item')
    .innerJoin('entity', join => join.onRef('entity.id', '=', 'mail_item.entity_id').on('entity.kind', '=', 'project'))
    .select(['mail_id', 'mail_item.data', 'entity.state'])
    .where('mail_id', 'in', mailIds)
    .orderBy('mail_item.entity_id')
    .execute();
  return grouped(rows, ({ mail_id, data, state }) => {
    const { stage, plan } = data as { stage: Stage | null; plan: string };
    const { code, name, county, pause } = state as unknown as ProjectState;
    return [mail_id, { project: { code, name, county }, stage, plan, pauseReason: pause?.reason ?? null }];
  });
}

/** A line before it is known who reads it: what he can do about it hangs on him. */
type Unread<Item> = Omit<Item, 'actions' | 'also'> & { problem: ProblemState; unitId: string | null };
/** `reached`: the department it is about has somebody who can be written to. */
export type OverdueLine = Unread<Omit<OverdueItem, 'stands'>> & { reached: boolean };
export type NoticeLine = Unread<Omit<NoticeItem, 'copied'>>;

export interface Moment {
  clock: LocalClock;
  table: HolidayTable;
  nowMs: number;
}

/** Lines about limits: passed ones, and those of papers. What has been done since is not spoken of any more. */
export async function overdueItems(
  db: Database,
  mailIds: readonly string[],
  { through, ...moment }: Moment & { through: 'unit' | 'head' },
): Promise<Map<string, OverdueLine[]>> {
  const rows = await problemRows(db, mailIds);
  const unitOf = await unitNames(db, rows);
  const still = rows.filter(row => runsStill(stateOf(row), saidIn(row)) && isHis(row));
  return grouped(
    onceEach(still, row => `${row.code} ${saidIn(row).unit}`),
    row => {
      const due = moment.clock.toLocal(dueOf(row) ?? 0);
      const line = lineOf(row, { unitOf, ...moment });
      const reached = row.peopleReached && (through === 'unit' || row.headReached);
      return [row.mail_id, { ...line, due, reached, ...unsure([due.date, line.extension], moment) }];
    },
  );
}

export async function noticeItems(
  db: Database,
  mailIds: readonly string[],
  moment: Moment,
): Promise<Map<string, NoticeLine[]>> {
  const rows = await problemRows(db, mailIds);
  const unitOf = await unitNames(db, rows);
  const still = rows
    .filter(row => stillSo(stateOf(row), whatOf(row), saidThen(row, moment)) && isHis(row))
    // As they stand in the mail, so that the buttons of a problem that is told of twice are with its first line.
    .sort((a, b) => TIDINGS.indexOf(whatOf(a)) - TIDINGS.indexOf(whatOf(b)));
  const once = onceEach(still, row => `${row.code} ${whatOf(row)} ${saidIn(row).unit} ${saidIn(row).moved}`);
  return grouped(once, row => {
    const { on = null, until = null, granted = 0, upheld = 0, note = null, oldMs = null, kind = null } = toldOf(row);
    const local = (ms: number | null) => (ms === null ? null : moment.clock.toLocal(ms));
    const line = {
      ...lineOf(row, { unitOf, ...moment }),
      what: whatOf(row),
      due: local(limitOf(row)),
      overdue: isPast(limitOf(row), moment),
      old: local(oldMs),
    };
    const ruled = { granted: granted === 1, upheld: upheld === 1 };
    // Moved since, the meeting is on another day.
    const day = local(row.meetingAt?.getTime() ?? null)?.date ?? on ?? until;
    const days = unsure([line.due?.date, line.old?.date, line.extension, day], moment);
    return [row.mail_id, { ...line, ...days, moved: saidIn(row).moved, on: day, promise: kind, ...ruled, note }];
  });
}

/** Days of years whose holidays are not published yet. */
function unsure(days: readonly (IsoDate | null | undefined)[], { table }: Moment): { provisional: readonly IsoDate[] } {
  return { provisional: days.flatMap(day => (day != null && isProvisional(table, day) ? [day] : [])) };
}

/** What a notice of a problem carries (`domain/problem/notices.ts`). */
interface ToldData extends Partial<Said> {
  what?: Tidings;
  on?: string;
  kind?: PromiseKind;
  oldMs?: number;
  granted?: number;
  upheld?: number;
  note?: string | null;
  paper?: Paper;
}

const toldOf = ({ data }: { data: unknown }): ToldData => data as ToldData;
const whatOf = (row: { data: unknown }): Tidings => toldOf(row).what ?? 'warned';
const stateOf = ({ state }: { state: unknown }): ProblemState => state as ProblemState;

function saidIn(row: { data: unknown }): Said {
  const { dueMs = null, unit = null, until = null, moved = null } = toldOf(row);
  return { dueMs, unit, until, moved };
}

const saidThen = (row: ProblemRow, { nowMs }: Moment): SaidThen => ({
  ...saidIn(row),
  meetingAhead: row.meetingStatus === 'planned' && row.meetingAt !== null && row.meetingAt.getTime() > nowMs,
});

/** Whether a line is still its reader's, of the unit he is of now. */
function isHis(row: ProblemRow): boolean {
  const { what, paper } = toldOf(row);
  const asked = what ?? (paper === 'blue' ? 'warned' : null);
  return concerns(stateOf(row), { what: asked, unit: saidIn(row).unit }, readerOf(row));
}

const readerOf = ({ readerId, readerUnit, readerRoles, reader_unit_id }: ProblemRow): LineReader => ({
  ...{ id: readerId ?? '', unitId: readerUnit, roles: (readerRoles ?? []) as Role[], unitThen: reader_unit_id },
});

/** What tells of a new limit tells of the one that runs when the mail leaves: it may have been granted another day since, or been sent back. */
const OF_THE_LIMIT_NOW: ReadonlySet<Tidings> = new Set<Tidings>(['assigned', 'partAssigned', 'rejected', 'reopened']);

function limitOf(row: ProblemRow): number | null {
  if (!OF_THE_LIMIT_NOW.has(whatOf(row))) return dueOf(row);
  const problem = stateOf(row);
  const part = partsOf(problem).find(({ unitId }) => unitId === saidIn(row).unit);
  return part ? part.dueMs : problem.dueMs;
}

const isPast = (limit: number | null, { nowMs }: Pick<Moment, 'nowMs'>): boolean => limit !== null && limit <= nowMs;

const dueOf = (row: { data: unknown }): number | null => toldOf(row).dueMs ?? null;

/** The last word of each, in the place of the first. */
const onceEach = <Row extends { mail_id: string }>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] => [
  ...new Map(rows.map(row => [`${row.mail_id} ${keyOf(row)}`, row])).values(),
];

async function unitNames(db: Database, rows: readonly { state: unknown }[]): Promise<(id: string) => string> {
  const units = rows.flatMap(row => partsOf(stateOf(row)).map(({ unitId }) => unitId));
  const names = await namesOf(db, { people: [], units });
  return id => names.unit(id) ?? id;
}

const OF_THE_UNIT = sql`p.active and p.unit_id = coalesce(mail_item.data ->> 'unit', problem.lead_unit_id)`;
const HEAD = sql`'departmentHead' = any(p.roles)`;
const REACHED = sql`${OF_THE_UNIT} and p.address is not null`;

async function problemRows(db: Database, mailIds: readonly string[]) {
  if (mailIds.length === 0) return [];
  return (
    db
      .selectFrom('mail_item')
      // A meeting tells of problems too: which one it is stands in the line.
      .innerJoin('problem', join =>
        join.on('problem.code', '=', sql`coalesce(mail_item.data ->> 'problem', entity_id)`),
      )
      .innerJoin('entity', join => join.onRef('entity.id', '=', 'problem.code').on('entity.kind', '=', 'problem'))
      .leftJoin('meeting', join =>
        join.onRef('meeting.id', '=', 'mail_item.entity_id').on('mail_item.entity_kind', '=', 'meeting'),
      )
      .leftJoin('project', 'project.code', 'problem.project_code')
      .leftJoin('unit', 'unit.id', 'problem.lead_unit_id')
      .leftJoin('person', 'person.id', 'problem.handler_id')
      .innerJoin('mail', 'mail.id', 'mail_item.mail_id')
      .leftJoin('person as reader', join => join.on('reader.id', '=', sql`coalesce(mail.copy_of, mail.person_id)`))
      .select([
        'mail_item.reader_unit_id',
        'reader.id as readerId',
        'reader.unit_id as readerUnit',
        'reader.roles as readerRoles',
        'mail_id',
        'mail_item.data',
        'problem.code',
        'problem.title',
        'problem.project_code',
        'entity.state',
        'meeting.status as meetingStatus',
        'meeting.start_at as meetingAt',
        'project.name as projectName',
        'unit.name as leadUnit',
        'person.name as handler',
        sql<boolean>`exists (select 1 from person p where ${REACHED})`.as('peopleReached'),
        // A department without a head is written to itself.
        sql<boolean>`not exists (select 1 from person p where ${OF_THE_UNIT} and ${HEAD})
          or exists (select 1 from person p where ${REACHED} and ${HEAD})`.as('headReached'),
      ])
      .where('mail_id', 'in', mailIds)
      .orderBy('problem.code')
      .execute()
  );
}

type ProblemRow = Awaited<ReturnType<typeof problemRows>>[number];

interface Naming extends Moment {
  unitOf: (id: string) => string;
}

function lineOf(row: ProblemRow, { unitOf, ...moment }: Naming) {
  const { code, title, leadUnit, handler, projectName } = row;
  const problem = stateOf(row);
  const { category, status: state, county, extension } = problem;
  const { unit, dueMs } = saidIn(row);
  const parts = partsOf(problem);
  const part = parts.find(({ unitId }) => unitId === unit);
  return {
    ...{ code, title, leadUnit, handler, category, state, county, problem, unitId: part ? unit : null },
    project: codedOrNull(row.project_code, projectName),
    overdue: isPast(dueMs, moment),
    part: part ? { unit: unitOf(part.unitId), role: part.role } : null,
    owing: parts.filter(each => !each.answered && isPast(each.dueMs, moment)).map(({ unitId }) => unitOf(unitId)),
    extension: extension?.until ?? null,
  };
}

function grouped<Row, Item>(rows: readonly Row[], itemOf: (row: Row) => [string, Item]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const [id, item] = itemOf(row);
    groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return groups;
}
