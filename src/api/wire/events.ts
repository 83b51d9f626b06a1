import type { EventAnswer } from '../../contract/schemas/index.ts';
import type { EventRow } from '../../ledger/reads/events.ts';
import { instantOf } from './instants.ts';

export const eventWire = (row: EventRow): EventAnswer => ({
  seq: row.seq,
  type: row.type,
  at: instantOf(row.at),
  actor: { id: row.actorId, name: row.actorName },
  command: { type: row.commandType, via: row.via },
  data: row.data as Record<string, unknown>,
});
