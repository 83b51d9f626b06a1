import type { Envelope, Outcome } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import { toFailure } from './failures.ts';

export interface LedgerActivities {
  /** A local activity: the ledger's answer to one command. A refusal is an answer, not a failure. */
  commit(envelope: Envelope): Promise<Outcome>;
}

export function createLedgerActivities({ ledger }: { ledger: Ledger }): LedgerActivities {
  return {
    async commit(envelope) {
      try {
        const [outcome] = await ledger.commit([envelope]);
        return outcome as Outcome;
      } catch (error) {
        // A person gets the fault as an answer; the clock has nobody to tell and tries on, visible in Temporal's UI.
        throw toFailure(error, { giveUp: envelope.via !== 'clock' });
      }
    },
  };
}
