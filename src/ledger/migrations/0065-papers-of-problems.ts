import { sql, type Kysely, type Migration } from 'kysely';

/** Which problem a file is a paper of: of the result that stands, of those that were sent back or of an earlier episode, of a verification. */
export const papersOfProblems: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table problem_paper (
        sha256 text not null,
        problem_code text not null references problem (code) deferrable initially deferred,
        primary key (sha256, problem_code)
      )`.execute(db);
    await sql`
      insert into problem_paper (sha256, problem_code)
      select distinct paper ->> 'file', event.entity_id
      from event cross join lateral jsonb_array_elements(event.data -> 'solution' -> 'evidence') as paper
      where event.entity_kind = 'problem' and event.type = 'resolved' and paper ->> 'file' is not null`.execute(db);
    await sql`drop index problem_papers`.execute(db);
  },
};
