import { sql } from 'kysely';
import type { ImportRow, MoneyRow, ProjectFacts } from '../domain/ledger-import/types.ts';
import { normaliseName } from '../domain/ledger-import/text.ts';
import { nameKey } from '../domain/project/name-key.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { CODE_SHAPE } from '../contract/schemas/fields.ts';
import type { Database } from './database.ts';

export interface Match {
  /** Null when the row is a new project and the ledger allocates its code. */
  code: string | null;
  state: ProjectState | null;
}

interface Named {
  county: string | null;
  investor: string | null;
  state: ProjectState | null;
  row: ImportRow | null;
}

/** Those of one name by their county, and by their firm in it; null where it is blank. A list may hold one name as often as it has rows. */
type Namesakes = Map<string | null, Map<string | null, Named[]>>;

/** So many of those that a row may mean are looked at and told: no more are needed to see that it cannot be told which. */
const MOST_TOLD = 20;

const countyKey = (county: string | null): string | null => (county === null ? null : normaliseName(county));
const firmKey = (investor: string | null): string | null => (investor === null ? null : nameKey(investor));

const isMerged = ({ state }: Named): boolean => state?.status === 'merged';

/** A blank fits any, and any fits a blank; what is alike comes first. */
function* fitting<T>(by: ReadonlyMap<string | null, T>, key: string | null): Generator<T> {
  const alike = by.get(key);
  if (alike !== undefined) yield alike;
  for (const other of key === null ? by.keys() : [null]) {
    const each = other === key ? undefined : by.get(other);
    if (each !== undefined) yield each;
  }
}

/** A project is named by its code, one that the file itself would start by its row. */
const whereabouts = ({ county, state, row }: Named): Refusal['params'] => ({
  county,
  ...(state ? { project: state.code } : {}),
  ...(!state && row ? { sheet: row.sheet, row: row.row } : {}),
});

/**
 * Which project a row means: the one with its code, else the one of its name in its county; a blank county fits any. The same name in
 * another county may be a corrected county or another project. Only people know, so without a code the row is refused (counted once); and so
 * is a row with a new code for a name that stands in its county already, unless another firm is behind it. Rows of the same file are known
 * too, so that no project is created or changed twice.
 */
export class ProjectIndex {
  readonly #byCode = new Map<string, ProjectState>();
  readonly #byName = new Map<string, Namesakes>();
  readonly #taken = new Map<string, ImportRow>();
  readonly #newCodes = new Map<string, ImportRow>();

  static async of(db: Database, rows: readonly ImportRow[], money: readonly MoneyRow[] = []): Promise<ProjectIndex> {
    const index = new ProjectIndex();
    const facts = rows.flatMap(row => (row.facts ? [row.facts] : []));
    const codes = [
      ...facts.flatMap(({ code }) => (code === undefined ? [] : [code])),
      ...money.flatMap(row => (row.facts ? [row.facts.code] : [])),
    ];
    if (facts.length + codes.length === 0) return index;
    const found = await db
      .selectFrom('project')
      .innerJoin('entity', join => join.onRef('entity.id', '=', 'project.code').on('entity.kind', '=', 'project'))
      .select(['entity.state', 'project.name_key'])
      .where(({ or, eb }) => {
        const keys = [...new Set(facts.map(({ name }) => nameKey(name)))];
        return or([
          eb('project.name_key', '=', sql<string>`any(${sql.val(keys)}::text[])`),
          eb('project.code', '=', sql<string>`any(${sql.val([...new Set(codes)])}::text[])`),
        ]);
      })
      .execute();
    for (const { state } of found) index.#add(state as unknown as ProjectState);
    return index;
  }

  /** The project of the ledger with this code. */
  stateOf(code: string): ProjectState | undefined {
    return this.#byCode.get(code);
  }

  #add(state: ProjectState): void {
    this.#byCode.set(state.code, state);
    this.#remember(state.name, { county: state.county, investor: state.investor, state, row: null });
  }

  #remember(name: string, named: Named): void {
    const namesakes: Namesakes = entryOf(this.#byName, nameKey(name), () => new Map());
    const firms = entryOf(namesakes, countyKey(named.county), () => new Map<string | null, Named[]>());
    entryOf(firms, firmKey(named.investor), (): Named[] => []).push(named);
  }

  match(row: ImportRow, facts: ProjectFacts): Match | Refusal {
    const place = `${row.sheet} ${row.row}`;
    const { code, county } = facts;
    if (code !== undefined && !CODE_SHAPE.test(code)) {
      return refuse('badFormat', place, code, { shape: 'A-Z a-z 0-9 . _ - (1–40)' });
    }
    const byCode = code === undefined ? undefined : this.#byCode.get(code);
    if (byCode) {
      // Under its new name it is known to the rows below, too.
      if (nameKey(byCode.name) !== nameKey(facts.name))
        this.#remember(facts.name, { county: county ?? byCode.county, investor: byCode.investor, state: byCode, row });
      return this.#take(byCode, row, place);
    }
    const candidates = this.#candidates(facts);
    const [known] = candidates.filter(({ state }) => state !== null);
    if (code !== undefined && known?.state) {
      const where = known.county ?? county;
      const params = { code, project: known.state.code, ...(where === null ? {} : { county: where }) };
      return refuse('sameNameHere', place, row.name, params);
    }
    if (candidates.length > 1) {
      const projects = candidates.map(({ state, row: twin }) => state?.code ?? `${twin?.sheet} ${twin?.row}`);
      return refuse('rowAmbiguous', place, row.name, { projects });
    }
    const [candidate] = candidates;
    if (candidate?.state && isMerged(candidate)) {
      return refuse('projectMerged', place, candidate.state.code, { into: candidate.state.mergedInto });
    }
    if (candidate?.state) return this.#take(candidate.state, row, place);
    if (candidate?.row)
      return refuse('rowTwice', place, row.name, { sheet: candidate.row.sheet, row: candidate.row.row });
    const twin = code === undefined ? undefined : this.#newCodes.get(code);
    if (twin) return refuse('rowTwice', place, row.name, { sheet: twin.sheet, row: twin.row });
    const [elsewhere] = code === undefined ? this.#named(facts.name) : [];
    if (elsewhere) return refuse('sameNameElsewhere', place, row.name, whereabouts(elsewhere));
    if (code !== undefined) this.#newCodes.set(code, row);
    this.#remember(facts.name, { county, investor: facts.investor, state: null, row });
    return { code: code ?? null, state: null };
  }

  *#named(name: string, county: string | null = null, investor: string | null = null): Generator<Named> {
    for (const firms of fitting(this.#byName.get(nameKey(name)) ?? new Map<never, never>(), countyKey(county)))
      for (const named of fitting(firms, firmKey(investor))) yield* named;
  }

  /** A project that was merged is only meant when nothing else is; a row with a code of its own may be another firm's project. */
  #candidates({ name, county, code, investor }: ProjectFacts): Named[] {
    const known: Named[] = [];
    for (const named of this.#named(name, county, code === undefined ? null : investor)) {
      if (known.push(named) === MOST_TOLD) break;
    }
    const counted = known.filter(each => !isMerged(each));
    const meant = counted.length > 0 || code !== undefined ? counted : known;
    const exact = meant.filter(each => countyKey(each.county) === countyKey(county));
    return exact.length === 1 ? exact : meant;
  }

  #take(state: ProjectState, row: ImportRow, place: string): Match | Refusal {
    const twin = this.#taken.get(state.code);
    if (twin) return refuse('rowTwice', place, row.name, { sheet: twin.sheet, row: twin.row });
    this.#taken.set(state.code, row);
    return { code: state.code, state };
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, none: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = none();
  map.set(key, made);
  return made;
}
