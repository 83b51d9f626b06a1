import { createHash } from 'node:crypto';
import { canonicalJson } from '../contract/json.ts';

/** An entry of the log as it is hashed: all of its row, and of a command its events as well. */
export interface Entry {
  position: number;
  source: 'command' | 'audit';
  data: { readonly [name: string]: unknown };
}

/** What is left of an entry that was taken out before it was sealed. */
export interface Gone {
  position: number;
  source: null;
  data: null;
}

/** An entry in its place of the chain. */
export interface Sealed {
  seq: number;
  /** ISO, to the millisecond, UTC. */
  sealedAt: string;
  entry: Entry | Gone;
}

/** What stands before the first. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the hash before and everything of the entry, as hexadecimal. */
export const hashOf = (previous: string, { seq, sealedAt, entry }: Sealed): string =>
  createHash('sha256')
    .update(`${previous}\n${canonicalJson({ seq, sealedAt, ...entry })}`)
    .digest('hex');
