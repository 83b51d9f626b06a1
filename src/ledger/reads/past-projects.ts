import { sql, type Selectable } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { batchesOf, type Batch } from '../../domain/evaluation/counts.ts';
import { projectsOn, projectsOnDays, type LedgerSource, type ProjectThen } from '../as-of.ts';
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

const KEPT_LISTS = 3;
/** A day that is over does not change any more, but for a command that was on its way at midnight. */
const KEPT_MS = 60_000;

/** One of 四个一批, with the year of whose starts it is. */
export interface InBatch {
  batch: Batch;
  year: number | undefined;
}

/** Those that stand in it, counted exactly as its figure is. */
export async function codesInBatch(
  projects: AsyncIterable<ProjectThen>,
  { batch, year }: InBatch,
  asOf: IsoDate,
): Promise<string[]> {
  const codes: string[] = [];
  for await (const { code, state } of projects) {
    if (batchesOf(state, { asOf, year }).includes(batch)) codes.push(code);
  }
  return codes;
}

/**
 * Lists of a past day, from its events. The rows of the last few days asked for, and what stood in a batch, are kept for a minute, so that the
 * pages of one list are worked out once; they hold a few hundred bytes a project.
 */
export class PastProjects {
  readonly #source: LedgerSource;
  readonly #days = new KeptBriefly<Buffer>();
  readonly #batches = new KeptBriefly<string[]>();

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
    const rows = await this.#days.of(day, () => rowsOn(this.#source, day));
    const own = reach ? { ...filter, codes: await within(db, reach, filter.codes) } : filter;
    const found = await findProjects(named(db, rows), own, { page, order });
    const codes = found.items.map(({ code }) => code);
    const whole = new Map<string, ProjectRow>();
    for await (const { code, then } of projectsOnDays(this.#source, [day], codes)) {
      if (then[0]) whole.set(code, wholeRow(then[0]));
    }
    return { ...found, items: codes.flatMap(code => whole.get(code) ?? []) };
  }

  /** Everybody's: `list` leaves out what its reader does not reach. */
  codesInBatch(day: IsoDate, asked: InBatch): Promise<string[]> {
    const key = [day, asked.batch, asked.year].join(' ');
    return this.#batches.of(key, () => codesInBatch(projectsOn(this.#source, day), asked, day));
  }
}

class KeptBriefly<Value> {
  readonly #kept = new Map<string, { value: Promise<Value>; atMs: number }>();

  of(key: string, workOut: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key);
    if (known && Date.now() - known.atMs < KEPT_MS) return known.value;
    const value = workOut();
    this.#kept.delete(key);
    this.#kept.set(key, { value, atMs: Date.now() });
    // A failure is told to those who wait for it, and is not kept.
    value.catch(() => this.#kept.delete(key));
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT_LISTS)) this.#kept.delete(oldest);
    return value;
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
  for await (const then of projectsOn(source, day)) {
    const row = rowOf(then);
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
