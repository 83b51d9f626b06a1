import type { Claim, ClaimedMail, Fence, Outbox, Rendering, Settled } from '../../../src/mail/outbox-port.ts';

type State = Settled['state'] | 'sending' | 'committing';

export interface Row extends Omit<ClaimedMail, 'leaseUntil'> {
  state: State;
  notBefore: number | null;
  leaseUntil: number | null;
  reply: string | null;
}

/** The port's promises over an array; what the SQL one must do too. `log` records every state each row went through. */
export class MemoryOutbox implements Outbox {
  readonly rows: Row[] = [];
  readonly log = new Map<string, State[]>();
  calls = { claim: 0, storeRendered: 0, markCommitting: 0, settle: 0 };
  /** Runs before a call takes effect; throwing is a database that is down. */
  before: (call: keyof MemoryOutbox['calls']) => Promise<void> | void = () => undefined;
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  add(row: Partial<Row> & { id: string }): Row {
    const full: Row = {
      kind: 'meetingReminder',
      slot: '2026-01-05',
      personId: row.id,
      key: row.id,
      toName: '张三',
      toAddress: `${row.id}@example.cn`,
      policy: 'resend',
      attempts: 0,
      doubts: 0,
      expiresAt: null,
      released: false,
      stored: null,
      state: 'pending',
      notBefore: null,
      leaseUntil: null,
      reply: null,
      ...row,
    };
    this.rows.push(full);
    return full;
  }

  of(id: string): Row {
    const row = this.rows.find(candidate => candidate.id === id);
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }

  count(state: State): number {
    return this.rows.filter(row => row.state === state).length;
  }

  async claim(limit: number, leaseMs: number): Promise<Claim> {
    await this.#enter('claim');
    const claim: Claim = { mails: [], expired: 0, unknown: 0 };
    for (const row of this.rows) {
      if (claim.mails.length === limit) break;
      if (!this.#due(row)) continue;
      const stale = row.expiresAt !== null && row.expiresAt <= this.now();
      if (row.state === 'committing') {
        row.doubts += 1;
        if (row.policy === 'hold' || row.doubts > 1 || stale) {
          this.#move(row, 'unknown');
          claim.unknown += 1;
          continue;
        }
      } else if (stale) {
        this.#move(row, 'expired');
        claim.expired += 1;
        continue;
      }
      this.#move(row, 'sending');
      row.leaseUntil = this.now() + leaseMs;
      claim.mails.push({ ...row, leaseUntil: row.leaseUntil, stored: row.stored && { ...row.stored } });
    }
    return claim;
  }

  async storeRendered(rendered: readonly Rendering[]): Promise<void> {
    await this.#enter('storeRendered');
    for (const { message, ...fence } of rendered) {
      const row = this.#held(fence, ['sending']);
      if (row) row.stored ??= message;
    }
  }

  async markCommitting(marks: readonly Fence[]): Promise<ReadonlySet<string>> {
    await this.#enter('markCommitting');
    const marked = marks.filter(fence => {
      const row = this.#held(fence, ['sending']);
      if (row) this.#move(row, 'committing');
      return row !== undefined;
    });
    return new Set(marked.map(fence => fence.id));
  }

  async settle(outcomes: readonly Settled[]): Promise<void> {
    await this.#enter('settle');
    for (const { id, leaseUntil, ...change } of outcomes) {
      const row = this.#held({ id, leaseUntil }, ['sending', 'committing']);
      if (!row) continue;
      this.#move(row, change.state);
      Object.assign(row, change, { leaseUntil: null, reply: change.reply ?? row.reply });
    }
  }

  async nextDueMs(): Promise<number | null> {
    const due = this.rows.flatMap(row => {
      if (row.state === 'pending' || row.state === 'retry') return [row.notBefore ?? this.now()];
      return row.state === 'sending' || row.state === 'committing' ? [row.leaseUntil ?? 0] : [];
    });
    return due.length === 0 ? null : Math.min(...due);
  }

  async #enter(call: keyof MemoryOutbox['calls']): Promise<void> {
    await this.before(call);
    this.calls[call] += 1;
  }

  #due(row: Row): boolean {
    if (row.state === 'pending' || row.state === 'retry') return (row.notBefore ?? 0) <= this.now();
    return (row.state === 'sending' || row.state === 'committing') && (row.leaseUntil ?? 0) < this.now();
  }

  #held(fence: Fence, states: readonly State[]): Row | undefined {
    return this.rows.find(
      row => row.id === fence.id && row.leaseUntil === fence.leaseUntil && states.includes(row.state),
    );
  }

  #move(row: Row, state: State): void {
    row.state = state;
    this.log.set(row.id, [...(this.log.get(row.id) ?? []), state]);
  }
}
