import { sql, type RawBuilder } from 'kysely';
import type { Json } from '../contract/json.ts';
import type { Database } from '../ledger/database.ts';
import { pageFrom, type Page, type PageQuery } from '../ledger/reads/paging.ts';
import { changesOf, type Change } from './changes.ts';

/** An entry as people read it. */
export interface LogRow {
  position: number;
  /** Its place in the chain; null until it is sealed, which takes seconds. */
  seq: number | null;
  sealedAt: Date | null;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  action: string;
  outcome: 'done' | 'refused';
  kind: string | null;
  id: string | null;
  /** `token:…`, `session:…`, `link:…`, or how it came: `import`, `clock`. */
  means: string | null;
  address: string | null;
  requestId: string | null;
  changes: readonly Change[];
  detail: Json;
}

export interface LogFilter {
  fromMs?: number | undefined;
  beforeMs?: number | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  kind?: string | undefined;
  id?: string | undefined;
  address?: string | undefined;
}

interface Row extends Omit<LogRow, 'changes'> {
  commandId: string | null;
  resultSeq: number;
  resultEvents: number;
  /** Of a command without events: kept with it. */
  resultChanges: Change[];
}

/** Both tables as one; each filter is pushed down into both by the database. */
const LOG = sql`(
  select position, at, actor_id, type as action, 'done' as outcome, entity_kind as kind, entity_id as id, coalesce(means, via) as means,
    address, request_id, id as command_id, coalesce((result ->> 'seq')::int, 0) as result_seq,
    case when (result ->> 'seq')::int > 0 then jsonb_array_length(result -> 'events') else 0 end as result_events,
    coalesce(result -> 'changes', '[]'::jsonb) as result_changes, '{}'::jsonb as detail
  from command
  union all
  select position, at, actor_id, action, outcome, subject_kind, subject_id, means, address, request_id, null, 0, 0, '[]'::jsonb, detail from audit
) as log`;

const COLUMNS = sql`log.position, s.seq, s.sealed_at as "sealedAt", log.at, log.actor_id as "actorId", person.name as "actorName",
  log.action, log.outcome, log.kind, log.id, log.means, log.address, log.request_id as "requestId", log.command_id as "commandId",
  log.result_seq as "resultSeq", log.result_events as "resultEvents", log.result_changes as "resultChanges", log.detail`;

/** The newest first, whether or not they are sealed yet. */
export async function listAudit(db: Database, filter: LogFilter, page: PageQuery): Promise<Page<LogRow>> {
  const where = conditionOf(filter);
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total from ${LOG} where ${where}`.execute(
    db,
  );
  const before = Number(page.after?.[0] ?? Number.MAX_SAFE_INTEGER);
  const { rows } = await sql<Row>`select ${COLUMNS} from ${LOG} left join audit_seal s on s.position = log.position
    left join person on person.id = log.actor_id
    where ${where} and log.position < ${Number.isSafeInteger(before) ? before : 0}
    order by log.position desc limit ${page.limit + 1}`.execute(db);
  const keys = (row: Row): string[] => [String(row.position)];
  const found = pageFrom(rows, { limit: page.limit, total: Number(counted[0]?.total ?? 0), keys });
  return { ...found, items: await withChanges(db, found.items) };
}

async function withChanges(db: Database, rows: readonly Row[]): Promise<LogRow[]> {
  const commands = rows.flatMap(({ commandId, kind, id, resultSeq: seq, resultEvents: events }) =>
    commandId === null || kind === null || id === null ? [] : [{ id: commandId, kind, entityId: id, seq, events }],
  );
  const changes = await changesOf(db, commands);
  return rows.map(({ commandId, resultSeq: _seq, resultEvents: _events, resultChanges, ...row }) => ({
    ...row,
    changes: (commandId !== null && changes.get(commandId)) || resultChanges,
  }));
}

function conditionOf({ fromMs, beforeMs, actor, action, outcome, kind, id, address }: LogFilter): RawBuilder<boolean> {
  const equal = { actor_id: actor, action, outcome, kind, id, address };
  const parts = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [sql<boolean>`log.${sql.ref(column)} = ${value}`],
  );
  if (fromMs !== undefined) parts.push(sql`log.at >= ${new Date(fromMs)}`);
  if (beforeMs !== undefined) parts.push(sql`log.at < ${new Date(beforeMs)}`);
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}
