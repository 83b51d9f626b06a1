import { NO_SERVER_WORDS } from '../contract/catalogue/words-mails.ts';
import type { NewAccountLink } from '../contract/account-links.ts';
import type { NewMuteLink } from '../contract/mute-links.ts';
import type { NewDeputyLink } from '../contract/deputy-links.ts';
import type { NewLink } from '../contract/links.ts';
import { parseMailAddress } from './address.ts';
import { createBatcher } from './batcher.ts';
import { messageIdFor } from './compose.ts';
import type { ClaimedMail, Fence, MailFile, Outbox, Rendering, Settled, StoredMessage } from './outbox-port.ts';
import type { Outcome, RetryCause, StopReason } from './outcome.ts';
import { nextTry, retryDelayMs } from './retry.ts';
import type { Sender } from './sender.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  ics?: string | null;
  /** One-click links whose addresses stand in the bodies. */
  links?: readonly NewLink[];
  /** Links to accounts, likewise. */
  accountLinks?: readonly NewAccountLink[];
  /** By which a deputy declines, likewise. */
  deputyLinks?: readonly NewDeputyLink[];
  /** Where its kind may be muted, and what opens that. */
  unsubscribe?: { address: string; link: NewMuteLink } | undefined;
  files?: readonly MailFile[] | undefined;
}

/** A mail that cannot be rendered, e.g. because its person is gone, fails alone and says why. */
export interface RenderFailure {
  error: string;
  /** Nothing failed: what it was to say has been done before it left. It is not sent, and its row says why. */
  pointless?: boolean;
}

/** Renders a whole batch at once, so that its data can be read with a few statements. Every id must be answered. */
export type Render = (mails: readonly ClaimedMail[]) => Promise<ReadonlyMap<string, RenderedMail | RenderFailure>>;

export interface DeliverDeps {
  outbox: Outbox;
  smtp: Sender;
  render: Render;
  /** Epoch ms. */
  now: () => number;
  /** `hold` renders and parks everything that is due and was not released, so that it can be looked at before. */
  mode?: 'send' | 'hold';
  /** No new mail is begun after it fires; those under way finish. */
  signal?: AbortSignal;
  /** Called at least every five seconds while the round runs. */
  heartbeat?: (soFar: RoundReport) => void;
}

export interface RoundOptions {
  /** Mails claimed at most. */
  limit: number;
  /** Mails per claim; the next batch is claimed and rendered while this one is on its way. */
  batch?: number;
  leaseMs?: number;
}

export interface RoundReport {
  sent: number;
  retry: number;
  failed: number;
  unknown: number;
  expired: number;
  held: number;
  /** Given back untried: shutdown, lease nearly over, sender stopped. */
  returned: number;
  /** Epoch ms of the next thing to do; null when nothing is on its way. */
  nextDueMs: number | null;
  /** Why no mail can leave until a person has looked; null when all is well. */
  stopped: { reason: StopReason; reply: string } | null;
}

const BATCH = 100;
/** Nothing leaves while the first batch is made, so it is small; each after it is twice as large, up to the most. */
const FIRST_BATCH = 25;
/** When so few of a batch are left the next one queues behind them: no connection rests until the last has its reply. */
const LAST = 10;
/** A lease outlives one send and a fair queue before it; what waits longer is given back. */
const LEASE_FACTOR = 1.5;
const HEARTBEAT_MS = 5_000;
/** Outcomes gather this long: no connection waits for them, and a crash within it only means one more doubt. */
const SETTLE_MS = 20;

/**
 * One round of the postman: claims what is due, renders what is new, sends over the pool, writes down what became of it. Safe
 * to run twice at the same time and to die at any point: every row is fenced by its lease, and no byte of a message leaves
 * before the ledger says `committing`.
 */
export async function deliverRound(deps: DeliverDeps, options: RoundOptions): Promise<RoundReport> {
  const round = new Round(deps, options);
  const pulse = setInterval(() => round.beat(), HEARTBEAT_MS);
  try {
    return await round.run();
  } finally {
    clearInterval(pulse);
  }
}

class Round {
  readonly #deps: DeliverDeps;
  readonly #leaseMs: number;
  readonly #batch: number;
  readonly #report: RoundReport;
  readonly #mark: (fence: Fence) => Promise<boolean>;
  readonly #settle: (outcome: Settled) => Promise<void>;
  #left: number;
  /** Mails of the next claim at most. */
  #size: number;
  /** Outcomes that are being written down. */
  readonly #writing: Promise<void>[] = [];
  /** Set when a whole batch found no server: the round sends no further one into the void. */
  #unreachable = false;

  constructor(deps: DeliverDeps, options: RoundOptions) {
    this.#deps = deps;
    this.#left = options.limit;
    this.#batch = Math.min(options.batch ?? BATCH, options.limit);
    this.#size = Math.min(FIRST_BATCH, this.#batch);
    this.#leaseMs = options.leaseMs ?? deps.smtp.maxSendMs * LEASE_FACTOR;
    this.#report = emptyReport();
    const { outbox } = deps;
    this.#mark = createBatcher(async (fences: Fence[]) => {
      const marked = await outbox.markCommitting(fences);
      return fences.map(fence => marked.has(fence.id));
    });
    this.#settle = createBatcher(
      async (outcomes: Settled[]) => {
        await outbox.settle(outcomes);
        return outcomes.map(() => undefined);
      },
      { lingerMs: SETTLE_MS },
    );
  }

  beat(): void {
    this.#deps.heartbeat?.({ ...this.#report });
  }

  async run(): Promise<RoundReport> {
    await this.#batches().finally(() => this.#written());
    return { ...this.#report, nextDueMs: await this.#nextDueMs() };
  }

  async #batches(): Promise<void> {
    let coming = this.#prepare();
    for (let batch = await coming; batch.length > 0; batch = await coming) {
      coming = this.#over() ? Promise.resolve([]) : this.#prepare();
      // the batch being prepared may fail while this one is sent: the failure is met at the next await, not before
      coming.catch(() => undefined);
      try {
        const before = this.#writing.splice(0);
        await this.#send(batch);
        await all(before);
      } catch (error) {
        await this.#giveBackAll(await coming.catch(() => []));
        throw error;
      }
      this.beat();
    }
  }

  /** Until the next batch may begin: when a server took some of this one and only the last are on their way, else when all have ended. */
  async #send(batch: ClaimedMail[]): Promise<void> {
    const tally: Tally = { taken: 0, networkFailures: 0 };
    await new Promise<void>((resolve, reject) => {
      let left = batch.length;
      const whole = all(
        batch.map(async mail => {
          await this.#one(mail, tally);
          left -= 1;
          if (left < LAST && tally.taken > 0) resolve();
        }),
      );
      this.#writeBeside(whole);
      whole.then(resolve, reject);
    });
    this.#unreachable = tally.networkFailures > 0 && tally.taken === 0;
  }

  /** The next mail need not wait for it: what a batch came to is written down while the next one leaves. */
  #writeBeside(written: Promise<void>): void {
    // Whoever waits for them meets a failure; until then it is nobody's.
    written.catch(() => undefined);
    this.#writing.push(written);
  }

  /** The last of a batch add what they came to while they are waited for. */
  async #written(): Promise<void> {
    while (this.#writing.length > 0) await all(this.#writing.splice(0));
  }

  /** A server that could not be reached is left alone for as long as a first retry waits. */
  async #nextDueMs(): Promise<number | null> {
    const due = await this.#deps.outbox.nextDueMs();
    const rest = this.#unreachable ? this.#deps.now() + retryDelayMs(1, 'network') : 0;
    return due === null ? null : Math.max(due, rest);
  }

  #mustStop(): boolean {
    return this.#report.stopped !== null || this.#deps.signal?.aborted === true;
  }

  #over(): boolean {
    return this.#mustStop() || this.#unreachable;
  }

  /** Claims a batch and makes sure that each of its mails has its message stored. */
  async #prepare(): Promise<ClaimedMail[]> {
    const limit = Math.min(this.#size, this.#left);
    if (limit <= 0 || this.#over()) return [];
    this.#size = Math.min(2 * this.#size, this.#batch);
    const { mails, expired, unknown } = await this.#deps.outbox.claim(limit, this.#leaseMs);
    this.#left -= mails.length;
    this.#report.expired += expired;
    this.#report.unknown += unknown;
    try {
      return await this.#renderMissing(mails);
    } catch (error) {
      // nothing of it has left: the rows need not wait for their lease to end
      await this.#giveBackAll(mails);
      throw error;
    }
  }

  async #renderMissing(mails: ClaimedMail[]): Promise<ClaimedMail[]> {
    const missing = mails.filter(mail => mail.stored === null);
    if (missing.length === 0) return mails;
    const answers = await this.#deps.render(missing);
    const rendered: Rendering[] = [];
    const failures: Promise<void>[] = [];
    for (const mail of missing) {
      const answer: RenderedMail | RenderFailure = answers.get(mail.id) ?? { error: 'not rendered' };
      if ('error' in answer) failures.push(this.#unrendered(mail, answer));
      else
        rendered.push({
          id: mail.id,
          leaseUntil: mail.leaseUntil,
          message: (mail.stored = this.#stored(mail, answer)),
          links: answer.links ?? [],
          accountLinks: answer.accountLinks ?? [],
          deputyLinks: answer.deputyLinks ?? [],
          muteLink: answer.unsubscribe?.link,
        });
    }
    if (rendered.length > 0) await this.#deps.outbox.storeRendered(rendered);
    await all(failures);
    return mails.filter(mail => mail.stored !== null);
  }

  #unrendered(mail: ClaimedMail, { error, pointless }: RenderFailure): Promise<void> {
    if (pointless === true) return this.#write(mail, 'expired', { reply: error });
    return this.#finish(mail, { kind: 'failed', reply: error });
  }

  #stored(mail: ClaimedMail, rendered: RenderedMail): StoredMessage {
    return {
      subject: rendered.subject,
      html: rendered.html,
      text: rendered.text,
      ics: rendered.ics ?? null,
      messageId: messageIdFor(mail.id, this.#deps.smtp.from.domain),
      // the Date header knows no fractions
      dateMs: Math.floor(this.#deps.now() / 1_000) * 1_000,
      ...(rendered.unsubscribe && { unsubscribe: rendered.unsubscribe.address }),
      ...(rendered.files && { files: rendered.files }),
    };
  }

  async #one(mail: ClaimedMail, tally: Tally): Promise<void> {
    if (this.#isHeld(mail)) return this.#write(mail, 'held', { reply: null });
    const to = parseMailAddress(mail.toAddress, 'toAddress');
    if ('code' in to) return this.#finish(mail, { kind: 'failed', reply: `address refused: ${to.code}` });
    const outgoing = { id: mail.id, to: { ...to, name: mail.toName }, message: mail.stored as StoredMessage };
    const outcome = await this.#deps.smtp.send(outgoing, {
      begin: () => !this.#mustStop() && this.#hasTime(mail),
      mark: () => this.#mark({ id: mail.id, leaseUntil: mail.leaseUntil }),
    });
    if (outcome.kind === 'sent') tally.taken += 1;
    if (outcome.kind === 'retry' && outcome.cause === 'network') tally.networkFailures += 1;
    this.#writeBeside(this.#finish(mail, outcome));
  }

  #isHeld({ released }: ClaimedMail): boolean {
    return this.#deps.mode === 'hold' && (!released || this.#deps.smtp.keepsAll === true);
  }

  #hasTime(mail: ClaimedMail): boolean {
    return this.#deps.now() + this.#deps.smtp.maxSendMs <= mail.leaseUntil;
  }

  /** Turns what the server said into what the row says. */
  #finish(mail: ClaimedMail, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case 'sent':
      case 'failed':
        return this.#write(mail, outcome.kind, { reply: outcome.reply, attempts: mail.attempts + 1 });
      case 'retry':
        return this.#again(
          mail,
          outcome.cause === 'network' ? saying('unreachable', outcome.reply) : outcome.reply,
          outcome.cause,
        );
      case 'unknown':
        return this.#doubt(mail, saying('silent', outcome.reply));
      case 'stop':
        this.#report.stopped = { reason: outcome.reason, reply: outcome.reply };
        return this.#giveBack(mail, saying('refused', outcome.reply));
      case 'notBegun':
        return this.#giveBack(mail);
      case 'notOurs':
        // the row belongs to somebody else: nothing to write, nothing to count
        return Promise.resolve();
    }
  }

  #again(mail: ClaimedMail, reply: string, cause: RetryCause): Promise<void> {
    const next = this.#next(mail, cause);
    const notBefore = next.state === 'retry' ? next.notBefore : null;
    return this.#write(mail, next.state, { reply, attempts: mail.attempts + 1, notBefore });
  }

  /** The body left and nothing came back. A reminder may be sent once more; a second doubt, or a letter, waits for a person. */
  #doubt(mail: ClaimedMail, reply: string): Promise<void> {
    const change = { reply, attempts: mail.attempts + 1, doubts: mail.doubts + 1 };
    const next = this.#next(mail, 'reply');
    const again = mail.policy === 'resend' && mail.doubts === 0 && next.state === 'retry';
    return again
      ? this.#write(mail, 'retry', { ...change, notBefore: next.notBefore })
      : this.#write(mail, 'unknown', change);
  }

  #next(mail: ClaimedMail, cause: RetryCause): ReturnType<typeof nextTry> {
    return nextTry({ attempts: mail.attempts + 1, nowMs: this.#deps.now(), expiresAtMs: mail.expiresAt, cause });
  }

  async #giveBackAll(mails: readonly ClaimedMail[]): Promise<void> {
    await Promise.allSettled(mails.map(mail => this.#giveBack(mail)));
  }

  async #giveBack(mail: ClaimedMail, reply: string | null = null): Promise<void> {
    await this.#settle({ ...unchanged(mail), state: 'pending', reply });
    this.#report.returned += 1;
  }

  async #write(
    mail: ClaimedMail,
    state: Exclude<Settled['state'], 'pending'>,
    change: Partial<Pick<Settled, 'reply' | 'attempts' | 'doubts' | 'notBefore'>>,
  ): Promise<void> {
    await this.#settle({ ...unchanged(mail), ...change, state });
    this.#report[state] += 1;
  }
}

/** Of one batch: mails a server took, and failures of the link, not of a mail. */
interface Tally {
  taken: number;
  networkFailures: number;
}

const emptyReport = (): RoundReport => ({
  sent: 0,
  retry: 0,
  failed: 0,
  unknown: 0,
  expired: 0,
  held: 0,
  returned: 0,
  nextDueMs: null,
  stopped: null,
});

/** What is wrong with no single mail, in words before the server's or the system's own. */
const saying = (what: keyof typeof NO_SERVER_WORDS, reply: string): string =>
  `${NO_SERVER_WORDS[what].zh} / ${NO_SERVER_WORDS[what].en}: ${reply}`;

const unchanged = (mail: ClaimedMail): Omit<Settled, 'state'> => ({
  id: mail.id,
  leaseUntil: mail.leaseUntil,
  key: mail.key,
  reply: null,
  notBefore: null,
  attempts: mail.attempts,
  doubts: mail.doubts,
});

/** Waits for all of them, then throws the first failure: nothing of the round may run on after it has ended. */
async function all(promises: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(promises);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
}
