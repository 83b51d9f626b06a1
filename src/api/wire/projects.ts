import { moneyInYi, type ProjectAnswer } from '../../contract/schemas/index.ts';
import { latenessDays, slippageDays } from '../../domain/project/lateness.ts';
import type { Agreement, Evidence, LandKind, Parent, ProjectStatus, Waiver } from '../../domain/project/types.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { MilestoneRow, ProjectRow } from '../../ledger/reads/projects.ts';
import { instantOf } from './instants.ts';

/** Milestones are keyed by stage and stand in the order of the path; a stage nothing is known of is left out. */
export const projectWire = (row: ProjectRow): ProjectAnswer => ({
  code: row.code,
  name: row.name,
  county: row.county,
  investor: row.investor,
  industry: row.industry,
  projectType: row.project_type,
  agreement: row.agreement as Agreement | null,
  investmentWan: row.investment_wan,
  investmentYi: moneyInYi(row.investment_wan),
  leaderName: row.leader_name,
  leaderId: row.leader_id,
  teamUnitId: row.team_unit_id,
  knownIssue: row.known_issue,
  note: row.note,
  source: row.source,
  leadSource: row.lead_source,
  landKind: row.land_kind as LandKind | null,
  parent: parentWire(row),
  path: row.path_id,
  mergedInto: row.merged_into,
  missingEvidence: row.missing_evidence,
  statisticsOn: row.statistics_on,
  lastReported: row.last_reported,
  stage: row.stage as Stage,
  status: row.status as ProjectStatus,
  gaps: row.gaps,
  milestones: Object.fromEntries(row.milestones.map(milestone => [milestone.stage, milestoneWire(milestone)])),
  seq: row.seq,
  startedAt: instantOf(row.started_at),
  changedAt: instantOf(row.changed_at),
});

const parentWire = ({ parent_code: code, relation, phase }: ProjectRow): Parent | null =>
  code === null ? null : { code, relation: relation as Parent['relation'], phase };

/** `revisions` counts how often the plan moved; the plan dates between are in the history. */
const milestoneWire = (row: MilestoneRow) => ({
  baseline: row.baseline,
  plan: row.plan,
  revisions: row.revisions,
  actual: row.actual,
  slippageDays: slippageDays(row),
  latenessDays: latenessDays(row),
  dateUnknown: row.date_unknown,
  evidence: row.evidence as unknown as Evidence[],
  waivers: row.waivers as unknown as Waiver[],
});
