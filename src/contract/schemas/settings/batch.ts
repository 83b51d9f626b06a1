import { z } from 'zod';
import { ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

export const batchSettings = z
  .strictObject({
    followUpMonths: ruled(
      z.array(whole(1, 60)).max(12),
      months => firstDouble(months, month => month) ?? months,
    ).describe('Months after a batch event at which its projects are looked at again'),
  })
  .meta({ id: 'BatchSettings', examples: [{ followUpMonths: [1, 3, 6] }] });
