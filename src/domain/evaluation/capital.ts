import type { IsoDate } from '../calendar/dates.ts';
import { compareExact, exact, minus, plus, roundedText, ZERO, type DecimalText, type Exact } from '../money/exact.ts';
import { hasLeft } from '../project/leaving.ts';
import type { ProjectState } from '../project/types.ts';

/** Foreign capital in one currency, as exact decimal text with two decimals. Currencies are never added to each other. */
export interface CapitalSum {
  currency: string;
  /** All that is to come by contract or plan. */
  due: DecimalText;
  /** Of it what was to have come by the day. */
  dueBy: DecimalText;
  arrived: DecimalText;
  /** What was to have come by the day and has not; more than was due makes no other instalment good. */
  short: DecimalText;
}

export interface ProjectCapital extends CapitalSum {
  code: string;
  name: string;
  county: string | null;
  /** The first day by which less had come than was to. */
  lateSince: IsoDate | null;
  next: { on: IsoDate; amount: DecimalText } | null;
}

const money = (value: Exact): DecimalText => roundedText(value, 2);
const sum = (items: readonly { amount: DecimalText }[]): Exact =>
  items.reduce((total, { amount }) => plus(total, exact(amount)), ZERO);

/** One row a currency that is due to a project or arrived at it (到资); none for a project that has left. */
export function capitalOf(state: ProjectState, day: IsoDate): ProjectCapital[] {
  if (hasLeft(state)) return [];
  const { code, name, county, money: all } = state;
  const currencies = [...new Set([...all.dues, ...all.arrivals].map(({ currency }) => currency))].sort();
  return currencies.map(currency => {
    const dues = [...all.dues].filter(due => due.currency === currency).sort((a, b) => (a.on < b.on ? -1 : 1));
    const arrived = sum(all.arrivals.filter(each => each.currency === currency && each.on <= day));
    const dueBy = sum(dues.filter(({ on }) => on <= day));
    const short = minus(dueBy, arrived);
    const next = dues.find(({ on, amount }) => on > day && compareExact(exact(amount), ZERO) > 0);
    return {
      ...{ code, name, county, currency },
      due: money(sum(dues)),
      dueBy: money(dueBy),
      arrived: money(arrived),
      short: money(compareExact(short, ZERO) > 0 ? short : ZERO),
      lateSince: lateSince(dues, { arrived, day }),
      next: next ? { on: next.on, amount: money(exact(next.amount)) } : null,
    };
  });
}

/** What arrived pays the instalments in the order of their days: the first it does not reach is late. */
function lateSince(
  dues: readonly { on: IsoDate; amount: DecimalText }[],
  { arrived, day }: { arrived: Exact; day: IsoDate },
): IsoDate | null {
  let owed = ZERO;
  for (const { on, amount } of dues) {
    owed = plus(owed, exact(amount));
    if (on <= day && compareExact(owed, arrived) > 0) return on;
  }
  return null;
}

export interface CountyCapital extends CapitalSum {
  county: string | null;
  projects: number;
}

/** By county and currency, those of no county last. */
export function capitalByCounty(rows: readonly ProjectCapital[]): CountyCapital[] {
  const groups = new Map<string, ProjectCapital[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.county === null, row.county, row.currency]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const keys = [...groups.keys()].sort((a, b) => (a < b ? -1 : 1));
  return keys.flatMap(key => {
    const group = groups.get(key) ?? [];
    const [first] = group;
    if (!first) return [];
    const of = (what: 'due' | 'dueBy' | 'arrived' | 'short'): DecimalText =>
      money(sum(group.map(row => ({ amount: row[what] }))));
    const { county, currency } = first;
    return [
      {
        ...{ county, currency, projects: group.length },
        ...{ due: of('due'), dueBy: of('dueBy'), arrived: of('arrived'), short: of('short') },
      },
    ];
  });
}
