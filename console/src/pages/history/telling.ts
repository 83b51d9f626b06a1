import type { Locale } from '../../../../src/contract/catalogue/words.ts';
import { textsOf } from '../../../../src/cli/texts/index.ts';
import type { Telling as Words } from '../../../../src/cli/views/event-data.ts';
import { eventText, slotText } from '../../../../src/cli/views/events.ts';
import { PROBLEM_TELLERS } from '../../../../src/cli/views/problem-events.ts';
import { labelOf, STAGE } from '../../../../src/cli/words.ts';
import type { HistoryEvent } from '../../api/types.ts';
import type { Kind } from './history.tsx';

/** An event in the words the command `dispatch` has for it: one telling for the terminal and the browser. */
export interface Telling {
  (kind: Kind, event: HistoryEvent): { name: string; told: string };
  /** What happens by itself next. */
  slot: (slot: string) => string;
  awaited: (kind: Kind, step: string) => string;
}

/** Loaded with the first history that is looked at, in the one language that is read. */
export async function tellerIn(lang: Locale): Promise<Telling> {
  const texts = await textsOf(lang);
  const session: Words = { texts, lang, label: (vocabulary, key) => labelOf(vocabulary, key, lang) };
  const words: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
    projects: texts.events,
    problems: { ...texts.events, withdrawn: texts.problemWithdrawn },
  };
  const tell = (kind: Kind, event: HistoryEvent) => ({
    name: words[kind][event.type] ?? event.type,
    told: eventText(event, session, kind === 'problems' ? PROBLEM_TELLERS : {}),
  });
  return Object.assign(tell, {
    slot: (slot: string) => slotText(slot, session),
    awaited: (kind: Kind, step: string) => (kind === 'projects' ? labelOf(STAGE, step, lang) : slotText(step, session)),
  });
}
