import type { EventAnswer } from '../../contract/schemas/index.ts';
import type { EventRow } from '../../ledger/reads/events.ts';
import type { Database } from '../../ledger/database.ts';
import type { Page } from '../../ledger/reads/paging.ts';
import { instantOf } from './instants.ts';
import { namedInEvents, namesFor, type NamesInEvents } from './named-in-events.ts';

/**
 * One line of a history. `name` is the person's name of today, null for the system and for anybody the ledger does not know (any more);
 * `data` leaves as the event holds it, for it is what was decided and no shape of today.
 */
const eventWire = (row: EventRow, names: NamesInEvents): EventAnswer => ({
  seq: row.seq,
  type: row.type,
  at: instantOf(row.at),
  actor: { id: row.actorId, name: row.actorName },
  command: { type: row.commandType, via: row.via },
  data: row.data as Record<string, unknown>,
  names: namesFor(row, names),
});

/** A page of a history, with the names of today of whom its events name. */
export async function eventsWire(db: Database, { items, total, next }: Page<EventRow>) {
  const names = await namedInEvents(db, items);
  return { items: items.map(row => eventWire(row, names)), total, next };
}
