import { z } from 'zod';
import { ranged, ruled, whole } from '../fields.ts';
import { refuse } from '../../../domain/refusal.ts';

export const reviewSettings = ruled(
  z.strictObject({
    reviewers: whole(1, 50).describe('So many experts are asked at least'),
    opinions: whole(1, 50).describe('So many opinions are needed before there is a result; not more than are asked'),
    supportPercent: z
      .int()
      .min(0, ranged(0, 100))
      .max(100, ranged(0, 100))
      .describe('So many percent of the opinions must recommend a project before it is passed'),
    opinionWorkingDays: whole(1, 60).describe('How long experts have when no other day is named'),
    gatherMinutes: whole(1, 480).describe('A request waits so long for those of other projects, to be one mail'),
  }),
  // More than anybody is asked for could never come.
  review =>
    review.opinions > review.reviewers
      ? refuse('outOfRange', 'opinions', review.opinions, { min: 1, max: review.reviewers })
      : review,
).meta({
  id: 'ReviewSettings',
  description: 'How a pre-review (项目预审) is asked for and concluded',
  examples: [{ reviewers: 3, opinions: 3, supportPercent: 50, opinionWorkingDays: 5, gatherMinutes: 30 }],
});
