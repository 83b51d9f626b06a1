import { firstDay } from '../../domain/calendar/dates.ts';
import { missingEvidence } from '../../domain/project/gates.ts';
import { initialsOf } from '../../domain/project/initials.ts';
import { gapsOf } from '../../domain/project/gaps.ts';
import { nameKey } from '../../domain/project/name-key.ts';
import { STAGES } from '../../domain/project/stages.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** A project, its milestones and its money. Money has rows by the year and the month; they are written when money was spoken of. */
export const projectRows = (changed: readonly Changed<ProjectState>[]): Write[] => [
  rowsInto('project', changed.map(projectRow), { replace: ['code'] }),
  rowsInto('milestone', changed.flatMap(milestoneRows), { replace: ['project_code', 'stage'] }),
  rowsInto('year_plan', after(changed, ['yearPlanned']).flatMap(yearRows), { replace: ['project_code', 'year'] }),
  rowsInto('month_report', after(changed, ['reported', 'reportCorrected']).flatMap(monthRows), {
    replace: ['project_code', 'month'],
  }),
  rowsInto('arrival', after(changed, ['capitalArrived', 'arrivalCorrected']).flatMap(arrivalRows), {
    replace: ['project_code', 'number'],
  }),
];

const after = (changed: readonly Changed<ProjectState>[], events: readonly string[]) =>
  changed.filter(({ happened }) => events.some(event => happened.has(event))).map(({ state }) => state);

/** Also of a past day's state, for lists of that day. */
export function projectRow({
  state,
  seq,
  firstAtMs,
  atMs,
}: Pick<Changed<ProjectState>, 'state' | 'seq' | 'firstAtMs' | 'atMs'>) {
  return {
    code: state.code,
    name: state.name,
    name_key: nameKey(state.name),
    initials: projectInitials(state),
    county: state.county,
    investor: state.investor,
    industry: state.industry,
    project_type: state.projectType,
    agreement: state.agreement,
    investment_wan: state.investmentWan,
    leader_name: state.leaderName,
    leader_id: state.leaderId,
    team_unit_id: state.teamUnitId,
    known_issue: state.knownIssue,
    note: state.note,
    source: state.source,
    lead_source: state.leadSource,
    path_id: state.path.id,
    stage: state.stage,
    status: state.status,
    gaps: gapsOf(state, state.path),
    seq,
    started_at: iso(firstAtMs),
    changed_at: iso(atMs),
    land_kind: state.landKind,
    parent_code: state.parent?.code ?? null,
    relation: state.parent?.relation ?? null,
    phase: state.parent?.phase ?? null,
    merged_into: state.mergedInto,
    missing_evidence: missingEvidence(state),
    statistics_on: state.money.statisticsOn,
    last_reported: Object.keys(state.money.months).sort().at(-1) ?? null,
  };
}

/** What a search by pinyin initials looks through. */
export const projectInitials = ({ name, investor }: Pick<ProjectState, 'name' | 'investor'>): string =>
  [name, investor ?? ''].map(initialsOf).join(' ');

export function milestoneRows({ state }: Pick<Changed<ProjectState>, 'state'>) {
  return Object.entries(state.milestones).map(([stage, milestone]) => ({
    project_code: state.code,
    stage,
    stage_order: (STAGES as readonly string[]).indexOf(stage),
    baseline: milestone.baseline,
    plan: milestone.plan,
    revisions: milestone.revisions,
    actual: milestone.actual,
    actual_first: milestone.actual === null ? null : firstDay(milestone.actual),
    date_unknown: milestone.dateUnknown,
    evidence: milestone.evidence,
    waivers: milestone.waivers,
  }));
}

const yearRows = ({ code, money }: ProjectState) =>
  Object.entries(money.yearPlans).map(([year, amount]) => ({
    project_code: code,
    year: Number(year),
    amount_wan: amount,
  }));

const monthRows = ({ code, money }: ProjectState) =>
  Object.entries(money.months).map(([month, figures]) => ({
    project_code: code,
    month,
    done_wan: figures.doneWan,
    to_date_wan: figures.toDateWan,
    reported_on: figures.reportedOn,
    late: figures.late,
    corrections: figures.corrections,
  }));

const arrivalRows = ({ code, money }: ProjectState) =>
  money.arrivals.map(({ on, currency, amount, note }, index) => ({
    project_code: code,
    number: index + 1,
    on,
    currency,
    amount,
    note,
  }));
