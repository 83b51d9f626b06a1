import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/**
 * Argon2id with OWASP's first choice for it (Password Storage Cheat Sheet: 19 MiB, two passes, one lane): some 20 ms and as much memory as a
 * server can give to several people at once.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** How the parameters stand in a stored hash; one that begins otherwise is made anew when its password is next seen. */
const PREFIX = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export const isOutdated = (stored: string): boolean => !stored.startsWith(PREFIX);

/** What a password is held against when there is no account: of nobody's knowing, made once, and as dear to verify as every other. */
let nobodys: Promise<string> | undefined;
const nobodysHash = (): Promise<string> => (nobodys ??= hashPassword(randomBytes(32).toString('base64url')));

/** Made before anybody asks, so that the first unknown name takes no longer than the second. */
export const prepareHashing = (): Promise<string> => nobodysHash();

/** Takes the same time whether there is a hash or not, and answers no when there is none. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash()), password);
  return stored !== null && matches;
}
