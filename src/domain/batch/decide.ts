import { assertNever } from '../assert-never.ts';
import { parseIsoDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { closeList, followUp, followUpsAfter } from './follow-up.ts';
import { listedBefore, refuseListing, venuesOf, wrongVenue } from './listing.ts';
import type {
  BatchCommand,
  BatchEvent,
  BatchRuleFacts,
  BatchState,
  ListCommand,
  MoveResult,
  PlanBatchCommand,
} from './types.ts';

type Answer = Decision<BatchEvent> | Refusal;
type Of<T extends BatchCommand['type']> = Extract<BatchCommand, { type: T }>;

/** The rules of a batch event (domain §6): what a command does to it, or why it is refused. Pure. */
export function decideBatch(
  state: BatchState | null,
  command: BatchCommand,
  facts: BatchRuleFacts,
  context: RuleContext,
): Answer {
  if (command.type === 'plan') {
    if (state) return refuse('alreadyExists', 'code', state.code, { name: state.name });
    return onlyCoordinator(context.actor) ?? plan(command, facts);
  }
  if (!state) return refuse('notFound', 'code', facts.code);
  switch (command.type) {
    case 'add':
    case 'drop':
    case 'substitute':
      return onlyCoordinator(context.actor) ?? refuseDecided(state) ?? changeList(state, command, facts, context);
    case 'confirm':
      return onlyCoordinator(context.actor) ?? refuseDecided(state) ?? confirm(state, command, context);
    case 'cancel':
      return (
        onlyCoordinator(context.actor) ??
        refuseDecided(state) ??
        decided([{ type: 'batchCancelled', reason: command.reason }])
      );
    case 'record':
      return record(state, command.results, facts);
    case 'closeList':
      return closeList(state, command.slot, context);
    case 'followUp':
      return followUp(state, command.slot, facts, context);
    default:
      return assertNever(command);
  }
}

/** Confirmed and cancelled are for good: the one has moved projects, the other has set them free for another event. */
function refuseDecided({ code, confirmed, status }: BatchState): Refusal | null {
  if (confirmed) return refuse('batchConfirmed', 'code', code, { on: confirmed.on });
  return status === 'cancelled' ? refuse('batchCancelled', 'code', code) : null;
}

function plan(command: PlanBatchCommand, facts: BatchRuleFacts): Answer {
  const { type: _, ...event } = command;
  const on = parseIsoDate(command.on, 'on');
  if (isRefusal(on)) return on;
  const cutOff = parseIsoDate(command.cutOff, 'cutOff');
  if (isRefusal(cutOff)) return cutOff;
  if (cutOff > on) return refuse('cutOffAfterEvent', 'cutOff', cutOff, { on });
  const codes = command.projects.map(({ code }) => code);
  const wrong =
    listedBefore(venuesOf(command), index => `branchVenues[${index - 1}]`) ??
    (codes.length === 0 ? refuse('batchEmpty', 'projects', null) : null) ??
    listedBefore(codes, index => `projects[${index}].code`);
  if (wrong) return wrong;
  for (const [index, { code, venue }] of command.projects.entries()) {
    const place = `projects[${index}]`;
    const refusal =
      refuseListing(facts, { code, stage: command.stage, field: `${place}.code` }) ??
      wrongVenue(command, venue, `${place}.venue`);
    if (refusal) return refusal;
  }
  const projects = command.projects.map(({ code, venue = command.mainVenue }) => ({ code, venue }));
  return decided([{ ...event, type: 'batchPlanned', code: facts.code, projects }]);
}

/** Free until the end of the cut-off day; after it every change is late, says why, and is shown as late. */
function changeList(state: BatchState, command: ListCommand, facts: BatchRuleFacts, context: RuleContext): Answer {
  const reason = command.reason ?? null;
  const late = context.today > state.cutOff;
  const event = command.type === 'drop' ? drop(state, command) : addOrSubstitute(state, command, facts);
  if (isRefusal(event)) return event;
  if (late && reason === null) return refuse('required', 'reason', null);
  return decided([{ ...event, late, reason }]);
}

/** What a change does, before it is known whether it is late. */
type Change =
  | { type: 'projectAdded'; code: string; venue: string }
  | { type: 'projectDropped'; code: string }
  | { type: 'projectSubstituted'; out: string; in: string; venue: string };

const listedAt = ({ entries }: BatchState, code: string): number =>
  entries.findIndex(entry => entry.code === code && entry.standing === 'listed');

function drop(state: BatchState, { code }: Of<'drop'>): Change | Refusal {
  return listedAt(state, code) < 0
    ? refuse('projectNotListed', 'code', code, { batch: state.code })
    : { type: 'projectDropped', code };
}

function addOrSubstitute(
  state: BatchState,
  command: Of<'add'> | Of<'substitute'>,
  facts: BatchRuleFacts,
): Change | Refusal {
  const [code, field] = command.type === 'add' ? [command.code, 'code'] : [command.in, 'in'];
  const out = command.type === 'add' ? null : state.entries[listedAt(state, command.out)];
  if (out === undefined && command.type === 'substitute') {
    return refuse('projectNotListed', 'out', command.out, { batch: state.code });
  }
  const there = listedAt(state, code);
  const wrong =
    (there >= 0 ? refuse('listedTwice', field, code, { first: there + 1 }) : null) ??
    refuseListing(facts, { code, stage: state.stage, field }) ??
    wrongVenue(state, command.venue, 'venue');
  if (wrong) return wrong;
  const venue = command.venue ?? out?.venue ?? state.mainVenue;
  return out ? { type: 'projectSubstituted', out: out.code, in: code, venue } : { type: 'projectAdded', code, venue };
}

/** Once, by a coordinator, when the event has taken place; from then on every listed project is moved. */
function confirm(state: BatchState, command: Of<'confirm'>, context: RuleContext): Answer {
  const on = parseIsoDate(command.on, 'on');
  if (isRefusal(on)) return on;
  if (on > context.today) return refuse('dateInFuture', 'on', on, { today: context.today });
  // While its list was still free nobody could have been called up.
  if (on < state.cutOff) return refuse('eventBeforeCutOff', 'on', on, { cutOff: state.cutOff });
  if (!state.entries.some(({ standing }) => standing === 'listed')) return refuse('batchEmpty', 'projects', null);
  return decided([{ type: 'batchConfirmed', on, by: context.actor.id, followUps: followUpsAfter(on, context) }]);
}

/** Results of projects that have theirs already are passed over: the same chunk may come twice. */
function record(state: BatchState, given: readonly MoveResult[], { projects }: BatchRuleFacts): Answer {
  const waiting = new Set(state.entries.filter(({ standing }) => standing === 'listed').map(({ code }) => code));
  const fresh = given.filter(({ code }) => waiting.delete(code));
  if (state.status !== 'moving' || fresh.length === 0) return refuse('clockStale', 'results', given.length);
  const results = fresh.map(({ code, refusal }) => {
    const investmentWan = refusal ? null : (projects.get(code)?.investmentWan ?? null);
    return { code, refusal, investmentWan };
  });
  const moved: BatchEvent = { type: 'projectsMoved', results };
  if (waiting.size > 0) return decided([moved]);
  const refused =
    state.entries.filter(({ standing }) => standing === 'refused').length +
    fresh.filter(({ refusal }) => refusal !== null).length;
  const all = state.entries.filter(({ standing }) => standing !== 'dropped').length;
  return decided([moved, { type: 'batchMoved', moved: all - refused, refused }]);
}
