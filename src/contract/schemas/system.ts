import { z } from 'zod';

export const scheduleDifferenceAnswer = z
  .object({
    id: z.string(),
    action: z.enum(['create', 'update', 'delete', 'same']),
    changes: z.array(z.object({ field: z.string(), wanted: z.unknown(), found: z.unknown() })),
  })
  .meta({ id: 'ScheduleDifference' });

export const schedulesAnswer = z
  .object({ items: z.array(scheduleDifferenceAnswer), total: z.int() })
  .meta({ id: 'Schedules' });

export const rebuildAnswer = z.object({ started: z.int(), running: z.int() }).meta({ id: 'Rebuild' });

export const healthAnswer = z.object({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });
export const readyAnswer = z
  .object({
    status: z.enum(['ready', 'notReady']),
    parts: z.record(z.string(), z.object({ ok: z.boolean(), ms: z.int(), kind: z.string().optional() })),
  })
  .meta({ id: 'Ready' });

export const meAnswer = z
  .object({ id: z.string(), name: z.string(), unit: z.string(), roles: z.array(z.string()) })
  .meta({ id: 'Me' });
