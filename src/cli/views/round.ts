import type { List, RoundAnswer, RoundCommandAnswer, RoundDetailAnswer, RoundReportsAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { REPORT_VERDICT, ROUND_STATUS } from '../words.ts';
import { tellDone, tellTotal } from './common.ts';

export async function showRounds(session: Session, found: List<RoundAnswer>): Promise<void> {
  const { texts } = session;
  const { heads } = texts.round;
  await session.out.table<RoundAnswer>(
    [
      { head: heads.month, cell: row => row.month, whole: true },
      { head: texts.heads.status, cell: row => session.label(ROUND_STATUS, row.status), whole: true },
      { head: heads.opened, cell: row => clockTime(row.openedAt), whole: true },
      { head: heads.closes, cell: row => row.closesOn, whole: true },
      { head: heads.closedOn, cell: row => row.closedOn, whole: true },
      { head: heads.done, cell: row => row.done.join(texts.comma) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

type County = RoundDetailAnswer['counties'][number];

/** Projects of no county have nobody who could be asked for them. */
const hasCountyless = ({ counties }: RoundDetailAnswer): boolean =>
  counties.some(({ county, projects }) => county === null && projects > 0);

/** The sums stand below the counties, as a bulletin would have them. */
export async function showRound(session: Session, round: RoundDetailAnswer): Promise<void> {
  const { texts } = session;
  const { heads, total, noCounty } = texts.round;
  session.out.details([
    [heads.month, round.month],
    [texts.heads.status, session.label(ROUND_STATUS, round.status)],
    [heads.opened, clockTime(round.openedAt)],
    [heads.closes, round.closesOn],
    [heads.closedOn, round.closedOn],
    [heads.done, round.done.join(texts.comma)],
    [heads.unasked, [...round.unasked, ...(hasCountyless(round) ? [noCounty] : [])].join(texts.comma)],
  ]);
  session.out.line();
  const number = (head: string, field: 'projects' | 'reported' | 'late' | 'silent') => ({
    ...{ head, cell: (row: County) => row[field], align: 'right' as const, whole: true },
  });
  await session.out.table<County>(
    [
      { head: texts.heads.county, cell: row => row.county ?? noCounty },
      number(heads.projects, 'projects'),
      number(heads.reported, 'reported'),
      number(heads.late, 'late'),
      number(heads.silent, 'silent'),
    ],
    [...round.counties, { ...round.total, county: total }],
  );
}

export async function tellRoundCommand(session: Session, answer: RoundCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.month, answer.command);
    const { closes } = session.texts.round.heads;
    session.out.line(`  ${session.label(ROUND_STATUS, answer.status)} · ${closes} ${answer.closesOn ?? '—'}`);
  });
}

type Row = RoundReportsAnswer['rows'][number];

/** Blank rows of a form are only counted; every other row is told. */
export async function showReports(session: Session, { rows, counts, late }: RoundReportsAnswer): Promise<void> {
  const { texts, out } = session;
  const { heads, again, lateTaken } = texts.round;
  await out.table<Row>(
    [
      { head: texts.heads.row, cell: row => row.row, align: 'right', whole: true },
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.verdict, cell: row => session.label(REPORT_VERDICT, row.verdict), whole: true },
      { head: heads.monthDone, cell: row => row.doneWan, align: 'right', whole: true },
      { head: heads.toDate, cell: row => row.toDateWan, align: 'right', whole: true },
      { head: texts.heads.detail, cell: row => row.errors.map(({ message }) => message).join(' ') },
    ],
    rows.filter(({ verdict }) => verdict !== 'blank'),
  );
  out.line(
    Object.entries(counts)
      .map(([verdict, count]) => `${session.label(REPORT_VERDICT, verdict)} ${count}`)
      .join(' · '),
  );
  if (late > 0) out.line(lateTaken({ count: late }));
  if (counts.unanswered > 0) out.styled(out.colors.yellow(again({ count: counts.unanswered })));
}
