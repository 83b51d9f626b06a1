import type { List, MovedLimitsAnswer, ProblemAnswer, ProblemCommandAnswer, ProblemDetailAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { CATEGORY, PAPER, PROBLEM_STATE, SATISFACTION, SOURCE } from '../words.ts';
import { namedText, problemEvents, tellDone, tellTotal, unitNames } from './common.ts';

/** A limit with what must be known beside it: that it has passed, that the year's holidays may still move it. */
function limitText(
  { texts }: Session,
  at: string | null | undefined,
  { overdue, provisional }: { overdue?: boolean | undefined; provisional?: boolean | undefined },
): string | null {
  if (at == null) return null;
  return [clockTime(at), overdue ? texts.overdueMark : '', provisional ? texts.provisional : '']
    .filter(Boolean)
    .join(' ');
}

/** The unit's, where nobody of it is named. */
const solverText = (solution: ProblemDetailAnswer['solution']): string | null =>
  solution && solution.solverId === null
    ? namedText(solution.solverUnitId, solution.solverUnitName)
    : namedText(solution?.solverId, solution?.solverName);

const papersText = (papers: readonly { kind: string; number?: string | undefined }[] = []): string =>
  papers.map(({ kind, number }) => [kind, number].filter(Boolean).join(' ')).join('; ');

/** The limit is what people look for: it is never cut, and an overdue one says so in words, not by colour alone. */
export async function showProblems(session: Session, found: List<ProblemAnswer>): Promise<void> {
  const { heads } = session.texts;
  const unit = await unitNames(session, found.items);
  await session.out.table<ProblemAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.title, cell: row => row.title },
      { head: heads.project, cell: row => row.project ?? row.county, whole: true },
      { head: heads.category, cell: row => session.label(CATEGORY, row.category), whole: true },
      { head: heads.state, cell: row => session.label(PROBLEM_STATE, row.state), whole: true },
      { head: heads.leadUnit, cell: row => unit(row.leadUnit) },
      {
        head: heads.due,
        cell: row => limitText(session, row.dueAt ?? row.verifyDueAt, row),
        whole: true,
      },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** Names first, with the ids that the other commands take; a project's code first, as everywhere. */
export function showProblem(session: Session, problem: ProblemDetailAnswer): void {
  const { heads, comma } = session.texts;
  const more = session.texts.problem.heads;
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
    [heads.due, limitText(session, problem.dueAt, problem)],
    [more.verifyDue, limitText(session, problem.verifyDueAt, problem)],
    [more.finding, problem.finding ? [problem.finding.visit, ...problem.finding.files].join(' ') : null],
    [heads.raisedBy, namedText(problem.raisedBy, problem.raisedByName)],
    [heads.leadUnit, namedText(problem.leadUnit, problem.leadUnitName)],
    [
      more.splitUnits,
      (problem.splitUnits ?? []).map((id, at) => namedText(id, problem.splitUnitNames?.[at])).join(comma),
    ],
    [heads.coUnits, problem.coUnits.map((id, at) => namedText(id, problem.coUnitNames?.[at])).join(comma)],
    [heads.handler, namedText(problem.handler, problem.handlerName)],
    [heads.result, solution?.result],
    [heads.evidence, papersText(solution?.evidence)],
    [heads.solver, solverText(solution)],
    [heads.verifier, namedText(problem.verifiedBy, problem.verifiedByName)],
    [more.inspection, papersText(problem.inspection) || null],
    [heads.rejections, problem.rejections || null],
    [more.rejected, rejectedText(problem)],
    [more.reassigned, problem.reassignments || null],
    ...protocolLines(session, problem),
    [heads.raised, clockTime(problem.raisedAt)],
    [session.texts.problemLedger.heads.imported, importedText(session, problem)],
    [heads.changed, clockTime(problem.changedAt)],
  ]);
}

const rejectedText = ({ rejected, rejectedByName }: ProblemDetailAnswer): string | null =>
  rejected == null ? null : `${namedText(rejected.by, rejectedByName)}: ${rejected.reason}`;

/** What an older ledger said of it, as it said it. */
function importedText({ texts }: Session, { imported }: ProblemDetailAnswer): string | null {
  if (imported == null) return null;
  const { heads } = texts.problemLedger;
  const { raisedOn, solvedOn, closedOn, verifier, result, reason, reference } = imported;
  const dated: [string, string | null][] = [
    [heads.raised, raisedOn],
    [heads.solved, solvedOn],
    [heads.closed, closedOn],
  ];
  const dates = dated.flatMap(([head, date]) => (date === null ? [] : [`${head} ${date}`]));
  return [...dates, verifier, result, reason, reference].filter(part => part !== null).join(' · ');
}

/** What waits, what was promised and how far it has climbed; a line only where there is something to say. */
function protocolLines(session: Session, problem: ProblemDetailAnswer): [string, string | number | null][] {
  const { problem: texts, comma, provisional: unsure } = session.texts;
  const { heads, levels } = texts;
  const { parts = [], promises = [], papers = [], objection, extension } = problem;
  const partOf = ({ unit, dueAt, answered, ...marks }: (typeof parts)[number], at: number): string =>
    `${namedText(unit, problem.partUnitNames?.[at])} ${answered ? texts.answeredMark : (limitText(session, dueAt, marks) ?? texts.noLimit)}`;
  const promiseOf = ({ no, on, missed, provisional }: (typeof promises)[number]): string =>
    [`${no}: ${on}`, missed ? texts.missedMark : '', provisional ? unsure : ''].filter(Boolean).join(' ');
  const level = levels[problem.level];
  return [
    [heads.parts, parts.map(partOf).join(comma) || null],
    [
      heads.objection,
      objection
        ? `${namedText(objection.by, problem.objectionByName)}: ${objection.reason} (${clockTime(objection.ruleBy)})`
        : null,
    ],
    [
      heads.extension,
      extension
        ? `${askedText(session, extension)} ${namedText(extension.by, problem.extensionByName)}: ${extension.reason}`
        : null,
    ],
    [heads.promises, promises.map(promiseOf).join(comma) || null],
    [heads.level, level === undefined ? null : `${level}${problem.onAgenda ? ` · ${texts.onAgendaMark}` : ''}`],
    [heads.papers, papers.map(paper => session.label(PAPER, paper)).join(comma) || null],
    [heads.carried, problem.carried || null],
    [heads.lookBack, problem.lookBackAt ? clockTime(problem.lookBackAt) : null],
    [heads.satisfaction, problem.satisfaction ? session.label(SATISFACTION, problem.satisfaction) : null],
    [heads.episode, problem.episode > 1 ? problem.episode : null],
    [heads.mergedInto, problem.mergedInto ?? null],
    [session.texts.heads.reason, problem.leftReason],
    [heads.splitFrom, problem.splitFrom ?? null],
    [heads.splitInto, (problem.splitInto ?? []).join(comma) || null],
    [heads.decision, problem.decision ? `${problem.decision.meeting} · ${String(problem.decision.no)}` : null],
  ];
}

const askedText = ({ texts }: Session, { until, provisional }: NonNullable<ProblemAnswer['extension']>): string =>
  `${until}${provisional ? ` ${texts.provisional}` : ''}`;

/** One line a limit, so that whoever was moved finds himself. */
export async function showMovedLimits(session: Session, found: List<MovedLimitsAnswer>): Promise<void> {
  const { heads, problem: texts } = session.texts;
  const lines = found.items.flatMap(item => item.moves.map(move => ({ ...item, ...move })));
  const unit = await unitNames(session, lines);
  await session.out.table<(typeof lines)[number]>(
    [
      { head: heads.code, cell: row => row.problem, whole: true },
      { head: heads.title, cell: row => row.title },
      { head: texts.heads.what, cell: row => texts.moved[row.what], whole: true },
      { head: heads.unit, cell: row => unit(row.unit) },
      { head: texts.heads.oldDue, cell: row => clockTime(row.oldAt), whole: true },
      { head: texts.heads.newDue, cell: row => clockTime(row.newAt), whole: true },
    ],
    lines,
  );
  // A problem of which several limits have moved has a line for each.
  tellTotal(session, { items: lines, total: lines.length });
}

/** With the limit that runs from now on, worked out by the server in working days. */
export async function tellProblemCommand(session: Session, answer: ProblemCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.code, answer.command, problemEvents(session));
    const { title, state, dueAt, verifyDueAt, provisional, extension, promises = [] } = answer;
    const { heads, problem } = session.texts;
    const unsure = promises.filter(promise => promise.provisional && !promise.missed).map(({ on }) => on);
    const limits: [string, string | null][] = [
      [heads.due, limitText(session, dueAt, { provisional })],
      [problem.heads.verifyDue, limitText(session, verifyDueAt, { provisional })],
      [problem.heads.extension, extension ? askedText(session, extension) : null],
      [
        problem.heads.promises,
        unsure.length === 0 ? null : `${unsure.join(session.texts.comma)} ${session.texts.provisional}`,
      ],
    ];
    const due = limits.flatMap(([head, at]) => (at === null ? [] : [` · ${head} ${at}`])).join('');
    session.out.line(`  ${title} · ${session.label(PROBLEM_STATE, state)}${due}`);
  });
}
