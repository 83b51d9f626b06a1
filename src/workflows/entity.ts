import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributePair, UpdateDefinition } from '@temporalio/common';
import type { LedgerActivities } from '../activities/ledger.ts';
import type { MailActivities } from '../activities/mail.ts';
import type { CommandsByKind, EntityView, Envelope, Outcome } from '../contract/commit.ts';
import { attributesOf } from '../contract/search-attributes.ts';
import type { Waiting } from '../contract/ports.ts';
import { SYSTEM_ACTOR, type EntityKind, type Reminder } from '../domain/entity.ts';
import { hereUpdate, lookAgainSignal, waitingQuery } from './messages.ts';

/**
 * What every workflow of an entity does: commands go one at a time to the ledger, the answer is adopted, the next reminder is waited
 * for, and a run that has grown old hands over to a new one. The path itself is in the areas' `workflow.ts`.
 */

export interface EntityInput {
  id: string;
  /** What the ledger says of the entity; null when the first command is still to come. */
  view: EntityView | null;
}

export type EntityUpdate<Kind extends EntityKind> = UpdateDefinition<Outcome, [Envelope<Kind>]>;

// An accepted command is carried out however long the database is away; waits past ten seconds become timers and hold no worker.
const { commit, currentView } = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
});
const { wakeMailroom } = proxyActivities<MailActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '1 minute' },
});

const DAY_MS = 86_400_000;
const LIMITS = { events: 2_000, updates: 1_000, ageMs: 91 * DAY_MS };
/** After a reminder that moved nothing: something is wrong, and a tight loop would not make it right. */
const VAIN_REMINDER_PAUSE = '1 minute';

const sameReminder = (a: Reminder | null, b: Reminder | null): boolean => a?.slot === b?.slot && a?.atMs === b?.atMs;

export class Entity<Kind extends EntityKind> {
  readonly kind: Kind;
  readonly id: string;
  #view: EntityView | null;
  #refused = false;
  #updates = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(kind: Kind, { id, view }: EntityInput) {
    this.kind = kind;
    this.id = id;
    this.#view = view;
    setHandler(waitingQuery, () => this.#waiting());
    setHandler(lookAgainSignal, () => this.#lookAgain());
    setHandler(hereUpdate, () => undefined);
  }

  get view(): EntityView | null {
    return this.#view;
  }

  isOpen(): boolean {
    return this.#view?.open ?? false;
  }

  /** Registers the commands people may send. Must run before the first `await` of the workflow. */
  accept(updates: readonly EntityUpdate<Kind>[]): void {
    for (const update of updates) {
      setHandler(update, envelope => this.#handle(envelope), { validator: envelope => this.#admit(envelope) });
    }
  }

  /** Resolves when the first command has been answered, whatever was said. */
  async begun(): Promise<void> {
    await condition(() => this.#view !== null || this.#refused);
  }

  /**
   * A command of the clock. Its key is the slot and what the entity was when it fell due, so that it can only happen once, and again when
   * people have set the same day anew (a plan moved away and back).
   */
  async submitByClock(command: CommandsByKind[Kind], slot: string): Promise<Outcome> {
    const { kind, id } = this;
    const commandId = `${kind}/${id}:${slot}@${this.#view?.seq ?? 0}`;
    return this.#submit({
      commandId,
      digest: slot,
      kind,
      entityId: id,
      command,
      actor: SYSTEM_ACTOR,
      via: 'clock',
      atMs: 0,
    });
  }

  /**
   * Waits until `moved` holds, giving each reminder that falls due on the way. Also returns when the entity is no longer open or the run
   * should be handed over.
   */
  async until(moved: () => boolean, remind: (reminder: Reminder) => CommandsByKind[Kind]): Promise<void> {
    const done = (): boolean => moved() || !this.isOpen() || this.#shouldHandOver();
    while (!done()) {
      const reminder = this.#view?.next ?? null;
      const changed = (): boolean => done() || !sameReminder(this.#view?.next ?? null, reminder);
      const waitMs = Math.min(reminder ? reminder.atMs - Date.now() : LIMITS.ageMs, LIMITS.ageMs);
      if (await condition(changed, Math.max(1, waitMs))) continue;
      if (reminder && reminder.atMs <= Date.now()) await this.#give(reminder, remind(reminder));
    }
  }

  /** Hands over to a new run when this one has grown old; call it from the main line only. */
  async handOverWhenDue(): Promise<void> {
    if (!this.isOpen() || !this.#shouldHandOver()) return;
    await condition(allHandlersFinished);
    await continueAsNew<(input: EntityInput) => Promise<void>>({ id: this.id, view: this.#view });
  }

  /**
   * Whether the run may end: the entity is closed and every caller has its answer. One of these answers may have opened it again (a stage
   * set right, a second start after a refused one).
   */
  async isOver(): Promise<boolean> {
    if (this.isOpen()) return false;
    await condition(allHandlersFinished);
    return !this.isOpen();
  }

  async #give(reminder: Reminder, command: CommandsByKind[Kind]): Promise<void> {
    const outcome = await this.submitByClock(command, reminder.slot);
    if (!sameReminder(this.#view?.next ?? null, reminder)) return;
    const answer = outcome.ok ? outcome.result.events.join() : outcome.refusal.code;
    log.warn('a reminder that the ledger had asked for moved nothing', { slot: reminder.slot, answer });
    await sleep(VAIN_REMINDER_PAUSE);
  }

  #admit(envelope: Envelope<Kind>): void {
    if (envelope.entityId !== this.id || envelope.kind !== this.kind) {
      throw ApplicationFailure.nonRetryable(
        `a command for ${envelope.kind}/${envelope.entityId} came to ${this.id}`,
        'Misaddressed',
      );
    }
  }

  #handle(envelope: Envelope<Kind>): Promise<Outcome> {
    this.#updates += 1;
    return this.#submit(envelope);
  }

  /** One command at a time: each is decided on what the one before it left. */
  #submit(envelope: Envelope<Kind>): Promise<Outcome> {
    return this.#inTurn(() => this.#commit(envelope));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** In its turn, so that no view of before a command is taken for one of after it. */
  async #lookAgain(): Promise<void> {
    const { kind, id } = this;
    try {
      const view = await this.#inTurn(() => currentView({ kind, id }));
      if (this.#view !== null && view !== null) this.#see(view);
    } catch (error) {
      if (isCancellation(error)) throw error;
      // It would end the run, and nothing is lost: the next command or reminder brings the view too.
      log.warn('the ledger could not be looked at again', { error: String(error) });
    }
  }

  async #commit(envelope: Envelope<Kind>): Promise<Outcome> {
    const outcome = await this.#ask(envelope);
    this.#adopt(outcome);
    if (outcome.ok && outcome.notices > 0) await wakeMailroom();
    return outcome;
  }

  async #ask(envelope: Envelope<Kind>): Promise<Outcome> {
    try {
      return await commit({ ...envelope, atMs: Date.now(), knownSeq: this.#view?.seq } as Envelope);
    } catch (error) {
      // A fault is an answer too: a run whose first command met one has nothing to wait for.
      this.#refused = true;
      throw error;
    }
  }

  #adopt({ ok, view }: Outcome): void {
    if (!ok && view === null) this.#refused = true;
    if (view !== null) this.#see(view);
  }

  #see(view: EntityView): void {
    // A ledger that is behind what we know was restored from an older backup: it refuses, and its view is not news.
    if (view.seq < (this.#view?.seq ?? 0)) return;
    const before = this.#view && this.#attributes(this.#view);
    this.#view = view;
    const attributes = this.#attributes(view);
    // Each upsert is an event of the history: only what changed is worth one.
    if (JSON.stringify(before) !== JSON.stringify(attributes)) upsertSearchAttributes(attributes);
  }

  #attributes(view: EntityView): SearchAttributePair[] {
    return attributesOf(view, this.kind === 'project' ? this.id : null);
  }

  #shouldHandOver(): boolean {
    const { continueAsNewSuggested, historyLength, runStartTime } = workflowInfo();
    return (
      continueAsNewSuggested ||
      historyLength >= LIMITS.events ||
      this.#updates >= LIMITS.updates ||
      Date.now() - runStartTime.getTime() >= LIMITS.ageMs
    );
  }

  #waiting(): Waiting {
    const { seq = 0, status = 'unknown', ahead = [], next = null } = this.#view ?? {};
    return {
      seq,
      status,
      awaits: ahead[0] ?? next?.slot ?? null,
      next: next && { slot: next.slot, at: new Date(next.atMs).toISOString() },
    };
  }
}
