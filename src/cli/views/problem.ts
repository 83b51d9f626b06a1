import type { List, ProblemAnswer, ProblemCommandAnswer, ProblemDetailAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { CATEGORY, PROBLEM_STATE, SOURCE } from '../words.ts';
import { namedText, problemEvents, tellDone, tellTotal } from './common.ts';

/** The limit is what people look for: it is never cut, and an overdue one says so in words, not by colour alone. */
export async function showProblems(session: Session, found: List<ProblemAnswer>): Promise<void> {
  const { heads, overdueMark } = session.texts;
  await session.out.table<ProblemAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.title, cell: row => row.title },
      { head: heads.project, cell: row => row.project ?? row.county, whole: true },
      { head: heads.category, cell: row => session.label(CATEGORY, row.category), whole: true },
      { head: heads.state, cell: row => session.label(PROBLEM_STATE, row.state), whole: true },
      { head: heads.leadUnit, cell: row => row.leadUnit },
      { head: heads.due, cell: row => `${clockTime(row.dueAt)}${row.overdue ? ` ${overdueMark}` : ''}`, whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** Names first, with the ids that the other commands take; a project's code first, as everywhere. */
export function showProblem(session: Session, problem: ProblemDetailAnswer): void {
  const { heads, comma, overdueMark } = session.texts;
  const { solution } = problem;
  session.out.details([
    [heads.code, problem.code],
    [heads.title, problem.title],
    [heads.detail, problem.detail],
    [heads.project, [problem.project, problem.projectName].filter(Boolean).join(' ')],
    [heads.county, problem.county],
    [heads.category, session.label(CATEGORY, problem.category)],
    [heads.source, session.label(SOURCE, problem.source)],
    [heads.state, session.label(PROBLEM_STATE, problem.state)],
    [
      heads.due,
      problem.dueAt === null ? null : `${clockTime(problem.dueAt)}${problem.overdue ? ` ${overdueMark}` : ''}`,
    ],
    [heads.raisedBy, namedText(problem.raisedBy, problem.raisedByName)],
    [heads.leadUnit, namedText(problem.leadUnit, problem.leadUnitName)],
    [heads.coUnits, problem.coUnits.map((id, at) => namedText(id, problem.coUnitNames?.[at])).join(comma)],
    [heads.handler, namedText(problem.handler, problem.handlerName)],
    [heads.result, solution?.result],
    [heads.evidence, solution?.evidence.map(({ kind, number }) => [kind, number].filter(Boolean).join(' ')).join('; ')],
    [heads.solver, namedText(solution?.solverId, solution?.solverName)],
    [heads.verifier, namedText(problem.verifiedBy, problem.verifiedByName)],
    [heads.rejections, problem.rejections || null],
    [heads.raised, clockTime(problem.raisedAt)],
    [heads.changed, clockTime(problem.changedAt)],
  ]);
}

/** With the limit that runs from now on, worked out by the server in working days. */
export async function tellProblemCommand(session: Session, answer: ProblemCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.code, answer.command, problemEvents(session));
    const { title, state, dueAt } = answer;
    const due = dueAt === null ? '' : ` · ${session.texts.heads.due} ${clockTime(dueAt)}`;
    session.out.line(`  ${title} · ${session.label(PROBLEM_STATE, state)}${due}`);
  });
}
