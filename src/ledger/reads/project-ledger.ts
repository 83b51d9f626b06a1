import { PROJECT_STATUS_WORDS, wordFor } from '../../contract/catalogue/index.ts';
import { ledgerLine, type LedgerLine } from '../../domain/ledger-import/columns.ts';
import type { MilestoneFacts } from '../../domain/ledger-import/types.ts';
import { wordOfId } from '../../domain/ledger-import/words.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { Agreement, LandKind, Parent, ProjectStatus } from '../../domain/project/types.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Reach } from '../../access/reach.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { moneyLines, type MoneyLine } from '../../domain/ledger-import/money-columns.ts';
import { NO_MONEY } from '../../domain/project/investment.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { LedgerSource } from '../as-of.ts';
import { moneyOfProjects } from './money-of-projects.ts';
import { readCursor } from './paging.ts';
import { listProjects, type MilestoneRow, type ProjectRow } from './projects.ts';

/** Projects held at a time. */
export const PAGE = 500;

/** One project of a ledger that goes out. */
interface ExportLine {
  cells: LedgerLine;
  /** In words; for readers only, an import does not read it. */
  status: string;
}
type Names = Pick<Settings['project'], 'paths' | 'leadSources'>;
type Listed = Pick<ProjectRow, 'code' | 'name'>;

/** Their money is asked for when all of them are known, so that both tables are of the same projects. */
export function ledgerOf(
  source: LedgerSource,
  pages: AsyncIterable<readonly ProjectRow[]>,
  { day, today, names }: { day: IsoDate; today: IsoDate; names: Names },
) {
  const listed: Listed[] = [];
  return { day, rows: numbered(pages, { names, listed }), money: moneyOf(source, listed, { day, today }) };
}

/** All that somebody may read today, by code. */
export async function* projectsWithin(
  { db }: Pick<LedgerSource, 'db'>,
  reach: Reach,
): AsyncGenerator<readonly ProjectRow[]> {
  for (let after: readonly string[] | null = null; ;) {
    const page: Awaited<ReturnType<typeof listProjects>> = await listProjects(db, { reach }, { limit: PAGE, after });
    yield page.items;
    const cursor = page.next === null ? null : readCursor(page.next, 1);
    if (cursor === null || isRefusal(cursor)) return;
    after = cursor;
  }
}

async function* numbered(
  pages: AsyncIterable<readonly ProjectRow[]>,
  { names, listed }: { names: Names; listed: Listed[] },
): AsyncGenerator<ExportLine[]> {
  let serial = 0;
  for await (const page of pages) {
    listed.push(...page.map(({ code, name }) => ({ code, name })));
    yield page.map(row => exportLine(row, { serial: (serial += 1), ...names }));
  }
}

async function* moneyOf(
  source: LedgerSource,
  listed: readonly Listed[],
  day: { day: IsoDate; today: IsoDate },
): AsyncGenerator<MoneyLine[]> {
  for (let from = 0; from < listed.length; from += PAGE) {
    const page = listed.slice(from, from + PAGE);
    const codes = page.map(({ code }) => code);
    const money = await moneyOfProjects(source, codes, day);
    yield page.flatMap(({ code, name }) => moneyLines({ code, name, money: money.get(code) ?? NO_MONEY }));
  }
}

/** Always in Chinese, as its columns are: a ledger is read again by its words. */
const exportLine = (row: ProjectRow, { serial, paths, leadSources }: { serial: number } & Names): ExportLine => ({
  cells: ledgerLine(
    {
      code: row.code,
      name: row.name,
      county: row.county,
      investor: row.investor,
      industry: row.industry,
      kind: row.project_type,
      agreement: row.agreement as Agreement | null,
      path: wordOfId(row.path_id, paths),
      leadSource: row.lead_source && wordOfId(row.lead_source, leadSources),
      landKind: row.land_kind as LandKind | null,
      parent: parentOf(row),
      investmentWan: row.investment_wan,
      stage: row.stage as Stage,
      stageAssumed: row.gaps.includes('stage'),
      milestones: Object.fromEntries(row.milestones.map(milestone => [milestone.stage, datesOf(milestone)])),
      knownIssue: row.known_issue,
      note: row.note,
      source: row.source,
      leaderName: row.leader_name,
    },
    serial,
  ),
  status: wordFor(PROJECT_STATUS_WORDS, row.status as ProjectStatus, 'zh'),
});

const parentOf = ({ parent_code, relation, phase }: ProjectRow): Parent | null =>
  parent_code === null ? null : { code: parent_code, relation: relation as Parent['relation'], phase };

const datesOf = ({ plan, actual }: MilestoneRow): MilestoneFacts => ({
  ...(plan === null ? {} : { plan }),
  ...(actual === null ? {} : { actual }),
});
