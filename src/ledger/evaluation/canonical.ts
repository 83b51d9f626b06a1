import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/json.ts';

/** The same for a table as it was written and as it is read back from jsonb, which keeps no order of fields. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
