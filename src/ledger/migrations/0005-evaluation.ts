import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Published months, edition by edition. Like events they are only ever added: what people have read must be found again as it was. A list
 * of many thousand projects is mostly asked for from the largest on, or from the newest.
 */
const STATEMENTS = [
  `create table colour_edition (
    month text not null,
    edition integer not null,
    known_on date not null,
    basis text not null,
    rules jsonb not null,
    counts jsonb not null,
    changes jsonb not null,
    hash text not null,
    reason text,
    actor_id text not null,
    published_at timestamptz not null,
    primary key (month, edition)
  )`,
  `create table colour_row (
    month text not null,
    edition integer not null,
    position integer not null,
    subject text not null,
    id text not null,
    name text not null,
    county text,
    colour text not null,
    noted boolean not null,
    propose_removal boolean not null,
    rule_id text not null,
    rule_version integer not null,
    because jsonb not null,
    unmeasured jsonb not null,
    primary key (month, edition, subject, id),
    foreign key (month, edition) references colour_edition (month, edition)
  )`,
  `create index project_investment on project (investment_wan desc nulls last, code)`,
  `create index project_changed on project (changed_at desc nulls last, code)`,
  `create index project_left on project (status) where status in ('withdrawn', 'merged', 'removed')`,
  ...['colour_edition', 'colour_row'].map(
    table => `create trigger ${table}_append_only before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`,
  ),
];

export const evaluation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
