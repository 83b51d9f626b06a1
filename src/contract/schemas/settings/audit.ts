import { z } from 'zod';
import { LEAST_AUDIT_DAYS } from '../../../domain/settings.ts';
import { whole } from '../fields.ts';

export const auditSettings = z
  .strictObject({
    keepDays: whole(LEAST_AUDIT_DAYS, 36_500).describe(
      'Days that an entry of the audit stays in the ledger before it may be put away in a file',
    ),
  })
  .meta({ id: 'AuditSettings', examples: [{ keepDays: 400 }] });
