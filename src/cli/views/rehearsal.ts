import type { RehearsedMail, RehearsedMeeting, Rehearsal } from '../../contract/rehearsal.ts';
import type { Session } from '../session.ts';
import { MAIL_KIND, MEETING_MOVE, MEETING_STEP } from '../words.ts';

/** What the holidays move first, which an office looks for; then every mail, one line an occasion. */
export async function showRehearsal(
  session: Session,
  { meetings, mails }: Rehearsal,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const { out, texts } = session;
  const { rehearsal: words } = texts;
  const moved = meetings.filter(meeting => meeting.moved !== null);
  out.styled(out.colors.bold(words.moved({ count: moved.length, total: meetings.length })));
  if (moved.length > 0) await showMoved(session, moved);
  const occasions = occasionsOf(mails);
  out.line();
  out.styled(out.colors.bold(words.mails({ count: mails.length, occasions: occasions.length })));
  await out.table<Occasion>(
    [
      { head: words.heads.at, cell: ({ at }) => at, whole: true },
      { head: texts.heads.kind, cell: ({ kind }) => session.label(MAIL_KIND, kind), whole: true },
      { head: words.heads.slot, cell: ({ slot }) => slotText(session, slot), whole: true },
      { head: texts.heads.to, cell: ({ people }) => peopleText(session, people, names) },
    ],
    occasions,
  );
  const provisional = meetings.filter(meeting => meeting.provisional).length;
  if (provisional > 0) out.note(words.provisional({ count: provisional }));
  const lost = mails.filter(({ state }) => state !== 'sent');
  if (lost.length > 0) out.note(words.notSent({ count: lost.length, people: unique(lost, names).join(texts.comma) }));
  out.note(words.nobodyActs);
}

async function showMoved(session: Session, moved: readonly RehearsedMeeting[]): Promise<void> {
  const { heads } = session.texts.rehearsal;
  await session.out.table<RehearsedMeeting>(
    [
      { head: heads.planned, cell: ({ id }) => id, whole: true },
      { head: heads.becomes, cell: meeting => session.label(MEETING_MOVE, meeting.moved), whole: true },
      { head: heads.held, cell: ({ heldAt }) => heldAt ?? '', whole: true },
    ],
    moved,
  );
}

interface Occasion extends Pick<RehearsedMail, 'at' | 'kind' | 'slot'> {
  people: string[];
}

/** Mails of one kind and slot that leave in one minute, in the order of their first. */
function occasionsOf(mails: readonly RehearsedMail[]): Occasion[] {
  const found = new Map<string, Occasion>();
  for (const { at, kind, slot, person } of mails) {
    const key = `${at} ${kind} ${slot}`;
    const occasion = found.get(key) ?? { at, kind, slot, people: [] };
    occasion.people.push(person);
    found.set(key, occasion);
  }
  return [...found.values()];
}

/** `weekly/2026-01-05/reminder` → `weekly/2026-01-05 提醒`; what is no step of a meeting stays. */
function slotText(session: Session, slot: string): string {
  const [series, date, step = ''] = slot.split('/');
  return Object.hasOwn(MEETING_STEP.words, step) ? `${series}/${date} ${session.label(MEETING_STEP, step)}` : slot;
}

const NAMED = 4;

function peopleText({ texts }: Session, people: readonly string[], names: ReadonlyMap<string, string>): string {
  const some = people.slice(0, NAMED).map(id => names.get(id) ?? id);
  const said = some.join(texts.comma);
  return people.length <= NAMED ? said : texts.rehearsal.andOthers({ some: said, count: people.length });
}

const unique = (mails: readonly RehearsedMail[], names: ReadonlyMap<string, string>): string[] => [
  ...new Set(mails.map(({ person }) => names.get(person) ?? person)),
];
