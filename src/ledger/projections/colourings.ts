import type { ColouringState, PublishedEvent } from '../../domain/colouring/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** An edition and its rows; neither is ever written again. */
export function colouringRows(changed: readonly Changed<ColouringState>[]): Write[] {
  const published = changed.flatMap(({ events, envelope, atMs }) =>
    events.map(event => ({ event: event as PublishedEvent, actorId: envelope.actor.id, atMs })),
  );
  return [
    rowsInto('colour_edition', published.map(editionRow)),
    rowsInto(
      'colour_row',
      published.flatMap(({ event }) => colourRows(event)),
    ),
  ];
}

const editionRow = ({ event, actorId, atMs }: { event: PublishedEvent; actorId: string; atMs: number }) => ({
  month: event.month,
  edition: event.edition,
  known_on: event.on,
  basis: event.basis,
  rules: event.rules,
  counts: event.counts,
  changes: event.changes,
  hash: event.hash,
  reason: event.reason,
  actor_id: actorId,
  published_at: iso(atMs),
});

const colourRows = ({ month, edition, rows }: PublishedEvent) =>
  rows.map(({ subject, id, name, county, colour, noted, proposeRemoval, rule, because, unmeasured }, position) => ({
    ...{ month, edition, position, subject, id, name, county, colour, noted },
    propose_removal: proposeRemoval,
    rule_id: rule.id,
    rule_version: rule.version,
    because,
    unmeasured,
  }));
