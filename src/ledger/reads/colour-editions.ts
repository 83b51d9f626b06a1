import type { Selectable } from 'kysely';
import type { Reach } from '../../access/reach.ts';
import type { Month } from '../../domain/calendar/months.ts';
import type { ColourMakers, ColourRow, EditionChange } from '../../domain/colouring/types.ts';
import type { ColourCounts } from '../../domain/colour/compare.ts';
import type { Colour, Subject } from '../../domain/colour/types.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../evaluation/canonical.ts';
import { codesWithin } from '../reach/index.ts';
import type { Tables } from '../tables.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

export interface Edition extends ColourMakers {
  month: Month;
  edition: number;
  /** As of which day the ledger was known. */
  on: string;
  counts: Record<Subject, ColourCounts>;
  /** From the edition before; none in the first. */
  changes: EditionChange[];
  hash: string;
  reason: string | null;
  actorId: string;
  actorName: string | null;
  publishedAt: Date;
}

/** The rows as they were published, and whether they still are what was hashed then. */
export interface EditionTable extends Edition {
  rows: ColourRow[];
  intact: boolean;
}

/** The newest month first, and of a month the newest edition. */
export async function listEditions(
  db: Database,
  { month }: { month?: Month | undefined },
  page: PageQuery,
): Promise<Page<Edition>> {
  let count = db.selectFrom('colour_edition').select(({ fn }) => fn.countAll<number>().as('total'));
  let query = editionHeads(db)
    .orderBy('month', 'desc')
    .orderBy('edition', 'desc')
    .limit(page.limit + 1);
  if (month !== undefined) {
    count = count.where('month', '=', month);
    query = query.where('month', '=', month);
  }
  const { total } = await count.executeTakeFirstOrThrow();
  const [lastMonth, lastEdition] = page.after ?? [];
  if (lastMonth !== undefined && /^\d{1,6}$/.test(lastEdition ?? '')) {
    const after = Number(lastEdition);
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('month', 'edition'), '<', tuple(lastMonth, after)));
  }
  const keys = (row: { month: string; edition: number }) => [row.month, String(row.edition)];
  const rows = pageFrom(await query.execute(), { limit: page.limit, total: Number(total), keys });
  return { ...rows, items: rows.items.map(editionOf) };
}

/** One edition with its rows, the newest unless one is named; null when it was never published. */
export async function editionTable(db: Database, month: Month, edition: number | null): Promise<EditionTable | null> {
  let query = editionHeads(db).where('month', '=', month).orderBy('edition', 'desc');
  if (edition !== null) query = query.where('edition', '=', edition);
  const row = await query.limit(1).executeTakeFirst();
  if (!row) return null;
  const found = editionOf(row);
  const lines = await db
    .selectFrom('colour_row')
    .selectAll()
    .where('month', '=', month)
    .where('edition', '=', found.edition)
    .orderBy('position')
    .execute();
  const rows = lines.map(colourRow);
  const { rules, basis, hash } = found;
  return { ...found, rows, intact: hashOf({ rules, basis, rows }) === hash };
}

/**
 * What a reader sees of a published month: every county, as that is what publishing is for; of projects those he reaches. Whether the whole
 * is intact is told of the whole.
 */
export async function coloursSeen(
  db: Database,
  reach: Reach,
): Promise<(row: Pick<ColourRow, 'subject' | 'id'>) => boolean> {
  if (reach === null) return () => true;
  const codes = new Set(await codesWithin(db, reach));
  return ({ subject, id }) => subject === 'county' || codes.has(id);
}

/** The edition a command made, by the number of events the month had then: each publication is one. */
export async function editionOfCommand(db: Database, month: Month, seq: number): Promise<Edition | null> {
  const row = await editionHeads(db).where('month', '=', month).where('edition', '=', seq).executeTakeFirst();
  return row ? editionOf(row) : null;
}

/** The colours of an edition, for what changes in the next. */
export async function editionColours(
  db: Database,
  month: Month,
  edition: number,
): Promise<Pick<ColourRow, 'subject' | 'id' | 'name' | 'colour'>[]> {
  const rows = await db
    .selectFrom('colour_row')
    .select(['subject', 'id', 'name', 'colour'])
    .where('month', '=', month)
    .where('edition', '=', edition)
    .orderBy('position')
    .execute();
  return rows as Pick<ColourRow, 'subject' | 'id' | 'name' | 'colour'>[];
}

const editionHeads = (db: Database) =>
  db
    .selectFrom('colour_edition')
    .leftJoin('person', 'person.id', 'colour_edition.actor_id')
    .selectAll('colour_edition')
    .select('person.name as actor_name');

const editionOf = (row: Selectable<Tables['colour_edition']> & { actor_name: string | null }): Edition => ({
  month: row.month,
  edition: row.edition,
  on: row.known_on,
  basis: row.basis as Edition['basis'],
  rules: row.rules as unknown as Edition['rules'],
  counts: row.counts as unknown as Edition['counts'],
  changes: row.changes as unknown as EditionChange[],
  hash: row.hash,
  reason: row.reason,
  actorId: row.actor_id,
  actorName: row.actor_name,
  publishedAt: row.published_at,
});

const colourRow = (row: Selectable<Tables['colour_row']>): ColourRow => ({
  subject: row.subject as Subject,
  id: row.id,
  name: row.name,
  county: row.county,
  colour: row.colour as Colour,
  noted: row.noted,
  because: row.because as unknown as ColourRow['because'],
  unmeasured: row.unmeasured as unknown as ColourRow['unmeasured'],
  proposeRemoval: row.propose_removal,
  rule: { id: row.rule_id, version: row.rule_version },
});
