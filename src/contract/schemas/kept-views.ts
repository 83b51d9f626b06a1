import { z } from 'zod';
import { MOST_VIEWS, VIEW_LISTS, VIEW_NAME_MAX, VIEW_QUERY_MAX } from '../../domain/kept-views.ts';
import { instant } from './common.ts';
import { line, shaped } from './fields.ts';

/** As it stands in an address, encoded: without the `?`, and empty for the list as it is. */
const QUERY_SHAPE = new RegExp(String.raw`^[\x21-\x7e]{0,${VIEW_QUERY_MAX}}$`);

export const keepViewBody = z
  .strictObject({
    list: z.enum(VIEW_LISTS),
    name: line(VIEW_NAME_MAX).describe('Once a list; the same name again replaces what it stood for'),
    query: shaped(QUERY_SHAPE, `ASCII ! – ~ (0–${VIEW_QUERY_MAX})`).describe(
      'Filters, order and shape as the address of the console has them after its `?`',
    ),
  })
  .meta({
    id: 'KeepView',
    examples: [
      { list: 'projects', name: '南安在建', query: 'county=%E5%8D%97%E5%AE%89%E5%B8%82&stage=groundbreaking' },
    ],
  });

export const keptViewParams = z.strictObject({ view: z.string().regex(/^[0-9a-f]{8}$/) });

// ---- answers ----

export const keptViewsAnswer = z
  .object({
    items: z.array(
      z.object({ id: z.string(), list: z.string(), name: z.string(), query: z.string(), keptAt: instant() }),
    ),
    total: z.int(),
  })
  .meta({ id: 'KeptViews', description: `One’s own; at most ${MOST_VIEWS} in all lists` });
export type KeptViewsAnswer = z.output<typeof keptViewsAnswer>;
