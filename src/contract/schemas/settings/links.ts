import { z } from 'zod';
import type { Settings } from '../../../domain/settings.ts';
import { whole } from '../fields.ts';

/** A link speaks for somebody: none is good for longer than a quarter. */
export const MOST_LINK_DAYS = 90;

export const linksSettings: z.ZodType<Settings['links']> = z
  .strictObject({
    validDays: whole(1, MOST_LINK_DAYS).describe('Days a one-click link of one of our own people works'),
    firmValidDays: whole(1, MOST_LINK_DAYS).describe('Days a link for a firm works'),
  })
  .meta({ id: 'LinksSettings', examples: [{ validDays: 14, firmValidDays: 30 }] });
