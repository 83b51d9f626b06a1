import type { EventAnswer } from '../../contract/schemas/index.ts';
import type { EventRow } from '../../ledger/reads/events.ts';
import { instantOf } from './instants.ts';

/**
 * One line of a history. `name` is the person's name of today, null for the system and for anybody the ledger does not know (any more);
 * `data` leaves as the event holds it, for it is what was decided and no shape of today.
 */
export const eventWire = (row: EventRow): EventAnswer => ({
  seq: row.seq,
  type: row.type,
  at: instantOf(row.at),
  actor: { id: row.actorId, name: row.actorName },
  command: { type: row.commandType, via: row.via },
  data: row.data as Record<string, unknown>,
});
