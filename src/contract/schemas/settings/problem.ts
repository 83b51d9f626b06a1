import { z } from 'zod';
import { whole } from '../fields.ts';

/** A limit longer than a year of working days is none. */
const workingDays = () => whole(1, 250);

export const problemSettings = z
  .strictObject({
    leadWorkingDays: workingDays().describe('Working days the lead unit has'),
    reworkWorkingDays: workingDays().describe('Working days after a rejection by the verifier'),
  })
  .meta({ id: 'ProblemSettings', examples: [{ leadWorkingDays: 7, reworkWorkingDays: 3 }] });
