import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/**
 * A security key in software (WebAuthn, ES256, attestation `none`), and the browser before it: so that tests can say what no real one would.
 * What a browser's own script does is tested in a browser.
 */
export interface Said {
  challenge?: string;
  origin?: string;
  type?: string;
  crossOrigin?: boolean;
  rpId?: string;
  /** Who made sure of the owner, and whether he touched it. */
  verified?: boolean;
  present?: boolean;
  counter?: number;
  userHandle?: string | null;
  /** A key that is not its own. */
  signedBy?: KeyObject;
  id?: string;
}

const RP = 'dispatch.example';
const ORIGIN = `https://${RP}`;
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

export class Authenticator {
  readonly id: string;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** As authenticators count that count. */
  counter = 0;
  userHandle: string | null = null;

  constructor(id = randomBytes(32).toString('base64url')) {
    this.id = id;
  }

  /** What the page's form would send after `navigator.credentials.create`. */
  create(options: { challenge: string; user: { id: string } }, said: Said = {}): string {
    this.userHandle = options.user.id;
    const clientDataJSON = clientData('webauthn.create', options, said);
    const authData = Buffer.concat([this.#authData({ ...said, attested: true }), this.#attested()]);
    const attestationObject = cborMap([
      [text('fmt'), text('none')],
      [text('attStmt'), cborMap([])],
      [text('authData'), bytes(authData)],
    ]);
    const response = { clientDataJSON: b64(clientDataJSON), attestationObject: b64(attestationObject) };
    return JSON.stringify({ ...this.#named(said), response: { ...response, transports: ['usb'] } });
  }

  /** The same after `navigator.credentials.get`. */
  get(options: { challenge: string }, said: Said = {}): string {
    this.counter += 1;
    const clientDataJSON = clientData('webauthn.get', options, said);
    const authData = this.#authData(said);
    const signature = createSign('sha256')
      .update(authData)
      .update(sha256(clientDataJSON))
      .sign(said.signedBy ?? this.#keys.privateKey);
    const userHandle = said.userHandle === undefined ? this.userHandle : said.userHandle;
    const response = { clientDataJSON: b64(clientDataJSON), authenticatorData: b64(authData) };
    return JSON.stringify({ ...this.#named(said), response: { ...response, signature: b64(signature), userHandle } });
  }

  #named({ id = this.id }: Said) {
    return { id, rawId: id, type: 'public-key' };
  }

  #authData({
    rpId = RP,
    verified = true,
    present = true,
    counter = this.counter,
    attested = false,
  }: Said & { attested?: boolean }) {
    const flags = (present ? 0x01 : 0) | (verified ? 0x04 : 0) | (attested ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  }

  #attested(): Buffer {
    const id = Buffer.from(this.id, 'base64url');
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = cborMap([
      [int(1), int(2)],
      [int(3), int(-7)],
      [int(-1), int(1)],
      [int(-2), bytes(Buffer.from(x, 'base64url'))],
      [int(-3), bytes(Buffer.from(y, 'base64url'))],
    ]);
    return Buffer.concat([Buffer.alloc(16), Buffer.from([id.length >> 8, id.length & 0xff]), id, key]);
  }
}

const clientData = (type: string, { challenge }: { challenge: string }, said: Said): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin: ORIGIN, crossOrigin: false, ...pick(said) }));

const pick = ({ challenge, origin, type, crossOrigin }: Said) =>
  Object.fromEntries(
    Object.entries({ challenge, origin, type, crossOrigin }).filter(([, value]) => value !== undefined),
  );

// As much of CBOR (RFC 8949) as an attestation needs.
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}
const int = (value: number): Buffer => (value >= 0 ? head(0, value) : head(1, -1 - value));
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const cborMap = (pairs: [Buffer, Buffer][]): Buffer => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
