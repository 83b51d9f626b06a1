import { sql } from 'kysely';
import { ENTITY_KINDS, type EntityKind } from '../domain/entity.ts';
import { isSection, type SettingState } from '../domain/settings/types.ts';
import { completed } from '../domain/settings/versions.ts';
import { areaOf, type AnyArea } from '../ledger/commit.ts';
import type { Database } from '../ledger/database.ts';

/** One field that a command changed; null where there was, or is, nothing. */
export interface Change {
  field: string;
  old: unknown;
  new: unknown;
}

/** A command by the events it caused: those up to `seq`, `events` of them. */
export interface Caused {
  id: string;
  kind: string;
  entityId: string;
  seq: number;
  events: number;
}

interface EventRow {
  kind: EntityKind;
  id: string;
  seq: number;
  type: string;
  data: object;
}

/**
 * What each command changed, old → new, worked out from the events of its entity: nothing of it is kept twice. Names and addresses are in no event,
 * so of a change of one only that it was is told. Why somebody does not come to a meeting, and who comes instead, is told to nobody
 * here.
 */
export async function changesOf(db: Database, commands: readonly Caused[]): Promise<Map<string, Change[]>> {
  const found = new Map<string, Change[]>();
  const changing = commands.filter(({ kind, events }) => events > 0 && isKind(kind));
  if (changing.length === 0) return found;
  const histories = await historiesOf(db, changing);
  for (const [key, mine] of groupedBy(changing, keyOf)) {
    const history = histories.get(key) ?? [];
    for (const [id, changes] of changesIn(history, mine)) found.set(id, changes);
  }
  return found;
}

const isKind = (kind: string): kind is EntityKind => (ENTITY_KINDS as readonly string[]).includes(kind);
const keyOf = ({ kind, entityId }: Pick<Caused, 'kind' | 'entityId'>): string => `${kind} ${entityId}`;

async function historiesOf(db: Database, commands: readonly Caused[]): Promise<Map<string, EventRow[]>> {
  const last = new Map<string, Caused>();
  for (const command of commands) {
    if (command.seq > (last.get(keyOf(command))?.seq ?? 0)) last.set(keyOf(command), command);
  }
  const wanted = JSON.stringify([...last.values()].map(({ kind, entityId, seq }) => ({ kind, id: entityId, seq })));
  const { rows } = await sql<EventRow>`select e.entity_kind as kind, e.entity_id as id, e.seq, e.type, e.data
    from jsonb_to_recordset(${wanted}::jsonb) as wanted (kind text, id text, seq integer)
    join event e on e.entity_kind = wanted.kind and e.entity_id = wanted.id and e.seq <= wanted.seq
    order by e.entity_kind, e.entity_id, e.seq`.execute(db);
  return groupedBy(rows, ({ kind, id }) => `${kind} ${id}`);
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The history of one entity is gone through once, whatever number of its commands is asked for. */
function* changesIn(history: readonly EventRow[], commands: readonly Caused[]): Generator<[string, Change[]]> {
  const [first] = history;
  if (!first) return;
  const area: AnyArea = areaOf(first.kind);
  const shown = (value: unknown): unknown => (first.kind === 'setting' ? latestVersion(first.id, value) : value);
  let [state, next] = [null as unknown, 0];
  const upTo = (seq: number): unknown => {
    for (let event = history[next]; event && event.seq <= seq; event = history[next]) {
      state = area.evolve(state, { type: event.type, ...event.data });
      next += 1;
    }
    return state;
  };
  for (const { id, seq, events } of [...commands].sort((a, b) => a.seq - b.seq)) {
    const before = leavesOf(shown(upTo(seq - events)));
    const after = leavesOf(shown(upTo(seq)));
    const fields = [...new Set([...before.keys(), ...after.keys()])];
    const changed = fields.filter(field => before.get(field) !== after.get(field));
    yield [
      id,
      changed.map(field => ({ field, old: told(field, before.get(field)), new: told(field, after.get(field)) })),
    ];
  }
}

/** Of a section: what was set last, whole as it is the rule, against what was set before it, or the default: so a change is told field by field. */
function latestVersion(section: string, state: unknown): unknown {
  if (!isSection(section)) return state;
  const versions = (state as SettingState | null)?.versions ?? [];
  const last = versions.toSorted((a, b) => a.version - b.version).at(-1);
  return { value: completed(section, last?.value), validFrom: last?.validFrom ?? null };
}

/** `responses[3].note` of a meeting, in events from before such words had a row of their own. */
const EXCUSE = /^responses\[\d+\]\.(?:note|deputy)$/;

const told = (field: string, text: string | undefined): unknown =>
  text !== undefined && EXCUSE.test(field) ? '…' : valueOf(text);

const valueOf = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));

/** `milestones[2].plan` → the value there as JSON. A list of plain values is one leaf, and so is what is empty. */
export function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  const inner = innerOf(value);
  if (inner === null) {
    if (value !== null && value !== undefined) leaves.set(path, JSON.stringify(value));
    return leaves;
  }
  for (const [name, each] of inner) leavesOf(each, placeOf(path, name), leaves);
  return leaves;
}

function innerOf(value: unknown): [string | number, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return Object.entries(value);
  return value.some(each => typeof each === 'object' && each !== null) ? [...value.entries()] : null;
}

function placeOf(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}
