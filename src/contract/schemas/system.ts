import { z } from 'zod';
import { LIVING_KINDS } from '../ports.ts';
import { instant } from './common.ts';
import { line } from './fields.ts';

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

/** Entities that live in a workflow each. */
const living = z.enum(LIVING_KINDS);
export const recoveryQuery = z.strictObject({
  kind: living,
  cursor: line(5_000).optional().describe('`next` of the page before'),
});
const lostCommandAnswer = z
  .object({
    seq: z.int().describe('The number of its last event'),
    at: instant(),
    actor: z.string(),
    command: z.looseObject({ type: z.string() }).describe('As it was given'),
  })
  .meta({ id: 'LostCommand' });
export const aheadOfLedgerAnswer = z
  .object({
    kind: living,
    id: z.string(),
    ledgerSeq: z.int().describe('The last event the ledger has; 0: it has no such entity'),
    workflowSeq: z.int().describe('The last event the workflow knows of'),
    status: z.string(),
    awaits: z.string().nullable(),
    lost: z.array(lostCommandAnswer).describe('Commands the ledger has lost, the oldest first'),
  })
  .meta({ id: 'AheadOfLedger' });
export const recoveryAnswer = z
  .object({ items: z.array(aheadOfLedgerAnswer), looked: z.int(), next: z.string().nullable() })
  .meta({ id: 'Recovery' });
export const followLedgerBody = z.strictObject({ kind: living, id: line(100) }).meta({ id: 'FollowLedger' });
export const followLedgerAnswer = z
  .object({
    kind: living,
    id: z.string(),
    started: z.boolean().describe('False: the ledger has no such entity, or it is over'),
  })
  .meta({ id: 'FollowsLedger' });

/** As proto3-JSON has them: all bytes in base64, also those of the metadata. */
const payload = z.looseObject({
  metadata: z.record(z.string().max(200), z.base64().max(10_000)).optional(),
  data: z.base64().optional(),
});
export const payloadsBody = z.looseObject({ payloads: z.array(payload).max(10_000) }).meta({ id: 'SealedPayloads' });
export const payloadsAnswer = z.object({ payloads: z.array(payload) }).meta({ id: 'OpenedPayloads' });
