import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { letterPolicy } from '../../src/api/letter-policy.ts';
import { renderMessage } from '../../src/mail/messages/index.ts';
import { reminder } from '../mail/messages/samples.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const stylesOf = (html: string): string[] =>
  (/style-src ([^;]*)/.exec(letterPolicy(html))?.[1] ?? '').split(' ').filter(source => source.startsWith("'sha256-"));

describe('the policy a letter is shown under', () => {
  test('allows the styles of this letter by their hashes, and no other', () => {
    const html = `<style media="all">a{b:c}</style><p style="color: red">x</p><td STYLE='font-family:&quot;A&quot;'>y</td>`;
    expect(stylesOf(html)).toEqual([hash('a{b:c}'), hash('color: red'), hash('font-family:"A"')]);
    expect(letterPolicy(html)).not.toContain('unsafe-inline');
  });

  test('of a letter without styles allows none; nothing runs, loads, is sent or frames it elsewhere', () => {
    expect(letterPolicy('<p>x</p><script>go()</script>')).toBe(
      "sandbox; default-src 'none'; img-src data:; style-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
  });

  test('has room for all the styles of a mail of ours', async () => {
    const { html } = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    const own = [...html.matchAll(/ style="([^"]*)"/g)].map(([, style = '']) => hash(style.replaceAll('&quot;', '"')));
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(style => !stylesOf(html).includes(style))).toEqual([]);
    expect(letterPolicy(html).length).toBeLessThan(8_000);
  });

  test('keeps a bound, so that no letter makes a header larger than clients read', () => {
    const html = Array.from({ length: 5_000 }, (_, n) => `<p style="top:${n}px">x</p>`).join('');
    expect(letterPolicy(html).length).toBeLessThan(8_000);
  });
});
