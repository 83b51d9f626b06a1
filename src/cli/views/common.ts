import type { CommandResultAnswer, EventAnswer, List, WaitingAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { labelOf, PROBLEM_STATE, PROJECT_STATUS, SERIES_STATUS, STAGE, type Vocabulary } from '../words.ts';

/** The last line under a list. */
export function tellTotal({ out, texts }: Session, { total }: List<unknown>): void {
  out.styled(out.colors.dim(texts.total({ total })));
}

/** What a command did, in one line: the id, then the events; a repeated key is said to be one. */
export function tellDone({ out, texts }: Session, id: string, { events, replayed }: CommandResultAnswer): void {
  const { green, yellow } = out.colors;
  if (replayed) out.styled(`${yellow('=')} ${id} ${texts.replayed}`);
  else out.styled(`${green('✓')} ${id} ${events.map(event => texts.events[event] ?? event).join(', ')}`);
}

export async function showHistory(session: Session, found: List<EventAnswer>): Promise<void> {
  const { heads, events } = session.texts;
  await session.out.table<EventAnswer>(
    [
      { head: '#', cell: row => row.seq, align: 'right', whole: true },
      { head: heads.at, cell: row => clockTime(row.at), whole: true },
      { head: heads.who, cell: row => row.actor.name ?? row.actor.id },
      { head: heads.what, cell: row => events[row.type] ?? row.type, whole: true },
      { head: heads.detail, cell: row => dataText(row.data, session) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** The plain values of an event; what is nested is for `--json`. */
const dataText = (data: Readonly<Record<string, unknown>>, { lang }: Session): string =>
  Object.entries(data)
    .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
    .map(([name, value]) => `${name}=${name === 'stage' ? labelOf(STAGE, String(value), lang) : String(value)}`)
    .join(' ');

/** What waits may be a project, a problem or a series; their states share no word with different meanings. */
const STATUSES: Vocabulary = {
  words: { ...PROBLEM_STATE.words, ...PROJECT_STATUS.words, ...SERIES_STATUS.words },
  also: {},
};

export function showWaiting(session: Session, { running, status, awaits, next }: WaitingAnswer): void {
  const { heads, yes, no } = session.texts;
  session.out.details([
    [heads.running, running ? yes : no],
    [heads.status, session.label(STATUSES, status)],
    [heads.awaits, session.label(STAGE, awaits)],
    [heads.next, next === null ? null : `${clockTime(next.at)} ${next.slot}`],
  ]);
}
