import { describe, expect, test } from '@jest/globals';
import { loadScript } from '../support/script.ts';

interface Answer {
  url: string;
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}
const { findingsOf, linksOf } = await loadScript<{
  findingsOf(answer: Answer): string[];
  linksOf(html: string, url: string): string[];
}>('lib/passive.mjs');

const GOOD: Answer = {
  url: 'https://dispatch.example/sign-in',
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-x'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=()',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'set-cookie': ['__Host-session=x; Path=/; HttpOnly; Secure; SameSite=Lax'],
  },
  body: `<!doctype html><html lang="zh-CN"><head><style>p{}</style></head><body>
    <form method="post" action="?lang=zh"><input type="password" autocomplete="current-password"></form>
    <img src="/logo.svg"><a href="/l/x" target="_blank" rel="noopener">x</a></body></html>`,
};
const withHeader = (name: string, value: string): Answer => ({ ...GOOD, headers: { ...GOOD.headers, [name]: value } });
const without = (name: string): Answer => {
  const { [name]: _left, ...headers } = GOOD.headers;
  return { ...GOOD, headers };
};
const withBody = (more: string): Answer => ({ ...GOOD, body: GOOD.body.replace('</body>', `${more}</body>`) });
const policy = (from: string, to: string): Answer =>
  withHeader('content-security-policy', String(GOOD.headers['content-security-policy']).replace(from, to));
const cookie = (text: string): Answer => withHeader('set-cookie', text);

test('a page as it should be has no findings', () => {
  expect(findingsOf(GOOD)).toEqual([]);
});

describe('told is', () => {
  test.each<[string, Answer]>([
    ['no X-Content-Type-Options: nosniff', without('x-content-type-options')],
    ['no Content-Security-Policy', without('content-security-policy')],
    ['may be kept: Cache-Control public, max-age=60', withHeader('cache-control', 'public, max-age=60')],
    ['Referrer-Policy: unsafe-url', withHeader('referrer-policy', 'unsafe-url')],
    ['no Permissions-Policy', without('permissions-policy')],
    ['TLS without Strict-Transport-Security', without('strict-transport-security')],
    ['no Cross-Origin-Opener-Policy', without('cross-origin-opener-policy')],
    ['tells what it is made with', withHeader('x-powered-by', 'a server')],
    ['open to other origins', withHeader('access-control-allow-origin', '*')],
    ['a text without its charset', withHeader('content-type', 'text/html')],
    ['a policy with unsafe-inline', policy("'sha256-x'", "'sha256-x' 'unsafe-inline'")],
    ['a policy with unsafe-eval', policy("default-src 'none'", "default-src 'none'; script-src 'unsafe-eval'")],
    ['a policy that lets others in', policy("default-src 'none'", 'default-src https:')],
    ['others may frame it', policy("frame-ancestors 'none'", 'frame-ancestors https://a.example')],
    ['a page without form-action', policy("form-action 'self'; ", '')],
    ['an inline style without its hash', policy("'sha256-x'", "'self'")],
    ['cookie a: scripts may read it', cookie('a=1; Path=/; Secure; SameSite=Lax')],
    ['cookie __Host-a: sent from other sites', cookie('__Host-a=1; Path=/; Secure; HttpOnly; SameSite=None')],
    ['cookie __Host-a: sent without TLS', cookie('__Host-a=1; Path=/; HttpOnly; SameSite=Lax')],
    ['cookie a: sent to other hosts of the domain', cookie('a=1; Domain=example; HttpOnly; Secure; SameSite=Lax')],
    ['an inline script', withBody('<script>go()</script>')],
    ['<p> with a handler', withBody('<p onclick="go()">x</p>')],
    ['<p> with a style of its own', withBody('<p style="color:red">x</p>')],
    ['<a> that leads into a script', withBody('<a href="javascript:go()">x</a>')],
    ['<img> from elsewhere: //cdn.example/a.png', withBody('<img src="//cdn.example/a.png">')],
    ['<img> without TLS: http://dispatch.example/a.png', withBody('<img src="http://dispatch.example/a.png">')],
    ['_blank without noopener', withBody('<a href="/x" target="_blank">x</a>')],
    [
      'a form that goes elsewhere: https://a.example/',
      withBody('<form method="post" action="https://a.example/"></form>'),
    ],
    ['a form without TLS', withBody('<form method="post" action="http://dispatch.example/"></form>')],
    ['a password outside a form by POST', withBody('<form><input type="password" autocomplete="off"></form>')],
    [
      'a password field that does not say which (autocomplete)',
      withBody('<form method="post"><input type="password"></form>'),
    ],
    ['a page that moves by itself', withBody('<meta http-equiv="refresh" content="0;url=/">')],
    ['shows a stack', withBody('<pre>Error\n    at give (/app/dist/api/commands.js:40:11)</pre>')],
    ['shows a path of the machine', withBody('<p>/app/node_modules/pg</p>')],
  ])('%s', (finding, answer) => {
    expect(findingsOf(answer)).toContain(finding);
  });

  test('of a page without a doctype and a language, both', () => {
    expect(findingsOf({ ...GOOD, body: '<html><body></body></html>' })).toEqual(['no doctype', 'no language']);
  });
});

test('links are followed within the origin only', () => {
  const html = '<a href="/a#b">x</a><a href="https://b.example/">x</a><link href="c.css"><a href="mailto:a@b.cn">x</a>';
  expect(linksOf(html, 'https://dispatch.example/d/')).toEqual([
    ...['https://dispatch.example/a', 'https://dispatch.example/d/c.css'],
  ]);
});
