import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, test } from '@jest/globals';
import { parseCodecKeys, type CodecKey } from '../../src/contract/codec-key.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { payloadCodec } from '../../src/temporal/codec.ts';

const key = (id: string): CodecKey => ({ id, secret: randomBytes(32) });
const [old, fresh] = [key('2026-05'), key('2026-11')];
const codecOf = (...keys: CodecKey[]) => {
  const codec = payloadCodec(keys);
  if (!codec) throw new Error('no codec');
  return codec;
};
const payload = (value: unknown) => defaultPayloadConverter.toPayload(value)!;
const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString();

describe('the codec of payloads', () => {
  test('hides what it carries and gives it back as it was', async () => {
    const values = [{ name: '南安石材', n: 1 }, null, '', [1, 2], 'x'.repeat(100_000)];
    const codec = codecOf(fresh);
    const hidden = await codec.encode(values.map(payload));
    expect(hidden.map(({ data }) => text(data)).join()).not.toContain('南安石材');
    expect(hidden.map(({ metadata }) => text(metadata?.['encryption-key-id']))).toEqual(values.map(() => '2026-11'));
    const shown = await codec.decode(hidden);
    expect(shown.map(each => defaultPayloadConverter.fromPayload(each))).toEqual(values);
  });

  test('hides nothing at all too, as protobuf gives it', async () => {
    const nothing = { metadata: { encoding: Buffer.from('binary/null') }, data: [] as unknown as Uint8Array };
    const [shown] = await codecOf(fresh).decode(await codecOf(fresh).encode([nothing, { metadata: null }]));
    expect(defaultPayloadConverter.fromPayload(shown!)).toBeUndefined();
  });

  test('writes the same twice in different ways', async () => {
    const [a, b] = await codecOf(fresh).encode([payload('x'), payload('x')]);
    expect(text(a?.data)).not.toBe(text(b?.data));
  });

  test('opens what an older key hid, and what was never hidden', async () => {
    const before = await codecOf(old).encode([payload('früher')]);
    const [opened, plain] = await codecOf(fresh, old).decode([...before, payload('offen')]);
    expect([opened, plain].map(each => defaultPayloadConverter.fromPayload(each!))).toEqual(['früher', 'offen']);
  });

  test('names the key that is missing, and never the key itself', async () => {
    const hidden = await codecOf(old).encode([payload('x')]);
    await expect(codecOf(fresh).decode(hidden)).rejects.toThrow('"2026-05"');
    const impostor = { id: old.id, secret: fresh.secret };
    const error: Error = await codecOf(impostor)
      .decode(hidden)
      .then(
        () => new Error('opened'),
        each => each as Error,
      );
    expect(error.message).toContain('altered');
    expect(error.message).not.toContain(Buffer.from(fresh.secret).toString('base64'));
  });

  test('opens nothing of which a bit was turned, wherever it lies, nor under the name of another key', async () => {
    const codec = codecOf(fresh, { id: 'other', secret: fresh.secret });
    const [hidden] = await codec.encode([payload({ amount: 5_000 })]);
    for (let at = 0; at < hidden!.data!.length; at += 1) {
      const data = Buffer.from(hidden!.data!);
      data[at] = data[at]! ^ 1;
      await expect(codec.decode([{ ...hidden!, data }])).rejects.toThrow('altered');
    }
    const metadata = { ...hidden!.metadata, 'encryption-key-id': Buffer.from('other') };
    await expect(codec.decode([{ ...hidden!, metadata }])).rejects.toThrow('altered');
    await expect(codec.decode([{ ...hidden!, data: Buffer.from('short') }])).rejects.toThrow('altered');
  });

  test('is not there without keys', () => {
    expect(payloadCodec([])).toBeNull();
  });
});

describe('keys', () => {
  const secret = randomBytes(32).toString('base64');

  test('are named, the first first', () => {
    const keys = parseCodecKeys(`2026-11:${secret}, 2026-05:${randomBytes(32).toString('base64')}`, 'K');
    expect(!isRefusal(keys) && keys.map(({ id, secret: bytes }) => [id, bytes.length])).toEqual([
      ['2026-11', 32],
      ['2026-05', 32],
    ]);
  });

  test.each(['', secret, `:${secret}`, `a:${secret.slice(4)}`, `a:${secret},a:${secret}`, 'a:!', `a b:${secret}`])(
    'not %j, and the value is not repeated',
    typed => {
      const refusal = parseCodecKeys(typed, 'K');
      expect(refusal).toMatchObject({ code: 'badFormat', field: 'K', value: '' });
    },
  );
});
