import { isFuture, parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { checkWan, type Wan } from '../money/money.ts';
import { isValidOn } from '../policy/area.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { ProjectEvent, ProjectRuleFacts, PromiseCommand, PromiseEvent } from './commands.ts';
import { onlyCoordinator } from './leaving.ts';
import type { PolicyPromise, ProjectState } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;
type Of<Type extends PromiseCommand['type']> = Extract<PromiseCommand, { type: Type }>;

export const PROMISE_STANDINGS = ['open', 'late', 'kept', 'keptLate', 'broken', 'withdrawn'] as const;
/** `late`: its day has passed and it is not kept. `keptLate`: kept in the end, after its day. */
export type PromiseStanding = (typeof PROMISE_STANDINGS)[number];

export const keptWan = ({ kept }: PolicyPromise): Wan => kept.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0);

/** The day on which all of it was kept; null while something is still to come. */
export function keptOn(promise: PolicyPromise): IsoDate | null {
  const { amountWan, kept } = promise;
  const whole = amountWan === null ? kept.length > 0 : kept.length > 0 && keptWan(promise) >= amountWan;
  return whole ? kept.reduce((latest, { on }) => (on > latest ? on : latest), '') : null;
}

/** How a promise stands on a day. */
export function promiseStanding(promise: PolicyPromise, day: IsoDate): PromiseStanding {
  if (promise.end) return promise.end.outcome;
  const done = keptOn(promise);
  if (done !== null) return done > promise.dueOn ? 'keptLate' : 'kept';
  return day > promise.dueOn ? 'late' : 'open';
}

/** What the policy handbook promises a project, and what of it is kept. Both are said of the office, not of the firm. */
export function decidePromise(
  state: ProjectState,
  command: PromiseCommand,
  { policy }: ProjectRuleFacts,
  context: RuleContext,
): Answer {
  switch (command.type) {
    case 'promise':
      return promise(command, policy, context);
    case 'keepPromise':
      return keep(state, command, context);
    case 'endPromise':
      return onlyCoordinator(context.actor) ?? end(state, command, context);
  }
}

function promise(
  { policy: id, text, amountWan, dueOn, on }: Of<'promise'>,
  policy: ProjectRuleFacts['policy'],
  { today }: RuleContext,
): Answer {
  if (!policy) return refuse('policyNotFound', 'policy', id);
  const day = parseIsoDate(on ?? today, 'on');
  if (isRefusal(day)) return day;
  if (isFuture(day, today)) return refuse('dateInFuture', 'on', day, { today });
  if (!isValidOn(policy, day)) {
    return refuse('policyNotValid', 'policy', id, { day, from: policy.validFrom, to: policy.validTo ?? '…' });
  }
  const due = parseIsoDate(dueOn, 'dueOn');
  if (isRefusal(due)) return due;
  if (due < day) return refuse('dateBeforePromise', 'dueOn', due, { on: day });
  const amount = amountWan === undefined ? null : checkWan(amountWan, 'amountWan');
  if (isRefusal(amount)) return amount;
  return decided([{ type: 'promised', policy: id, text, amountWan: amount, on: day, dueOn: due }]);
}

/** Money may come in parts; what is no money is kept at once. */
function keep(state: ProjectState, command: Of<'keepPromise'>, { today }: RuleContext): Answer {
  const { number, evidence = [] } = command;
  const there = unsettled(state, number, today);
  if (isRefusal(there)) return there;
  const on = parseIsoDate(command.on, 'on');
  if (isRefusal(on)) return on;
  if (isFuture(on, today)) return refuse('dateInFuture', 'on', on, { today });
  if (on < there.on) return refuse('dateBeforePromise', 'on', on, { on: there.on });
  if (there.amountWan !== null && command.amountWan === undefined) return refuse('required', 'amountWan', null);
  const amountWan = command.amountWan === undefined ? null : checkWan(command.amountWan, 'amountWan');
  if (isRefusal(amountWan)) return amountWan;
  if (amountWan !== null && there.amountWan === null) return refuse('promiseWithoutMoney', 'amountWan', amountWan);
  const most = (there.amountWan ?? 0) - keptWan(there);
  if (amountWan !== null && (amountWan < 1 || amountWan > most)) {
    return refuse('outOfRange', 'amountWan', amountWan, { min: 1, max: most, unit: '万元' });
  }
  return decided([{ type: 'promiseKept', number, on, amountWan, evidence }]);
}

function end(state: ProjectState, { number, outcome, reason }: Of<'endPromise'>, { today }: RuleContext): Answer {
  const there = unsettled(state, number, today);
  if (isRefusal(there)) return there;
  return decided([{ type: 'promiseEnded', number, outcome, reason, on: today }]);
}

function unsettled({ promises }: ProjectState, number: number, today: IsoDate): PolicyPromise | Refusal {
  const there = promises[number - 1];
  if (!there) return refuse('outOfRange', 'number', number, { min: 1, max: promises.length });
  const standing = promiseStanding(there, today);
  return standing === 'open' || standing === 'late' ? there : refuse('promiseSettled', 'number', number, { standing });
}

/** The promises after one event. */
export function withPromise(promises: readonly PolicyPromise[], event: PromiseEvent): readonly PolicyPromise[] {
  if (event.type === 'promised') {
    const { type: _, ...made } = event;
    return [...promises, { ...made, kept: [], end: null }];
  }
  return promises.map((each, index) => (index === event.number - 1 ? settled(each, event) : each));
}

function settled(promise: PolicyPromise, event: Exclude<PromiseEvent, { type: 'promised' }>): PolicyPromise {
  const { type: _, number: __, ...what } = event;
  return 'outcome' in what ? { ...promise, end: what } : { ...promise, kept: [...promise.kept, what] };
}
