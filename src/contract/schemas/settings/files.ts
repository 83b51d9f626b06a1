import { z } from 'zod';
import { DEFAULT_FILES, FILE_TYPES, type FileSettings } from '../../../domain/files.ts';
import { ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

/** Larger than any scanned permit; a film is no evidence of a stage. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** Nobody asks for a bulletin again after a month. */
const LEAST_MAIL_DAYS = 30;

export const filesSettings: z.ZodType<FileSettings> = z
  .strictObject({
    maxBytes: whole(1, MOST_BYTES).describe('The largest file of evidence, in bytes'),
    types: ruled(z.array(z.enum(FILE_TYPES)).min(1), types => firstDouble(types, type => type) ?? types).describe(
      'Kinds of files that are taken, told by their content',
    ),
    mailDays: whole(LEAST_MAIL_DAYS, 36_500)
      .default(DEFAULT_FILES.mailDays)
      .describe('Days that files which went with mails are kept; never taken from a mail that may still leave'),
  })
  .meta({ id: 'FilesSettings', examples: [{ maxBytes: 20_971_520, types: ['pdf', 'jpeg', 'png', 'xlsx', 'docx'] }] });
