import { sql, type RawBuilder } from 'kysely';
import type { Reach } from '../access/reach.ts';
import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { KnownProject } from '../domain/evaluation/reported.ts';
import type { ProjectEvent } from '../domain/project/commands.ts';
import { evolveProject } from '../domain/project/evolve.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { isAnyOf, type Database } from './database.ts';
import type { ProblemThen } from './evaluation/problems.ts';
import { historiesOf, type HistoryRow } from './histories.ts';
import { eachOf, Kept } from './kept.ts';
import { projectWithin } from './reach/index.ts';

/** A project as the ledger held it at some instant. */
export interface ProjectThen extends KnownProject {
  code: string;
  seq: number;
  beganMs: number;
  changedMs: number;
}

/** What tables over all projects and problems are made of. */
export class KeptTables {
  readonly projects = new Kept<ProjectThen>();
  readonly problems = new Kept<ProblemThen>();
}

/** Where projects are read from: the local day decides which events belong to it. */
export interface LedgerSource {
  db: Database;
  clock: LocalClock;
  /** How far its reader reaches: what lies farther is in no row and no figure, of today or of any day. */
  reach?: Reach | undefined;
  /** What this process has worked out before. */
  kept?: KeptTables | undefined;
}

/**
 * The projects as the ledger held them at the end of local days, which must ascend, in the order of their codes: worked out from the
 * events alone, so that a figure of then comes out as it was published then. Per project one answer a day, null before it began. Events are
 * taken up to the first that came later: even where two clocks disagreed, none is taken without those before it.
 */
export async function* projectsOnDays(
  { db, clock, reach }: LedgerSource,
  days: readonly IsoDate[],
  codes?: readonly string[],
): AsyncGenerator<{ code: string; then: (ProjectThen | null)[] }> {
  const ends = days.map(day => clock.toInstant(addDays(day, 1), '00:00'));
  const asked = { kind: 'project', ids: codes, reach, beforeMs: ends.at(-1) ?? 0 } as const;
  for await (const [code, history] of historiesOf(db, asked)) {
    yield { code, then: thenOf(code, history, { ends, clock }) };
  }
}

/** As the ledger held them at the end of one day. */
export async function* projectsOn(source: LedgerSource, day: IsoDate): AsyncGenerator<ProjectThen> {
  for await (const { then } of projectsOnDays(source, [day])) {
    if (then[0]) yield then[0];
  }
}

/** The projects as they are now, from their states; of those for which `only` holds, when it is given. */
export const projectsNow = (
  { db, clock, reach, kept }: LedgerSource,
  only: RawBuilder<boolean> = sql<boolean>`true`,
): AsyncGenerator<ProjectThen> =>
  eachOf({
    kept: kept?.projects,
    places: (after, limit) =>
      db
        .selectFrom('entity')
        .innerJoin('project', 'project.code', 'entity.id')
        .select(['id', 'entity.seq'])
        .where('kind', '=', 'project')
        .where('id', '>', after)
        .where(only)
        .where(reach ? projectWithin(reach) : sql<boolean>`true`)
        .orderBy('id')
        .limit(limit)
        .execute(),
    read: ids => statesOf({ db, clock }, ids),
  });

async function statesOf(
  { db, clock }: Pick<LedgerSource, 'db' | 'clock'>,
  ids: readonly string[],
): Promise<Map<string, ProjectThen>> {
  const rows = await db
    .selectFrom('entity')
    .innerJoin('project', 'project.code', 'entity.id')
    .select(['id', 'entity.seq', 'state', 'began_at', 'project.changed_at'])
    .where('kind', '=', 'project')
    .where(isAnyOf('id', ids))
    .execute();
  return new Map(
    rows.map(({ id, seq, state, began_at: began, changed_at: changed }) => [
      id,
      {
        ...{ code: id, seq, beganMs: began.getTime(), changedMs: changed.getTime() },
        state: state as unknown as ProjectState,
        knownSince: clock.toLocal(began.getTime()).date,
      },
    ]),
  );
}

/**
 * The ledger on a day: today's is its present state, a past day's comes from the events. `only` may leave out of today's what its reader has
 * no use for; a past day's is read whole.
 */
export async function* ledgerOn(
  source: LedgerSource,
  { day, today, only }: { day: IsoDate; today: IsoDate; only?: RawBuilder<boolean> | undefined },
): AsyncGenerator<ProjectThen> {
  yield* day >= today ? projectsNow(source, only) : projectsOn(source, day);
}

/** One project on a day; null when the ledger did not know it then. */
export async function projectOn(
  source: LedgerSource,
  code: string,
  { day, today }: { day: IsoDate; today: IsoDate },
): Promise<ProjectThen | null> {
  // Its few events cost no more than its state; today's day simply has not ended.
  for await (const { then } of projectsOnDays(source, [day > today ? today : day], [code])) return then[0] ?? null;
  return null;
}

function thenOf(
  code: string,
  history: readonly HistoryRow[],
  { ends, clock }: { ends: readonly number[]; clock: LocalClock },
): (ProjectThen | null)[] {
  const knownSince = clock.toLocal(history[0]?.atMs ?? 0).date;
  const beganMs = history[0]?.atMs ?? 0;
  let [next, state, changedMs] = [0, null as ProjectState | null, beganMs];
  return ends.map(endMs => {
    for (let event = history[next]; event && event.seq === next + 1 && event.atMs < endMs; event = history[next]) {
      state = evolveProject(state, { type: event.type, ...(event.data as object) } as ProjectEvent);
      changedMs = event.atMs;
      next += 1;
    }
    return state && { code, state, seq: next, knownSince, beganMs, changedMs };
  });
}
