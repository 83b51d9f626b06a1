import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { CodecKey } from '../contract/codec-key.ts';

/** As Temporal's own samples name it, so that its pages show such a payload as an encrypted one. */
const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * Everything that travels through Temporal and rests in its histories, encrypted by AES-256-GCM: the first key encrypts, all decrypt, and what
 * was written before there were keys is read as it is. A payload names its key; which one it is cannot be changed, as the tag covers the name.
 */
export function payloadCodec(keys: readonly CodecKey[]): PayloadCodec | null {
  const [first] = keys;
  if (first === undefined) return null;
  const byId = new Map(keys.map(key => [key.id, key]));
  return {
    encode: payloads => Promise.resolve(payloads.map(payload => encrypted(payload, first))),
    decode: async payloads => payloads.map(payload => (isEncrypted(payload) ? decrypted(payload, byId) : payload)),
  };
}

const isEncrypted = ({ metadata }: Payload): boolean => textOf(metadata?.['encoding']) === ENCODING;

function encrypted(payload: Payload, { id, secret }: CodecKey): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(id));
  const hidden = [cipher.update(packed(payload)), cipher.final()];
  return {
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), ...hidden]),
  };
}

/** @throws Error that names the key, when it is not among ours or the payload was altered */
function decrypted({ metadata, data }: Payload, keys: ReadonlyMap<string, CodecKey>): Payload {
  const id = textOf(metadata?.['encryption-key-id']);
  const key = keys.get(id);
  if (!key) throw new Error(`TEMPORAL_CODEC_KEYS has no key ${JSON.stringify(id)}, with which a payload was encrypted`);
  const bytes = Buffer.from(data ?? []);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key.secret, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(id)).setAuthTag(tag);
    return unpacked(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]));
  } catch (error) {
    throw new Error(
      `a payload does not open with the key ${JSON.stringify(id)}: it was altered, or the key is another`,
      {
        cause: error,
      },
    );
  }
}

/** Length of the metadata, the metadata as JSON, the data. */
function packed({ metadata, data }: Payload): Buffer {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  // Protobuf gives bytes that were left out as an empty array, whatever its types say.
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

function unpacked(bytes: Buffer): Payload {
  const end = LENGTH_BYTES + bytes.readUInt32BE();
  const head = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as Record<string, string>;
  const metadata = Object.fromEntries(
    Object.entries(head).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const),
  );
  return { metadata, data: bytes.subarray(end) };
}

const textOf = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString();
