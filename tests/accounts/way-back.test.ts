import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wayBack } from '../../src/accounts/way-back.ts';

const OURS = 'https://dispatch.example';

describe('where somebody is sent back to after signing in', () => {
  test.each([
    '/',
    '/projects',
    '/projects/P-2026-0001?tab=money#top',
    '/meetings/weekly/2026-11-30',
    '/mailbox?key=a%2Fb',
  ])('may be a page of ours: %s', path => expect(wayBack(path)).toBe(path));

  test.each([
    ...[
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n//evil.example',
    ],
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'evil.example',
      '',
      ' /projects',
      '/项目',
      '/a b',
      '/x/..//evil.example',
    ],
    ...[
      '/.//evil.example',
      '/%0d%0aset-cookie: x',
      '/signin',
      '/signin-provider',
      '/account-signout',
      '/api/v1/me',
      '/a/secret',
      '/l/secret',
    ],
    `/${'x'.repeat(600)}`,
  ])('is nothing else: %j', text => expect(wayBack(text)).toBeNull());

  test('is nothing that is no text', () => {
    for (const other of [undefined, null, 1, ['/projects'], { to: '/projects' }]) expect(wayBack(other)).toBeNull();
  });

  const pieces = [
    '/',
    '\\',
    '//',
    '..',
    '.',
    '@',
    ':',
    '?',
    '#',
    '%2f',
    '%5c',
    '%2e',
    '\t',
    '\n',
    '\r',
    ' ',
    'evil.example',
    'https:',
    'x',
    '\u2215',
    '\uff0f',
    ';',
  ];
  const address = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(parts => parts.join('')),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(parts => `/${parts.join('')}`),
  );

  test('never leaves us, whatever is asked for, and comes out the same a second time', () => {
    fc.assert(
      fc.property(address, text => {
        const path = wayBack(text);
        if (path === null) return;
        for (const page of [`${OURS}/signin`, `${OURS}/`, 'http://127.0.0.1:8080/signin-code?lang=zh']) {
          expect(new URL(path, page).origin).toBe(new URL(page).origin);
        }
        expect(path).toMatch(/^\/(?![/\\])[!-~]*$/);
        expect(wayBack(path)).toBe(path);
      }),
      { numRuns: 5_000, seed: 20_261_129 },
    );
  });
});
