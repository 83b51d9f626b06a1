import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Every entry of the audit gets a number without gaps, in its own transaction and at its very end: whoever takes an entry out before it is
 * sealed leaves its number behind. (`position` has gaps wherever a transaction was given up, so that one that is missing says nothing.) The
 * count is one row that a transaction holds while it commits, and not while it works. Its number is an entry's place in the chain.
 *
 * The functions work under the rights of the tables' owner: the role of the processes can neither count nor number by itself.
 */
const STATEMENTS = [
  `create table audit_number (number bigint primary key, position bigint not null unique)`,
  `insert into audit_number select seq, position from audit_seal`,
  `insert into audit_number
    select coalesce((select max(seq) from audit_seal), 0) + row_number() over (order by position), position
    from (select position from command union all select position from audit) entry
    where position not in (select position from audit_seal)`,
  `create table audit_counter (singleton boolean primary key default true check (singleton), last bigint not null)`,
  `insert into audit_counter (last) select coalesce(max(number), 0) from audit_number`,
  `create function number_audit_entry() returns trigger language plpgsql security definer set search_path from current as $$
    declare next bigint;
    begin
      update audit_counter set last = last + 1 returning last into next;
      insert into audit_number (number, position) values (next, new.position);
      return null;
    end $$`,
  ...['command', 'audit'].map(
    table => `create constraint trigger ${table}_numbered after insert on ${table}
      deferrable initially deferred for each row execute function number_audit_entry()`,
  ),
  `create trigger audit_number_append_only before update or delete or truncate on audit_number
    for each statement execute function refuse_change()`,
  `alter table audit_seal add foreign key (seq) references audit_number (number)`,
];

export const auditNumbers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
