import { z } from 'zod';
import { code, ranged, ruled } from './fields.ts';
import { refuse } from '../../domain/refusal.ts';

/** ISO 8601 with the office's offset, e.g. `2026-11-23T16:00:00.000+08:00`. */
export const instant = () => z.string().meta({ format: 'date-time', examples: ['2026-11-23T16:00:00.000+08:00'] });

/** What a command did. A key that comes again gets the same answer here, beside the entity as it is now. */
export const commandResult = z
  .object({
    entityId: z.string(),
    seq: z.int(),
    events: z.array(z.string()),
    replayed: z.boolean().describe('The key was used before for the same command; nothing happened now'),
  })
  .meta({ id: 'CommandResult' });

/** Pages are walked with `cursor` = the `next` of the page before; it is null on the last page. */
export const paging = z.strictObject({
  limit: z.coerce.number().int().min(1, ranged(1, 200)).max(200, ranged(1, 200)).default(50).describe('Rows a page'),
  cursor: z.string().max(500).optional().describe('`next` of the page before'),
});

export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z
    .object({ items: z.array(item), total: z.int().describe('Rows of all pages'), next: z.string().nullable() })
    .meta({ id });

export const codeParams = z.strictObject({ code: code() });
export const idParams = z.strictObject({ id: code() });

const KEY_SHAPE = /^[\x21-\x7e]{1,100}$/;

/** Each new command carries a new key; a command sent again carries the same one, and happens once. */
export const idempotencyKey = () =>
  ruled(z.string(), key =>
    KEY_SHAPE.test(key) ? key : refuse('badFormat', '', key, { shape: 'ASCII ! – ~ (1–100)' }),
  ).meta({ minLength: 1, maxLength: 100, pattern: '^[!-~]+$', examples: ['5f0c8a52-1'] });

/** One event of an entity's history, with who and when; `data` holds old → new where something was changed. */
export const eventAnswer = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: instant(),
    actor: z.object({ id: z.string(), name: z.string().nullable() }),
    command: z.object({ type: z.string(), via: z.string() }),
    data: z.record(z.string(), z.unknown()),
    names: z
      .record(z.string(), z.string())
      .optional()
      .describe('Names of today of the units and people whose ids stand in `data`; servers older than this send none'),
  })
  .meta({ id: 'Event' });
export type EventAnswer = z.output<typeof eventAnswer>;

export const waitingAnswer = z
  .object({
    running: z.boolean().describe('Whether a workflow runs for it'),
    status: z.string().nullable(),
    awaits: z.string().nullable().describe('The stage or step that would move it on'),
    next: z.object({ slot: z.string(), at: instant() }).nullable().describe('What happens by itself, and when'),
  })
  .meta({ id: 'Waiting' });

/** RFC 9457. `errors` names every place, its value and the rule, in the language asked for. */
export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(
      z.object({
        field: z.string(),
        value: z.unknown(),
        code: z.string(),
        params: z.record(z.string(), z.unknown()),
        message: z.string(),
      }),
    ),
  })
  .meta({
    id: 'ProblemDetails',
    examples: [
      {
        type: 'urn:weekly-dispatch:problem:noSuchDate',
        title: 'The request has wrong values',
        status: 400,
        detail: 'on: "2026-02-30" is not a day of the calendar.',
        instance: '/api/v1/projects/P-2026-0001/advance',
        code: 'noSuchDate',
        errors: [
          {
            field: 'on',
            value: '2026-02-30',
            code: 'noSuchDate',
            params: {},
            message: 'on: "2026-02-30" is not a day of the calendar.',
          },
        ],
      },
    ],
  });
export type ProblemDetails = z.output<typeof problemDetails>;
