import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Who somebody is to an identity provider (OpenID Connect): its issuer and its own name for him, which it never gives to anybody else. Bound at
 * the first sign-in; an address that is later given to somebody else opens nothing.
 */
const STATEMENTS = [
  `create table identity (
    issuer text not null,
    subject text not null,
    person_id text not null references person (id),
    bound_at timestamptz not null,
    primary key (issuer, subject),
    unique (issuer, person_id)
  )`,
];

export const identities: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
