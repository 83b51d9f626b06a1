import { z } from 'zod';
import { instant, pageOf, paging } from './common.ts';
import { code, isoDate } from './fields.ts';

export const movedLimitsQuery = paging.extend({
  since: isoDate().optional().describe('Moved on this day or later'),
  problem: code().optional(),
});

/** What a new rule or calendar has done to the limits of one problem. */
export const movedLimitsAnswer = z
  .object({
    problem: z.string().describe('Its code'),
    title: z.string(),
    leadUnit: z.string().nullable(),
    leadUnitName: z.string().nullable(),
    handler: z.string().nullable(),
    movedAt: instant(),
    moves: z.array(
      z.object({
        what: z.enum(['limit', 'part', 'promise', 'ruling', 'verification']),
        unit: z.string().nullable().describe('Whose limit it is'),
        promise: z.int().nullable().describe('The number of a promise'),
        oldAt: instant(),
        newAt: instant(),
      }),
    ),
  })
  .meta({ id: 'MovedLimits' });
export type MovedLimitsAnswer = z.output<typeof movedLimitsAnswer>;
export const movedLimitsPage = pageOf(movedLimitsAnswer, 'MovedLimitsPage');
