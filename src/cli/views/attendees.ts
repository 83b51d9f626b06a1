import type { AttendeesAnswer } from '../answers.ts';
import type { Session } from '../session.ts';
import { ATTENDEE_VERDICT } from '../words.ts';

type Row = AttendeesAnswer['rows'][number];

/** Who attends already is only counted; every other row is told. */
export async function showAttendees(session: Session, { rows, counts, left, applied }: AttendeesAnswer): Promise<void> {
  const { out, texts } = session;
  const words = texts.attendees;
  await out.table<Row>(
    [
      { head: texts.heads.row, cell: row => row.row, align: 'right', whole: true },
      { head: words.name, cell: row => row.name, whole: true },
      { head: words.person, cell: row => row.person, whole: true },
      { head: texts.heads.verdict, cell: row => session.label(ATTENDEE_VERDICT, row.verdict), whole: true },
      { head: texts.heads.detail, cell: row => row.errors.map(({ message }) => message).join(' ') },
    ],
    rows.filter(({ verdict }) => verdict !== 'attends'),
  );
  if (left.length > 0) out.line(words.left({ people: left.join(texts.comma) }));
  const told = (['attends', 'added', 'new', 'refused'] as const).map(
    verdict => `${session.label(ATTENDEE_VERDICT, verdict)} ${counts[verdict]}`,
  );
  out.line(told.join(' · '));
  out.styled(applied ? out.colors.green(words.applied) : out.colors.yellow(words.dryRun));
}
