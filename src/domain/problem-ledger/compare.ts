import { normaliseName } from '../ledger-import/text.ts';
import type { ProblemState, ProblemStatus } from '../problem/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { stateWord } from './words.ts';

/** What a row says about a problem that is there already, with its units and its project found. */
export interface KnownRow {
  title: string;
  project: string | null;
  county: string | null;
  leadUnitId: string | null;
  status: ProblemStatus;
  statusInferred: boolean;
}

/** How far along: a file that stands behind the ledger is an old one. */
const STEPS: Readonly<Record<ProblemStatus, number>> = {
  raised: 0,
  assigned: 1,
  handling: 2,
  resolved: 3,
  closed: 4,
  withdrawn: 4,
  merged: 4,
};

/**
 * An import begins problems and never moves one: it is answered, solved and closed by those who do it, with two keys. So a row of a known
 * problem is the same, or behind it, or refused with what it says otherwise. Blanks say nothing.
 */
export function compareProblem(row: KnownRow, known: ProblemState): 'same' | 'behind' | Refusal {
  if (normaliseName(row.title) !== normaliseName(known.title)) return differs('name', row.title, known.title, known);
  for (const field of ['project', 'county', 'leadUnitId'] as const) {
    const [now, then] = [row[field], known[field]];
    if (now !== null && now !== then) return differs(FIELDS[field], now, then, known);
  }
  if (row.statusInferred || row.status === known.status) return 'same';
  if (STEPS[row.status] < STEPS[known.status]) return 'behind';
  return differs('state', stateWord(row.status), stateWord(known.status), known);
}

const FIELDS = { project: 'project', county: 'county', leadUnitId: 'leadUnit' } as const;

const differs = (field: string, value: string, known: string | null, { code }: ProblemState): Refusal =>
  refuse('problemKnownOtherwise', field, value, { problem: code, known: known ?? '—' });
