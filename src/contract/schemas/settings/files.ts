import { z } from 'zod';
import { FILE_TYPES, type FileSettings } from '../../../domain/files.ts';
import { ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

/** Larger than any scanned permit; a film is no evidence of a stage. */
const MOST_BYTES = 1024 * 1024 * 1024;

export const filesSettings: z.ZodType<FileSettings> = z
  .strictObject({
    maxBytes: whole(1, MOST_BYTES).describe('The largest file of evidence, in bytes'),
    types: ruled(z.array(z.enum(FILE_TYPES)).min(1), types => firstDouble(types, type => type) ?? types).describe(
      'Kinds of files that are taken, told by their content',
    ),
  })
  .meta({ id: 'FilesSettings', examples: [{ maxBytes: 20_971_520, types: ['pdf', 'jpeg', 'png', 'xlsx', 'docx'] }] });
