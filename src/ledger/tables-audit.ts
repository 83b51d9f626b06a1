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
  /** The number of each entry, in the order in which transactions ended; written by the database itself. */
  audit_number: { number: number; position: number };
  /** One row: the last number that was given. */
  audit_counter: { singleton: boolean; last: number };
  /** What was put away in files. */
  audit_archive: {
    first_seq: number;
    last_seq: number;
    previous: string;
    hash: string;
    taken: number;
    sha256: string;
    archived_at: Instant;
    archived_by: string;
  };
  audit_seal: {
    /** The place in the chain: the entry's number. */
    seq: number;
    /** Of the entry sealed there. */
    position: number;
    sealed_at: Instant;
    hash: string;
  };
}
