import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { payloadCodec } from '../../src/temporal/codec.ts';
import { startApi, type ApiRig } from './rig.ts';

const UI = 'https://temporal.office.example';
const URL_OF = '/api/v1/temporal/codec/decode';
const codec = payloadCodec([{ id: 'k1', secret: randomBytes(32) }])!;

let api: ApiRig;
beforeAll(async () => {
  api = await startApi({ codec, temporalUiOrigin: UI });
});
afterAll(() => api.stop());

/** As Temporal's UI sends it. */
const wire = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
const plain = defaultPayloadConverter.toPayload({ name: '机密项目' })!;
const ask = async (as: 'admin' | 'handler' | null, headers: Record<string, string> = {}, payloads?: object[]) => {
  const hidden = payloads ?? (await codec.encode([plain])).map(wire);
  return api.call({ method: 'POST', url: URL_OF, as, key: null, body: { payloads: hidden }, headers });
};

describe('the codec server for Temporal’s UI', () => {
  test('opens payloads for who may, and leaves the others as they are', async () => {
    const [hidden] = (await codec.encode([plain])).map(wire);
    const { status, body } = await ask('admin', { origin: UI, 'x-namespace': 'default' }, [hidden!, wire(plain)]);
    expect(status).toBe(200);
    expect(body.payloads).toEqual([wire(plain), wire(plain)]);
  });

  test('asks for a sign-in and the right to it', async () => {
    expect((await ask(null, { origin: UI })).status).toBe(401);
    expect((await ask('handler', { origin: UI })).status).toBe(403);
  });

  test('lets pages of the one origin read, and of no other', async () => {
    const own = await ask('admin', { origin: UI, 'sec-fetch-site': 'cross-site' });
    expect(own.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      vary: expect.stringMatching(/origin/i),
    });
    const other = await ask('admin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect([other.status, other.body.code]).toEqual([403, 'notSameOrigin']);
    const headers = { origin: UI, 'access-control-request-method': 'POST' };
    const preflight = await api.app.inject({ method: 'OPTIONS', url: URL_OF, headers });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(UI);
    const changing = await api.call({ method: 'POST', url: '/api/v1/rebuild', as: 'admin', headers });
    expect([changing.status, changing.body.code]).toEqual([403, 'notSameOrigin']);
  });

  test('says so when none of its keys opens one', async () => {
    const foreign = payloadCodec([{ id: 'k9', secret: randomBytes(32) }])!;
    const { status, body } = await ask('admin', {}, (await foreign.encode([plain])).map(wire));
    expect([status, body.code]).toEqual([422, 'payloadSealed']);
    expect((await ask('admin', {}, [{ data: 'not base64!' }])).status).toBe(400);
  });
});
