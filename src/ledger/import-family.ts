import { sql } from 'kysely';
import type { ProjectRuleFacts } from '../domain/project/commands.ts';
import type { ProjectState, ProjectStatus } from '../domain/project/types.ts';
import type { Database } from './database.ts';

type Other = NonNullable<ProjectRuleFacts['other']>;

/** What rows hang on: projects of the ledger, and those that rows of the file itself would begin. */
export class Family {
  readonly #members = new Map<string, Other>();

  static async of(db: Database, codes: readonly string[]): Promise<Family> {
    const family = new Family();
    if (codes.length === 0) return family;
    const named = sql<boolean>`code = any(${sql.val(codes)}::text[])`;
    const parents = await db.selectFrom('project').select(['code', 'status']).where(named).execute();
    const phases = await db
      .selectFrom('project')
      .select(['parent_code', 'phase'])
      .where(sql<boolean>`parent_code = any(${sql.val(codes)}::text[])`)
      .execute();
    for (const { code, status } of parents) {
      const taken = phases.flatMap(({ parent_code, phase }) => (parent_code === code && phase !== null ? [phase] : []));
      family.#members.set(code, { code, status: status as ProjectStatus, phases: taken });
    }
    return family;
  }

  other(code: string | undefined): ProjectRuleFacts['other'] {
    return code === undefined ? null : (this.#members.get(code) ?? null);
  }

  /** A row would begin this project: later rows may hang on it, and its phase is taken. */
  add({ code, status, parent }: ProjectState): void {
    this.#members.set(code, { code, status, phases: [] });
    const above = parent && this.#members.get(parent.code);
    if (above && parent.phase !== null) {
      this.#members.set(above.code, { ...above, phases: [...above.phases, parent.phase] });
    }
  }
}

interface Child {
  /** The code the file gives a project it begins; null when the ledger allocates one. */
  code: string | null;
  parent: string | null;
}

/** For each project of a file how many of the others must be begun before it; none where they hang on each other in a circle. */
export function wavesOf(children: readonly Child[]): number[] {
  const parents = new Map(children.flatMap(({ code, parent }) => (code === null ? [] : [[code, parent] as const])));
  return children.map(({ parent }) => {
    const above = new Set<string>();
    for (let next = parent; next != null && parents.has(next); next = parents.get(next) ?? null) {
      if (above.has(next)) return 0;
      above.add(next);
    }
    return above.size;
  });
}
