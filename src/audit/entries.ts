import { sql, type RawBuilder } from 'kysely';
import type { Entry } from './chain.ts';

/** To the microsecond the column has, whatever zone the session is in. */
const instant = (column: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** By name: a column that is added later is in no hash of before. */
const COMMAND = sql`jsonb_build_object(
  'id', c.id, 'digest', c.digest, 'kind', c.entity_kind, 'entityId', c.entity_id, 'type', c.type, 'actorId', c.actor_id, 'via', c.via,
  'requestId', c.request_id, 'at', ${instant('c.at')}, 'result', c.result, 'address', c.address, 'means', c.means,
  'events', coalesce((
    select jsonb_agg(jsonb_build_object('seq', e.seq, 'position', e.position, 'commandId', e.command_id, 'type', e.type, 'data', e.data,
      'actorId', e.actor_id, 'at', ${instant('e.at')}) order by e.seq)
    from event e where e.entity_kind = c.entity_kind and e.entity_id = c.entity_id
      and e.seq > (c.result ->> 'seq')::int - jsonb_array_length(c.result -> 'events') and e.seq <= (c.result ->> 'seq')::int
  ), '[]'))`;

const AUDIT = sql`jsonb_build_object(
  'at', ${instant('a.at')}, 'action', a.action, 'outcome', a.outcome, 'actorId', a.actor_id, 'address', a.address, 'means', a.means,
  'requestId', a.request_id, 'subjectKind', a.subject_kind, 'subjectId', a.subject_id, 'detail', a.detail)`;

/** The rows at these positions, out of both tables, as `position`, `source`, `data`. */
export const entriesAt = (positions: RawBuilder<unknown>): RawBuilder<Entry> => sql<Entry>`
  select c.position, 'command' as source, ${COMMAND} as data from command c where c.position in (${positions})
  union all
  select a.position, 'audit' as source, ${AUDIT} as data from audit a where a.position in (${positions})`;
