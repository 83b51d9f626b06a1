import { factWord } from '../../contract/catalogue/facts.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { STAGES, type Stage } from '../../domain/project/stages.ts';
import type { List, ProjectAnswer, ProjectCommandAnswer, ProjectDetailAnswer, ProjectsBeside } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { AGREEMENT, labelOf, PROBLEM_STATE, PROJECT_STATUS, STAGE } from '../words.ts';
import { tellDone, tellTotal } from './common.ts';

/** `138000` → `13.8 亿元`: the unit every ledger of this field is read in. */
export const moneyText = (amountWan: number | null, { texts }: Session): string =>
  amountWan === null ? '' : texts.yi({ amount: wanToYi(amountWan) });

/** Money that is not known adds nothing: the sum below the table is that of the rows that have an amount. */
export async function showProjects(session: Session, found: List<ProjectAnswer> & ProjectsBeside): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<ProjectAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.county, cell: row => row.county },
      { head: heads.stage, cell: row => session.label(STAGE, row.stage), whole: true },
      { head: heads.status, cell: row => session.label(PROJECT_STATUS, row.status), whole: true },
      { head: heads.investment, cell: row => moneyText(row.investmentWan, session), align: 'right', whole: true },
      { head: heads.gaps, cell: row => row.gaps.length || null, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
  const { out, texts } = session;
  const { investmentYi, counted } = found.sums;
  out.styled(out.colors.dim(texts.investmentTotal({ amount: investmentYi })));
  // Those that have left stand in the list and not in the counts.
  if (counted.projects === found.total) return;
  out.styled(out.colors.dim(texts.countedTotal({ projects: counted.projects, amount: counted.investmentYi })));
}

/** `county`, `actual.signing`, `precision.landing` in the words of the report. */
export const gapText = (gap: string, { lang }: Session): string => factWord(gap, lang);

/** Blank facts are left out here; what is missing and matters stands in the last lines as gaps. */
function facts(session: Session, project: ProjectAnswer): void {
  const { heads } = session.texts;
  session.out.details([
    [heads.code, project.code],
    [heads.name, project.name],
    [heads.county, project.county],
    [heads.stage, session.label(STAGE, project.stage)],
    [heads.status, session.label(PROJECT_STATUS, project.status)],
    [heads.investment, moneyText(project.investmentWan, session)],
    [heads.agreement, session.label(AGREEMENT, project.agreement)],
    [heads.investor, project.investor],
    [heads.industry, project.industry],
    [heads.projectType, project.projectType],
    [heads.leader, project.leaderId ?? project.leaderName],
    [heads.team, project.teamUnitId],
    [heads.issue, project.knownIssue],
    [heads.note, project.note],
    [heads.source, project.source],
    [heads.gaps, project.gaps.map(gap => gapText(gap, session)).join(session.texts.comma)],
    [heads.changed, clockTime(project.changedAt)],
  ]);
}

export async function showProject(session: Session, project: ProjectDetailAnswer): Promise<void> {
  const { heads } = session.texts;
  facts(session, project);
  await showMilestones(session, project);
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
      {
        head: heads.evidence,
        cell: row => row.evidence.map(({ kind, number }) => [kind, number].filter(Boolean).join(' ')).join('; '),
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
