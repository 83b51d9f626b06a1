import type { CommandResult, Envelope, Outcome } from '../contract/commit.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { Area, Decision, EntityKind, RuleContext } from '../domain/entity.ts';
import { meetingArea } from '../domain/meeting/meeting.ts';
import { seriesArea } from '../domain/meeting/series.ts';
import { personArea, unitArea } from '../domain/people/areas.ts';
import { problemArea } from '../domain/problem/area.ts';
import { projectArea } from '../domain/project/area.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Settings } from '../domain/settings.ts';
import { Batch, type Held } from './batch.ts';
import type { Database } from './database.ts';
import { gatherFacts } from './facts/index.ts';
import { settingsAt } from './settings.ts';
import { viewOf } from './views.ts';

export interface Ledger {
  /**
   * Decides commands by the rules and writes what they cause, all of it in one transaction: events, read models, command results, mail
   * intents. A refused command writes nothing and does not disturb its neighbours; a command that was committed before gives its first
   * result again. Answers stand in the order of the envelopes. Throws only when the database does.
   */
  commit(envelopes: readonly Envelope[]): Promise<Outcome[]>;
}

type AnyArea = Area<unknown, { type: string }, { type: string }, unknown>;

const areaOf = (kind: EntityKind): AnyArea => {
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
    default:
      return assertNever(kind);
  }
};

const UNIQUE_VIOLATION = '23505';
const MAX_TRIES = 5;

export function createLedger({ db, calendar }: { db: Database; calendar: WorkCalendar }): Ledger {
  return {
    async commit(envelopes) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await db.transaction().execute(tx => commitIn(tx, envelopes, calendar));
        } catch (error) {
          // Two transactions began the same entity or carried the same command: the later one decides again on what the first wrote.
          if ((error as { code?: string }).code !== UNIQUE_VIOLATION || tries === MAX_TRIES) throw error;
        }
      }
    },
  };
}

async function commitIn(tx: Database, envelopes: readonly Envelope[], calendar: WorkCalendar): Promise<Outcome[]> {
  const batch = await Batch.open(tx, envelopes);
  const settings = await settingsOfDays(tx, envelopes, calendar);
  const outcomes: Outcome[] = [];
  for (const envelope of envelopes) {
    const { date: today } = calendar.clock.toLocal(envelope.atMs);
    const context: RuleContext = {
      nowMs: envelope.atMs,
      today,
      actor: envelope.actor,
      settings: settings.get(today) as Settings,
      calendar,
      via: envelope.via,
    };
    outcomes.push(await answer(tx, envelope, { batch, context }));
  }
  await batch.write();
  return outcomes;
}

/** A batch is of one instant almost always; one look-up for each day it spans. */
async function settingsOfDays(
  tx: Database,
  envelopes: readonly Envelope[],
  { clock }: WorkCalendar,
): Promise<Map<string, Settings>> {
  const days = new Set(envelopes.map(({ atMs }) => clock.toLocal(atMs).date));
  return new Map(await Promise.all([...days].map(async day => [day, await settingsAt(tx, day)] as const)));
}

interface Bench {
  batch: Batch;
  context: RuleContext;
}

async function answer(tx: Database, envelope: Envelope, { batch, context }: Bench): Promise<Outcome> {
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
  const facts = await gatherFacts(tx, envelope, held.state);
  const decision = area.decide(held.state, envelope.command, facts, context) as Decision<{ type: string }> | Refusal;
  if (isRefusal(decision)) return refused(envelope, held, { context, refusal: decision });
  const state = decision.events.reduce<unknown>((current, event) => area.evolve(current, event), held.state);
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
  { kind, digest }: Envelope,
  held: Held,
  { context, refusal }: { context: RuleContext; refusal: Refusal },
): Outcome {
  const view = held.state === null ? null : viewOf(kind, held.state, { seq: held.seq, context });
  return { ok: false, refusal, view, digest };
}
