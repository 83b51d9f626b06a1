import type {
  FindingAnswer,
  List,
  VisitAnswer,
  VisitCommandAnswer,
  VisitCountsAnswer,
  VisitDetailAnswer,
  VisitListedAnswer,
} from '../answers.ts';
import type { Session } from '../session.ts';
import { CATEGORY, FINDING_STANDING, PROBLEM_STATE, VISIT_STATUS } from '../words.ts';
import { namedText, tellDone, tellTotal, unitNames } from './common.ts';

export async function showVisits(session: Session, found: List<VisitListedAnswer>): Promise<void> {
  const { heads: common, supervision } = session.texts;
  const { heads } = supervision.visit;
  const unit = await unitNames(session, found.items);
  await session.out.table<VisitListedAnswer>(
    [
      { head: common.code, cell: row => row.code, whole: true },
      { head: heads.on, cell: row => row.heldOn ?? row.on, whole: true },
      { head: supervision.team.heads.team, cell: row => unit(row.team) },
      {
        head: heads.place,
        cell: row => (row.project === null ? row.county : [row.project, row.projectName].filter(Boolean).join(' ')),
      },
      { head: common.status, cell: row => session.label(VISIT_STATUS, row.status), whole: true },
      { head: heads.findings, cell: row => row.counts.findings || null, align: 'right', whole: true },
      { head: heads.solved, cell: row => row.counts.solvedOnSpot || null, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** Where it went and who, then what was found; each finding with how its problem stands. */
export async function showVisit(session: Session, visit: VisitDetailAnswer): Promise<void> {
  const { comma, yes, heads: common, supervision } = session.texts;
  const { heads, moved } = supervision.visit;
  session.out.details([
    [common.code, visit.code],
    [common.status, session.label(VISIT_STATUS, visit.status)],
    [supervision.team.heads.team, namedText(visit.team, visit.teamName)],
    [common.project, [visit.project, visit.projectName].filter(Boolean).join(' ')],
    [common.county, visit.county],
    [heads.on, visit.on],
    [heads.heldOn, visit.heldOn],
    [heads.unplanned, visit.unplanned ? yes : null],
    [heads.people, visit.people.map((id, at) => namedText(id, visit.peopleNames[at])).join(comma)],
    [heads.purpose, visit.purpose],
    [heads.moves, visit.moves.map(each => moved(each)).join(comma)],
    [common.note, visit.note],
    [heads.cancelReason, visit.cancelReason],
    [heads.findings, visit.counts.findings === 0 ? null : countsText(visit, session)],
  ]);
  if (visit.findings.length === 0) return;
  session.out.line();
  await session.out.table<FindingAnswer>(
    [
      { head: '#', cell: row => row.number, align: 'right', whole: true },
      { head: common.title, cell: row => row.title },
      { head: common.category, cell: row => session.label(CATEGORY, row.category), whole: true },
      { head: heads.solved, cell: row => row.solved },
      { head: heads.problem, cell: row => row.problem ?? session.label(FINDING_STANDING, row.standing), whole: true },
      { head: common.state, cell: row => row.refusal?.message ?? session.label(PROBLEM_STATE, row.problemState) },
      { head: heads.late, cell: row => (row.late ? [row.on, row.reason].filter(Boolean).join(' ') : null) },
      { head: heads.files, cell: row => row.files.map(({ sha256, name }) => name ?? sha256).join(comma) },
    ],
    visit.findings,
  );
}

function countsText({ counts }: VisitAnswer, { texts }: Session): string {
  const { counts: said, waiting, refused } = texts.supervision.visit;
  return [
    said({ findings: counts.findings, solved: counts.solvedOnSpot }),
    counts.waiting > 0 ? waiting({ count: counts.waiting }) : '',
    counts.refused > 0 ? refused({ count: counts.refused }) : '',
  ].join('');
}

type CountRow = VisitCountsAnswer['items'][number];

export async function showVisitCounts(session: Session, { items, sum }: VisitCountsAnswer): Promise<void> {
  const { heads, sum: sumWord } = session.texts.supervision.visit;
  const { team } = session.texts.supervision.team.heads;
  const number = (head: string, cell: (row: CountRow) => number) => ({
    ...{ head, cell: (row: CountRow) => cell(row) || null },
    align: 'right' as const,
    whole: true,
  });
  await session.out.table<CountRow>(
    [
      { head: heads.month, cell: row => row.month, whole: true },
      { head: team, cell: row => namedText(row.team, row.teamName) },
      number(heads.held, row => row.held),
      number(heads.unplanned, row => row.unplanned),
      number(heads.planned, row => row.planned),
      number(heads.missed, row => row.missed),
      number(heads.cancelled, row => row.cancelled),
      number(heads.findings, row => row.findings),
      number(heads.raised, row => row.raised),
      number(heads.solved, row => row.solvedOnSpot),
      number(heads.late, row => row.late),
    ],
    items.length > 0 ? [...items, { month: sumWord, team: '', teamName: null, ...sum }] : [],
  );
}

export async function tellVisit(session: Session, answer: VisitCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.code, answer.command);
    const place = answer.project ?? answer.county ?? '';
    const found = answer.counts.findings === 0 ? '' : ` · ${countsText(answer, session)}`;
    session.out.line(
      `  ${answer.heldOn ?? answer.on} · ${place} · ${session.label(VISIT_STATUS, answer.status)}${found}`,
    );
  });
}
