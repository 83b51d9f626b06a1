import { describe, expect, test } from '@jest/globals';
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
