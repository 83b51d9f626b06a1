import { normaliseName } from '../domain/ledger-import/text.ts';
import type { Interpretation } from '../domain/ledger-import/types.ts';
import type { OfficeLists } from '../domain/reading/known.ts';
import { Questions, rowKey } from '../domain/reading/questions.ts';
import type { Question } from '../domain/reading/types.ts';
import type { Settings } from '../domain/settings.ts';
import type { Database } from './database.ts';

/** What the words of a ledger may stand for in this office. Counties are those of its units and projects. */
export async function officeLists(db: Database, { project }: Settings): Promise<OfficeLists> {
  const unit = await db.selectFrom('unit').select(['id', 'name']).orderBy('id').execute();
  return { unit, county: await countiesOf(db), path: project.paths, leadSource: project.leadSources };
}

async function countiesOf(db: Database): Promise<OfficeLists['county']> {
  const rows = await db
    .selectFrom('unit')
    .select('county')
    .where('county', 'is not', null)
    .union(db.selectFrom('project').select('county').where('county', 'is not', null))
    .orderBy('county')
    .execute();
  return rows.flatMap(({ county }) => (county === null ? [] : [{ id: county, name: county }]));
}

interface Counted {
  tables: Interpretation['tables'];
  rows: readonly { sheet: string; row: number; facts: { county: string | null } | null }[];
}

/**
 * A county that nobody here has yet may be a new one, or another way to write one (鲤城, 泉州市鲤城区): nothing is refused for it, and where
 * one is alike it is asked about.
 */
export async function askedCounties(db: Database, { tables, rows }: Counted): Promise<Question[]> {
  const questions = new Questions();
  const known = (await countiesOf(db)).map(({ name }) => normaliseName(name));
  const isAlike = (word: string): boolean => known.some(name => name.includes(word) || word.includes(name));
  for (const { sheet, row, facts } of rows) {
    const word = facts?.county ?? null;
    const county = normaliseName(word ?? '');
    if (word === null || known.includes(county) || !isAlike(county)) continue;
    const table = tables.find(each => each.sheet === sheet);
    const field = table?.columns.find(column => column.field === 'county')?.header ?? 'county';
    questions.ask({ field, column: 'county', word }, rowKey(sheet, row), false);
  }
  return questions.list();
}
