import { z } from 'zod';
import { FILE_TYPES } from '../../domain/files.ts';
import { sha256 } from './fields.ts';

export const fileParams = z.strictObject({ sha256: sha256() });

export const fileAnswer = z
  .object({
    sha256: z.string().describe('What evidence names it by'),
    name: z.string().describe('Under which these bytes came first'),
    type: z.enum(FILE_TYPES),
    bytes: z.int(),
  })
  .meta({ id: 'StoredFile' });
export type FileAnswer = z.output<typeof fileAnswer>;
