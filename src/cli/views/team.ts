import type {
  ChargeAnswer,
  ChargeCommandAnswer,
  ChargesAnswer,
  List,
  TeamAnswer,
  TeamProjectAnswer,
  ToVerifyAnswer,
} from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { CATEGORY, CHARGE_SCOPE, PROJECT_STATUS, STAGE } from '../words.ts';
import { namedText, tellDone, tellTotal } from './common.ts';

export async function showTeams(session: Session, teams: readonly TeamAnswer[]): Promise<void> {
  const { comma, heads: common } = session.texts;
  const { heads } = session.texts.supervision.team;
  await session.out.table<TeamAnswer>(
    [
      { head: common.id, cell: row => row.id, whole: true },
      { head: common.name, cell: row => row.name },
      { head: heads.people, cell: row => row.people, align: 'right', whole: true },
      { head: heads.counties, cell: row => row.counties.join(comma) },
      { head: heads.projects, cell: row => row.projects || null, align: 'right', whole: true },
      { head: heads.toVerify, cell: row => row.toVerify || null, align: 'right', whole: true },
    ],
    teams,
  );
}

/** What a team answers for, then the problems that wait for its second key. */
export async function showTeam(
  session: Session,
  team: TeamAnswer,
  { charges, problems }: { charges: readonly ChargeAnswer[]; problems: List<ToVerifyAnswer> },
): Promise<void> {
  const { comma, heads: common, supervision } = session.texts;
  const { heads } = supervision.team;
  const own = charges.filter(({ scope }) => scope === 'project');
  session.out.details([
    [common.id, team.id],
    [common.name, team.name],
    [heads.people, team.people],
    [heads.counties, team.counties.join(comma)],
    [heads.projects, own.map(({ subject, name }) => [subject, name].filter(Boolean).join(' ')).join(comma)],
    [supervision.team.verifyTitle, problems.total],
  ]);
  session.out.line();
  await session.out.table<ToVerifyAnswer>(
    [
      { head: common.code, cell: row => row.code, whole: true },
      { head: common.title, cell: row => row.title },
      { head: common.project, cell: row => row.project ?? row.county, whole: true },
      { head: common.category, cell: row => session.label(CATEGORY, row.category), whole: true },
      { head: common.leadUnit, cell: row => row.leadUnit },
      { head: heads.resolvedAt, cell: row => clockTime(row.resolvedAt), whole: true },
      {
        head: session.texts.problem.heads.verifyDue,
        cell: row => `${clockTime(row.dueAt)}${row.overdue ? ` ${session.texts.overdueMark}` : ''}`,
        whole: true,
      },
    ],
    problems.items,
  );
  tellTotal(session, problems);
}

export async function showTeamProjects(session: Session, found: List<TeamProjectAnswer>): Promise<void> {
  const { heads: common, yes, supervision } = session.texts;
  const { heads } = supervision.team;
  await session.out.table<TeamProjectAnswer>(
    [
      { head: common.code, cell: row => row.code, whole: true },
      { head: common.name, cell: row => row.name },
      { head: common.county, cell: row => row.county },
      { head: common.stage, cell: row => session.label(STAGE, row.stage), whole: true },
      { head: common.status, cell: row => session.label(PROJECT_STATUS, row.status), whole: true },
      {
        head: common.investment,
        cell: row => (row.investmentYi === null ? null : session.texts.yi({ amount: row.investmentYi })),
        align: 'right',
        whole: true,
      },
      { head: heads.own, cell: row => (row.own ? yes : null), whole: true },
      { head: heads.lastVisit, cell: row => row.lastVisitedOn, whole: true },
      { head: heads.openProblems, cell: row => row.openProblems || null, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function showCharges(session: Session, { items }: ChargesAnswer): Promise<void> {
  const { heads: common, supervision } = session.texts;
  const { heads } = supervision.team;
  await session.out.table<ChargeAnswer>(
    [
      { head: common.kind, cell: row => session.label(CHARGE_SCOPE, row.scope), whole: true },
      { head: common.name, cell: row => [row.subject, row.name].filter(Boolean).join(' ') },
      { head: heads.team, cell: row => namedText(row.team, row.teamName) },
      { head: heads.since, cell: row => row.since, whole: true },
    ],
    items,
  );
  tellTotal(session, { items: [...items], total: items.length });
}

export async function tellCharge(session: Session, answer: ChargeCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.subject, answer.command);
    session.out.line(
      `  ${namedText(answer.team, answer.teamName) || session.texts.supervision.team.nobody} · ${answer.since}`,
    );
  });
}
