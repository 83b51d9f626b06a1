import { assertNever } from '../assert-never.ts';
import { newEntry } from './listing.ts';
import type { BatchEntry, BatchEvent, BatchState } from './types.ts';

type Of<T extends BatchEvent['type']> = Extract<BatchEvent, { type: T }>;

/** The event after one fact. Total: what was committed is never refused here. */
export function evolveBatch(state: BatchState | null, event: BatchEvent): BatchState {
  if (event.type === 'batchPlanned') return planned(event);
  if (!state) throw new Error(`a batch cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'projectAdded': {
      const { code, venue, late, reason } = event;
      return { ...state, entries: [...others(state, code), newEntry({ code, venue }, { late, reason })] };
    }
    case 'projectDropped':
      return {
        ...state,
        entries: state.entries.map(entry => (entry.code === event.code ? left(entry, event) : entry)),
      };
    case 'projectSubstituted':
      return substituted(state, event);
    case 'listClosed':
      return { ...state, status: 'listClosed' };
    case 'batchConfirmed': {
      const { on, by } = event;
      const followUps = event.followUps.map(each => ({ ...each, told: false }));
      return { ...state, status: 'moving', confirmed: { on, by }, followUps };
    }
    case 'projectsMoved':
      return moved(state, event);
    case 'batchMoved':
      // Then there is nothing to follow up either.
      if (event.moved === 0) return { ...state, status: 'noneMoved', followUps: [] };
      return { ...state, status: state.followUps.length > 0 ? 'tracking' : 'over' };
    case 'batchCancelled':
      return { ...state, status: 'cancelled', cancelReason: event.reason };
    case 'followedUp': {
      const followUps = state.followUps.map(each => (each.on <= event.on ? { ...each, told: true } : each));
      return { ...state, followUps, status: followUps.every(({ told }) => told) ? 'over' : state.status };
    }
    default:
      return assertNever(event);
  }
}

function planned({ type: _, projects, ...facts }: Of<'batchPlanned'>): BatchState {
  const entries = projects.map(project => newEntry(project));
  return { ...facts, status: 'listing', entries, confirmed: null, followUps: [], cancelReason: null };
}

const others = ({ entries }: BatchState, code: string): readonly BatchEntry[] =>
  entries.filter(entry => entry.code !== code);

const left = (entry: BatchEntry, { late, reason }: { late: boolean; reason: string | null }): BatchEntry => ({
  ...entry,
  standing: 'dropped',
  late,
  reason,
});

/** The substitute comes right behind the one it replaces, so that the list keeps its order. */
function substituted(state: BatchState, event: Of<'projectSubstituted'>): BatchState {
  const { out, in: code, venue, late, reason } = event;
  const entries = others(state, code).flatMap(entry => {
    if (entry.code !== out) return [entry];
    return [{ ...left(entry, event), replacedBy: code }, newEntry({ code, venue }, { late, reason, replaces: out })];
  });
  return { ...state, entries };
}

function moved(state: BatchState, { results }: Of<'projectsMoved'>): BatchState {
  const byCode = new Map(results.map(result => [result.code, result]));
  const entries = state.entries.map((entry): BatchEntry => {
    const result = byCode.get(entry.code);
    if (!result) return entry;
    const { refusal, investmentWan } = result;
    return { ...entry, standing: refusal ? 'refused' : 'moved', refusal, investmentWan };
  });
  return { ...state, entries };
}
