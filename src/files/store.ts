import type { Readable } from 'node:stream';
import type { Refusal } from '../domain/refusal.ts';

/** A file that has arrived whole and is not kept yet. */
export interface Draft {
  sha256: string;
  bytes: number;
  /** Fewer bytes where the file ends. */
  read(from: number, length: number): Promise<Buffer>;
}

export interface Taking {
  /** As the sender called it, for refusals only. */
  name: string;
  /** Reading stops at the first byte beyond. */
  maxBytes: number;
  /** Says no to what has arrived; then nothing is kept. */
  judge(draft: Draft): Promise<Refusal | null>;
}

/** Files by the SHA-256 of their bytes. Putting the same bytes twice keeps them once. */
export interface FileStore {
  put(content: AsyncIterable<Uint8Array>, taking: Taking): Promise<Pick<Draft, 'sha256' | 'bytes'> | Refusal>;
  /** Null: nothing of this name is kept. */
  open(sha256: string): Promise<{ bytes: number; content: Readable } | null>;
  /** Rejects when files could neither be kept nor handed out now. */
  check(): Promise<unknown>;
}

/** Where a file lies, whatever keeps it: so that a folder can be copied into a bucket as it is. */
export const placeOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2)}`;

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
