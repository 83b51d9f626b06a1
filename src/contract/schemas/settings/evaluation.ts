import { z } from 'zod';
import type { Settings } from '../../../domain/settings.ts';
import { refuse } from '../../../domain/refusal.ts';
import { ruled, wan } from '../fields.ts';
import { firstDouble } from './rules.ts';

/** A tier from 0 on would hold everybody. */
const tier = () =>
  ruled(wan(), amount => (amount > 0 ? amount : refuse('outOfRange', '', amount, { min: 1, unit: '万元' })));

export const evaluationSettings: z.ZodType<Settings['evaluation']> = z
  .strictObject({
    tiersWan: ruled(z.array(tier()).min(1).max(20), tiers => firstDouble(tiers, amount => amount) ?? tiers).describe(
      'From which investment on a tier counts, in 万元; each holds the larger ones too',
    ),
  })
  .meta({ id: 'EvaluationSettings', examples: [{ tiersWan: [10_000, 100_000, 200_000, 500_000, 1_000_000] }] });
