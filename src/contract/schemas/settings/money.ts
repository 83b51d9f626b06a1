import { z } from 'zod';
import { whole } from '../fields.ts';
import { eachOnce } from './rules.ts';

export const moneySettings = z
  .strictObject({
    // Every month has these days.
    closingDay: whole(1, 28).describe('Until this day of the month after, the figures of a month are in time'),
    opensDay: whole(1, 28).describe('The day of a month on which its reporting round opens'),
    remindWorkingDaysBefore: eachOnce(whole(1, 20), 5).describe(
      'Working days before the closing day on which silent counties are reminded',
    ),
  })
  .meta({ id: 'MoneySettings', examples: [{ closingDay: 3, opensDay: 25, remindWorkingDaysBefore: [3, 1] }] });
