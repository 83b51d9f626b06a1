import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { line, longText } from '../../../src/contract/schemas/fields.ts';
import { refuse } from '../../../src/domain/refusal.ts';
import { EMPTY_FORM, renderDone, renderForm, renderNotice, type LinkPage } from '../../../src/links/pages/build.ts';
import { composeMessage } from '../../../src/mail/compose.ts';
import { renderMessage, type Rendered } from '../../../src/mail/messages/index.ts';
import { loadScript } from '../../support/script.ts';
import { FROM, mailTo } from '../support/fixtures.ts';
import { overdueItem, person, reminder, TODAY, warning } from './samples.ts';

const SEED = 20261128;
const { tagsOf } = await loadScript<{ tagsOf(html: string): { name: string; attributes: Map<string, string> }[] }>(
  'lib/passive.mjs',
);

/** What breaks out of a header, an attribute, a tag, a line of a calendar or the direction of writing. */
const PARTS = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\t',
    '<',
    '>',
    '"',
    "'",
    '&',
    '`',
    '{{',
    '}}',
    '=',
    '\u202e',
    '\u200f',
    '\u2028',
    '\ufeff',
  ],
  ...['<script>go()</script>', '"><img src=x onerror=go()>', '</style>', '<!--', '-->', ']]>', 'javascript:go()'],
  ...['\r\nBcc: all@city.example', '\r\n\r\n<p>', '\r\nEND:VEVENT', '=?utf-8?B?PGI+?=', '周调度', 'a'],
];
const hostile = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 12 }).map(parts => parts.join(''));

/** Names of tags and attributes, and every address a click would lead to: all that a text must not be able to add to. */
const shapeOf = (html: string): unknown =>
  tagsOf(html).map(({ name, attributes }) => [
    name,
    [...attributes.keys()].sort(),
    /^https?:/.test(attributes.get('href') ?? ''),
  ]);

const MAILS: Record<string, (said: string) => Promise<Rendered>> = {
  'meeting-reminder': said => {
    const data = reminder();
    const meeting = { ...data.meeting, name: said, theme: said };
    return renderMessage('meeting-reminder', 'zh-CN', { ...data, person: { name: said, title: said }, meeting });
  },
  'plan-warning': said => {
    const items = [warning('2026-01-10', { project: { code: 'P-1', name: said, county: said }, pauseReason: said })];
    return renderMessage('plan-warning', 'zh-CN', { person: { name: said, title: said }, today: TODAY, items });
  },
  'problem-overdue': said => {
    const items = [overdueItem({ title: said, project: { code: 'P-1', name: said } })];
    return renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
  },
};

describe('what people typed stays text', () => {
  test.each(Object.keys(MAILS))('in the HTML, the subject and the headers of a mail: %s', async kind => {
    const render = MAILS[kind]!;
    const plain = await render('a');
    const stays = fc.asyncProperty(hostile, async said => {
      const { subject, html, text } = await render(said);
      expect(shapeOf(html)).toEqual(shapeOf(plain.html));
      const mail = mailTo('m1');
      const composed = composeMessage(
        { ...mail, to: { ...mail.to, name: said }, message: { ...mail.message, subject, html, text } },
        { ...FROM, name: said },
      );
      const head = composed.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
      const names = head
        .replaceAll(/\r\n[ \t]/g, ' ')
        .split('\r\n')
        .map(header => header.split(':', 1)[0]);
      expect(names).toEqual([
        ...['From', 'To', 'Subject', 'Message-ID', 'Date', 'Auto-Submitted', 'X-Auto-Response-Suppress'],
        ...names.slice(7),
      ]);
      expect(names.slice(7).every(name => /^(MIME-Version|Content-Type)$/.test(name ?? ''))).toBe(true);
      const read = await PostalMime.parse(composed);
      expect([read.to?.map(({ address }) => address), read.cc, read.bcc]).toEqual([
        ['m1@example.cn'],
        undefined,
        undefined,
      ]);
      expect(read.from?.address).toBe('dispatch@example.cn');
    });
    await fc.assert(stays, { seed: SEED, numRuns: 60 });
  });

  test('on the pages of links, in every part of them', () => {
    const page = (said: string): LinkPage & { purpose: 'answerProblem' } => ({
      ...{ locale: 'zh', purpose: 'answerProblem', holder: { name: said, unit: said } },
      facts: [{ label: said, text: said, bad: true }],
    });
    const pagesOf = (said: string): string[] => [
      renderForm(page(said), { about: said, lastDay: said, ...EMPTY_FORM }),
      renderForm(page(said), {
        ...{ about: said, lastDay: said, unanswered: true, typed: { text: said, nextOn: said } },
        refusals: [
          refuse('tooLong', 'text', said, { max: 1, length: said.length }),
          refuse('badFormat', said, said, { shape: said }),
        ],
      }),
      renderDone(page(said), { at: said, before: true }),
      renderNotice('notNow', 'zh', {
        why: refuse('alreadyExists', 'code', said, { name: said }),
        lost: [{ label: said, text: said }],
      }),
    ];
    const plain = pagesOf('a').map(shapeOf);
    fc.assert(
      fc.property(hostile, said => expect(pagesOf(said).map(shapeOf)).toEqual(plain)),
      { seed: SEED, numRuns: 150 },
    );
  });

  test('because no template of a mail or a page places anything unescaped but the squares of a drawn code', () => {
    const root = join(import.meta.dirname, '../../../src');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
    const places = files.filter(name => /\{\{\{|\{\{\s*&|SafeString/.test(readFileSync(join(root, name), 'utf8')));
    const drawn = join('accounts', 'pages', 'template.ts');
    expect(places).toEqual([drawn]);
    const raw = readFileSync(join(root, drawn), 'utf8').match(/\{\{\{.*?\}\}\}|\{\{\s*&|SafeString/g);
    expect(raw).toEqual(['{{{svg}}}']);
    // Text parts are no HTML, and are the only ones that are not escaped.
    const plain = files.filter(name => readFileSync(join(root, name), 'utf8').includes('noEscape'));
    expect(plain).toEqual([join('mail', 'messages', 'compile.ts')]);
  });

  test('because what turns or hides writing, and what breaks a line, comes into no field of one line', () => {
    const forbidden = fc.constantFrom(
      '\r',
      '\n',
      '\0',
      '\u001b',
      '\u0085',
      '\u200b',
      '\u200f',
      '\u202e',
      '\u2028',
      '\u2066',
      '\ufeff',
    );
    fc.assert(
      fc.property(hostile, forbidden, hostile, (before, mark, after) => {
        expect(line().safeParse(`a${before}${mark}${after}b`).success).toBe(false);
      }),
      { seed: SEED },
    );
    const inText = fc.constantFrom('\r', '\0', '\u001b', '\u202e', '\u2028', '\ufeff');
    fc.assert(
      fc.property(inText, mark => expect(longText().safeParse(`a${mark}b`).success).toBe(false)),
      { seed: SEED },
    );
  });
});
