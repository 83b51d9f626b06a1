import { randomBytes } from 'node:crypto';
import type { Database } from '../ledger/database.ts';

/** What an authenticator is asked to sign: drawn here, good once, for a few minutes, and for one purpose in one session. */
export type ChallengePurpose = 'register' | 'code' | 'signIn';

/** As long as the browser is told to wait, and a little. */
export const CHALLENGE_MS = 5 * 60_000;
const CHALLENGE_BYTES = 32;

export interface Challenged {
  purpose: ChallengePurpose;
  /** Null before anybody is known. */
  sessionId: string | null;
}

/** In base64url. One that was drawn before for the same session and purpose is void; what nobody has answered in time is swept out. */
export async function drawChallenge(
  db: Database,
  { purpose, sessionId, name = null, nowMs }: Challenged & { name?: string | null; nowMs: number },
): Promise<string> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  await db
    .deleteFrom('passkey_challenge')
    .where(({ eb, or, and }) =>
      or([
        eb('expires_at', '<=', new Date(nowMs)),
        and([eb('session_id', '=', sessionId), eb('purpose', '=', purpose)]),
      ]),
    )
    .execute();
  const row = { challenge, purpose, session_id: sessionId, name, expires_at: new Date(nowMs + CHALLENGE_MS) };
  await db.insertInto('passkey_challenge').values(row).execute();
  return challenge;
}

/** Takes it, whatever comes of the answer; null when it is none of ours, was used, or is over. */
export async function takeChallenge(
  db: Database,
  { challenge, purpose, sessionId, nowMs }: Challenged & { challenge: string; nowMs: number },
): Promise<{ name: string | null } | null> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('session_id', 'is not distinct from', sessionId)
    .returning(['name', 'expires_at'])
    .executeTakeFirst();
  return row && row.expires_at.getTime() > nowMs ? { name: row.name } : null;
}
