/** One line of the table: what was measured on both sides, and what is asked of the ratio. */
export interface Row {
  section: string;
  what: string;
  unit: string;
  raw: number;
  ours: number;
  /** ours ÷ raw, of medians. */
  ratio: number;
  /** Null: told for information. */
  target: Target | null;
}

export interface Target {
  /** `atLeast` for throughput, `atMost` for latency. */
  kind: 'atLeast' | 'atMost';
  value: number;
}

export const atLeast = (value: number): Target => ({ kind: 'atLeast', value });
export const atMost = (value: number): Target => ({ kind: 'atMost', value });

export function isMet({ ratio, target }: Row): boolean {
  if (target === null) return true;
  return target.kind === 'atLeast' ? ratio >= target.value : ratio <= target.value;
}
