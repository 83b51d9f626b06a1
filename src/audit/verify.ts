import { sql } from 'kysely';
import type { Database } from '../ledger/database.ts';
import { archivesOf, type Archive } from './archive.ts';
import { GENESIS, hashOf, type Entry } from './chain.ts';
import { linksOf, type Link } from './links.ts';
import { seal } from './seal.ts';

/** Where the record is not what it was. */
export interface Fault {
  /**
   * `altered`: the entry or its seal is not what was hashed · `missing`: the entry is gone · `sealMissing`: seals are gone · `inserted`: the
   * entry has no number, or one that came long after those around it were sealed · `numberMissing`: numbers that were given are gone ·
   * `eventsMissing`: an entity's events have a gap · `headUnknown`: the chain does not hold the head it had before.
   */
  code: 'altered' | 'missing' | 'sealMissing' | 'inserted' | 'numberMissing' | 'eventsMissing' | 'headUnknown';
  /** The place in the chain; null where none is concerned. */
  seq: number | null;
  position: number | null;
  /** What stands there: the command or the action, or the entity. */
  what: string | null;
}

export interface Head {
  seq: number;
  hash: string;
}

export interface Verification {
  entries: number;
  /** Of them, what was put away in files and taken out: here only their places in the chain are left. */
  archived: number;
  /** To be written down elsewhere: the next verification can be held against it. Null: nothing has happened yet. */
  head: Head | null;
  /** The first of them. */
  faults: Fault[];
  total: number;
}

/** Faults that are named one by one; of the rest only how many. */
const NAMED = 100;

/** Seals what is open, then goes over the whole chain and over the events. `known` is the head somebody wrote down earlier. */
export async function verifyAudit(
  db: Database,
  { nowMs, known = null }: { nowMs: number; known?: Head | null },
): Promise<Verification> {
  await seal(db, { nowMs, all: true });
  const walk = new Walk(known, await archivesOf(db));
  for await (const links of linksOf(db)) links.forEach(link => walk.step(link));
  walk.end();
  for (const fault of await faultsInNumbers(db)) walk.fault(fault);
  for (const what of await gapsInEvents(db)) walk.fault({ code: 'eventsMissing', seq: null, position: null, what });
  return { entries: walk.entries, archived: walk.archived, head: walk.head, faults: walk.faults, total: walk.total };
}

/** A transaction takes no longer: what has a position from before it was put in by hand, or its machine slept. */
export const LATE_MS = 10 * 60_000;

class Walk {
  readonly faults: Fault[] = [];
  total = 0;
  entries = 0;
  archived = 0;
  head: Head | null = null;
  readonly #archives: readonly Archive[];
  readonly #known: Head | null;
  #knownSeen: boolean;
  /** Highest positions by the time of sealing, the youngest last; what is older than `LATE_MS` goes into `#settled`. */
  readonly #recent: { atMs: number; position: number }[] = [];
  #settled = 0;

  constructor(known: Head | null, archives: readonly Archive[]) {
    this.#archives = archives;
    this.#known = known;
    this.#knownSeen = known === null;
  }

  fault(fault: Fault): void {
    this.total += 1;
    if (this.faults.length < NAMED) this.faults.push(fault);
  }

  step(row: Link): void {
    const { seq, position, hash } = row;
    const before = this.head ?? { seq: 0, hash: GENESIS };
    const place = { seq, position, what: whatOf(row) };
    if (seq !== before.seq + 1) this.fault({ ...place, code: 'sealMissing', seq: before.seq + 1, what: null });
    if (row.source === null || row.data === null) this.#gone(place);
    else if (seq === before.seq + 1 && hash !== expected(before.hash, row, row.source, row.data)) {
      this.fault({ ...place, code: 'altered' });
    }
    this.#order(row.sealedAt.getTime(), position);
    if (position < this.#settled) this.fault({ ...place, code: 'inserted' });
    if (this.#archives.some(archive => archive.lastSeq === seq && archive.hash !== hash)) {
      this.fault({ ...place, code: 'altered' });
    }
    if (seq === this.#known?.seq && hash === this.#known.hash) this.#knownSeen = true;
    this.head = { seq, hash };
    this.entries += 1;
  }

  /** What was put away is counted, and must be as many as were taken out: which they are, the file says. */
  #gone(place: { seq: number; position: number; what: string | null }): void {
    if (place.seq <= (this.#archives[0]?.lastSeq ?? 0)) this.archived += 1;
    else this.fault({ ...place, code: 'missing' });
  }

  end(): void {
    const taken = this.#archives.reduce((sum, archive) => sum + archive.taken, 0);
    const [newest] = this.#archives;
    if (newest && taken !== this.archived) {
      this.fault({ code: 'missing', seq: newest.lastSeq, position: null, what: 'archiveAudit' });
    }
    if (this.#knownSeen) return;
    this.fault({ code: 'headUnknown', seq: this.#known?.seq ?? null, position: null, what: null });
  }

  #order(atMs: number, position: number): void {
    for (let [oldest] = this.#recent; oldest && oldest.atMs < atMs - LATE_MS; [oldest] = this.#recent) {
      this.#settled = Math.max(this.#settled, oldest.position);
      this.#recent.shift();
    }
    const last = this.#recent.at(-1);
    if (last?.atMs === atMs) last.position = Math.max(last.position, position);
    else this.#recent.push({ atMs, position });
  }
}

const expected = (previous: string, row: Link, source: Entry['source'], data: Entry['data']): string =>
  hashOf(previous, {
    seq: row.seq,
    sealedAt: row.sealedAt.toISOString(),
    entry: { position: row.position, source, data },
  });

function whatOf({ source, data }: Link): string | null {
  const word = source === 'command' ? data?.['id'] : data?.['action'];
  return typeof word === 'string' ? word : null;
}

/** Numbers are given without gaps, each to an entry, and each entry has one. */
async function faultsInNumbers(db: Database): Promise<Fault[]> {
  const { rows: numbers } = await sql<{ seq: number; code: 'numberMissing' | 'altered' }>`
    with given as (select last, (select count(*) from audit_number) as there, (select max(number) from audit_number) as most from audit_counter)
    select n as seq, 'numberMissing' as code from given, generate_series(1, last) as n
      where (there <> last or most <> last) and not exists (select from audit_number where number = n)
    union all select last + 1, 'numberMissing' from given where most > last
    union all select seq, 'altered' from audit_seal s join audit_number n on n.number = s.seq where n.position <> s.position
    order by seq limit ${NAMED}`.execute(db);
  const { rows: unnumbered } = await sql<{ position: number; what: string }>`
    select position, what from (select position, type as what from command union all select position, action from audit) entry
    where not exists (select from audit_number n where n.position = entry.position)
    order by position limit ${NAMED}`.execute(db);
  return [
    ...numbers.map(fault => ({ ...fault, position: null, what: null })),
    ...unnumbered.map(row => ({ ...row, code: 'inserted' as const, seq: null })),
  ];
}

/** Entities whose events are not 1 to the number the entity stands at, each of a command that says how many it caused. */
async function gapsInEvents(db: Database): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select coalesce(e.kind, n.kind) || ' ' || coalesce(e.id, n.id) as what from entity e full join (
      select entity_kind as kind, entity_id as id, count(*) as events, max(seq) as last from event group by 1, 2
    ) n on n.kind = e.kind and n.id = e.id
    where n.events is distinct from e.seq or n.last is distinct from e.seq
    union
    select c.entity_kind || ' ' || c.entity_id from command c
    where (c.result ->> 'seq')::int > 0 and jsonb_array_length(c.result -> 'events') <>
      (select count(*) from event e where e.command_id = c.id and e.entity_kind = c.entity_kind and e.entity_id = c.entity_id
        and e.seq > (c.result ->> 'seq')::int - jsonb_array_length(c.result -> 'events') and e.seq <= (c.result ->> 'seq')::int)
    order by 1 limit ${NAMED}`.execute(db);
  return rows.map(({ what }) => what);
}
