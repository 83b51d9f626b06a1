import { sql } from 'kysely';
import type { Envelope } from '../../contract/commit.ts';
import type { ProjectRuleFacts, StartCommand } from '../../domain/project/commands.ts';
import { nameKey } from '../../domain/project/name-key.ts';
import type { ProjectFacts } from '../../domain/project/types.ts';
import type { Database } from '../database.ts';

type Named = Pick<ProjectFacts, 'name' | 'county' | 'investor'> & { code: string };

/** Any number that no other advisory lock of the ledger uses. */
const LOCK_CLASS = 4_001;
/** A bounded number of locks however many projects a batch starts; two names in one drawer only wait for each other. */
const DRAWERS = 64;

/**
 * Projects that may be one that is about to be started: the same name, however it is typed, in the same place and of the same firm. A place
 * or a firm that one of the two does not name may be the same; a project that was merged is counted under another code already. Two
 * transactions that start one name follow one another, and a batch knows what it has begun itself.
 */
export class Twins {
  readonly #byKey = new Map<string, Named[]>();

  static async of(tx: Database, envelopes: readonly Envelope[]): Promise<Twins> {
    const twins = new Twins();
    const starts = envelopes.flatMap(({ kind, command }) =>
      kind === 'project' && command.type === 'start' ? [command as StartCommand] : [],
    );
    const keys = [...new Set(starts.map(({ facts }) => nameKey(facts.name)))];
    if (keys.length === 0) return twins;
    await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, drawer) from (
      select distinct abs(hashtext(key) % ${sql.lit(DRAWERS)}) as drawer
      from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as key order by 1) as drawers`.execute(tx);
    const rows = await tx
      .selectFrom('project')
      .select(['code', 'name', 'county', 'investor'])
      .where('name_key', 'in', keys)
      .where('status', '!=', 'merged')
      .orderBy('code')
      .execute();
    for (const row of rows) twins.note(row);
    return twins;
  }

  note(project: Named): void {
    const key = nameKey(project.name);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), project]);
  }

  likely(code: string, { name, county, investor }: Omit<Named, 'code'>): ProjectRuleFacts['likely'] {
    const named = this.#byKey.get(nameKey(name)) ?? [];
    return named.filter(
      other => other.code !== code && maySame(other.county, county) && maySame(other.investor, investor),
    );
  }
}

const maySame = (a: string | null, b: string | null): boolean => a === null || b === null || nameKey(a) === nameKey(b);
