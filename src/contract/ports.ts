import type { EntityKind } from '../domain/entity.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { EntityView, Envelope, Outcome } from './commit.ts';
import type { Json } from './json.ts';

/** What is asked of the ledger by those who carry commands. Implemented by `src/ledger`. */
export interface Ledger {
  /**
   * Decides commands by the rules and writes what they cause, all of it in one transaction: events, read models, command results, mail
   * intents. A refused command writes nothing and does not disturb its neighbours; a command that was committed before gives its first
   * result again. Answers stand in the order of the envelopes. Throws only when the database does.
   */
  commit(envelopes: readonly Envelope[]): Promise<Outcome[]>;
  /** What the rules say against a command now, or null; nothing is written. The code of an entity that has none yet is ''. */
  refusalOf(envelope: Envelope): Promise<Refusal | null>;
  /** What a workflow that is started now must know of each of `ids`; those that do not exist are left out. */
  views(kind: EntityKind, ids: readonly string[]): Promise<EntityRef[]>;
  countOpen(kind: EntityKind): Promise<number>;
  /** Ids of open entities after `afterId`, in order, at most `limit`. */
  openIds(kind: EntityKind, page: { afterId: string; limit: number }): Promise<string[]>;
  /** Whether the database is there; never rejects, and takes two seconds at most. */
  answers(): Promise<boolean>;
  /** The next occurrence of a series that will really be held; null when there is no such series. */
  nextMeetingId(seriesId: string): Promise<string | null>;
}

export interface EntityRef {
  id: string;
  view: EntityView;
}

/** How a command reaches its entity. Implemented by `src/temporal`; the API and the import know only this. */
export interface CommandGateway {
  /**
   * Sends a command and waits for the ledger's answer. A command that was given before returns the answer it got then.
   * Throws `Unavailable` when Temporal or the database cannot answer in time; the command may still be carried out, and asking again
   * with the same key tells.
   */
  send<Kind extends EntityKind>(envelope: Envelope<Kind>): Promise<Outcome>;
  /** What the entity's workflow waits for right now; null when no workflow runs for it. */
  waitingFor(kind: EntityKind, id: string): Promise<Waiting | null>;
  /** Opens the next occurrence of a series, when that has not happened, and sends its reminder now. Returns the meeting's id. */
  triggerMeeting(
    seriesId: string,
    envelope: Omit<Envelope<'meeting'>, 'entityId' | 'command' | 'kind'>,
  ): Promise<Outcome>;
  startImport(importId: string): Promise<void>;
  /**
   * Starts the workflows of projects that are in the ledger already, no faster than workers take them up, so that people's commands do not
   * wait behind thousands of them; one that runs is left alone. `begun` is told of each. Needs a worker that polls.
   */
  startProjects(projects: readonly EntityRef[], begun?: () => void): Promise<void>;
  /** The same for problems of an import. */
  startProblems(problems: readonly EntityRef[], begun?: () => void): Promise<void>;
  /** Mails have been written to the outbox. */
  wakeMailroom(): Promise<void>;
  /** Asks the workflows of these entities to fetch their views anew; an entity without one is passed over. */
  lookAgain(kind: EntityKind, ids: readonly string[]): Promise<void>;
  /** As above, all open entities of these kinds, a chunk at a time, by a workflow of its own that outlives the caller. */
  lookAgainEverywhere(kinds: readonly EntityKind[]): Promise<void>;
  /** Opens the coming occurrences of a series now, as its Schedule will every week. */
  openMeetings(seriesId: string): Promise<void>;
  /**
   * Starts the workflow of every open entity that has none (Temporal was wiped or restored). With `whenFewer` a kind is passed over as
   * soon as Temporal counts as many running workflows as the ledger has open entities.
   */
  rebuild(options?: { whenFewer: boolean }): Promise<{ started: number; running: number }>;
}

/** The kinds that live in a workflow each. */
export const LIVING_KINDS = [
  'project',
  'problem',
  'meeting',
  'batch',
  'round',
  'visit',
  'whistle',
] as const satisfies readonly EntityKind[];
export type LivingKind = (typeof LIVING_KINDS)[number];

/** What is needed when the ledger was restored from an older backup. Implemented by `src/temporal`. */
export interface Recovery {
  /**
   * A page of running workflows looked at: those that know more than the ledger. `next` is null after the last page; a cursor that is no `next`
   * of a page before is refused.
   */
  ahead(
    kind: LivingKind,
    cursor: string | null,
  ): Promise<{ items: AheadOfLedger[]; looked: number; next: string | null } | Refusal>;
  /** Ends the run that knows more and starts the entity from the ledger, where the ledger has it and it is open. */
  followLedger(kind: LivingKind, id: string): Promise<{ started: boolean } | Refusal>;
}

export interface AheadOfLedger {
  kind: LivingKind;
  id: string;
  /** 0: the ledger has no such entity. */
  ledgerSeq: number;
  workflowSeq: number;
  status: string;
  awaits: string | null;
  lost: readonly LostCommand[];
}

/** A command whose events the ledger has lost. */
export interface LostCommand {
  seq: number;
  atMs: number;
  actor: string;
  command: { readonly type: string; readonly [name: string]: Json | undefined };
}

export interface Waiting {
  /** The number of the last event the workflow knows of. */
  seq: number;
  status: string;
  /** The stage or step that would move it on. */
  awaits: string | null;
  /** What the workflow will do by itself, and when (ISO instant). */
  next: { slot: string; at: string } | null;
  /** The workflow is over: this is what it last knew. */
  ended?: boolean;
}

/** The registry of Temporal Schedules: what the ledger asks for against what the server has. */
export interface ScheduleRegistry {
  diff(): Promise<ScheduleDifference[]>;
  apply(): Promise<ScheduleDifference[]>;
}

export interface ScheduleDifference {
  id: string;
  action: 'create' | 'update' | 'delete' | 'same';
  /** What differs, in words of the specification; empty when the same. */
  changes: readonly { field: string; wanted: Json; found: Json }[];
}

/** Temporal, the database, the store of files, the identity provider or the reader of uploads did not answer in time: nothing is half done, the caller asks again after a while. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;
  readonly part: 'temporal' | 'worker' | 'database' | 'files' | 'provider' | 'reader';

  constructor(part: Unavailable['part'], cause?: unknown) {
    super(`${part} does not answer`, { cause });
    this.name = 'Unavailable';
    this.part = part;
    this.retryAfterSeconds = 5;
  }
}
