import { accountById, type Account } from '../../accounts/people.ts';
import type { OpenSession } from '../../accounts/sessions.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { STATUS_OF } from '../statuses.ts';
import type { PageContext } from './answers.ts';
import { mySession } from './my-session.ts';

/** Whose page it is. */
export interface Mine {
  session: OpenSession;
  account: Account;
}

/** Null when nobody is signed in as far as one of `stages`. */
export async function mine(context: PageContext, stages: readonly OpenSession['stage'][]): Promise<Mine | null> {
  const session = await mySession(context, stages);
  const account = session && (await accountById(context.deps.db, session.personId));
  return session && account ? { session, account } : null;
}

export const statusOf = (refusals: readonly Refusal[]): number => (refusals[0] ? STATUS_OF[refusals[0].code] : 400);

/** Both who wants a second factor and who must have one. */
export const MAY_ENROL = ['full', 'enrol'] as const;
