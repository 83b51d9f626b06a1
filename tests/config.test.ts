import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ownUrl, readConfig } from '../src/config.ts';

describe('the address that links in mails begin with', () => {
  test.each([
    [{}, 'http://127.0.0.1:8080', false],
    [{ PORT: '9000' }, 'http://127.0.0.1:9000', false],
    [{ HOST: '0.0.0.0' }, 'http://127.0.0.1:8080', false],
    [{ HOST: '::' }, 'http://127.0.0.1:8080', false],
    [{ HOST: '::1' }, 'http://[::1]:8080', false],
    [{ HOST: 'dispatch.lan' }, 'http://dispatch.lan:8080', false],
    [{ PUBLIC_URL: 'https://d.example/dispatch/' }, 'https://d.example/dispatch/', true],
  ] as const)('%j gives %s', (env, publicUrl, publicUrlGiven) => {
    expect(readConfig(env)).toMatchObject({ publicUrl, publicUrlGiven });
  });

  test.each(['d.example', 'ftp://d.example', 'https://d.example?x=1', 'https://d.example/#x'])('is not %s', url => {
    expect(() => readConfig({ PUBLIC_URL: url })).toThrow(/PUBLIC_URL[^]*http\[s\]:\/\//);
  });

  test('of a port that was left to us is known before it is listened on', () => {
    expect(ownUrl('127.0.0.1', 41_234)).toBe('http://127.0.0.1:41234');
  });
});

describe('proxies that are trusted', () => {
  test('are addresses and ranges; none when nothing is said', () => {
    expect(readConfig({}).trustedProxies).toBeNull();
    expect(readConfig({ TRUSTED_PROXIES: '' }).trustedProxies).toBeNull();
    const TRUSTED_PROXIES = 'loopback, 10.0.0.0/8 ,192.168.1.5,fd00::/8,2001:db8::1';
    expect(readConfig({ TRUSTED_PROXIES }).trustedProxies).toEqual([
      ...['loopback', '10.0.0.0/8', '192.168.1.5', 'fd00::/8', '2001:db8::1'],
    ]);
  });

  test.each(['true', '*', '10.0.0.0/33', 'fd00::/129', '10.0.0.1/x', 'proxy.lan', '10.0.0.1,,'])('not %s', value => {
    expect(() => readConfig({ TRUSTED_PROXIES: value })).toThrow(/TRUSTED_PROXIES=.*\n.*loopback/);
  });
});

describe('the store of files', () => {
  const KEYS = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'a secret' };
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'config-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  test('is the data directory, until a bucket is named', () => {
    expect(readConfig({}).s3).toBeNull();
    expect(readConfig({ S3_BUCKET: 'papers', ...KEYS }).s3).toEqual({
      ...{ bucket: 'papers', endpoint: null, region: 'us-east-1', prefix: '', pathStyle: false },
      keys: { id: 'id', secret: 'a secret' },
    });
    const S3_ENDPOINT = 'https://s3.example:9000';
    const own = { S3_BUCKET: 'papers', S3_ENDPOINT, S3_REGION: 'cn-north-1', S3_PREFIX: 'a/b' };
    expect(readConfig(own).s3).toEqual({
      ...{ bucket: 'papers', endpoint: S3_ENDPOINT, region: 'cn-north-1', prefix: 'a/b/', pathStyle: true, keys: null },
    });
    expect(readConfig({ ...own, S3_PATH_STYLE: 'false' }).s3?.pathStyle).toBe(false);
  });

  test('its keys may stand in files; one that cannot be read is named', async () => {
    await writeFile(join(dir, 'id'), 'from-file\n');
    await writeFile(join(dir, 'secret'), 'secret from file\n');
    const files = { S3_ACCESS_KEY_ID_FILE: join(dir, 'id'), S3_SECRET_ACCESS_KEY_FILE: join(dir, 'secret') };
    expect(readConfig({ S3_BUCKET: 'papers', ...files }).s3?.keys).toEqual({
      id: 'from-file',
      secret: 'secret from file',
    });
    const missing = { ...files, S3_SECRET_ACCESS_KEY_FILE: join(dir, 'none') };
    expect(() => readConfig({ S3_BUCKET: 'papers', ...missing })).toThrow(/S3_SECRET_ACCESS_KEY_FILE=.*none\n.*ENOENT/);
  });

  test.each<[string, Record<string, string>]>([
    ['S3_BUCKET', { S3_BUCKET: 'Papers/x' }],
    ['S3_ENDPOINT', { S3_BUCKET: 'papers', S3_ENDPOINT: 's3.example' }],
    ['S3_ENDPOINT', { S3_BUCKET: 'papers', S3_ENDPOINT: 'https://user:pass@s3.example' }],
    ['S3_PREFIX', { S3_BUCKET: 'papers', S3_PREFIX: '/../x' }],
    ['S3_PATH_STYLE', { S3_BUCKET: 'papers', S3_PATH_STYLE: 'yes' }],
    ['S3_SECRET_ACCESS_KEY', { S3_BUCKET: 'papers', S3_ACCESS_KEY_ID: 'id' }],
    ['S3_ACCESS_KEY_ID', { S3_BUCKET: 'papers', S3_SECRET_ACCESS_KEY: 'a secret' }],
    ['S3_ACCESS_KEY_ID', KEYS],
  ])('%s is named when it is wrong, and no key is repeated', (name, env) => {
    let message = '';
    try {
      readConfig(env);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`${name}=`);
    expect(message).not.toMatch(/a secret|user:pass/);
  });
});
