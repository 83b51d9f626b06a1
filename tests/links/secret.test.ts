import { describe, expect, test } from '@jest/globals';
import { isSecret, linkAddress, newSecret, withoutSecrets } from '../../src/links/secret.ts';

describe('what opens a link', () => {
  test('is 256 random bits that stand in an address as they are', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    expect(secrets.every(isSecret)).toBe(true);
    expect(secrets.every(secret => encodeURIComponent(secret) === secret)).toBe(true);
  });

  test.each(['', 'x', `${'a'.repeat(42)}=`, `${'a'.repeat(42)} `, 'a'.repeat(44), `${'a'.repeat(42)}/`])(
    'is not %j',
    text => {
      expect(isSecret(text)).toBe(false);
    },
  );

  test.each([
    ['https://d.example', 'https://d.example/l/s'],
    ['https://d.example/', 'https://d.example/l/s'],
    ['http://10.0.0.1:8080/dispatch/', 'http://10.0.0.1:8080/dispatch/l/s'],
  ])('comes behind %s', (url, address) => {
    expect(linkAddress(url, 's')).toBe(address);
  });

  test('is taken out of texts that others read', () => {
    const address = linkAddress('https://d.example', newSecret());
    const text = `答复：${address}\n<a href="${address}">答复</a> /l/short`;
    expect(withoutSecrets(text)).toBe('答复：https://d.example/l/…\n<a href="https://d.example/l/…">答复</a> /l/short');
    expect(withoutSecrets(`/l/${newSecret()}?lang=en`)).toBe('/l/…?lang=en');
  });
});
