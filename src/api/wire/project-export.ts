import { PROJECT_STATUS_WORDS, wordFor } from '../../contract/catalogue/index.ts';
import { ledgerLine } from '../../domain/ledger-import/columns.ts';
import type { MilestoneFacts } from '../../domain/ledger-import/types.ts';
import { wordOfId } from '../../domain/ledger-import/words.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { Agreement, LandKind, Parent, ProjectStatus } from '../../domain/project/types.ts';
import type { Settings } from '../../domain/settings.ts';
import type { MilestoneRow, ProjectRow } from '../../ledger/reads/projects.ts';
import type { LedgerExportLine } from '../../spreadsheet/ledger-export.ts';

/** Always in Chinese, as its columns are: a ledger is read again by its words. */
export const exportLine = (
  row: ProjectRow,
  { serial, paths, leadSources }: { serial: number } & Pick<Settings['project'], 'paths' | 'leadSources'>,
): LedgerExportLine => ({
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
