import { z } from 'zod';
import {
  LEAST_CHARACTERS,
  POLICY_PROFILES,
  type AccountSettings,
  type Pace,
  type PasswordPolicy,
} from '../../../domain/accounts/settings.ts';
import { whole } from '../fields.ts';
import { roleList } from './rules.ts';

const policy: z.ZodType<PasswordPolicy> = z.strictObject({
  minCharacters: whole(LEAST_CHARACTERS, 64).describe('The shortest password'),
  kinds: whole(0, 4).describe('How many kinds of characters of four; 0: none is asked for'),
  maxAgeDays: whole(1, 3_650).nullable().describe('Days after which it must be changed; null: never'),
  history: whole(0, 24).describe('Former passwords that may not come again'),
  lockAfter: whole(3, 100).nullable().describe('Failures in a row that lock the account; null: it is only slowed'),
  lockMinutes: whole(1, 1_440).describe('How long it is locked'),
});

const pace = (most: number): z.ZodType<Pace> =>
  z.strictObject({
    atOnce: whole(1, most).describe('Tries that may come at once'),
    thenEverySeconds: whole(1, 3_600).describe('After them one every so many seconds'),
  });

/** Ends that an inspection would not accept are not to be had: a session of a day, an account of a thousand tries. */
export const accountsSettings: z.ZodType<AccountSettings> = z
  .strictObject({
    profile: z.enum(POLICY_PROFILES).describe('Which of the two sets of rules is in force'),
    asvs: policy.describe('OWASP ASVS, NIST SP 800-63B'),
    djcp: policy.describe('等级保护, GB/T 22239'),
    idleMinutes: whole(1, 480).describe('A session without a request for so long is over'),
    sessionHours: whole(1, 24).describe('A session is over after so long'),
    invitationHours: whole(1, 720).describe('How long an invitation may be used'),
    resetMinutes: whole(5, 1_440).describe('How long a link to a new password may be used'),
    slowing: z.strictObject({
      account: pace(50).describe('Tries on one account'),
      address: pace(500).describe('Failures from one address'),
    }),
    secondFactorRoles: roleList().describe('Who must have a second factor to sign in'),
  })
  .meta({ id: 'AccountsSettings' });
