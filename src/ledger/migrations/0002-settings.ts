import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Until now settings were rows written by hand. Each becomes an event of its section, so that the versions that follow count on from it
 * and its history begins where the rows do; the rows themselves stay.
 */
const COMMAND_ID = `'system:setting:' || key || ':' || version`;
const BY_VERSION = `row_number() over (partition by key order by version)`;
const AS_JSON = `jsonb_build_object(
  'version', version, 'validFrom', to_char(valid_from, 'YYYY-MM-DD'), 'reason', 'written by hand', 'value', value)`;

const STATEMENTS = [
  `insert into command (id, digest, entity_kind, entity_id, type, actor_id, via, at, result)
    select ${COMMAND_ID}, 'by hand', 'setting', key, 'set', 'system', 'clock', set_at,
      jsonb_build_object('entityId', key, 'seq', ${BY_VERSION}, 'events', jsonb_build_array('set'))
    from setting`,
  `insert into event (entity_kind, entity_id, seq, command_id, type, data, actor_id, at)
    select 'setting', key, ${BY_VERSION}, ${COMMAND_ID}, 'set', ${AS_JSON}, 'system', set_at from setting`,
  `insert into entity (kind, id, seq, open, began_at, state)
    select 'setting', key, count(*), false, min(set_at),
      jsonb_build_object('versions', jsonb_agg(${AS_JSON} order by version))
    from setting group by key`,
  `update setting set command_id = ${COMMAND_ID}`,
];

export const settings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
