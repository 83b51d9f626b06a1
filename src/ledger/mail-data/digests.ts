import { sql } from 'kysely';
import type { LocalClock } from '../../domain/calendar/office-hours.ts';
import type { Tidings } from '../../domain/problem/notices.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { NoticeItem, OverdueItem, PlanWarningItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
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
type Unread<Item> = Omit<Item, 'actions'> & { problem: ProblemState };
export type OverdueLine = Unread<OverdueItem>;
export type NoticeLine = Unread<NoticeItem>;

/** Lines about limits: passed ones, and those of papers. */
export async function overdueItems(
  db: Database,
  mailIds: readonly string[],
  clock: LocalClock,
): Promise<Map<string, OverdueLine[]>> {
  const rows = await problemRows(db, mailIds);
  return grouped(rows, row => [row.mail_id, { ...lineOf(row), due: clock.toLocal(toldOf(row).dueMs ?? 0) }]);
}

export async function noticeItems(
  db: Database,
  mailIds: readonly string[],
  clock: LocalClock,
): Promise<Map<string, NoticeLine[]>> {
  return grouped(await problemRows(db, mailIds), row => {
    const {
      what = 'warned',
      dueMs = null,
      on = null,
      until = null,
      granted = 0,
      upheld = 0,
      note = null,
    } = toldOf(row);
    const due = dueMs === null ? null : clock.toLocal(dueMs);
    const ruled = { granted: granted === 1, upheld: upheld === 1 };
    return [row.mail_id, { ...lineOf(row), what, due, on: on ?? until, ...ruled, note }];
  });
}

/** What a notice of a problem carries (`domain/problem/notices.ts`). */
interface ToldData {
  what?: Tidings;
  dueMs?: number | null;
  on?: string;
  until?: string;
  granted?: number;
  upheld?: number;
  note?: string | null;
}

const toldOf = ({ data }: { data: unknown }): ToldData => data as ToldData;

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
      .leftJoin('project', 'project.code', 'problem.project_code')
      .leftJoin('unit', 'unit.id', 'problem.lead_unit_id')
      .leftJoin('person', 'person.id', 'problem.handler_id')
      .select([
        'mail_id',
        'mail_item.data',
        'problem.code',
        'problem.title',
        'problem.project_code',
        'entity.state',
        'project.name as projectName',
        'unit.name as leadUnit',
        'person.name as handler',
      ])
      .where('mail_id', 'in', mailIds)
      .orderBy('problem.code')
      .execute()
  );
}

type ProblemRow = Awaited<ReturnType<typeof problemRows>>[number];

function lineOf({ code, title, leadUnit, handler, projectName, ...row }: ProblemRow) {
  const problem = row.state as unknown as ProblemState;
  const { category, status: state } = problem;
  return {
    code,
    title,
    leadUnit,
    handler,
    category,
    state,
    problem,
    project: codedOrNull(row.project_code, projectName),
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
