import type { List, WhistleAnswerWire, WhistleCommandAnswer, WhistleDetailAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { WHISTLE_ANSWER, WHISTLE_RESULT, WHISTLE_STATUS } from '../words.ts';
import { namedText, tellDone, tellTotal, unitNames } from './common.ts';

type Department = WhistleAnswerWire['departments'][number];

export async function showWhistles(session: Session, found: List<WhistleAnswerWire>): Promise<void> {
  const { heads: common, supervision } = session.texts;
  const { heads } = supervision.whistle;
  const silent = ({ departments }: WhistleAnswerWire): number => departments.filter(each => each.silent).length;
  await session.out.table<WhistleAnswerWire>(
    [
      { head: common.code, cell: row => row.code, whole: true },
      { head: common.county, cell: row => row.county, whole: true },
      { head: heads.topic, cell: row => row.topic },
      { head: heads.start, cell: row => clockTime(row.startAt), whole: true },
      { head: common.status, cell: row => session.label(WHISTLE_STATUS, row.status), whole: true },
      { head: heads.departments, cell: row => row.departments.length, align: 'right', whole: true },
      { head: heads.silent, cell: row => silent(row) || null, align: 'right', whole: true },
      { head: heads.result, cell: row => session.label(WHISTLE_RESULT, row.result), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function showWhistle(session: Session, whistle: WhistleDetailAnswer): Promise<void> {
  const { comma, heads: common, supervision } = session.texts;
  const { heads } = supervision.whistle;
  const { names } = whistle;
  const about = [
    [whistle.problem, whistle.problemTitle],
    [whistle.project, whistle.projectName],
  ].map(part => part.filter(Boolean).join(' '));
  session.out.details([
    [common.code, whistle.code],
    [common.county, whistle.county],
    [heads.topic, whistle.topic],
    [heads.about, about.filter(Boolean).join(comma)],
    [common.status, session.label(WHISTLE_STATUS, whistle.status)],
    [heads.start, clockTime(whistle.startAt)],
    [common.venue, whistle.venue],
    [heads.due, clockTime(whistle.answerDueAt)],
    [heads.blownBy, namedText(whistle.blownBy, names.people[whistle.blownBy])],
    [heads.result, session.label(WHISTLE_RESULT, whistle.result)],
    [heads.outcome, whistle.outcome],
    [common.problem, whistle.resultProblem],
    [common.reason, whistle.callOffReason],
  ]);
  session.out.line();
  await session.out.table<Department>(
    [
      { head: heads.department, cell: row => namedText(row.unit, names.units[row.unit]) },
      { head: heads.answer, cell: row => answerText(row, session), whole: true },
      { head: heads.remark, cell: row => remarkOf(row, whistle, session) },
      { head: common.at, cell: row => clockTime(row.answeredAt), whole: true },
      { head: heads.present, cell: row => presenceOf(row, session), whole: true },
    ],
    whistle.departments,
  );
}

const answerText = ({ answer }: Department, session: Session): string =>
  answer === null ? session.texts.supervision.whistle.noAnswer : session.label(WHISTLE_ANSWER, answer);

function remarkOf(row: Department, { names }: WhistleDetailAnswer, { texts }: Session): string {
  const { lateAnswer, unreached, heads } = texts.supervision.whistle;
  const sent = row.person === null ? null : namedText(row.person, names.people[row.person]);
  const marks = [row.late ? lateAnswer : null, row.unreached ? unreached : null, row.silent ? heads.silent : null];
  return [sent, row.reason, ...marks].filter(Boolean).join(texts.comma);
}

function presenceOf({ present, absent }: Department, { texts }: Session): string | null {
  const words = texts.supervision.whistle;
  if (absent) return words.absent;
  return present === true ? words.present : null;
}

export async function tellWhistle(session: Session, answer: WhistleCommandAnswer): Promise<void> {
  await session.out.show(answer, async () => {
    tellDone(session, answer.code, answer.command);
    session.out.line(
      `  ${answer.topic} · ${session.label(WHISTLE_STATUS, answer.status)} · ${clockTime(answer.startAt)}`,
    );
    const { comma } = session.texts;
    const { asked, problemIsOwn, unreached } = session.texts.supervision.whistle;
    if (answer.command.events.includes('whistleHeld') && answer.resultProblem !== null) {
      session.out.line(`  ${problemIsOwn({ problem: answer.resultProblem })}`);
    }
    if (answer.command.events.includes('whistleBlown')) {
      session.out.line(`  ${asked({ count: answer.departments.length, due: clockTime(answer.answerDueAt) })}`);
      const nobody = answer.departments.filter(({ unreached: isUnreached }) => isUnreached).map(({ unit }) => unit);
      const unit = await unitNames(session, nobody);
      if (nobody.length > 0) session.out.line(`  ${unreached}: ${nobody.map(unit).join(comma)}`);
    }
  });
}
