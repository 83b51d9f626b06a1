import type { Generated } from 'kysely';
import type { Instant, JsonColumn } from './columns.ts';

/** What was done, tried and taken away that no command tells, and the chain that holds both (`src/audit`). */
export interface AuditTables {
  audit: {
    /** From the same sequence as `command.position`: the two tables are one log. */
    position: Generated<number>;
    at: Instant;
    action: string;
    outcome: string;
    actor_id: string | null;
    address: string | null;
    means: string | null;
    request_id: string | null;
    subject_kind: string | null;
    subject_id: string | null;
    detail: JsonColumn;
  };
  audit_seal: {
    /** The place in the chain, without gaps. */
    seq: number;
    /** Of the entry sealed there. */
    position: number;
    sealed_at: Instant;
    hash: string;
  };
}
