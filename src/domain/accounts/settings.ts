import type { Role } from '../people/types.ts';

/**
 * What is asked of passwords. Two sets of rules are known by name, because offices are inspected by one or the other: `asvs` (OWASP ASVS and
 * NIST SP 800-63B: long, uncommon, and left alone) and `djcp` (等级保护, GB/T 22239: composed, changed, locked).
 */
export const POLICY_PROFILES = ['asvs', 'djcp'] as const;
export type PolicyProfile = (typeof POLICY_PROFILES)[number];

/** No profile goes below it. */
export const LEAST_CHARACTERS = 12;

export interface PasswordPolicy {
  minCharacters: number;
  /** How many of the four kinds of characters (capital, small, digit, other) there must be; 0: none is asked for. */
  kinds: number;
  /** Days after which it must be changed; null: never. */
  maxAgeDays: number | null;
  /** How many former passwords may not come again. */
  history: number;
  /** Failures in a row after which the account is locked; null: it is only slowed. */
  lockAfter: number | null;
  lockMinutes: number;
}

/** Tries that may come at once, and after them one every so many seconds. */
export interface Pace {
  atOnce: number;
  thenEverySeconds: number;
}

export interface AccountSettings {
  profile: PolicyProfile;
  asvs: PasswordPolicy;
  djcp: PasswordPolicy;
  /** A session without a request for so long is over. */
  idleMinutes: number;
  /** And so is every session after so long. */
  sessionHours: number;
  /** How long an invitation may be used. */
  invitationHours: number;
  /** The same of a link to a new password. */
  resetMinutes: number;
  slowing: {
    /** Tries on one account, from wherever. */
    account: Pace;
    /** Failures from one address, on whatever accounts; a whole office may stand behind it. */
    address: Pace;
  };
  /** Who must have a second factor to sign in. */
  secondFactorRoles: readonly Role[];
}

export const DEFAULT_ACCOUNTS: AccountSettings = {
  profile: 'asvs',
  asvs: {
    minCharacters: LEAST_CHARACTERS,
    kinds: 0,
    maxAgeDays: null,
    history: 0,
    lockAfter: null,
    lockMinutes: 30,
  },
  djcp: { minCharacters: LEAST_CHARACTERS, kinds: 3, maxAgeDays: 90, history: 5, lockAfter: 5, lockMinutes: 30 },
  idleMinutes: 30,
  sessionHours: 12,
  invitationHours: 72,
  resetMinutes: 60,
  slowing: { account: { atOnce: 10, thenEverySeconds: 60 }, address: { atOnce: 30, thenEverySeconds: 6 } },
  secondFactorRoles: [],
};

export const policyOf = (settings: AccountSettings): PasswordPolicy => settings[settings.profile];
