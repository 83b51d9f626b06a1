import type { NamedAddress } from './address.ts';
import { CommitGate, NotOurs } from './commit-gate.ts';
import { composeMessage, type OutgoingMail } from './compose.ts';
import { classifyFailure, type Outcome, type SmtpFailure } from './outcome.ts';
import type { Sender, Turn } from './sender.ts';
import { DEFAULT_TIMEOUTS, type Envelope, openMs, SmtpLink, type SmtpTimeouts } from './smtp-link.ts';
import type { SmtpServer } from './smtp-url.ts';

export interface SmtpOptions {
  server: SmtpServer;
  from: NamedAddress;
  /** Connections at most; big providers allow few per account. */
  connections?: number;
  /** An unused connection says QUIT after this. */
  idleMs?: number;
  timeouts?: Partial<SmtpTimeouts>;
}

/** While a server cannot be reached, mails are told so at once instead of each finding out by its own time-out. */
const BREAKER_MS = 2_000;

/** One mail in hand; `until` is the `performance.now()` at which its link is cut. */
interface Job {
  envelope: Envelope;
  body: Buffer;
  turn: Turn;
  until: number;
}

/** A pool of SMTP connections, opened when needed, reused, closed when idle. */
export class SmtpPool implements Sender {
  readonly from: NamedAddress;
  readonly maxSendMs: number;
  readonly #server: SmtpServer;
  readonly #timeouts: SmtpTimeouts;
  readonly #idleMs: number;
  readonly #connections: number;
  readonly #idle: { link: SmtpLink; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #drained: (() => void)[] = [];
  /** Sends that have their turn. */
  #busy = 0;
  /** Connections that are open. */
  #live = 0;
  /** Lowered while the server accepts fewer connections than we may open. */
  #limit: number;
  #broken: { until: number; outcome: Outcome } | null = null;
  #closed = false;

  constructor(options: SmtpOptions) {
    this.from = options.from;
    this.#server = options.server;
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    this.maxSendMs = this.#timeouts.totalMs + openMs(this.#timeouts);
    this.#idleMs = options.idleMs ?? 10_000;
    this.#connections = Math.max(1, options.connections ?? 5);
    this.#limit = this.#connections;
  }

  async send(mail: OutgoingMail, turn: Turn): Promise<Outcome> {
    await this.#turn();
    try {
      if (this.#closed || !turn.begin()) return { kind: 'notBegun' };
      const body = composeMessage(mail, this.from);
      const envelope = { from: this.from.address, to: mail.to.address, size: body.length };
      return await this.#deliver({ envelope, body, turn, until: performance.now() + this.#timeouts.totalMs });
    } finally {
      this.#done();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { link, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      link.quit();
    }
    // those still talking finish; those that wait for a turn get it and are told
    if (this.#busy > 0) await new Promise<void>(resolve => this.#drained.push(resolve));
  }

  async #deliver(job: Job): Promise<Outcome> {
    const reused = this.#takeIdle();
    if (reused) {
      const { outcome, asked } = await this.#transact(reused, job);
      // a server may hang up on an idle connection at any time: that costs a new connection, not a retry in minutes
      const stale = !reused.usable && !asked && outcome.kind === 'retry' && outcome.cause === 'network';
      if (!stale || performance.now() >= job.until) return outcome;
    }
    const fresh = await this.#open();
    if ('kind' in fresh) return this.#live > 0 ? this.#waitForOthers(job, fresh) : fresh;
    return (await this.#transact(fresh, job)).outcome;
  }

  /** The server takes no further connection but serves the ones it has: queue for those. */
  async #waitForOthers(job: Job, refusal: Outcome): Promise<Outcome> {
    this.#limit = Math.max(1, Math.min(this.#live, this.#limit));
    this.#done();
    await this.#turn();
    const link = this.#takeIdle();
    if (!link) return refusal;
    if (job.turn.begin()) return (await this.#transact(link, job)).outcome;
    await this.#giveBack(link, false);
    return { kind: 'notBegun' };
  }

  /**
   * MAIL, RCPT, DATA, mark, body, reply on one link; then gives the link back or closes it. `asked`: the ledger was asked to mark
   * this mail, so it must not be tried again without the ledger.
   */
  async #transact(link: SmtpLink, job: Job): Promise<{ outcome: Outcome; asked: boolean }> {
    const gate = new CommitGate(job.body, () => job.turn.mark());
    const deadline = setTimeout(() => link.close(), Math.max(0, job.until - performance.now()));
    try {
      const reply = await link.send(job.envelope, gate);
      return { outcome: { kind: 'sent', reply: reply.slice(0, 500) }, asked: true };
    } catch (error) {
      if (gate.errored) link.close();
      const notOurs = gate.errored instanceof NotOurs;
      const outcome: Outcome = notOurs ? { kind: 'notOurs' } : classifyFailure(asFailure(error), gate.bodyLeft);
      return { outcome, asked: gate.asked };
    } finally {
      gate.destroy();
      // after a refused MAIL, RCPT or DATA the transaction is still open; after the body's reply it is not (RFC 5321 §4.1.1.4)
      await this.#giveBack(link, !gate.bodyLeft);
      clearTimeout(deadline);
    }
  }

  async #giveBack(link: SmtpLink, reset: boolean): Promise<void> {
    if (link.usable && reset) await link.reset().catch(() => link.close());
    if (!link.usable) return;
    if (this.#closed) return link.quit();
    const entry = { link, timer: setTimeout(() => this.#retire(entry), this.#idleMs).unref() };
    this.#idle.push(entry);
  }

  #retire(entry: { link: SmtpLink; timer: NodeJS.Timeout }): void {
    this.#idle.splice(this.#idle.indexOf(entry), 1);
    entry.link.quit();
  }

  #takeIdle(): SmtpLink | null {
    for (let entry = this.#idle.pop(); entry; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.link.usable) return entry.link;
    }
    return null;
  }

  async #open(): Promise<SmtpLink | Outcome> {
    if (this.#broken && performance.now() < this.#broken.until) return this.#broken.outcome;
    try {
      const link = await SmtpLink.open(this.#server, this.#timeouts);
      this.#broken = null;
      this.#live += 1;
      link.onEnd(() => this.#lost());
      return link;
    } catch (error) {
      const outcome = classifyFailure(asFailure(error), false);
      // whatever a server says before a mail was named to it, it does not say about the mail
      const general: Outcome =
        outcome.kind === 'stop' ? outcome : { kind: 'retry', reply: wordsOf(outcome), cause: 'network' };
      this.#broken = { until: performance.now() + BREAKER_MS, outcome: general };
      return general;
    }
  }

  #lost(): void {
    this.#live -= 1;
    if (this.#live > 0) return;
    this.#limit = this.#connections;
    this.#wake();
  }

  async #turn(): Promise<void> {
    if (this.#busy < this.#limit) this.#busy += 1;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  #done(): void {
    this.#busy -= 1;
    this.#wake();
    if (this.#busy === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Hands free turns to those who wait; the turn is counted before they run, so nobody can step in between. */
  #wake(): void {
    while (this.#busy < this.#limit) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#busy += 1;
      next();
    }
  }
}

const asFailure = (error: unknown): SmtpFailure =>
  typeof error === 'object' && error !== null && 'message' in error
    ? (error as SmtpFailure)
    : { message: String(error) };

const wordsOf = (outcome: Outcome): string => ('reply' in outcome ? outcome.reply : '');
