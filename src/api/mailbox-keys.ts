import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A browser that looks at the development mailbox has no token. A key in the address opens the list or one letter, until the process
 * ends; whoever can read what `npm start` prints has it.
 */
const SECRET = randomBytes(32);

export const keyOf = (id: string): string => createHmac('sha256', SECRET).update(id).digest('base64url');

/** In constant time: how long a comparison takes would otherwise tell a key digit by digit. */
export function opens(key: string, id: string): boolean {
  const [given, wanted] = [Buffer.from(key), Buffer.from(keyOf(id))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const LIST = 'the list of letters';
export const opensList = (key: string): boolean => opens(key, LIST);

/** The page with all letters. */
export const mailboxPath = (): string => `/mailbox?key=${keyOf(LIST)}`;
export const letterPath = (id: string): string => `/api/v1/mailbox/${encodeURIComponent(id)}/page?key=${keyOf(id)}`;
