import type { IsoDate, PartialDate } from '../../domain/calendar/dates.ts';
import { levelOf } from '../../domain/problem-figures/figures.ts';
import type { OutgoingProblem } from '../../domain/problem-ledger/columns.ts';
import { partsOf } from '../../domain/problem/standing.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { LedgerSource } from '../as-of.ts';
import type { Database } from '../database.ts';
import { problemsOn, type ProblemThen } from '../evaluation/problems.ts';
import { fitsProblem, isOverdue, isRaisedWithin, type ProblemFilter } from './problems.ts';

interface Asked {
  day: IsoDate;
  /** The moment at which a limit has passed or not. */
  atMs: number;
  filter: ProblemFilter;
}

/** How many rows are written at a time. */
const PAGE = 250;

/** The problem ledger at the end of a day, page by page, by code; the first page may be empty. */
export async function* problemLedger(
  source: LedgerSource,
  { day, atMs, filter }: Asked,
): AsyncGenerator<OutgoingProblem[]> {
  const names = await NamesOf.all(source.db);
  let page: OutgoingProblem[] = [];
  for await (const problem of problemsOn(source, day)) {
    const raisedHere = source.clock.toLocal(problem.beganMs).date;
    if (!fitsProblem(problem.state, { filter, atMs }) || !isRaisedWithin(raisedHere, filter)) continue;
    page.push(outgoing(problem, { names, atMs, dayOf: ms => source.clock.toLocal(ms).date }));
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

interface Reading {
  names: NamesOf;
  atMs: number;
  dayOf: (atMs: number) => IsoDate;
}

function outgoing({ state, raisedOn, episodes }: ProblemThen, { names, atMs, dayOf }: Reading): OutgoingProblem {
  const { imported = null } = state;
  // A result that was sent back, or did not last, is none.
  const solution = state.status === 'resolved' || state.status === 'closed' ? state.solution : null;
  const { solvedOn = null, closedOn = null } = episodes.at(-1) ?? {};
  const units = (role: 'split' | 'co') => partsOf(state).filter(part => part.role === role);
  return {
    ...{ code: state.code, title: state.title, detail: state.detail, county: state.county },
    ...{ category: state.category, source: state.source, status: state.status, raisedOn },
    projectCode: state.project,
    project: names.project(state.project),
    leadUnit: names.unit(state.leadUnitId),
    splitUnits: units('split').map(({ unitId }) => names.unit(unitId) ?? unitId),
    coUnits: units('co').map(({ unitId }) => names.unit(unitId) ?? unitId),
    dueOn: limitOf(state, dayOf),
    result: solution?.result ?? imported?.result ?? null,
    ...{ solvedOn, closedOn: state.status === 'closed' ? closedOn : null },
    verifier: state.status === 'closed' ? (names.teamOf(state.verifiedBy) ?? imported?.verifier ?? null) : null,
    onTheSpot: solution?.onTheSpot ?? imported?.onTheSpot ?? false,
    reason: state.leftReason ?? imported?.reason ?? imported?.reference ?? null,
    overdue: isOverdue(state, atMs),
    rejections: state.rejections,
    episode: state.episode ?? 1,
    level: levelOf(state),
    imported: imported !== null,
  };
}

const limitOf = ({ dueMs, imported }: ProblemState, dayOf: (atMs: number) => IsoDate): PartialDate | null =>
  dueMs === null ? (imported?.dueOn ?? null) : dayOf(dueMs);

/** Units, projects and the units of people by name; an office has hundreds of the first and thousands of the others. */
class NamesOf {
  readonly #units: ReadonlyMap<string, string>;
  readonly #projects: ReadonlyMap<string, string>;
  readonly #teams: ReadonlyMap<string, string>;

  private constructor(names: Record<'units' | 'projects' | 'teams', ReadonlyMap<string, string>>) {
    this.#units = names.units;
    this.#projects = names.projects;
    this.#teams = names.teams;
  }

  static async all(db: Database): Promise<NamesOf> {
    const units = await db.selectFrom('unit').select(['id', 'name']).execute();
    const people = await db.selectFrom('person').select(['id', 'unit_id']).execute();
    const projects = await db
      .selectFrom('project')
      .select(['code', 'name'])
      .where(
        'code',
        'in',
        db.selectFrom('problem').select('project_code').distinct().$castTo<{ project_code: string }>(),
      )
      .execute();
    return new NamesOf({
      units: new Map(units.map(({ id, name }) => [id, name])),
      teams: new Map(people.flatMap(({ id, unit_id }) => (unit_id === null ? [] : [[id, unit_id] as const]))),
      projects: new Map(projects.map(({ code, name }) => [code, name])),
    });
  }

  unit(id: string | null): string | null {
    return id === null ? null : (this.#units.get(id) ?? id);
  }

  project(code: string | null): string | null {
    return code === null ? null : (this.#projects.get(code) ?? null);
  }

  /** The unit of who verified, by name. */
  teamOf(person: string | null): string | null {
    return person === null ? null : this.unit(this.#teams.get(person) ?? person);
  }
}
