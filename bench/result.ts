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
  /** What ours may be at most in any case, in the unit of the row. */
  limit?: number;
}

export interface Target {
  /** `atLeast` for throughput, `atMost` for latency. */
  kind: 'atLeast' | 'atMost';
  value: number;
}

export const atLeast = (value: number): Target => ({ kind: 'atLeast', value });
export const atMost = (value: number): Target => ({ kind: 'atMost', value });

export function isMet({ ours, ratio, target, limit = Infinity }: Row): boolean {
  if (ours > limit) return false;
  if (target === null) return true;
  return target.kind === 'atLeast' ? ratio >= target.value : ratio <= target.value;
}

/** For information: processor time of the product and the Temporal server for each thing done. */
export function cpuRow(
  section: string,
  one: string,
  { raw, ours, count }: Record<'raw' | 'ours', { cpuMs: number }> & { count: number },
): Row {
  const what = `  processor time of ${one}`;
  const sides = { raw: raw.cpuMs / count, ours: ours.cpuMs / count };
  return { section, what, unit: 'ms', ...sides, ratio: ours.cpuMs / raw.cpuMs, target: null };
}
