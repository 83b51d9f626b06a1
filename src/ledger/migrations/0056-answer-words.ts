import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Who comes instead of somebody and why he cannot: out of states and read models, into rows that can be erased. Events of before keep what they
 * have, for no event is ever changed.
 */
const STATEMENTS = [
  `create table meeting_answer (
    meeting_id text not null,
    person_id text not null references person (id),
    deputy text,
    note text,
    primary key (meeting_id, person_id)
  )`,
  `insert into meeting_answer (meeting_id, person_id, deputy, note)
    select meeting.id, said ->> 'personId', said ->> 'deputy', said ->> 'note'
    from meeting, jsonb_array_elements(meeting.responses) said
    where said ->> 'deputy' is not null or said ->> 'note' is not null`,
  `update meeting set responses = (
      select jsonb_agg(said || '{"deputy": null, "note": null}' order by place)
      from jsonb_array_elements(responses) with ordinality as each (said, place))
    where id in (select meeting_id from meeting_answer)`,
  `update entity set state = jsonb_set(state, '{responses}', meeting.responses)
    from meeting where entity.kind = 'meeting' and entity.id = meeting.id
      and meeting.id in (select meeting_id from meeting_answer)`,
];

export const answerWords: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
