import type { CommandResultAnswer, EventAnswer, List, UnitAnswer, WaitingAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import { paths } from '../paths.ts';
import type { Session } from '../session.ts';
import { PROBLEM_STATE, PROJECT_STATUS, SERIES_STATUS, STAGE, type Vocabulary } from '../words.ts';
import { eventText, slotText, type Tellers } from './events.ts';
import { PROBLEM_TELLERS } from './problem-events.ts';

type EventWords = Readonly<Record<string, string>>;

/** A problem is withdrawn in another word than a project (撤回, 退出). */
export const problemEvents = ({ texts }: Session): EventWords => ({
  ...texts.events,
  withdrawn: texts.problemWithdrawn,
});

/** The last line under a list. */
export function tellTotal({ out, texts }: Session, { total }: List<unknown>): void {
  out.styled(out.colors.dim(texts.total({ total })));
}

/** What a command did, in one line: the id, then the events, each said once; a repeated key is said to be one. */
export function tellDone(
  { out, texts }: Session,
  id: string,
  { events, replayed }: CommandResultAnswer,
  words: EventWords = texts.events,
): void {
  const { green, yellow } = out.colors;
  if (replayed) out.styled(`${yellow('=')} ${id} ${texts.replayed}`);
  else if (events.length === 0) out.styled(`${yellow('=')} ${id} ${texts.unchanged}`);
  else out.styled(`${green('✓')} ${id} ${[...new Set(events.map(event => words[event] ?? event))].join(texts.comma)}`);
}

/** Words and tellers of the kind of thing that a history is of, where they differ from what most kinds say. */
interface HistoryOf {
  words?: EventWords;
  tellers?: Tellers;
}

export const problemHistory = (session: Session): HistoryOf => ({
  words: problemEvents(session),
  tellers: PROBLEM_TELLERS,
});

/** From the first event to the last, as a file is read. */
export async function showHistory(
  session: Session,
  found: List<EventAnswer>,
  { words = session.texts.events, tellers = {} }: HistoryOf = {},
): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<EventAnswer>(
    [
      { head: '#', cell: row => row.seq, align: 'right', whole: true },
      { head: heads.at, cell: row => clockTime(row.at), whole: true },
      { head: heads.who, cell: row => namedText(row.actor.id, row.actor.name) },
      { head: heads.what, cell: row => words[row.type] ?? row.type, whole: true },
      { head: heads.detail, cell: row => eventText(row, session, tellers) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** What units are called, for lists: these have the ids alone, and people read names. */
export async function unitNames({ client }: Session, rows: readonly unknown[]): Promise<(id: string | null) => string> {
  if (rows.length === 0) return id => id ?? '';
  const { items } = await client.list<UnitAnswer>(paths.units);
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return id => namedText(id, names.get(id ?? ''));
}

/** The id stands beside the name: it is what every other command shows and takes. A server older than names gives ids alone. */
export function namedText(id: string | null | undefined, name: string | null | undefined): string {
  if (id == null || name == null || name === id) return id ?? '';
  return `${name} (${id})`;
}

/** What waits may be a project, a problem or a series; their states share no word with different meanings. */
const STATUSES: Vocabulary = {
  words: { ...PROBLEM_STATE.words, ...PROJECT_STATUS.words, ...SERIES_STATUS.words },
  also: {},
};

/** What the workflow itself says it waits for. Without a run nothing is awaited: the thing is over, or `rebuild` is due. */
export function showWaiting(
  session: Session,
  { running, status, awaits, next }: WaitingAnswer,
  statuses: Vocabulary = STATUSES,
): void {
  const { heads, yes, no } = session.texts;
  session.out.details([
    [heads.running, running ? yes : no],
    [heads.status, session.label(statuses, status)],
    // A stage of a path, or what its clock does next.
    [heads.awaits, awaits === null || awaits === next?.slot ? null : session.label(STAGE, awaits)],
    [heads.next, next === null ? null : `${clockTime(next.at)} ${slotText(next.slot, session)}`],
  ]);
}
