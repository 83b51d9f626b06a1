import { z } from 'zod';
import { SIGN_IN_METHODS } from '../../domain/accounts/session.ts';
import { ROLES } from '../../domain/people/types.ts';
import { ACCOUNT_LINK_PURPOSES } from '../account-links.ts';
import { instant } from './common.ts';
import { code } from './fields.ts';

/** No password is as long; what is longer is not read. */
const MOST_TYPED = 4_096;

/** As it was typed: never trimmed, never cut. What it must be like the rules say, which no schema could in words. */
const typedPassword = () => z.string().min(1).max(MOST_TYPED);

export const signInBody = z
  .strictObject({
    user: z.string().min(1).max(200).describe('Id or mail address'),
    password: typedPassword(),
    totp: z.string().min(1).max(100).optional().describe('The code of a second factor, or a recovery code'),
    newPassword: typedPassword()
      .optional()
      .describe('Where the rules ask for a change of the password before anything else'),
    keep: z
      .enum(['cookie', 'secret'])
      .default('cookie')
      .describe(
        'How the caller keeps the session: as a cookie (browsers), or as a secret to send as Bearer (programs)',
      ),
  })
  .meta({ id: 'SignIn', examples: [{ user: 'lin', password: '海边的榕树下有三只白鹭' }] });

export const changePasswordBody = z
  .strictObject({
    current: typedPassword(),
    password: typedPassword(),
    endTokens: z
      .boolean()
      .default(false)
      .describe('Revoke one’s tokens too: whoever knew the old password may have one'),
  })
  .meta({ id: 'ChangePassword' });

export const accountLinkBody = z
  .strictObject({
    by: z.enum(['mail', 'hand']).default('mail').describe('Sent to the person, or shown this once to be handed over'),
  })
  .meta({ id: 'MakeAccountLink', examples: [{ by: 'mail' }] });

export const sessionListQuery = z.strictObject({
  person: code().optional().describe('Whose; one’s own when left out, another’s for administrators'),
});
export const sessionParams = z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/) });

const current = () =>
  typedPassword().optional().describe('The present password; who has none signs in again and asks within ten minutes');
export const beginFactorBody = z.strictObject({ current: current() }).meta({ id: 'ShowMyself' });
export const confirmFactorBody = z
  .strictObject({ totp: z.string().min(1).max(100) })
  .meta({ id: 'ConfirmSecondFactor' });
export const proveMyselfBody = z
  .strictObject({
    current: current(),
    totp: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Where there is an authenticator: its code, or a recovery code'),
  })
  .meta({ id: 'ProveMyself' });
export const passkeyParams = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/) });

// ---- answers ----

const sessionShape = {
  id: z.string().describe('Names the session without opening anything'),
  person: z.string(),
  method: z.enum(SIGN_IN_METHODS),
  address: z.string().describe('Where it was begun from'),
  agent: z.string().describe('What the program called itself'),
  createdAt: instant(),
  seenAt: instant().describe('To the minute'),
  expiresAt: instant().describe('When it ends whatever happens; sooner without a request'),
  current: z.boolean().describe('Whether this request came in it'),
};
export const sessionAnswer = z.object(sessionShape).meta({ id: 'Session' });
export type SessionAnswer = z.output<typeof sessionAnswer>;
export const sessionsAnswer = z.object({ items: z.array(sessionAnswer), total: z.int() }).meta({ id: 'Sessions' });
export type SessionsAnswer = z.output<typeof sessionsAnswer>;

export const signedInAnswer = z
  .object({
    ...sessionShape,
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    secret: z.string().nullable().describe('With `keep: secret`; shown this once'),
  })
  .meta({ id: 'SignedIn' });
export type SignedInAnswer = z.output<typeof signedInAnswer>;

export const endedAnswer = z.object({ ended: z.int().describe('How many sessions') }).meta({ id: 'SessionsEnded' });
export type EndedAnswer = z.output<typeof endedAnswer>;

export const passwordChangedAnswer = z
  .object({ ended: z.int().describe('How many sessions'), tokensEnded: z.int().describe('How many tokens') })
  .meta({ id: 'PasswordChanged' });
export type PasswordChangedAnswer = z.output<typeof passwordChangedAnswer>;

export const accountLinkAnswer = z
  .object({
    person: z.string(),
    purpose: z.enum(ACCOUNT_LINK_PURPOSES),
    by: z.enum(['mail', 'hand']),
    url: z.string().nullable().describe('By hand: what opens it, shown this once; null when the key is used again'),
  })
  .meta({ id: 'AccountLink' });
export type AccountLinkAnswer = z.output<typeof accountLinkAnswer>;

export const factorRemovedAnswer = z
  .object({ person: z.string(), removed: z.boolean().describe('Whether there was one') })
  .meta({ id: 'SecondFactorRemoved' });
export type FactorRemovedAnswer = z.output<typeof factorRemovedAnswer>;

export const enrolmentAnswer = z
  .object({ uri: z.string().describe('What an authenticator scans'), secret: z.string().describe('The same by hand') })
  .meta({ id: 'SecondFactorEnrolment' });
export type EnrolmentAnswer = z.output<typeof enrolmentAnswer>;

export const recoveryCodesAnswer = z
  .object({ codes: z.array(z.string()).describe('Shown this once; none where there are some already') })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodesAnswer = z.output<typeof recoveryCodesAnswer>;

export const myFactorAnswer = z
  .object({
    since: instant().nullable().describe('When the authenticator was proven; null: there is none'),
    codesLeft: z.int(),
    passkeys: z.array(
      z.object({ id: z.string(), name: z.string(), createdAt: instant(), usedAt: instant().nullable() }),
    ),
  })
  .meta({ id: 'MySecondFactor' });
export type MyFactorAnswer = z.output<typeof myFactorAnswer>;
