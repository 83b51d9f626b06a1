import type { Generated } from 'kysely';
import type { Instant, MaybeInstant } from './columns.ts';

/** How people sign in. None of these columns opens anything by itself. */
export interface AccountTables {
  /** How somebody likes to look at a list of the console. */
  kept_view: { id: string; person_id: string; list: string; name: string; query: string; kept_at: Instant };
  credential: { person_id: string; hash: string; changed_at: Instant };
  former_password: { person_id: string; hash: string; replaced_at: Instant };
  session: {
    /** The first digits of the hash: a name that opens nothing. */
    id: string;
    hash: string;
    person_id: string;
    stage: string;
    method: string;
    standing: string;
    address: string;
    agent: string;
    created_at: Instant;
    seen_at: Instant;
    idle_minutes: number;
    expires_at: Instant;
    ended_at: MaybeInstant;
    ended_by: string | null;
    ended_why: string | null;
  };
  sign_in_try: {
    key: string;
    /** Until when the tries that were taken weigh. */
    full_at: Instant;
    failures: Generated<number>;
    locked_until: MaybeInstant;
  };
  totp: {
    person_id: string;
    sealed: Buffer;
    created_at: Instant;
    confirmed_at: MaybeInstant;
    last_step: number;
  };
  identity: { issuer: string; subject: string; person_id: string; bound_at: Instant };
  passkey: {
    id: string;
    person_id: string;
    name: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    created_at: Instant;
    used_at: MaybeInstant;
  };
  passkey_challenge: {
    challenge: string;
    purpose: string;
    session_id: string | null;
    name: string | null;
    expires_at: Instant;
  };
  recovery_code: { person_id: string; hash: string; used_at: MaybeInstant };
  account_link: {
    id: string;
    hash: string;
    purpose: string;
    person_id: string;
    mail_id: string | null;
    made_by: string;
    made_at: Instant;
    expires_at: Instant;
    used_at: MaybeInstant;
    revoked_at: MaybeInstant;
  };
}
