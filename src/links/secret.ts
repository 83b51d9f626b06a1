import { randomBytes } from 'node:crypto';

/** Where the pages of links stand, outside the API: what comes after it is the secret. */
export const LINK_PATH = '/l/';

const BYTES = 32;
/** 256 random bits in base64url. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * What opens a link. It is drawn and not signed: nobody guesses 256 random bits, an altered secret is one that never was, and there is no
 * signing key to keep, to change or to lose.
 */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

export const isSecret = (text: string): boolean => SHAPE.test(text);

/** `https://dispatch.example/l/…`; `publicUrl` may end with a slash or stand in a folder. */
export const linkAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${LINK_PATH}${secret}`;

/** Where the page of a link to an account stands: an invitation, a new password, the set-up of the first start. */
export const ACCOUNT_LINK_PATH = '/a/';

export const accountLinkAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${ACCOUNT_LINK_PATH}${secret}`;

/** Where a mail program says for its reader that he wants no more of a kind. */
export const MUTE_PATH = '/u/';

export const muteAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${MUTE_PATH}${secret}`;

/** Where a deputy says that he will not stand in. */
export const DEPUTY_PATH = '/d/';

export const deputyAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${DEPUTY_PATH}${secret}`;

/** Where the calendar of a person stands that his own program subscribes to. */
export const CALENDAR_PATH = '/calendar/';

export const calendarAddress = (publicUrl: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${CALENDAR_PATH}${secret}.ics`;

/** The same text without what opens: for logs, and for readers a mail was not written to. */
export const withoutSecrets = (text: string): string =>
  text.replaceAll(/\/(l|a|u|d|calendar)\/[A-Za-z0-9_-]{20,}/g, (_, path: string) => `/${path}/…`);
