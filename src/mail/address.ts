import { domainToASCII } from 'node:url';
import { refuse, type Refusal } from '../domain/refusal.ts';

/** One mailbox, checked: nothing in it can end a header line, add a recipient or name a group. */
export interface MailAddress {
  /** `local@domain`, ASCII only; the domain is lower-case and in its xn-- form where it was written in Chinese. */
  readonly address: string;
  readonly domain: string;
}

/** A mailbox with the name shown beside it. The name is free text; `cleanName` makes it safe for a header. */
export interface NamedAddress extends MailAddress {
  readonly name: string;
}

/** RFC 5321 §4.5.3.1: a path of 256 octets less its angle brackets, and a local part of 64. */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;

/** RFC 5322 dot-atom. Quoted local parts are legal there, but no office has one and every injection needs one. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** What may be typed as a domain before IDN mapping; `%`, brackets and invisible characters would be decoded by it. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{Nd}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export type AddressRule =
  'notEmpty' | 'noSpaces' | 'bareAddress' | 'wellFormed' | 'oneAddress' | 'length' | 'localPart' | 'domain';

/**
 * Reads exactly one `local@domain`. Display names, lists, groups, quotes, comments, white space, line breaks, NUL and lone
 * surrogates are refused, not repaired: a repaired recipient is a different recipient.
 */
export function parseMailAddress(text: string, field: string): MailAddress | Refusal {
  const no = (rule: AddressRule): Refusal => refuse('badMailAddress', field, text, { rule });
  // the length comes first, so that no pattern ever runs over a megabyte
  if (text.length > MAX_ADDRESS) return no('length');
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return no('wellFormed');
  if (text === '') return no('notEmpty');
  if (/[<>]/.test(text)) return no('bareAddress');
  const at = text.indexOf('@');
  if (/^[^\s,;:()"\\]*\s[^,;:()"\\]*$/.test(text)) return no('noSpaces');
  if (at < 1 || at !== text.lastIndexOf('@') || /[\s,;:<>()"\\]/.test(text)) return no('oneAddress');
  const local = text.slice(0, at);
  if (local.length > MAX_LOCAL || !LOCAL.test(local)) return no('localPart');
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === null) return no('domain');
  const address = `${local}@${domain}`;
  return address.length > MAX_ADDRESS ? no('length') : { address, domain };
}

/** The domain in ASCII; null for no domain, an IP number, or a bare host other than `localhost` (the development mailbox). */
function asciiDomain(typed: string): string | null {
  if (!TYPED_DOMAIN.test(typed)) return null;
  const domain = domainToASCII(typed);
  const labels = domain.split('.');
  if (!labels.every(label => LABEL.test(label))) return null;
  if (labels.length < 2 && domain !== 'localhost') return null;
  return /^\d+$/.test(labels.at(-1) ?? '') ? null : domain;
}

/** One line without control, invisible or broken characters, cut to `max` code points: fit for a header. */
export function cleanLine(text: string, max: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
  return Array.from(plain.replaceAll(/\s+/g, ' ').trim()).slice(0, max).join('');
}

export const cleanName = (name: string): string => cleanLine(name, 100);

/**
 * Reads `MAIL_FROM`: `周调度 <dispatch@example.cn>` or a bare address. Configuration, not input: the only place where a
 * display name stands beside an address in one string.
 */
export function parseSender(text: string, field: string): NamedAddress | Refusal {
  const match = /^([^<>\r\n]{0,200})<([^<>]{1,254})>$/.exec(text.trim());
  const parsed = parseMailAddress((match?.[2] ?? text).trim(), field);
  if ('code' in parsed) return parsed;
  return { ...parsed, name: cleanName((match?.[1] ?? '').replaceAll('"', '')) };
}
