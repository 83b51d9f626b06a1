import { z } from 'zod';
import { whole } from '../fields.ts';
import { eachOnce } from './rules.ts';

export const batchSettings = z
  .strictObject({
    followUpMonths: eachOnce(whole(1, 60), 12).describe(
      'Months after a batch event at which its projects are looked at again',
    ),
  })
  .meta({ id: 'BatchSettings', examples: [{ followUpMonths: [1, 3, 6] }] });
