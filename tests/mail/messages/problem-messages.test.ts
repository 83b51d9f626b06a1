import { describe, expect, test } from '@jest/globals';
import { TIDINGS, type Tidings } from '../../../src/domain/problem/notices.ts';
import { PAPERS } from '../../../src/domain/problem/types.ts';
import { MAIL_LOCALES, wordsOf } from '../../../src/mail/messages/catalogue.ts';
import { renderMessage, type NoticeItem } from '../../../src/mail/messages/index.ts';
import { overdueItem, overdueItems, person, TODAY } from './samples.ts';

const NOTHING = { granted: false, upheld: false, note: null, moved: null, old: null, promise: null };

/** What a reader sees of the HTML: no markup, no styles, no hidden comments. */
const seen = (html: string): string =>
  html
    .replaceAll(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('papers (督办单)', () => {
  test.each(MAIL_LOCALES.flatMap(locale => PAPERS.map(paper => [locale, paper] as const)))(
    'in %s the %s one says its colour in the subject, on its band and in the text, and no other colour',
    async (locale, paper) => {
      const { name, intro } = wordsOf(locale).problem.paper;
      const data = { person, today: TODAY, paper, items: overdueItems };
      const { subject, html, text } = await renderMessage('problem-paper', locale, data);
      expect(subject).toContain(name[paper]);
      for (const body of [seen(html), text]) {
        expect(body).toContain(intro[paper]);
        expect(body).toContain('W-2025-0031');
        expect(body).not.toMatch(/undefined|\{\w+\}/);
        for (const other of PAPERS.filter(each => each !== paper)) expect(body).not.toContain(name[other]);
      }
    },
  );

  test('puts the longest overdue first', async () => {
    const data = { person, today: TODAY, paper: 'red' as const, items: overdueItems };
    const { text } = await renderMessage('problem-paper', 'zh-CN', data);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/W-2025-0007.*W-2025-0031.*W-2026-0001/);
  });
});

describe('the digest of problems', () => {
  test.each(MAIL_LOCALES)('in %s groups its lines by what has happened, each under its heading', async locale => {
    const items = TIDINGS.map(what => ({ ...overdueItem(), ...NOTHING, what, on: '2026-02-03' }));
    const { subject, html, text } = await renderMessage('problem-notice', locale, { person, today: TODAY, items });
    expect(subject).toContain(String(TIDINGS.length));
    for (const body of [seen(html), text]) {
      for (const heading of Object.values(wordsOf(locale).problem.what)) expect(body).toContain(heading);
      expect(body).not.toMatch(/undefined|\{\w+\}/);
    }
  });

  test('says how an extension was ruled, and leaves out a limit that is not meant', async () => {
    const line = { ...overdueItem(), ...NOTHING, what: 'extensionRuled' as const, due: null, on: '2026-02-03' };
    const said = async (granted: boolean): Promise<string> => {
      const data = { person, today: TODAY, items: [{ ...line, granted }] };
      return (await renderMessage('problem-notice', 'zh-CN', data)).text;
    };
    expect(await said(true)).toContain('同意延期至 2026-02-03');
    expect(await said(false)).toContain('未同意延期至 2026-02-03');
    expect(await said(true)).not.toContain('时限 ');
  });

  const told = (what: Tidings, more: Partial<NoticeItem> = {}) =>
    renderMessage('problem-notice', 'zh-CN', {
      ...{ person, today: TODAY },
      items: [{ ...overdueItem(), ...NOTHING, what, on: null, ...more }],
    });

  test('of one kind says which in its subject', async () => {
    expect((await told('toVerify')).subject).toBe('【周调度】已办结，请核验：1 项');
    expect((await told('assigned')).subject).toBe('【周调度】新交办，请主办：1 项');
  });

  test('shows the result to who verifies it, and the reason to who is ruled on, as text and not as markup', async () => {
    const { html, text } = await told('toVerify', { note: '指标 <b>50</b> 亩\n已下达' });
    expect(text).toContain('办理结果：指标 <b>50</b> 亩 已下达');
    expect(html).toContain('指标 &lt;b&gt;50&lt;/b&gt; 亩 已下达');
    expect((await told('rejected', { note: '现场未通水' })).text).toContain('说明：现场未通水');
    const ruled = async (upheld: boolean) => (await told('objectionRuled', { upheld, note: '职责明确' })).text;
    expect([await ruled(true), await ruled(false)]).toEqual([
      expect.stringContaining('异议成立'),
      expect.stringContaining('异议不成立，维持交办'),
    ]);
  });

  test.each([
    ['limit', '办理时限'],
    ['part', '市水利局答复时限'],
    ['promise', '承诺期限'],
    ['ruling', '异议裁定时限'],
    ['verification', '核验时限'],
  ] as const)('of a limit that has moved (%s) names which, the old one and the new one', async (moved, name) => {
    const part = moved === 'part' ? { unit: '市水利局', role: 'co' as const } : null;
    const [old, due] = [
      { date: '2026-01-05', time: '17:30' },
      { date: '2026-01-07', time: '17:30' },
    ];
    const { text } = await told('limitMoved', { moved, part, old, due });
    expect(text).toContain(`${name} 2026-01-05 17:30 → 2026-01-07 17:30`);
  });

  test('of an objection whose day of ruling has passed says that the ruling is late, and never counts days below none', async () => {
    const due = { date: '2026-01-03', time: '17:30' };
    const late = await told('objected', { due, overdue: true });
    expect(late.subject).toBe('【周调度】异议逾期未裁定：1 项');
    expect(late.text).toContain('已超过裁定时限');
    expect(late.text).toContain('超期 1 天');
    expect((await told('objected', { due, overdue: false })).text).not.toContain('-1 天');
  });

  test('of a broken promise says which, and that a reason is due', async () => {
    const { text } = await told('promiseMissed', { on: '2026-01-02', promise: 'solution' });
    expect(text).toContain('请主办单位说明原因');
    expect(text).toContain('承诺 2026-01-02 办结');
  });

  test('marks a verification that is late', async () => {
    expect((await told('verificationOverdue')).text).toMatch(/已超期 \d+ 天|超期/);
  });
});
