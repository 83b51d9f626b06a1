import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { ProblemEvent } from '../problem/commands.ts';
import { evolveProblem } from '../problem/evolve.ts';
import type { ProblemState, PromiseMade } from '../problem/types.ts';

/** A fact of a problem, and the instant it became one. */
export interface DatedEvent {
  event: ProblemEvent;
  atMs: number;
}

/** From the raising, or a relapse, to the result. Days are as precise as they are known. */
export interface Episode {
  from: PartialDate;
  /** When the result that stands was handed in (办结). */
  solvedOn: PartialDate | null;
  /** When it was verified (销号). */
  closedOn: PartialDate | null;
}

/** `replaced`: an answer before the day has set another. `lapsed`: the problem was withdrawn or merged before the day. */
export type PromiseStanding = 'open' | 'kept' | 'missed' | 'replaced' | 'lapsed';

export interface PromiseRecord extends PromiseMade {
  standing: PromiseStanding;
  /** Why it was missed, when somebody has said so. */
  reason: string | null;
}

/** A problem with what its present state does not tell any more. */
export interface ProblemRecord {
  state: ProblemState;
  raisedOn: PartialDate;
  episodes: readonly Episode[];
  promises: readonly PromiseRecord[];
}

/** The history of one problem, read up to where it ends; null when it has not begun. */
export function recordOf(history: readonly DatedEvent[], dayOf: (atMs: number) => IsoDate): ProblemRecord | null {
  let state: ProblemState | null = null;
  let episodes: Episode[] = [];
  const promises = new Map<number, PromiseRecord>();
  for (const { event, atMs } of history) {
    state = evolveProblem(state, event);
    episodes = episodesAfter(episodes, event, dayOf(atMs));
    note(promises, event);
  }
  const raisedOn = episodes[0]?.from;
  return state && raisedOn !== undefined ? { state, raisedOn, episodes, promises: [...promises.values()] } : null;
}

function episodesAfter(episodes: Episode[], event: ProblemEvent, day: IsoDate): Episode[] {
  const last = (change: Partial<Episode>): Episode[] =>
    episodes.map((episode, index) => (index === episodes.length - 1 ? { ...episode, ...change } : episode));
  switch (event.type) {
    case 'imported': {
      const { raisedOn, solvedOn, closedOn } = event.imported;
      return [{ from: raisedOn, solvedOn: solvedOn ?? closedOn, closedOn }];
    }
    case 'raised':
    case 'reopened':
      return [...episodes, { from: day, solvedOn: null, closedOn: null }];
    case 'resolved':
      return last({ solvedOn: day });
    case 'rejected':
      return last({ solvedOn: null });
    case 'closed':
      return last({ closedOn: day });
    default:
      return episodes;
  }
}

function note(promises: Map<number, PromiseRecord>, event: ProblemEvent): void {
  const put = (promise: PromiseMade, standing: PromiseStanding, reason: string | null = null): void => {
    promises.set(promise.no, { ...promise, standing, reason });
  };
  switch (event.type) {
    case 'answered':
    case 'tabled':
      if (event.promise) put(event.promise, 'open');
      break;
    case 'promiseKept':
      put(event.promise, 'kept');
      break;
    case 'promiseMissed':
      put(event.promise, 'missed');
      break;
    case 'promiseReplaced':
      put(event.promise, 'replaced');
      break;
    case 'promiseLapsed':
      put(event.promise, 'lapsed');
      break;
    case 'missExplained':
      put(event.promise, 'missed', event.reason);
      break;
    // Histories of before a lapse was written down.
    case 'withdrawn':
    case 'mergedInto':
      for (const promise of promises.values()) if (promise.standing === 'open') put(promise, 'lapsed');
      break;
    default:
  }
}
