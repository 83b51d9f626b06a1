import { z } from 'zod';
import { whole } from '../fields.ts';

export const moneySettings = z
  .strictObject({
    // Every month has it.
    closingDay: whole(1, 28).describe('Until this day of the month after, the figures of a month are in time'),
  })
  .meta({ id: 'MoneySettings', examples: [{ closingDay: 3 }] });
