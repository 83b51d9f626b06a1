import { firstDay, type IsoDate } from '../calendar/dates.ts';
import type { HolidayTable } from '../calendar/working-calendar.ts';
import { fraction, roundedText, type DecimalText } from '../money/exact.ts';
import { ladderOf } from '../problem/ladder.ts';
import { STATES_OPEN } from '../problem/standing.ts';
import type { ProblemState } from '../problem/types.ts';
import { Ages, type AgeFigures } from './ages.ts';
import type { ProblemRecord } from './record.ts';

export const FIGURE_GROUPS = ['total', 'department', 'county', 'category', 'source', 'level', 'month'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** Which problems are counted, and at what moment they are looked at. */
export interface FigureScope {
  /** Raised from this day to that, both counted. */
  from: IsoDate;
  to: IsoDate;
  /** The last day whose events are known. */
  asOf: IsoDate;
  /** The moment at which a limit has passed or not: now, or the end of that day. */
  atMs: number;
  county?: string | undefined;
  unit?: string | undefined;
  category?: string | undefined;
}

/**
 * Problems raised in a period, as they stand on a day. Withdrawn and merged ones are counted apart and in nothing else, so that
 * `raised` = `closed` + `open` always.
 */
export interface Figures {
  raised: number;
  /** With a result that stands (办结), verified or not. */
  solved: number;
  /** Verified by somebody other than the solver (销号). */
  closed: number;
  open: number;
  /** Open, and the present limit has passed. */
  overdue: number;
  /** Solved on the spot by a supervision team (现场化解). */
  onTheSpot: number;
  /** How often a result was sent back. */
  rejected: number;
  /** How often a closed one relapsed. */
  reopened: number;
  withdrawn: number;
  merged: number;
  /** Of `raised`, those that came in from an older ledger as facts. */
  imported: number;
  /** solved ÷ raised and closed ÷ raised in per cent; null where nothing was raised. */
  solveRate: DecimalText | null;
  closeRate: DecimalText | null;
  /** From raising (or relapse) to the result, of every episode that has one. */
  solving: AgeFigures;
  /** From raising (or relapse) to the day looked at, of every one without a result. */
  waiting: AgeFigures;
}

type Counted = Exclude<keyof Figures, 'solveRate' | 'closeRate' | 'solving' | 'waiting'>;

const NOTHING: Record<Counted, number> = {
  raised: 0,
  solved: 0,
  closed: 0,
  open: 0,
  overdue: 0,
  onTheSpot: 0,
  rejected: 0,
  reopened: 0,
  withdrawn: 0,
  merged: 0,
  imported: 0,
};

/** Whether a problem belongs to what is counted. One known by month or year counts from the first day it can mean. */
export function isInScope({ state, raisedOn }: ProblemRecord, scope: FigureScope): boolean {
  const day = firstDay(raisedOn);
  if (day < scope.from || day > scope.to) return false;
  if (scope.county !== undefined && state.county !== scope.county) return false;
  if (scope.unit !== undefined && state.leadUnitId !== scope.unit) return false;
  return scope.category === undefined || state.category === scope.category;
}

/** The row a problem belongs to; null: nobody's, nowhere. */
export function groupOf({ state, raisedOn }: ProblemRecord, by: FigureGroup): string | null {
  switch (by) {
    case 'total':
      return null;
    case 'department':
      return state.leadUnitId;
    case 'county':
      return state.county;
    case 'category':
      return state.category;
    case 'source':
      return state.source;
    case 'level':
      return String(levelOf(state));
    case 'month':
      return raisedOn.length < 7 ? null : raisedOn.slice(0, 7);
  }
}

/** How far it has climbed in this episode: 1 is the warnings to the handler. */
export function levelOf(state: ProblemState): 0 | 1 | 2 | 3 | 4 {
  const { level, warned } = ladderOf(state);
  return level === 0 && warned.length > 0 ? 1 : level;
}

const percent = (part: number, whole: number): DecimalText | null =>
  whole === 0 ? null : roundedText(fraction(BigInt(part) * 100n, BigInt(whole)), 2);

/** Figures of problems that are given one at a time; of each only its numbers are kept. */
export class FigureSums {
  readonly #scope: FigureScope;
  readonly #sum = { ...NOTHING };
  readonly #solving: Ages;
  readonly #waiting: Ages;

  constructor(scope: FigureScope, table: HolidayTable) {
    this.#scope = scope;
    this.#solving = new Ages(table);
    this.#waiting = new Ages(table);
  }

  add(record: ProblemRecord): void {
    const { state } = record;
    if (state.status === 'withdrawn' || state.status === 'merged') {
      this.#sum[state.status] += 1;
      return;
    }
    for (const [name, more] of Object.entries(countsOf(record, this.#scope))) this.#sum[name as Counted] += more;
    this.#age(record);
  }

  figures(): Figures {
    const { raised, solved, closed } = this.#sum;
    return {
      ...this.#sum,
      solveRate: percent(solved, raised),
      closeRate: percent(closed, raised),
      solving: this.#solving.figures(),
      waiting: this.#waiting.figures(),
    };
  }

  #age({ state, episodes }: ProblemRecord): void {
    for (const [index, { from, solvedOn }] of episodes.entries()) {
      const present = index === episodes.length - 1;
      if (solvedOn === null && present && isUnsolved(state)) this.#waiting.add(from, this.#scope.asOf);
      else this.#solving.add(from, solvedOn);
    }
  }
}

const isUnsolved = ({ status }: ProblemState): boolean => STATES_OPEN.includes(status) && status !== 'resolved';

function countsOf({ state, episodes }: ProblemRecord, { atMs }: FigureScope): Partial<Record<Counted, number>> {
  const open = STATES_OPEN.includes(state.status);
  const solved = !isUnsolved(state);
  return {
    raised: 1,
    solved: Number(solved),
    closed: Number(state.status === 'closed'),
    open: Number(open),
    overdue: Number(open && state.dueMs !== null && state.dueMs < atMs),
    onTheSpot: Number(solved && (state.solution?.onTheSpot ?? state.imported?.onTheSpot ?? false)),
    rejected: state.rejections,
    reopened: episodes.length - 1,
    imported: Number(state.imported != null),
  };
}
