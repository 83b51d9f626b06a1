import { z } from 'zod';
import { whole } from '../fields.ts';

export const whistleSettings = z
  .strictObject({
    withinWorkingDays: whole(0, 20).describe('A whistle calls its meeting within so many working days'),
    perCountyMonth: whole(1, 100).describe('Whistles a county may blow in a month'),
    answerWorkingDays: whole(0, 20).describe('Working days the departments have to answer, at most until the meeting'),
    remindHoursBefore: whole(1, 72).describe('Hours before that limit at which the silent departments are reminded'),
    resultWorkingDays: whole(1, 20).describe('Working days after the meeting on which a missing result is asked for'),
  })
  .meta({
    id: 'WhistleSettings',
    examples: [
      { withinWorkingDays: 3, perCountyMonth: 2, answerWorkingDays: 1, remindHoursBefore: 4, resultWorkingDays: 1 },
    ],
  });
