import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
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
import { waitingQuery } from './messages.ts';

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
const { commit } = proxyLocalActivities<LedgerActivities>({
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
/** After a reminder that the ledger would not have: something is wrong, and a tight loop would not make it right. */
const REFUSED_REMINDER_PAUSE = '1 minute';

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

  /** Resolves when the ledger has answered the first command, whatever it said. */
  async begun(): Promise<void> {
    await condition(() => this.#view !== null || this.#refused);
  }

  /** A command of the clock; its key is the slot, so that it can only happen once. */
  async submitByClock(command: CommandsByKind[Kind], slot: string): Promise<Outcome> {
    const { kind, id } = this;
    const commandId = `${kind}/${id}:${slot}`;
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
      const changed = (): boolean => done() || this.#view?.next?.slot !== reminder?.slot;
      const waitMs = Math.min(reminder ? reminder.atMs - Date.now() : LIMITS.ageMs, LIMITS.ageMs);
      if (await condition(changed, Math.max(1, waitMs))) continue;
      if (reminder && reminder.atMs <= Date.now()) await this.#give(reminder, remind(reminder));
    }
  }

  /** Hands over to a new run when this one has grown old; call it from the main line only. */
  async handOverWhenDue(): Promise<void> {
    if (!this.isOpen() || !this.#shouldHandOver()) return;
    await this.settled();
    await continueAsNew<(input: EntityInput) => Promise<void>>({ id: this.id, view: this.#view });
  }

  /** Every caller has its answer; only then may the run end. */
  async settled(): Promise<void> {
    await condition(allHandlersFinished);
  }

  async #give(reminder: Reminder, command: CommandsByKind[Kind]): Promise<void> {
    const outcome = await this.submitByClock(command, reminder.slot);
    if (outcome.ok || outcome.view?.next?.slot !== reminder.slot) return;
    log.warn('the ledger refused a reminder that it had asked for', {
      slot: reminder.slot,
      code: outcome.refusal.code,
    });
    await sleep(REFUSED_REMINDER_PAUSE);
  }

  #admit(envelope: Envelope<Kind>): void {
    if (envelope.entityId !== this.id || envelope.kind !== this.kind) {
      throw ApplicationFailure.nonRetryable(
        `a command for ${envelope.kind}/${envelope.entityId} came to ${this.id}`,
        'Misaddressed',
      );
    }
  }

  async #handle(envelope: Envelope<Kind>): Promise<Outcome> {
    this.#updates += 1;
    return this.#submit(envelope);
  }

  /** One command at a time: each is decided on what the one before it left. */
  async #submit(envelope: Envelope<Kind>): Promise<Outcome> {
    const mine = this.#turn.then(() => this.#commit(envelope));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #commit(envelope: Envelope<Kind>): Promise<Outcome> {
    const knownSeq = this.#view?.seq;
    const outcome = await commit({ ...envelope, atMs: Date.now(), knownSeq } as Envelope);
    this.#adopt(outcome);
    if (outcome.ok && outcome.notices > 0) await wakeMailroom();
    return outcome;
  }

  #adopt({ ok, view }: Outcome): void {
    if (!ok && view === null) this.#refused = true;
    // A ledger that is behind what we know was restored from an older backup: it refuses, and its view is not news.
    if (view === null || view.seq < (this.#view?.seq ?? 0)) return;
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
    const { status = 'unknown', ahead = [], next = null } = this.#view ?? {};
    return {
      status,
      awaits: ahead[0] ?? next?.slot ?? null,
      next: next && { slot: next.slot, at: new Date(next.atMs).toISOString() },
    };
  }
}
