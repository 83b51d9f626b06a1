import { factWord } from '../../contract/catalogue/facts.ts';
import { STAGES, type Stage } from '../../domain/project/stages.ts';
import type { List, ProjectAnswer, ProjectCommandAnswer, ProjectDetailAnswer, ProjectsBeside } from '../answers.ts';
import { REVIEW_STANDING } from '../before-words.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { AGREEMENT, labelOf, LAND_KIND, PROBLEM_STATE, PROJECT_STATUS, RELATION, STAGE } from '../words.ts';
import { promisesText, sourceText } from './before-signing.ts';
import { tellDone, tellTotal } from './common.ts';
import { moneyText } from './money-text.ts';

/** Money that is not known adds nothing: the sum below the table is that of the rows that have an amount. */
export async function showProjects(session: Session, found: List<ProjectAnswer> & ProjectsBeside): Promise<void> {
  const { out, texts } = session;
  const { heads } = texts;
  await out.table<ProjectAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.county, cell: row => row.county },
      { head: heads.stage, cell: row => session.label(STAGE, row.stage), whole: true },
      { head: heads.status, cell: row => session.label(PROJECT_STATUS, row.status), whole: true },
      { head: heads.investment, cell: row => moneyText(row.investmentWan, session), align: 'right', whole: true },
      { head: heads.gaps, cell: row => row.gaps.length || null, align: 'right', whole: true },
      { head: texts.path.heads.papers, cell: row => row.missingEvidence.length || null, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
  const { investmentYi, counted } = found.sums;
  out.styled(out.colors.dim(texts.investmentTotal({ amount: investmentYi })));
  // Those that have left stand in the list and not in the counts.
  if (counted.projects === found.total) return;
  out.styled(out.colors.dim(texts.countedTotal({ projects: counted.projects, amount: counted.investmentYi })));
}

/** `county`, `actual.signing`, `precision.landing` in the words of the report. */
export const gapText = (gap: string, { lang }: Session): string => factWord(gap, lang);

/** Blank facts are left out here; what is missing and matters stands in the last lines as gaps. */
function facts(session: Session, project: ProjectDetailAnswer): void {
  const { heads, path } = session.texts;
  session.out.details([
    [heads.code, project.code],
    [heads.name, project.name],
    [heads.county, project.county],
    [heads.stage, session.label(STAGE, project.stage)],
    [heads.status, session.label(PROJECT_STATUS, project.status)],
    [path.heads.mergedInto, project.mergedInto],
    [path.heads.path, project.pathName],
    [path.heads.parent, parentText(session, project.parent)],
    [heads.investment, moneyText(project.investmentWan, session)],
    [heads.agreement, session.label(AGREEMENT, project.agreement)],
    [path.heads.land, session.label(LAND_KIND, project.landKind)],
    [heads.investor, project.investor],
    [heads.industry, project.industry],
    [heads.projectType, project.projectType],
    [heads.leader, project.leaderId ?? project.leaderName],
    [heads.team, project.teamUnitId],
    [heads.issue, project.knownIssue],
    [heads.note, project.note],
    [heads.source, project.source],
    [session.texts.before.heads.leadSource, sourceText(session, project.leadSource)],
    [session.texts.before.heads.review, session.label(REVIEW_STANDING, project.review)],
    [session.texts.before.heads.promises, promisesText(session, project.promises)],
    [session.texts.yearOf({ year: project.thisYear.year }), yearText(session, project.thisYear)],
    [path.heads.lastReported, project.lastReported],
    [path.heads.statistics, project.statisticsOn],
    [heads.gaps, project.gaps.map(gap => gapText(gap, session)).join(session.texts.comma)],
    [path.heads.papers, papersText(session, project.missingEvidence)],
    [path.heads.merged, project.merged.map(({ code, name }) => `${code} ${name}`).join(session.texts.comma)],
    [heads.changed, clockTime(project.changedAt)],
  ]);
}

export async function showProject(session: Session, project: ProjectDetailAnswer): Promise<void> {
  const { heads } = session.texts;
  facts(session, project);
  await showMilestones(session, project);
  await showChildren(session, project.children);
  if (project.openProblems.length === 0) return;
  session.out.line();
  await session.out.table(
    [
      { head: heads.problem, cell: row => row.code, whole: true },
      { head: heads.title, cell: row => row.title },
      { head: heads.state, cell: row => session.label(PROBLEM_STATE, row.state), whole: true },
      { head: heads.due, cell: row => clockTime(row.dueAt), whole: true },
    ],
    project.openProblems,
  );
}

/** `P-2026-0001 (分期 第 2 期)` */
function parentText(session: Session, parent: ProjectDetailAnswer['parent']): string {
  return parent === null
    ? ''
    : session.texts.path.ofParent({ parent: parent.code, relation: relationText(session, parent) });
}

function relationText(session: Session, { relation, phase }: { relation: string; phase: number | null }): string {
  const word = session.label(RELATION, relation);
  return phase === null ? word : `${word} ${session.texts.path.phase({ phase })}`;
}

/** `groundbreaking:施工许可证` in words, the papers of one stage together. */
function papersText(session: Session, missing: readonly string[]): string {
  const byStage = new Map<string, string[]>();
  for (const each of missing) {
    const at = each.indexOf(':');
    const stage = each.slice(0, at);
    byStage.set(stage, [...(byStage.get(stage) ?? []), each.slice(at + 1)]);
  }
  const { comma } = session.texts;
  return [...byStage].map(([stage, kinds]) => `${session.label(STAGE, stage)} ${kinds.join(comma)}`).join('; ');
}

/** What came, and what a leader let it pass without. */
function papersOf(session: Session, { evidence, waivers }: NonNullable<ProjectAnswer['milestones'][Stage]>): string[] {
  const came = evidence.map(({ kind, number }) => [kind, number].filter(Boolean).join(' '));
  return [...came, ...waivers.map(waiver => session.texts.path.waived(waiver))];
}

/** The plan of this year and what was done by the last month reported; nothing when nobody spoke of it. */
function yearText(session: Session, { planWan, doneWan, lastMonth }: ProjectDetailAnswer['thisYear']): string {
  const { path } = session.texts;
  if (planWan === null && doneWan === null) return '';
  const done =
    doneWan === null ? path.unreported : path.upTo({ amount: moneyText(doneWan, session), month: lastMonth });
  return path.thisYear({ plan: planWan === null ? path.unplanned : moneyText(planWan, session), done });
}

/** Each counts its own money, and none of it is in the amount above. */
async function showChildren(session: Session, children: ProjectDetailAnswer['children']): Promise<void> {
  const { heads, path } = session.texts;
  if (children.length === 0) return;
  session.out.line();
  await session.out.table(
    [
      { head: path.heads.child, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: path.heads.relation, cell: row => relationText(session, row), whole: true },
      { head: heads.stage, cell: row => session.label(STAGE, row.stage), whole: true },
      { head: heads.status, cell: row => session.label(PROJECT_STATUS, row.status), whole: true },
      { head: heads.investment, cell: row => moneyText(row.investmentWan, session), align: 'right', whole: true },
    ],
    children,
  );
}

/** Plan dates stay beside each other for ever (domain §2): the first one, and the one in force where it differs. */
async function showMilestones(session: Session, { milestones }: ProjectAnswer): Promise<void> {
  const { heads, dateUnknown } = session.texts;
  const rows = STAGES.flatMap(stage => {
    const milestone = milestones[stage];
    return milestone ? [{ stage, ...milestone }] : [];
  });
  if (rows.length === 0) return;
  session.out.line();
  await session.out.table<{ stage: Stage } & (typeof rows)[number]>(
    [
      { head: heads.milestone, cell: row => session.label(STAGE, row.stage) },
      { head: heads.baseline, cell: row => row.baseline, whole: true },
      { head: heads.plan, cell: row => (row.plan === row.baseline ? '' : row.plan), whole: true },
      { head: heads.actual, cell: row => row.actual ?? (row.dateUnknown ? dateUnknown : ''), whole: true },
      { head: heads.slippage, cell: row => row.slippageDays || null, align: 'right', whole: true },
      { head: heads.lateness, cell: row => row.latenessDays, align: 'right', whole: true },
      {
        head: heads.evidence,
        cell: row => papersOf(session, row).join('; '),
      },
    ],
    rows,
  );
}

/** Several stages reached at once are one line of their names. */
const oneArrival = ({ command }: ProjectCommandAnswer): ProjectCommandAnswer['command'] => ({
  ...command,
  events: [...new Set(command.events)],
});

/** `到达阶段 签约、落地`: as many of the last stages as the command reached. */
function arrival({ command, milestones, stage }: ProjectCommandAnswer, { texts, lang }: Session) {
  const count = command.events.filter(event => event === 'stageReached').length;
  if (count === 0) return {};
  const reached = STAGES.slice(0, STAGES.indexOf(stage) + 1).filter(
    name => name === stage || milestones[name]?.actual != null || milestones[name]?.dateUnknown === true,
  );
  const names = reached.slice(-count).map(name => labelOf(STAGE, name, lang));
  return { stageReached: `${texts.events['stageReached'] ?? ''} ${names.join(texts.comma)}` };
}

/** What happened, then where the project stands now: after an `advance` over several stages that is the question. */
export async function tellProjectCommand(session: Session, answer: ProjectCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.code, oneArrival(answer), { ...session.texts.events, ...arrival(answer, session) });
    const { stage, status, name } = answer;
    session.out.line(`  ${name} · ${session.label(STAGE, stage)} · ${session.label(PROJECT_STATUS, status)}`);
  });
}
