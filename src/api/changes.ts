import type { EntityKind } from '../domain/entity.ts';
import type { Database } from '../ledger/database.ts';
import { kindsChanged, lastNumber } from '../ledger/reads/changes.ts';

type Listener = (kinds: readonly EntityKind[]) => void;

/** Tells whoever follows that something of a kind has changed. Not what: that is asked of the API, where it is held against his reach. */
export interface Changes {
  follow(listener: Listener): Following;
  /** Nobody is told any more. */
  stop(): void;
}

export interface Following {
  /** Settled when it is known where the ledger stands: every change after that is told. */
  begun: Promise<void>;
  leave(): void;
}

interface Watch {
  db: Database;
  /** How often the ledger is asked while anybody follows. */
  everyMs: number;
  onError: (error: unknown) => void;
}

/** Asks the ledger for its last number, one look-up for all who follow, and not at all while nobody does. */
export function watchChanges({ db, everyMs, onError }: Watch): Changes {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;
  let last: number | null = null;
  let waiting: (() => void)[] = [];

  function begin(): void {
    for (const settle of waiting) settle();
    waiting = [];
  }

  async function look(): Promise<void> {
    try {
      const upTo = await lastNumber(db);
      const kinds = last === null || upTo === last ? [] : await kindsChanged(db, { after: last, upTo });
      last = upTo;
      begin();
      if (kinds.length > 0) for (const listener of listeners) listener(kinds);
    } catch (error) {
      // The ledger is away: whoever follows hears of what he missed when it is back.
      onError(error);
    }
    timer = listeners.size > 0 ? setTimeout(() => void look(), everyMs) : undefined;
    if (listeners.size === 0) last = null;
  }

  return {
    follow(listener) {
      listeners.add(listener);
      const begun = new Promise<void>(settle => waiting.push(settle));
      if (last !== null) begin();
      timer ??= setTimeout(() => void look(), 0);
      return { begun, leave: () => void listeners.delete(listener) };
    },
    stop() {
      listeners.clear();
      clearTimeout(timer);
      begin();
    },
  };
}
