import type { Wan } from '../money/money.ts';
import { hasLeft } from '../project/leaving.ts';
import { STAGES } from '../project/stages.ts';
import type { ProjectState } from '../project/types.ts';

/** What became of the leads of one source. */
export interface SourceCount {
  /** Null: nobody said where they came from. */
  source: string | null;
  leads: number;
  /** Not signed yet. */
  open: number;
  signed: number;
  /** Of those that were signed; an amount nobody gave counts as nothing. */
  signedWan: Wan;
  withoutAmount: number;
  /** Withdrawn or removed, before the signing or after it. */
  left: number;
}

/**
 * Leads by where they came from, and how many became signings. Every project began as a lead; one that was merged is another's and counts
 * there only. Those that have left stay among the leads of their source: what comes to nothing is what a source is judged by.
 */
export class LeadSourceCounts {
  readonly #bySource = new Map<string | null, SourceCount>();

  add(state: ProjectState): void {
    if (state.status === 'merged') return;
    const count = this.#of(state.leadSource);
    count.leads += 1;
    if (hasLeft(state)) count.left += 1;
    else if (STAGES.indexOf(state.stage) < STAGES.indexOf('signing')) count.open += 1;
    else {
      count.signed += 1;
      count.signedWan += state.investmentWan ?? 0;
      if (state.investmentWan === null) count.withoutAmount += 1;
    }
  }

  /** In the order of the settings, also those nothing came from; then those that left the list, then the unknown. */
  rows(sources: readonly string[]): SourceCount[] {
    const gone = [...this.#bySource.keys()].filter(source => source !== null && !sources.includes(source)).sort();
    const unknown = this.#bySource.get(null);
    return [...[...sources, ...gone].map(source => this.#of(source)), ...(unknown ? [unknown] : [])];
  }

  #of(source: string | null): SourceCount {
    const known = this.#bySource.get(source);
    if (known) return known;
    const count = { source, leads: 0, open: 0, signed: 0, signedWan: 0, withoutAmount: 0, left: 0 };
    this.#bySource.set(source, count);
    return count;
  }
}
