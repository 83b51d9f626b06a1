import { z } from 'zod';
import { SCOPES } from '../../domain/people/scope.ts';
import { ROLES } from '../../domain/people/types.ts';

export const accessQuery = z.strictObject({ role: z.enum(ROLES).optional().describe('What this role may') });

const words = z.object({ zh: z.string(), en: z.string() });
const actionShape = {
  action: z.string().describe('For ever, as `project.read`'),
  name: words,
  effect: z.enum(['read', 'change']),
};

export const accessAnswer = z
  .object({
    items: z.array(
      z
        .object({
          ...actionShape,
          subject: z.string().describe('What a narrow grant is held against'),
          may: z
            .array(z.object({ holder: z.enum([...ROLES, 'everyone']), scope: z.enum(SCOPES) }))
            .describe('Who is not named may not'),
          routes: z.array(z.string()).describe('The operations that are this action'),
        })
        .meta({ id: 'Permission' }),
    ),
    total: z.int(),
  })
  .meta({ id: 'Access' });
export type AccessAnswer = z.output<typeof accessAnswer>;

export const myAccessAnswer = z
  .object({
    ...{ id: z.string(), name: z.string(), unit: z.string(), roles: z.array(z.enum(ROLES)) },
    items: z.array(
      z
        .object({ ...actionShape, scopes: z.array(z.enum(SCOPES)).describe('All of them together') })
        .meta({ id: 'MyPermission' }),
    ),
    total: z.int(),
    demo: z.boolean().describe('The data is made up'),
    temporalUi: z.string().nullable().describe('Where workflows are looked at; for administrators'),
  })
  .meta({ id: 'MyAccess' });
export type MyAccessAnswer = z.output<typeof myAccessAnswer>;
