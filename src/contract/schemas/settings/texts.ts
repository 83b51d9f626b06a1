import { z } from 'zod';
import { MAIL_KINDS } from '../../../domain/mail-kinds.ts';
import { checkedMailText, MAIL_LOCALES, type TextSettings } from '../../../domain/mail-texts.ts';
import { longText, ruled } from '../fields.ts';
import { firstDouble } from './rules.ts';

const SUBJECT_MAX = 120;
const TEXT_MAX = 500;

/** As long as a subject shows, and as short as a mail that stays under what Gmail shows of one. */
export const mailTextParts = {
  subject: longText(SUBJECT_MAX).nullable().describe('One line; null: as it is'),
  opening: longText(TEXT_MAX).nullable().describe('After the greeting, before the facts; null: as it is'),
  closing: longText(TEXT_MAX).nullable().describe('Behind everything that is listed; null: nothing'),
};

const mailText = ruled(
  z.strictObject({
    kind: z.enum(MAIL_KINDS),
    variant: z.string().max(40).describe('Which mail of the kind, as GET /mail-texts lists them'),
    language: z.enum(MAIL_LOCALES),
    ...mailTextParts,
  }),
  checkedMailText,
).meta({ id: 'MailText' });

export const textsSettings: z.ZodType<TextSettings> = z
  .strictObject({
    mails: ruled(
      z.array(mailText).max(200),
      texts => firstDouble(texts, ({ kind, variant, language }) => `${kind} ${variant} ${language}`) ?? texts,
    ).describe('What the office says instead of our words: plain text, with fields in braces'),
  })
  .meta({
    id: 'TextsSettings',
    examples: [
      {
        mails: [
          {
            ...{ kind: 'meeting-reminder', variant: 'reminder', language: 'zh-CN', subject: null, opening: null },
            closing: '联系人：市重点办 {today}',
          },
        ],
      },
    ],
  });
