import { z } from 'zod';
import { instant, pageOf, paging } from './common.ts';
import { isoDate, line, sha256, shaped, whole } from './fields.ts';

const days = {
  from: isoDate().optional().describe('Local day'),
  to: isoDate().optional().describe('Local day, the last one'),
};

export const auditQuery = paging.extend({
  ...days,
  actor: line(100).optional(),
  action: line(100).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  kind: line(40).optional().describe('project, problem, person, …'),
  id: line(200).optional().describe('Of what it was about'),
  address: line(100).optional().describe('The network address it came from'),
});

export const auditEntryAnswer = z
  .object({
    position: z.int(),
    seq: z.int().nullable().describe('Its place in the chain; null until it is sealed, which takes seconds'),
    at: instant(),
    actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    action: z.string(),
    outcome: z.enum(['done', 'refused']),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    means: z.string().nullable().describe('token:…, session:…, link:…, or import, clock'),
    address: z.string().nullable(),
    requestId: z.string().nullable(),
    changes: z.array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown() })),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryAnswer = z.output<typeof auditEntryAnswer>;
export const auditPage = pageOf(auditEntryAnswer, 'AuditPage');

export const archiveAuditBody = z
  .strictObject({
    firstSeq: whole(1, Number.MAX_SAFE_INTEGER),
    lastSeq: whole(1, Number.MAX_SAFE_INTEGER),
    sha256: sha256().describe('Of the file that was got and kept, byte by byte'),
  })
  .meta({ id: 'ArchiveAudit' });

export const auditArchiveAnswer = z
  .object({
    firstSeq: z.int(),
    lastSeq: z.int(),
    previous: z.string().describe('The hash before the first'),
    hash: z.string().describe('The hash of the last'),
    taken: z.int().describe('Entries that were taken out; commands are the ledger and stay'),
    sha256: z.string(),
    archivedAt: instant(),
    archivedBy: z.string(),
  })
  .meta({ id: 'AuditArchive' });
export type AuditArchiveAnswer = z.output<typeof auditArchiveAnswer>;
export const auditArchivesAnswer = z
  .object({ items: z.array(auditArchiveAnswer), total: z.int() })
  .meta({ id: 'AuditArchives' });

/** By when it was sealed, so that a file has no gaps. */
export const auditExportQuery = z.strictObject(days);

export const auditVerificationQuery = z.strictObject({
  head: shaped(/^\d{1,15}:[0-9a-f]{64}$/, '1234:SHA-256')
    .optional()
    .describe('A head that was written down earlier, `seq:hash`: the chain must still hold it'),
});

export const AUDIT_FAULTS = [
  'altered',
  'missing',
  'sealMissing',
  'inserted',
  'numberMissing',
  'eventsMissing',
  'headUnknown',
] as const;

export const auditVerificationAnswer = z
  .object({
    whole: z.boolean(),
    entries: z.int(),
    archived: z.int().describe('Of them, how many stand in files that were put away, and here no more'),
    head: z.string().nullable().describe('`seq:hash`, to be written down elsewhere'),
    faults: z.array(
      z.object({
        code: z.enum(AUDIT_FAULTS),
        seq: z.int().nullable(),
        position: z.int().nullable(),
        what: z.string().nullable(),
      }),
    ),
    total: z.int().describe('Of all faults; the first hundred are named'),
  })
  .meta({ id: 'AuditVerification' });
