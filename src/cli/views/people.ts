import type {
  IssuedTokenAnswer,
  List,
  PersonAnswer,
  PersonCommandAnswer,
  UnitAnswer,
  UnitCommandAnswer,
} from '../answers.ts';
import type { Session } from '../session.ts';
import { ROLE, UNIT_KIND } from '../words.ts';
import { tellDone, tellTotal } from './common.ts';

/** The id comes first: it is what `--handler`, `--chair` and `people token` take. */
export async function showPeople(session: Session, found: List<PersonAnswer>): Promise<void> {
  const { heads, comma, yes, no, post } = session.texts;
  await session.out.table<PersonAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: heads.personName, cell: row => row.name },
      { head: heads.personTitle, cell: row => row.title },
      { head: heads.unit, cell: row => row.unit },
      { head: heads.roles, cell: row => row.roles.map(role => session.label(ROLE, role)).join(comma) },
      { head: heads.address, cell: row => `${row.address ?? ''}${row.addressDead ? post.bounce.mark : ''}` },
      { head: heads.active, cell: row => (row.active ? yes : no), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function showUnits(session: Session, found: List<UnitAnswer>): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<UnitAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.kind, cell: row => session.label(UNIT_KIND, row.kind), whole: true },
      { head: heads.county, cell: row => row.county },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** The roles are printed after every change, because defining a person again takes away those that were not named. */
export async function tellPersonCommand(session: Session, answer: PersonCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command);
    const roles = answer.roles.map(role => session.label(ROLE, role)).join(session.texts.comma);
    session.out.line(`  ${[answer.name, answer.unit, roles].filter(Boolean).join(' · ')}`);
  });
}

export async function tellUnitCommand(session: Session, answer: UnitCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command);
    session.out.line(`  ${answer.name} · ${session.label(UNIT_KIND, answer.kind)}`);
  });
}

/** The token alone on stdout, so that `TOKEN=$(dispatch people token lin)` works; what to know about it goes to stderr. */
export async function tellToken(session: Session, answer: IssuedTokenAnswer): Promise<void> {
  await session.out.show(answer, () => {
    if (answer.token === null) session.out.note(session.texts.tokenShownBefore);
    else {
      session.out.line(answer.token);
      session.out.note(session.texts.tokenOnce({ person: answer.person }));
    }
  });
}
