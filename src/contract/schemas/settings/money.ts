import { z } from 'zod';
import { ruled, whole } from '../fields.ts';
import { firstDouble } from './rules.ts';

export const moneySettings = z
  .strictObject({
    // Every month has these days.
    closingDay: whole(1, 28).describe('Until this day of the month after, the figures of a month are in time'),
    opensDay: whole(1, 28).describe('The day of a month on which its reporting round opens'),
    remindWorkingDaysBefore: ruled(
      z.array(whole(1, 20)).max(5),
      days => firstDouble(days, day => day) ?? days,
    ).describe('Working days before the closing day on which silent counties are reminded'),
  })
  .meta({ id: 'MoneySettings', examples: [{ closingDay: 3, opensDay: 25, remindWorkingDaysBefore: [3, 1] }] });
