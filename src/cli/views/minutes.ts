import type { MinutesAnswer, MinutesCommandAnswer } from '../answers.ts';
import { clockTime, type Column } from '../output.ts';
import type { Session } from '../session.ts';
import { OUTCOME, PRESENCE } from '../words.ts';
import { namedText, tellDone } from './common.ts';

type Decision = MinutesAnswer['decisions'][number];

export async function showMinutes(session: Session, minutes: MinutesAnswer): Promise<void> {
  const { heads: common, meetingMinutes: words, agenda } = session.texts;
  const { heads } = words;
  session.out.details([
    [common.meeting, minutes.id],
    [common.when, clockTime(minutes.startAt)],
    [heads.due, minutes.dueAt && clockTime(minutes.dueAt)],
    [heads.published, publishedText(session, minutes)],
    [heads.hash, minutes.hash],
  ]);
  await table(session, minutes.attendance, [
    { head: heads.person, cell: row => namedText(row.person, row.personName) },
    { head: heads.presence, cell: row => session.label(PRESENCE, row.presence) },
    { head: heads.by, cell: row => row.by },
  ]);
  await table(session, minutes.items, [
    { head: agenda.heads.no, cell: row => row.no, align: 'right', whole: true },
    { head: common.code, cell: row => row.code, whole: true },
    { head: agenda.heads.item, cell: row => row.title },
    { head: heads.outcome, cell: row => session.label(OUTCOME, row.outcome), whole: true },
    { head: heads.note, cell: row => row.note },
  ]);
  await table<Decision>(session, minutes.decisions, [
    { head: agenda.heads.no, cell: row => row.no, align: 'right', whole: true },
    { head: heads.decision, cell: row => row.text },
    { head: heads.unit, cell: row => namedText(row.unit, row.unitName) },
    { head: heads.dueOn, cell: row => row.dueOn, whole: true },
    { head: heads.postponedTo, cell: row => row.postponedTo, whole: true },
    { head: heads.standing, cell: row => words.standing[row.standing], whole: true },
    { head: heads.result, cell: row => row.result ?? row.missReason },
    { head: heads.problem, cell: row => row.problem, whole: true },
  ]);
  if (minutes.corrections.length > 0) session.out.line(`\n${words.corrections}`);
  for (const { at, by, byName, reason } of minutes.corrections) {
    session.out.line(`  ${clockTime(at)} ${namedText(by, byName) ?? ''} ${reason}`);
  }
}

async function table<Row>(session: Session, rows: readonly Row[], columns: readonly Column<Row>[]): Promise<void> {
  if (rows.length === 0) return;
  session.out.line();
  await session.out.table<Row>(columns, rows);
}

const publishedText = ({ texts }: Session, { publishedAt, publishedBy, publishedByName }: MinutesAnswer): string =>
  publishedAt === null
    ? texts.meetingMinutes.notPublished
    : `${clockTime(publishedAt)} ${namedText(publishedBy, publishedByName) ?? ''}`;

export async function tellMinutes(session: Session, answer: MinutesCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command, session.texts.meetingMinutes.events);
    const { counts, ownCount } = session.texts.meetingMinutes;
    const [present, decisions] = [
      answer.attendance.filter(({ presence }) => presence !== 'absent').length,
      answer.decisions.length,
    ];
    // Nothing is published without attendance: whoever is shown none reads only what is his.
    const isOwnPart = answer.publishedAt !== null && answer.attendance.length === 0;
    session.out.line(`  ${isOwnPart ? ownCount({ decisions }) : counts({ present, decisions })}`);
  });
}
