import type { EntityView, Envelope, Outcome } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import type { EntityKind } from '../domain/entity.ts';
import { toFailure } from './failures.ts';

export interface LedgerActivities {
  /** A local activity: the ledger's answer to one command. A refusal is an answer, not a failure. */
  commit(envelope: Envelope): Promise<Outcome>;
  /** A local activity: what the entity's workflow must know by the settings of today; null when the ledger has no such entity. */
  currentView(entity: { kind: EntityKind; id: string }): Promise<EntityView | null>;
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
    async currentView({ kind, id }) {
      try {
        const [entity] = await ledger.views(kind, [id]);
        return entity?.view ?? null;
      } catch (error) {
        throw toFailure(error, { giveUp: true });
      }
    },
  };
}
