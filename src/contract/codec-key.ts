import { refuse, type Refusal } from '../domain/refusal.ts';

/** A key for what travels through Temporal. Its name is written beside what it encrypted. */
export interface CodecKey {
  id: string;
  /** 32 bytes. */
  secret: Uint8Array;
}

const SHAPE = 'name:base64 of 32 bytes[,name:…]';
const SECRET_BYTES = 32;

/** `2026-11:<base64>,2026-05:<base64>`: the first encrypts, all decrypt. The value is not repeated in a refusal. */
export function parseCodecKeys(text: string, field: string): CodecKey[] | Refusal {
  const no = refuse('badFormat', field, '', { shape: SHAPE });
  const keys: CodecKey[] = [];
  for (const part of text.split(/[,\s]+/).filter(each => each !== '')) {
    const [, id = '', typed = ''] = /^([\w.-]{1,40}):([A-Za-z0-9+/]{43}=?)$/.exec(part) ?? [];
    if (id === '' || keys.some(key => key.id === id)) return no;
    const secret = Uint8Array.from(atob(typed), char => char.charCodeAt(0));
    if (secret.length !== SECRET_BYTES) return no;
    keys.push({ id, secret });
  }
  return keys.length === 0 ? no : keys;
}
