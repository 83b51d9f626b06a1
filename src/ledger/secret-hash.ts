import { createHash } from 'node:crypto';

/** Of a drawn secret the ledger keeps this alone: it is long and random, so that a plain hash is enough. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
