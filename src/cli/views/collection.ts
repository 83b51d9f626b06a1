import type { CollectionAnswer, CollectionCommandAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { namedText, tellDone } from './common.ts';

type Unit = CollectionAnswer['units'][number];

export async function showCollection(session: Session, collection: CollectionAnswer): Promise<void> {
  const { heads: common, collection: words, comma } = session.texts;
  const { heads } = words;
  const { opensAt, closesAt, openedAt, frozenAt, units, ...counts } = collection;
  session.out.details([
    [common.meeting, collection.id],
    [common.when, clockTime(collection.startAt)],
    [heads.opens, clockTime(openedAt ?? opensAt)],
    [heads.closes, clockTime(frozenAt ?? closesAt)],
    [heads.standing, openedAt === null ? words.notOpened : words.counts(counts)],
  ]);
  if (units.length === 0) return session.out.styled(session.out.colors.dim(words.none));
  session.out.line();
  await session.out.table<Unit>(
    [
      { head: heads.unit, cell: row => namedText(row.unit, row.unitName) },
      { head: heads.state, cell: row => words.states[row.state], whole: true },
      { head: heads.at, cell: row => clockTime(row.at), whole: true },
      { head: heads.by, cell: row => byText(session, row) },
      { head: heads.what, cell: row => whatText(session, row) },
      {
        head: heads.people,
        cell: ({ people }) =>
          people.length === 0 ? words.nobody : people.map(each => each.personName ?? each.person).join(comma),
      },
      { head: heads.requests, cell: row => row.requests, align: 'right', whole: true },
    ],
    units,
  );
}

const byText = ({ texts }: Session, { by, byName, entered }: Unit): string | null =>
  by === null ? null : `${byName ?? by}${entered ? texts.collection.entered : ''}`;

function whatText({ texts: { collection: words, comma } }: Session, { noChange, given, note }: Unit): string | null {
  const parts = [noChange && words.noChange, given.length > 0 && words.given({ count: given.length }), note];
  return parts.filter(Boolean).join(comma) || null;
}

export async function tellCollection(session: Session, answer: CollectionCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command, session.texts.collection.events);
    const { unit } = answer;
    const { states } = session.texts.collection;
    session.out.line(`  ${namedText(unit.unit, unit.unitName)} · ${states[unit.state]}`);
  });
}
