import { assertNever } from '../assert-never.ts';
import type { AssignedPart, LimitMove, ProblemEvent } from './commands.ts';
import { begun, withFormerLead, withFormerParts } from './former.ts';
import { evolveImported } from './imported.ts';
import { ladderOf } from './ladder.ts';
import { partsOf } from './standing.ts';
import {
  NO_LADDER,
  type FormerLead,
  type Ladder,
  type OnAgenda,
  type OpenPromise,
  type ProblemState,
  type PromiseMade,
  type Warning,
} from './types.ts';

type Of<T extends ProblemEvent['type']> = Extract<ProblemEvent, { type: T }>;

/** The problem after one event. Total: an event that was committed is never refused here. */
export function evolveProblem(state: ProblemState | null, event: ProblemEvent): ProblemState {
  if (event.type === 'raised') return raised(event);
  if (event.type === 'imported') return evolveImported(event);
  if (!state) throw new Error(`a problem cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'assigned':
      return assigned(state, event);
    case 'assignmentChanged':
      return assignmentChanged(state, event);
    case 'acknowledged':
      return { ...state, acknowledged: [...(state.acknowledged ?? []), event.unitId] };
    case 'objected': {
      const { reason, by, proposedUnitId, limit, dueMs } = event;
      return { ...state, objection: { reason, by, proposedUnitId, limit, dueMs, told: false } };
    }
    case 'objectionRuled':
      return { ...state, objection: null, finalReason: event.reason };
    case 'answered':
      return made({ ...state, status: 'handling', objection: null }, event.promise);
    case 'partAnswered':
      return onPart(state, event.unitId, { answered: true, dueMs: null });
    case 'tabled': {
      const { proposal, promisedOn, promise, atMs: sinceMs } = event;
      const since = { sinceMs: state.agenda?.sinceMs ?? sinceMs, ...carriedBy(state) };
      const agenda = { reason: 'tabled' as const, ...since, proposal, promisedOn };
      return made({ ...state, status: 'handling', objection: null, agenda }, promise);
    }
    case 'promiseKept':
    case 'promiseLapsed':
    case 'promiseReplaced':
    case 'missExplained':
      return { ...state, promises: without(state, event.promise) };
    case 'promiseMissed':
      return { ...state, promises: [...without(state, event.promise), { ...event.promise, missed: true }] };
    case 'extensionAsked': {
      const { until, reason, by } = event;
      return { ...state, extension: { until, reason, by } };
    }
    case 'extensionLapsed':
      return { ...state, extension: null };
    case 'extensionRuled':
      return extensionRuled(state, event);
    case 'resolved':
      return resolved(state, event);
    case 'closed':
      return closed(state, event);
    case 'rejected': {
      const status = state.leadUnitId === null ? 'raised' : 'handling';
      const { dueMs, limit = null, parts = [], evidence: inspection = [] } = event;
      const rejected = { by: event.by, reason: event.reason };
      const back = {
        ...state,
        rejected,
        inspection,
        status,
        verification: null,
        rejections: state.rejections + 1,
        dueMs,
        limit,
      } as const;
      return withClocks(back, parts);
    }
    case 'lookBackAsked':
      return { ...state, lookBack: state.lookBack ? { ...state.lookBack, lapsesMs: event.lapsesMs } : null };
    case 'lookBackLapsed':
      return { ...state, lookBack: null };
    case 'lookedBack':
      return { ...state, lookBack: null, satisfaction: event.satisfaction };
    case 'reopened':
      return reopened(state, event);
    case 'withdrawn':
      return { ...stopped(state), status: 'withdrawn', leftReason: event.reason };
    case 'mergedInto':
      return { ...stopped(state), status: 'merged', mergedInto: event.into, leftReason: event.reason };
    default:
      return climbed(state, event);
  }
}

type Climbing = Of<
  | 'warned'
  | 'overdueTold'
  | 'partOverdueTold'
  | 'unassignedTold'
  | 'rulingOfExtensionAsked'
  | 'rulingOverdueTold'
  | 'verificationOverdueTold'
  | 'escalated'
  | 'paperGiven'
  | 'putOnAgenda'
  | 'carriedOver'
  | 'interviewed'
  | 'limitsMoved'
>;

/** What the clock and the ladder have done to it. */
function climbed(state: ProblemState, event: Climbing): ProblemState {
  const ladder = ladderOf(state);
  switch (event.type) {
    case 'warned':
      if (event.unitId !== undefined) return partWarned(state, event.unitId, event.warning);
      return { ...state, ladder: { ...ladder, warned: [...ladder.warned, event.warning] } };
    case 'overdueTold':
      return { ...state, toldDueMs: event.dueMs };
    case 'unassignedTold':
      return { ...state, unassignedToldMs: event.atMs };
    case 'rulingOfExtensionAsked':
      return { ...state, extension: state.extension ? { ...state.extension, reminded: true } : null };
    case 'partOverdueTold':
      return onPart(state, event.unitId, { toldDueMs: event.dueMs });
    case 'rulingOverdueTold':
      return { ...state, objection: state.objection ? { ...state.objection, told: true } : null };
    case 'verificationOverdueTold':
      return { ...state, verification: state.verification ? { ...state.verification, told: true } : null };
    case 'escalated':
      return {
        ...state,
        ladder: { ...ladder, level: event.level, ...(state.status === 'raised' && { unassigned: true }) },
      };
    case 'paperGiven':
      return { ...state, ladder: { ...ladder, papers: [...ladder.papers, event.paper] } };
    case 'putOnAgenda':
      return onAgenda(state, event);
    case 'carriedOver': {
      const { meeting: lastMeeting, overdue } = event;
      // What passed before anybody had it is not the department's: no red paper comes of it.
      const carriedOverdue = ladder.carriedOverdue + (overdue && state.status !== 'raised' ? 1 : 0);
      return { ...state, ladder: { ...ladder, carried: ladder.carried + 1, carriedOverdue, lastMeeting } };
    }
    case 'interviewed':
      return state;
    case 'limitsMoved':
      return event.moves.reduce(moved, state);
    default:
      return assertNever(event);
  }
}

function onAgenda(state: ProblemState, { atMs, meeting }: Of<'putOnAgenda'>): ProblemState {
  const bare = { proposal: null, promisedOn: null };
  if (meeting !== undefined) return { ...state, agenda: { reason: 'carried', meeting, sinceMs: atMs, ...bare } };
  // What a meeting had carried over, and is overdue by now, has waited for the dispatch since then.
  const sinceMs = state.agenda?.sinceMs ?? atMs;
  const agenda = { reason: 'overdue' as const, ...carriedBy(state), sinceMs, ...bare };
  return { ...state, agenda, unassignedToldMs: state.status === 'raised' ? atMs : null };
}

/** Whatever else brings it to the dispatch, that a meeting has carried it over is not forgotten. */
const carriedBy = ({ agenda }: ProblemState): { meeting?: string } =>
  agenda?.meeting === undefined ? {} : { meeting: agenda.meeting };

/** Off the agenda again, unless a meeting has carried it over: then it is still the next dispatch's. */
const withoutLadder = ({ agenda }: ProblemState): OnAgenda | null =>
  agenda?.meeting === undefined ? null : { ...agenda, reason: 'carried' };

function partWarned(state: ProblemState, unitId: string, warning: Warning): ProblemState {
  const { warned = [] } = partsOf(state).find(part => part.unitId === unitId) ?? {};
  return onPart(state, unitId, { warned: [...warned, warning] });
}

function raised({ code, facts, by, dueMs, limit }: Of<'raised'>): ProblemState {
  return {
    ...facts,
    code,
    status: 'raised',
    raisedBy: by,
    leadUnitId: null,
    coUnitIds: [],
    handlerId: null,
    dueMs,
    toldDueMs: null,
    solution: null,
    verifiedBy: null,
    rejections: 0,
    limit: limit ?? null,
    parts: [],
    episode: 1,
  };
}

function assigned(state: ProblemState, event: Of<'assigned'>): ProblemState {
  const { leadUnitId, coUnitIds, handlerId, dueMs, limit, parts: given, before, againMs } = event;
  const { acknowledged: _, ...rest } = state;
  const parts = given?.map(part => begun(state, part));
  const lead = againMs === undefined ? undefined : state.former?.leads[leadUnitId];
  return {
    ...rest,
    ...{ status: 'assigned', leadUnitId, coUnitIds, handlerId, dueMs, limit: limit ?? null },
    assignedMs: againMs ?? limit?.fromMs ?? null,
    extension: null,
    // What the office had left lying is on a table now.
    ...(state.status === 'raised' && { agenda: withoutLadder(state), unassignedToldMs: null }),
    ...(parts && { parts }),
    ...(before !== undefined && {
      reassigned: (state.reassigned ?? 0) + 1,
      ladder: ofAnotherLead(ladderOf(state), lead),
      former: withFormerLead(withFormerParts(state, parts ?? []), state, before),
    }),
    ...(lead && { toldDueMs: lead.toldDueMs }),
  };
}

/** What was reached is never reached again; but warnings and papers go to a lead, and this one has had none, or those it had before. */
const ofAnotherLead = (
  ladder: Ladder,
  { warned = [], papers = [], carriedOverdue = 0 }: Partial<FormerLead> = {},
): Ladder => ({
  ...{ ...ladder, warned, papers, carriedOverdue },
  ...(ladder.level >= 2 && { unassigned: true }),
});

function assignmentChanged(state: ProblemState, { handlerId, kept, parts: added }: Of<'assignmentChanged'>) {
  const stay = partsOf(state).filter(({ unitId }) => kept.includes(unitId));
  const parts = [...stay, ...added.map(part => begun(state, part))];
  const coUnitIds = parts.flatMap(({ role, unitId }) => (role === 'co' ? [unitId] : []));
  const acknowledged = state.acknowledged?.filter(unit => unit === state.leadUnitId || kept.includes(unit));
  const former = withFormerParts(state, parts);
  return { ...state, handlerId, coUnitIds, parts, former, ...(acknowledged && { acknowledged }) };
}

/** The promise of an answer takes the place of the one it has kept; how that one stood was an event before. */
function made(state: ProblemState, promise: PromiseMade | undefined): ProblemState {
  if (!promise) return state;
  const promises = [...(state.promises ?? []), { ...promise, missed: false }];
  return { ...state, promises, lastPromise: promise.no };
}

const without = ({ promises = [] }: ProblemState, { no }: PromiseMade): OpenPromise[] =>
  promises.filter(promise => promise.no !== no);

function extensionRuled(state: ProblemState, { dueMs, limit }: Of<'extensionRuled'>): ProblemState {
  if (dueMs === null) return { ...state, extension: null };
  const agenda = state.agenda?.reason === 'overdue' ? withoutLadder(state) : (state.agenda ?? null);
  return { ...state, extension: null, dueMs, limit, agenda };
}

/** The solver's clocks stop, and the verifier's begins. What was promised is kept or broken by what becomes of the result. */
function resolved(state: ProblemState, { solution, dueMs, limit }: Of<'resolved'>): ProblemState {
  const lead = state.limit ? { lead: state.limit } : {};
  const verification = dueMs === undefined || !limit ? null : { limit, dueMs, told: false, ...lead };
  const promises = state.promises ?? [];
  return { ...stopped(state), promises, rejected: null, status: 'resolved', solution, verification };
}

/** Nobody's clock runs any more, and nothing waits to be ruled. A broken promise still takes its reason. */
function stopped(state: ProblemState): ProblemState {
  return {
    ...state,
    ...{ dueMs: null, limit: null, objection: null, extension: null, agenda: null, verification: null },
    parts: partsOf(state).map(part => ({ ...part, dueMs: null })),
    promises: (state.promises ?? []).filter(({ missed }) => missed),
  };
}

function closed(
  state: ProblemState,
  { by: verifiedBy, closedMs, lookBackMs, evidence = [] }: Of<'closed'>,
): ProblemState {
  const lookBack = closedMs === undefined ? null : { closedMs, dueMs: lookBackMs ?? closedMs, lapsesMs: null };
  const verified = { verifiedBy, inspection: evidence, verification: null };
  return { ...state, ...verified, status: 'closed', lookBack, satisfaction: null };
}

/** A relapse is an episode of its own: a fresh limit, and the ladder from its foot. */
function reopened(state: ProblemState, { episode, dueMs, limit, parts = [] }: Of<'reopened'>): ProblemState {
  const status = state.leadUnitId === null ? 'raised' : 'handling';
  const anew: ProblemState = {
    ...state,
    status,
    episode,
    dueMs,
    limit,
    toldDueMs: null,
    ladder: NO_LADDER,
    parts: partsOf(state).map(({ warned: _, ...part }) => part),
    solution: null,
    inspection: [],
    verifiedBy: null,
  };
  return withClocks(anew, parts);
}

/** Whoever owes his part has a new clock for it. */
const withClocks = (state: ProblemState, parts: readonly AssignedPart[]): ProblemState =>
  parts.reduce((now, { unitId, ...clock }) => onPart(now, unitId, clock), state);

const onPart = (state: ProblemState, unitId: string, change: object): ProblemState => ({
  ...state,
  parts: partsOf(state).map(part => (part.unitId === unitId ? { ...part, ...change } : part)),
});

function moved(state: ProblemState, { what, unitId, promise, newMs: dueMs }: LimitMove): ProblemState {
  switch (what) {
    case 'limit':
      return { ...state, dueMs };
    case 'part':
      return onPart(state, unitId ?? '', { dueMs });
    case 'promise': {
      const promises = (state.promises ?? []).map(each => (each.no === promise ? { ...each, dueMs } : each));
      return { ...state, promises };
    }
    case 'ruling':
      return { ...state, objection: state.objection ? { ...state.objection, dueMs } : null };
    case 'verification':
      return { ...state, verification: state.verification ? { ...state.verification, dueMs } : null };
    default:
      return assertNever(what);
  }
}
