import type { CommandResult, Envelope, Outcome } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { briefArea } from '../domain/brief/area.ts';
import { colouringArea } from '../domain/colouring/area.ts';
import { contactArea } from '../domain/contact/area.ts';
import type { Area, Decision, EntityKind, RuleContext } from '../domain/entity.ts';
import { expertArea } from '../domain/expert/area.ts';
import { batchArea } from '../domain/batch/area.ts';
import { meetingArea } from '../domain/meeting/meeting.ts';
import { seriesArea } from '../domain/meeting/series.ts';
import { personArea, unitArea } from '../domain/people/areas.ts';
import { policyArea } from '../domain/policy/area.ts';
import { problemArea } from '../domain/problem/area.ts';
import { projectArea } from '../domain/project/area.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { roundArea } from '../domain/round/area.ts';
import { chargeArea } from '../domain/supervision/charge.ts';
import { visitArea } from '../domain/visit/area.ts';
import { whistleArea } from '../domain/whistle/area.ts';
import { settingArea } from '../domain/settings/area.ts';
import type { Settings } from '../domain/settings.ts';
import { Batch, type Held } from './batch.ts';
import { countOpenEntities, currentViews, openEntityIds } from './current-views.ts';
import { databaseAnswers, type Database } from './database.ts';
import { gatherFacts } from './facts/index.ts';
import { Twins } from './facts/twins.ts';
import { nextMeetingId } from './occurrences.ts';
import { officeCalendar, settingsAt } from './settings.ts';
import { viewOf } from './views.ts';

/** An area whose types the caller does not know: its states and events are JSON to him. */
export type AnyArea = Area<unknown, { type: string }, { type: string }, unknown>;

export const areaOf = (kind: EntityKind): AnyArea => {
  switch (kind) {
    case 'project':
      return projectArea as unknown as AnyArea;
    case 'problem':
      return problemArea as unknown as AnyArea;
    case 'meeting':
      return meetingArea as unknown as AnyArea;
    case 'series':
      return seriesArea as unknown as AnyArea;
    case 'person':
      return personArea as unknown as AnyArea;
    case 'unit':
      return unitArea as unknown as AnyArea;
    case 'colouring':
      return colouringArea as unknown as AnyArea;
    case 'setting':
      return settingArea as unknown as AnyArea;
    case 'batch':
      return batchArea as unknown as AnyArea;
    case 'round':
      return roundArea as unknown as AnyArea;
    case 'contact':
      return contactArea as unknown as AnyArea;
    case 'expert':
      return expertArea as unknown as AnyArea;
    case 'policy':
      return policyArea as unknown as AnyArea;
    case 'charge':
      return chargeArea as unknown as AnyArea;
    case 'visit':
      return visitArea as unknown as AnyArea;
    case 'whistle':
      return whistleArea as unknown as AnyArea;
    case 'brief':
      return briefArea as unknown as AnyArea;
    default:
      return assertNever(kind);
  }
};

/**
 * Two transactions began the same entity or carried the same command (unique violation; overtaken), or waited for each other (deadlock).
 */
const DECIDE_AGAIN = ['23505', '40001', '40P01'];
const MAX_TRIES = 5;
/** Somebody waits for the answer, and has waited for a while. */
const PROBE_MS = 2_000;

interface LedgerDependencies {
  db: Database;
  calendar: WorkCalendar;
  /** For what is asked without a command; a command brings its own instant. */
  now: () => number;
}

export function createLedger({ db, calendar, now }: LedgerDependencies): Ledger {
  return {
    commit: envelopes => commit(db, envelopes, calendar),
    refusalOf: envelope => db.transaction().execute(tx => refusalOf(tx, envelope, calendar)),
    views: (kind, ids) => currentViews({ db, calendar, nowMs: now() }, kind, ids),
    countOpen: kind => countOpenEntities(db, kind),
    openIds: (kind, page) => openEntityIds(db, kind, page),
    answers: () => databaseAnswers(db, PROBE_MS),
    nextMeetingId: seriesId => nextMeetingId({ db, calendar }, { seriesId, nowMs: now() }),
  };
}

async function commit(db: Database, envelopes: readonly Envelope[], calendar: WorkCalendar): Promise<Outcome[]> {
  if (envelopes.length === 0) return [];
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(tx => commitIn(tx, envelopes, calendar));
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!DECIDE_AGAIN.includes(code) || tries === MAX_TRIES) throw error;
    }
  }
}

async function commitIn(tx: Database, envelopes: readonly Envelope[], calendar: WorkCalendar): Promise<Outcome[]> {
  const { batch, outcomes, settings } = await decideIn(tx, envelopes, calendar);
  await batch.write(officeCalendar(calendar, settings));
  return outcomes;
}

async function refusalOf(tx: Database, envelope: Envelope, calendar: WorkCalendar): Promise<Refusal | null> {
  const [outcome] = (await decideIn(tx, [envelope], calendar)).outcomes;
  return outcome?.ok === false ? outcome.refusal : null;
}

interface Decided {
  batch: Batch;
  outcomes: Outcome[];
  /** Of the day of the last of them. */
  settings: Settings;
}

async function decideIn(tx: Database, envelopes: readonly Envelope[], calendar: WorkCalendar): Promise<Decided> {
  // Names before entities, in every transaction: nobody who holds an entity waits for a name.
  const twins = await Twins.of(tx, envelopes);
  const batch = await Batch.open(tx, envelopes);
  const settings = await settingsOfDays(tx, envelopes, calendar);
  const outcomes: Outcome[] = [];
  for (const envelope of envelopes) {
    const { date: today } = calendar.clock.toLocal(envelope.atMs);
    const inForce = settings.get(today) as Settings;
    const context: RuleContext = {
      nowMs: envelope.atMs,
      today,
      actor: envelope.actor,
      settings: inForce,
      calendar: officeCalendar(calendar, inForce),
      via: envelope.via,
    };
    outcomes.push(await answer(tx, envelope, { batch, twins, context }));
  }
  return { batch, outcomes, settings: [...settings.values()].at(-1) as Settings };
}

/** A batch is of one instant almost always; one look-up for each day it spans. */
async function settingsOfDays(
  tx: Database,
  envelopes: readonly Envelope[],
  { clock }: WorkCalendar,
): Promise<Map<string, Settings>> {
  const found = new Map<string, Settings>();
  for (const day of new Set(envelopes.map(({ atMs }) => clock.toLocal(atMs).date))) {
    found.set(day, await settingsAt(tx, day));
  }
  return found;
}

interface Bench {
  batch: Batch;
  twins: Twins;
  context: RuleContext;
}

async function answer(tx: Database, envelope: Envelope, { batch, twins, context }: Bench): Promise<Outcome> {
  const { kind, digest, knownSeq = 0 } = envelope;
  const held = batch.held(envelope);
  const before = batch.resultOf(envelope.commandId);
  if (before) {
    if (before.digest !== digest) return refused(envelope, held, { context, refusal: reused(envelope) });
    return accepted(before.result, held, { context, kind, digest, replayed: true, notices: 0 });
  }
  if (held.seq < knownSeq) {
    const refusal = refuse('ledgerBehind', 'seq', held.seq, { known: knownSeq });
    return refused(envelope, held, { context, refusal });
  }
  const area = areaOf(kind);
  const facts = await gatherFacts(tx, envelope, { state: held.state, twins, context });
  const decision = area.decide(held.state, envelope.command, facts, context) as Decision<{ type: string }> | Refusal;
  if (isRefusal(decision)) {
    await batch.expectStillNew(envelope);
    return refused(envelope, held, { context, refusal: decision });
  }
  const state = decision.events.reduce<unknown>((current, event) => area.evolve(current, event), held.state);
  if (kind === 'project' && envelope.command.type === 'start') twins.note(state as ProjectState);
  const result = batch.add(envelope, { ...decision, state, view: seq => viewOf(kind, state, { seq, context }) });
  return accepted(result, batch.held(envelope), {
    context,
    kind,
    digest,
    replayed: false,
    notices: decision.notices.length,
  });
}

const reused = ({ commandId }: Envelope): Refusal =>
  refuse('keyReused', 'Idempotency-Key', commandId.slice(commandId.indexOf(':') + 1));

function accepted(
  result: CommandResult,
  held: Held,
  {
    context,
    kind,
    ...rest
  }: { context: RuleContext; kind: EntityKind; digest: string; replayed: boolean; notices: number },
): Outcome {
  return { ok: true, result, view: viewOf(kind, held.state, { seq: held.seq, context }), ...rest };
}

function refused(
  { kind, digest, atMs }: Envelope,
  held: Held,
  { context, refusal }: { context: RuleContext; refusal: Refusal },
): Outcome {
  const view = held.state === null ? null : viewOf(kind, held.state, { seq: held.seq, context });
  return { ok: false, refusal, view, digest, atMs };
}
