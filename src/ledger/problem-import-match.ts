import { sql } from 'kysely';
import { CODE_SHAPE } from '../contract/schemas/fields.ts';
import { firstDay, lastDay, type IsoDate, type PartialDate } from '../domain/calendar/dates.ts';
import { normaliseName } from '../domain/ledger-import/text.ts';
import { unitTwice } from '../domain/problem/assignment.ts';
import type { ProblemRow, ProblemRowFacts } from '../domain/problem-ledger/types.ts';
import type { ProblemRuleFacts } from '../domain/problem/commands.ts';
import type { ProblemState } from '../domain/problem/types.ts';
import { nameKey } from '../domain/project/name-key.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from './database.ts';

/** What a row names, found in the ledger. */
export interface Places {
  project: string | null;
  projectFacts: ProblemRuleFacts['project'];
  county: string | null;
  leadUnit: string | null;
  splitUnits: string[];
  coUnits: string[];
  /** What the row calls its verifier may be a person, or a team that is none here. */
  verifierUnit: string | null;
  /** The office's own number of it, where that cannot be a code here. */
  reference: string | null;
}

interface Named {
  id: string;
  name: string;
}

interface ProjectNamed extends Named {
  county: string | null;
  withdrawn: boolean;
}

interface Known {
  raisedOn: PartialDate;
  state: ProblemState | null;
  row: ProblemRow | null;
}

export interface ProblemMatch {
  code: string | null;
  state: ProblemState | null;
}

/** So many of those that a row may mean are told. */
const MOST_TOLD = 20;

type Placed = ProblemRowFacts & Places;

/**
 * Units and projects by code or name, and which problem a row means: the one with its code, else the one of its title, in its project or
 * county, raised the same day. Rows of the same file are known too, so that none begins a problem twice.
 */
export class ProblemDirectory {
  readonly #units: ByName<Named>;
  readonly #projects: ByName<ProjectNamed>;
  readonly #byCode = new Map<string, ProblemState>();
  readonly #byKey = new Map<string, Known[]>();
  readonly #taken = new Map<string, ProblemRow>();

  private constructor(units: readonly Named[], projects: readonly ProjectNamed[]) {
    this.#units = new ByName(units);
    this.#projects = new ByName(projects);
  }

  static async of(
    db: Database,
    rows: readonly ProblemRow[],
    dayOf: (atMs: number) => IsoDate,
  ): Promise<ProblemDirectory> {
    const facts = rows.flatMap(row => (row.facts ? [row.facts] : []));
    const units = await db.selectFrom('unit').select(['id', 'name']).orderBy('id').execute();
    const directory = new ProblemDirectory(units, await projectsNamed(db, facts));
    if (facts.length > 0) await directory.#learn(db, dayOf);
    return directory;
  }

  async #learn(db: Database, dayOf: (atMs: number) => IsoDate): Promise<void> {
    const known = await db
      .selectFrom('entity')
      .select(['state', 'began_at'])
      .where('kind', '=', 'problem')
      .orderBy('id')
      .execute();
    for (const { state, began_at } of known) {
      const problem = state as unknown as ProblemState;
      this.#byCode.set(problem.code, problem);
      const raisedOn = problem.imported?.raisedOn ?? dayOf(began_at.getTime());
      this.#remember(problem, { raisedOn, state: problem, row: null });
    }
  }

  placesOf(facts: ProblemRowFacts): Places | Refusal {
    const project = facts.project === null ? null : this.#projects.one(facts.project, 'project');
    if (isRefusal(project)) return project;
    const lead = facts.leadUnit === null ? null : this.#units.one(facts.leadUnit, 'leadUnit');
    if (isRefusal(lead)) return lead;
    const split = this.#unitsNamed(facts.splitUnits, 'splitUnits');
    if (isRefusal(split)) return split;
    const co = this.#unitsNamed(facts.coUnits, 'coUnits');
    if (isRefusal(co)) return co;
    const twice = unitTwice({ leadUnit: lead?.id ?? null, splitUnits: split, coUnits: co });
    // The cell, whichever of its names it is.
    if (twice) return { ...twice, field: twice.field.replace(/\[\d+\]$/, '') };
    const verifier = facts.verifier === null ? null : this.#units.one(facts.verifier, 'verifier');
    return {
      project: project?.id ?? null,
      projectFacts: project ? { county: project.county, withdrawn: project.withdrawn } : undefined,
      county: facts.county ?? project?.county ?? null,
      leadUnit: lead?.id ?? null,
      splitUnits: split,
      coUnits: co,
      verifierUnit: verifier === null || isRefusal(verifier) ? null : verifier.id,
      reference: facts.code !== null && !CODE_SHAPE.test(facts.code) ? facts.code : null,
    };
  }

  #unitsNamed(names: readonly string[], field: string): string[] | Refusal {
    const found: string[] = [];
    for (const name of names) {
      const unit = this.#units.one(name, field);
      if (isRefusal(unit)) return unit;
      found.push(unit.id);
    }
    return found;
  }

  match(row: ProblemRow, facts: Placed): ProblemMatch | Refusal {
    const code = facts.reference === null ? facts.code : null;
    const known = code === null ? undefined : this.#byCode.get(code);
    if (known) return this.#take(known.code, row) ?? { code: known.code, state: known };
    const same = this.#same(facts);
    const [first] = same;
    if (code !== null) {
      if (first?.state) return refuse('problemThere', 'title', row.name, { problem: first.state.code });
      return this.#take(code, row) ?? this.#begin(row, facts, code);
    }
    if (same.length > 1) {
      const problems = same.map(({ state, row: twin }) => state?.code ?? `${twin?.sheet} ${twin?.row}`);
      return refuse('problemAmbiguous', 'title', row.name, { problems });
    }
    if (first?.state) return this.#take(first.state.code, row) ?? { code: first.state.code, state: first.state };
    if (first?.row) return twice(row, first.row);
    return this.#begin(row, facts, null);
  }

  /** Those of the ledger first; no more than are needed to see that it cannot be told which is meant. */
  #same(facts: Placed): Known[] {
    const same: Known[] = [];
    for (const known of this.#byKey.get(keyOf(facts)) ?? []) {
      if (mayBeSame(known.raisedOn, facts.raisedOn) && same.push(known) === MOST_TOLD) break;
    }
    return same;
  }

  #begin(row: ProblemRow, facts: Placed, code: string | null): ProblemMatch {
    this.#remember(facts, { raisedOn: facts.raisedOn, state: null, row });
    return { code, state: null };
  }

  #take(code: string, row: ProblemRow): Refusal | null {
    const twin = this.#taken.get(code);
    if (twin) return twice(row, twin);
    this.#taken.set(code, row);
    return null;
  }

  #remember(of: Parameters<typeof keyOf>[0], known: Known): void {
    addTo(this.#byKey, keyOf(of), known);
  }
}

const twice = (row: ProblemRow, { sheet, row: number }: ProblemRow): Refusal =>
  refuse('rowTwice', 'title', row.name, { sheet, row: number });

const keyOf = ({ title, project, county }: Pick<ProblemState, 'title' | 'project' | 'county'>): string =>
  `${nameKey(title)}|${project ?? `|${normaliseName(county ?? '')}`}`;

/** Two dates of which one may be what the other is known as: `2024-03` and `2024-03-12`. */
const mayBeSame = (a: PartialDate, b: PartialDate): boolean => firstDay(a) <= lastDay(b) && firstDay(b) <= lastDay(a);

/** Found by its code or id, else by its name in whatever widths and spaces. */
class ByName<T extends Named> {
  readonly #byId = new Map<string, T>();
  readonly #byName = new Map<string, T[]>();

  constructor(all: readonly T[]) {
    for (const each of all) {
      this.#byId.set(each.id, each);
      addTo(this.#byName, normaliseName(each.name), each);
    }
  }

  one(word: string, field: string): T | Refusal {
    const byId = this.#byId.get(word);
    if (byId) return byId;
    const called = this.#byName.get(normaliseName(word)) ?? [];
    const [only] = called;
    if (only === undefined) return refuse('nameNotKnown', field, word);
    return called.length === 1 ? only : refuse('nameAmbiguous', field, word, { codes: called.map(({ id }) => id) });
  }
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

async function projectsNamed(db: Database, facts: readonly ProblemRowFacts[]): Promise<ProjectNamed[]> {
  const words = [...new Set(facts.flatMap(({ project }) => (project === null ? [] : [project])))];
  if (words.length === 0) return [];
  const rows = await db
    .selectFrom('project')
    .select(['code', 'name', 'county', 'status'])
    // As two lists: a file may name more projects than a statement may have parameters.
    .where(({ or, eb }) => {
      const anyOf = (texts: readonly string[]) => sql<string>`any(${sql.val(texts)}::text[])`;
      return or([eb('code', '=', anyOf(words)), eb('name_key', '=', anyOf(words.map(nameKey)))]);
    })
    .orderBy('code')
    .execute();
  return rows.map(({ code: id, name, county, status }) => ({ id, name, county, withdrawn: status === 'withdrawn' }));
}
