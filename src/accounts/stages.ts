import { isTooOld } from '../domain/accounts/password.ts';
import { methodOf, type FirstFactor, type SecondFactor, type SessionStage } from '../domain/accounts/session.ts';
import { policyOf, type AccountSettings } from '../domain/accounts/settings.ts';
import type { Database } from '../ledger/database.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import type { Account } from './people.ts';
import { openSession, type OpenedSession } from './sessions.ts';

/** A session, and how far it has come. */
export interface SignIn extends OpenedSession {
  account: Account;
  stage: SessionStage;
}

interface Passed {
  account: Account;
  settings: AccountSettings;
  /** What was proven on the way besides. */
  second: SecondFactor;
  /** What it began with. */
  by?: FirstFactor;
}

/** What still stands between a right password and a session: the second factor, then a new password, then a device where one is asked for. */
function nextStage({ account, settings, second, by = 'password' }: Passed, nowMs: number): SessionStage {
  const { password, hasFactor, roles } = account;
  if (hasFactor && second === null) return 'code';
  if (by === 'password' && password && isTooOld(policyOf(settings), password.changedMs, nowMs)) return 'password';
  const mustHaveOne = roles.some(role => settings.secondFactorRoles.includes(role));
  return mustHaveOne && !hasFactor ? 'enrol' : 'full';
}

/** Whether a new password comes before anything else. */
export async function isPasswordDue(accounts: Accounts, { password }: Account): Promise<boolean> {
  const policy = policyOf(await accountSettings(accounts));
  return password !== null && isTooOld(policy, password.changedMs, accounts.now());
}

/** A session of its own for every step, in the caller's transaction; each step is told, what it still awaits with it. */
export async function openStage(
  tx: Database,
  accounts: Accounts,
  { caller, ...passed }: Passed & { caller: Caller },
): Promise<SignIn> {
  const { account, settings, second, by = 'password' } = passed;
  const atMs = accounts.now();
  const stage = nextStage(passed, atMs);
  const method = methodOf(by, second);
  const { address, agent } = caller;
  const opened = await openSession(tx, { person: account, stage, method, address, agent, atMs, settings });
  const isWhole = stage === 'full';
  await telling(accounts, caller)(tx, {
    ...{ type: isWhole ? 'signedIn' : 'signInBegun', actorId: account.id, personId: account.id },
    detail: { session: opened.id, method, ...(!isWhole && { awaits: stage }) },
  });
  return { ...opened, account, stage };
}
