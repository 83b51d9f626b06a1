import { daysInMonth, isFuture, parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { checkForeignCurrency } from '../money/currencies.ts';
import { compareExact, exact } from '../money/exact.ts';
import { checkWan, type Wan } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { MoneyCommand, ProjectEvent } from './commands.ts';
import type { Month, MonthFigures, ProjectMoney, ProjectState } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;
type Of<Type extends MoneyCommand['type']> = Extract<MoneyCommand, { type: Type }>;

export const NO_MONEY: ProjectMoney = { yearPlans: {}, months: {}, arrivals: [], dues: [], statisticsOn: null };

/** What is planned for a year, what was done each month, and what foreign capital is due and arrived (domain §2). All of it exact. */
export function decideMoney(state: ProjectState, command: MoneyCommand, context: RuleContext): Answer {
  switch (command.type) {
    case 'planYear':
      return planYear(state, command);
    case 'report':
      return report(state, command, context);
    case 'correctReport':
      return correctReport(state, command);
    case 'arrive':
      return arrive(command, context);
    case 'correctArrival':
      return correctArrival(state, command);
    case 'dueCapital':
      return dueCapital(command);
    case 'correctDue':
      return correctDue(state, command);
    case 'enterStatistics':
      return enterStatistics(state, command, context);
  }
}

/** The first plan of a year stands; a later one is a revision and says why. */
function planYear({ money }: ProjectState, { year, amountWan, reason }: Of<'planYear'>): Answer {
  const amount = checkWan(amountWan, 'amountWan');
  if (isRefusal(amount)) return amount;
  const from = money.yearPlans[String(year)] ?? null;
  if (from === amount) return refuse('planUnchanged', 'amountWan', amount);
  if (from !== null && reason === undefined) return refuse('required', 'reason', null);
  return decided([{ type: 'yearPlanned', year, from, to: amount, reason: reason ?? null }]);
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const yearOf = (month: Month): string => month.slice(0, 4);

/** Reports of the same year around a month: the last before it, the first after it. */
function neighbours(money: ProjectMoney, month: Month): { before: Reported | null; after: Reported | null } {
  const months = Object.keys(money.months)
    .filter(other => yearOf(other) === yearOf(month))
    .sort();
  const reported = (found: Month | undefined): Reported | null =>
    found === undefined ? null : { month: found, ...(money.months[found] as MonthFigures) };
  return {
    before: reported(months.filter(other => other < month).at(-1)),
    after: reported(months.find(other => other > month)),
  };
}
type Reported = MonthFigures & { month: Month };

const isNext = (earlier: Month, later: Month): boolean => Number(later.slice(5)) === Number(earlier.slice(5)) + 1;

/**
 * The figures of one month once. The year to date never falls; where the month before was reported it is that one plus this month, to the
 * 万元, and where months are missing in between it may hold what was done in them.
 */
function report(state: ProjectState, command: Of<'report'>, context: RuleContext): Answer {
  const { month, note = null } = command;
  if (!MONTH.test(month)) return refuse('badFormat', 'month', month, { shape: 'YYYY-MM' });
  const present = context.today.slice(0, 7);
  if (month > present) return refuse('monthInFuture', 'month', month, { present });
  const there = state.money.months[month];
  if (there) return refuse('monthReported', 'month', month, { doneWan: there.doneWan, toDateWan: there.toDateWan });
  const figures = checkFigures(state.money, command);
  if (isRefusal(figures)) return figures;
  const late = context.today > closingDate(month, context.settings.money.closingDay);
  return decided([{ type: 'reported', month, ...figures, on: context.today, late, note }]);
}

/** The last day on which the figures of a month are in time: the given day of the month after. */
export function closingDate(month: Month, closingDay: number): IsoDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  const day = Math.min(closingDay, daysInMonth(nextYear, next));
  return `${nextYear}-${String(next).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

interface Figures {
  doneWan: Wan;
  toDateWan: Wan;
}

function checkFigures(
  money: ProjectMoney,
  { month, doneWan, toDateWan }: { month: Month; doneWan: Wan; toDateWan?: Wan | undefined },
): Figures | Refusal {
  const done = checkWan(doneWan, 'doneWan');
  if (isRefusal(done)) return done;
  const { before, after } = neighbours(money, month);
  const complete = before ? isNext(before.month, month) : month.endsWith('-01');
  const least = (before?.toDateWan ?? 0) + done;
  const most = after ? after.toDateWan - after.doneWan : null;
  const joins = after !== null && isNext(month, after.month);
  // With a gap before it, a month that the next one was built on ends where that one begins.
  const workedOut = joins && !complete ? Math.max(least, most ?? 0) : least;
  const toDate = checkWan(toDateWan ?? workedOut, 'toDateWan');
  if (isRefusal(toDate)) return toDate;
  if (toDate < least) {
    return refuse('toDateTooLow', 'toDateWan', toDate, { least, month: before?.month ?? month });
  }
  if (complete && toDate !== least) return refuse('toDateUnequal', 'toDateWan', toDate, { expected: least });
  if (after && most !== null && joins && toDate !== most) {
    return refuse('toDateNotJoined', 'toDateWan', toDate, { expected: most, month: after.month });
  }
  if (after && most !== null && toDate > most) {
    return refuse('toDateTooHigh', 'toDateWan', toDate, { most, month: after.month });
  }
  return { doneWan: done, toDateWan: toDate };
}

/** A wrong month is set right by an event; the later months of its year move by the same difference. */
function correctReport({ money }: ProjectState, command: Of<'correctReport'>): Answer {
  const { month, reason } = command;
  const there = MONTH.test(month) ? money.months[month] : undefined;
  if (!there) return refuse('monthNotReported', 'month', month);
  const { doneWan, toDateWan } = there;
  // What was done in months nobody reported stays in the year to date, unless the correction says otherwise.
  const asked = { ...command, toDateWan: command.toDateWan ?? toDateWan - doneWan + command.doneWan };
  const figures = checkFigures({ ...money, months: onlyBefore(money.months, month) }, asked);
  if (isRefusal(figures)) return figures;
  if (figures.doneWan === doneWan && figures.toDateWan === toDateWan) {
    return refuse('correctionUnchanged', 'doneWan', doneWan);
  }
  return decided([{ type: 'reportCorrected', month, old: { doneWan, toDateWan }, new: figures, reason }]);
}

const onlyBefore = (months: ProjectMoney['months'], month: Month): ProjectMoney['months'] =>
  Object.fromEntries(Object.entries(months).filter(([other]) => other < month));

const AMOUNT = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,2})?$/;

const checkAmount = (amount: string): Refusal | null =>
  AMOUNT.test(amount) && /[1-9]/.test(amount)
    ? null
    : refuse('badFormat', 'amount', amount, { shape: '1250000 | 1250000.50' });

function arrive({ on, currency, amount, note }: Of<'arrive'>, { today }: RuleContext): Answer {
  const wrong = checkAmount(amount) ?? checkForeignCurrency(currency, 'currency');
  if (wrong) return wrong;
  const date = parseIsoDate(on, 'on');
  if (isRefusal(date)) return date;
  if (isFuture(date, today)) return refuse('dateInFuture', 'on', on, { today });
  return decided([{ type: 'capitalArrived', on: date, currency, amount, note: note ?? null }]);
}

/** By its number in the list, counted from 1. */
function correctArrival({ money }: ProjectState, { number, amount, reason }: Of<'correctArrival'>): Answer {
  const there = money.arrivals[number - 1];
  if (!there) return refuse('outOfRange', 'number', number, { min: 1, max: money.arrivals.length });
  // Nothing arrived after all: a correction may say so, a report may not.
  const wrong = amount === '0' ? null : checkAmount(amount);
  if (wrong) return wrong;
  if (compareExact(exact(there.amount), exact(amount)) === 0) return refuse('correctionUnchanged', 'amount', amount);
  return decided([{ type: 'arrivalCorrected', number, old: there.amount, new: amount, reason }]);
}

/** An instalment of a contract, or what a year is to bring (due on its last day); it may lie in the past when it is recorded late. */
function dueCapital({ on, currency, amount, note }: Of<'dueCapital'>): Answer {
  const wrong = checkAmount(amount) ?? checkForeignCurrency(currency, 'currency');
  if (wrong) return wrong;
  const date = parseIsoDate(on, 'on');
  if (isRefusal(date)) return date;
  return decided([{ type: 'capitalDue', on: date, currency, amount, note: note ?? null }]);
}

/** By its number in the list, counted from 1: another day, another amount, or 0 when it fell away. */
function correctDue({ money }: ProjectState, { number, on, amount, reason }: Of<'correctDue'>): Answer {
  const there = money.dues[number - 1];
  if (!there) return refuse('outOfRange', 'number', number, { min: 1, max: money.dues.length });
  if (on === undefined && amount === undefined) return refuse('required', 'amount', null, { other: 'on' });
  const wrong = amount === undefined || amount === '0' ? null : checkAmount(amount);
  if (wrong) return wrong;
  const date = parseIsoDate(on ?? there.on, 'on');
  if (isRefusal(date)) return date;
  const old = { on: there.on, amount: there.amount };
  const right = { on: date, amount: amount ?? there.amount };
  if (old.on === right.on && compareExact(exact(old.amount), exact(right.amount)) === 0) {
    return refuse('correctionUnchanged', amount === undefined ? 'on' : 'amount', amount ?? date);
  }
  return decided([{ type: 'dueCorrected', number, old, new: right, reason }]);
}

function enterStatistics({ money }: ProjectState, { on }: Of<'enterStatistics'>, { today }: RuleContext): Answer {
  if (money.statisticsOn !== null) return refuse('inStatistics', 'on', on, { since: money.statisticsOn });
  const date = parseIsoDate(on, 'on');
  if (isRefusal(date)) return date;
  if (isFuture(date, today)) return refuse('dateInFuture', 'on', on, { today });
  return decided([{ type: 'statisticsEntered', on: date }]);
}

/** The money after a correction of one month: the months after it in the same year keep what they did and move with it. */
export function withCorrectedMonth(
  money: ProjectMoney,
  { month, old, new: right }: { month: Month; old: Figures; new: Figures },
): ProjectMoney {
  const moved = right.toDateWan - old.toDateWan;
  const months = Object.entries(money.months).map(([name, figures]): [Month, MonthFigures] => {
    if (name === month) return [name, { ...figures, ...right, corrections: figures.corrections + 1 }];
    const follows = yearOf(name) === yearOf(month) && name > month;
    return [name, follows ? { ...figures, toDateWan: figures.toDateWan + moved } : figures];
  });
  return { ...money, months: Object.fromEntries(months) };
}
