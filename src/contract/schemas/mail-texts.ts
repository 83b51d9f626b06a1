import { z } from 'zod';
import { MAIL_KINDS } from '../../domain/mail-kinds.ts';
import { MAIL_LOCALES } from '../../domain/mail-texts.ts';
import { isoDate } from './fields.ts';
import { mailTextParts } from './settings/texts.ts';

const { subject, opening, closing } = mailTextParts;
const as = <T extends z.ZodType>(part: z.ZodNullable<T>) => part.unwrap().optional();

/** Kind and variant are asked for as they are saved; with no part, the words that are the rule on a day. */
export const mailTextQuery = z.strictObject({
  kind: z.enum(MAIL_KINDS),
  variant: z.string().max(40),
  language: z.enum(MAIL_LOCALES).default('zh-CN'),
  subject: as(subject).describe('To be looked at instead of ours, as the other parts'),
  opening: as(opening),
  closing: as(closing),
  on: isoDate().optional().describe('With no part given: the words that are the rule on that day; today when left out'),
});
export type MailTextQuery = z.output<typeof mailTextQuery>;

const builtIn = z.object({ subject: z.string(), opening: z.string() });

export const mailTextsAnswer = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        variant: z.string(),
        fields: z.array(z.string()).describe('What may stand in braces'),
        builtIn: z.object({ 'zh-CN': builtIn, en: builtIn }).describe('Our words, with the same fields'),
      }),
    ),
  })
  .meta({ id: 'MailTexts' });
export type MailTextsAnswer = z.output<typeof mailTextsAnswer>;

export const mailSampleAnswer = z.object({ subject: z.string(), text: z.string() }).meta({ id: 'MailSample' });
export type MailSampleAnswer = z.output<typeof mailSampleAnswer>;
