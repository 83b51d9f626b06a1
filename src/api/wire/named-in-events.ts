import { namesById } from '../../ledger/reads/names.ts';
import type { EventRow } from '../../ledger/reads/events.ts';
import type { Database } from '../../ledger/database.ts';

/** Where events name a unit or a person by id, whatever kind of thing they are of. Free text is under no such name. */
const UNITS = /^(before|kept|dropped|team|departments|silent|present|unit|units|.*[uU]nitIds?)$/;
const PEOPLE = /^(by|person|people|told|(person|handler|leader|solver|firmContact)(Id|s)?)$/;

interface Ids {
  units: Set<string>;
  people: Set<string>;
}

export type NamesInEvents = Readonly<Record<string, string>>;

/** The names of today of the units and people that a page of events names. */
export async function namedInEvents(db: Database, rows: readonly EventRow[]): Promise<NamesInEvents> {
  const found = idsIn(rows);
  const { units, people } = await namesById(db, { units: [...found.units], people: [...found.people] });
  return { ...people, ...units };
}

/** Of all names those that one event needs. */
export function namesFor(row: EventRow, names: NamesInEvents): Record<string, string> {
  const { units, people } = idsIn([row]);
  return Object.fromEntries([...units, ...people].flatMap(id => (names[id] === undefined ? [] : [[id, names[id]]])));
}

function idsIn(rows: readonly EventRow[]): Ids {
  const ids: Ids = { units: new Set(), people: new Set() };
  for (const { data } of rows) gather(data, '', ids);
  return ids;
}

function gather(value: unknown, key: string, ids: Ids): void {
  if (typeof value === 'string') {
    if (UNITS.test(key)) ids.units.add(value);
    else if (PEOPLE.test(key)) ids.people.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) gather(each, key, ids);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) gather(each, name, ids);
  }
}
