import { sql, type Selectable } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { projectsOnDays, type LedgerSource, type ProjectThen } from '../as-of.ts';
import type { Narrow } from '../../access/reach.ts';
import type { Database } from '../database.ts';
import { codesWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { milestoneRows, projectRow } from '../projections/projects.ts';
import type { PageQuery } from './paging.ts';
import type { ProjectOrder } from './project-order.ts';
import { findProjects, type MilestoneRow, type ProjectFilter, type ProjectPage, type ProjectRow } from './projects.ts';

/** What a list is found, ordered and summed by; the rest of a row is only worked out for the page that is shown. */
const LISTED = [
  ...([
    'code',
    'name',
    'initials',
    'county',
    'investor',
    'investment_wan',
    'leader_id',
    'path_id',
    'parent_code',
    'lead_source',
  ] as const),
  ...(['stage', 'status', 'gaps', 'missing_evidence', 'changed_at'] as const),
] as const;

const KEPT_DAYS = 3;
/** A day that is over does not change any more, but for a command that was on its way at midnight. */
const KEPT_MS = 60_000;

/**
 * Lists of a past day, from its events. The rows of the last few days asked for are kept for a minute, so that the pages of one list are
 * worked out once; they hold a few hundred bytes a project.
 */
export class PastProjects {
  readonly #source: LedgerSource;
  readonly #days = new Map<IsoDate, { rows: Promise<Buffer>; atMs: number }>();

  constructor(source: LedgerSource) {
    this.#source = source;
  }

  /** As `listProjects`, of the ledger at the end of `day`. The rows are those of everybody, so a reader's own are named to it. */
  async list(
    day: IsoDate,
    { reach, ...filter }: ProjectFilter,
    { page, order }: { page: PageQuery; order: ProjectOrder },
  ): Promise<ProjectPage> {
    const { db } = this.#source;
    const rows = await this.#rowsOf(day);
    const own = reach ? { ...filter, codes: await within(db, reach, filter.codes) } : filter;
    const found = await findProjects(named(db, rows), own, { page, order });
    const codes = found.items.map(({ code }) => code);
    const whole = new Map<string, ProjectRow>();
    for await (const { code, then } of projectsOnDays(this.#source, [day], codes)) {
      if (then[0]) whole.set(code, wholeRow(then[0]));
    }
    return { ...found, items: codes.flatMap(code => whole.get(code) ?? []) };
  }

  #rowsOf(day: IsoDate): Promise<Buffer> {
    const known = this.#days.get(day);
    if (known && Date.now() - known.atMs < KEPT_MS) return known.rows;
    const rows = rowsOn(this.#source, day);
    this.#days.delete(day);
    this.#days.set(day, { rows, atMs: Date.now() });
    // A failure is told to those who wait for it, and is not kept.
    rows.catch(() => this.#days.delete(day));
    for (const oldest of [...this.#days.keys()].slice(0, -KEPT_DAYS)) this.#days.delete(oldest);
    return rows;
  }
}

/** Of the codes that are asked for, or of all, those the reader reaches. */
async function within(db: Database, reach: Narrow, codes: readonly string[] | undefined): Promise<string[]> {
  const own = await codesWithin(db, reach);
  if (codes === undefined) return own;
  const asked = new Set(codes);
  return own.filter(code => asked.has(code));
}

async function rowsOn(source: LedgerSource, day: IsoDate): Promise<Buffer> {
  const rows: string[] = [];
  for await (const { then } of projectsOnDays(source, [day])) {
    if (!then[0]) continue;
    const row = rowOf(then[0]);
    rows.push(JSON.stringify(Object.fromEntries(LISTED.map(column => [column, row[column]]))));
  }
  return Buffer.from(`[${rows.join(',')}]`);
}

const rowOf = ({ state, seq, beganMs, changedMs }: ProjectThen) =>
  projectRow({ state, seq, firstAtMs: beganMs, atMs: changedMs });

function wholeRow(then: ProjectThen): ProjectRow {
  const instants = { started_at: new Date(then.beganMs), changed_at: new Date(then.changedMs) };
  const milestones = milestoneRows({ state: then.state }) as unknown as MilestoneRow[];
  return { ...rowOf(then), ...instants, milestones: milestones.sort((a, b) => a.stage_order - b.stage_order) };
}

/** The rows under the name of the table, so that one query finds, orders and sums those of any day. */
function named(db: Database, rows: Buffer): Pick<Database, 'selectFrom'> {
  const table = sql<Selectable<Tables['project']>>`(select * from jsonb_populate_recordset(
    null::project, convert_from(${rows}, 'UTF8')::jsonb))`;
  return db.with('project', () => table) as unknown as Pick<Database, 'selectFrom'>;
}
