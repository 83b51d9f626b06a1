import { z } from 'zod';
import { MUTABLE_MAIL_KINDS } from '../../domain/mail-kinds.ts';
import { instant } from './common.ts';
import { code, isoDate, line } from './fields.ts';

export const muteBody = z
  .strictObject({
    kind: z.enum(MUTABLE_MAIL_KINDS).describe('Only what asks for nothing'),
    muted: z.boolean().describe('False lets it through again'),
  })
  .meta({ id: 'MuteMails', examples: [{ kind: 'plan-warning', muted: true }] });

export const absenceBody = z
  .strictObject({
    from: isoDate().describe('First day'),
    to: isoDate().describe('Last day'),
    deputy: code().describe('Who gets a copy of his mails'),
    reason: line(100).optional(),
  })
  .meta({ id: 'AddAbsence', examples: [{ from: '2026-12-01', to: '2026-12-05', deputy: 'chen', reason: '出差' }] });
export const absenceParams = z.strictObject({ id: code(), absence: z.string().regex(/^[0-9a-f]{8}$/) });

export const declineAbsenceBody = z.strictObject({}).meta({ id: 'DeclineAbsence' });

// ---- answers ----

export const mailPreferencesAnswer = z
  .object({
    person: z.string(),
    mutable: z.array(z.string()).describe('Kinds that may be muted'),
    muted: z.array(z.object({ kind: z.string(), since: instant(), by: z.string() })),
    absences: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        deputy: z.string(),
        deputyName: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    declined: z
      .array(z.object({ id: z.string(), from: z.string(), to: z.string(), deputy: z.string() }))
      .describe('Of absences that are not over: whose deputy declined, so that nobody stands in'),
    standsInFor: z
      .array(
        z.object({
          id: z.string(),
          person: z.string(),
          personName: z.string().nullable(),
          from: z.string(),
          to: z.string(),
        }),
      )
      .describe('Of whose mails he gets copies, and when'),
  })
  .meta({ id: 'MailPreferences' });
export type MailPreferencesAnswer = z.output<typeof mailPreferencesAnswer>;
export const declinedAnswer = z.object({ person: z.string(), absence: z.string() }).meta({ id: 'DeputyDeclined' });
export const absenceEndedAnswer = z.object({ person: z.string(), absence: z.string() }).meta({ id: 'AbsenceEnded' });
