import { describe, expect, test } from '@jest/globals';
import { TIDINGS, type Tidings } from '../../../src/domain/problem/notices.ts';
import { PAPERS } from '../../../src/domain/problem/types.ts';
import { MAIL_LOCALES } from '../../../src/domain/mail-texts.ts';
import { wordsOf } from '../../../src/mail/messages/catalogue.ts';
import { renderMessage, type NoticeItem } from '../../../src/mail/messages/index.ts';
import { overdueItem, overdueItems, person, TODAY } from './samples.ts';

const NOTHING = { granted: false, upheld: false, note: null, moved: null, old: null, promise: null, also: [] };

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

  test('to who is neither the department nor its stand-in is a copy', async () => {
    const items = overdueItems.map(item => ({ ...item, stands: 'copied' as const }));
    const data = { person, today: TODAY, paper: 'red' as const, items };
    const { subject, text } = await renderMessage('problem-paper', 'zh-CN', data);
    expect(subject).toBe('【周调度】抄送：红色督办单：3 个问题');
    expect(text).toContain('本邮件为抄送，供知悉');
    expect(text).not.toContain('如再无进展将予约谈');
  });

  test('puts the longest overdue first', async () => {
    const data = { person, today: TODAY, paper: 'red' as const, items: overdueItems };
    const { text } = await renderMessage('problem-paper', 'zh-CN', data);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/W-2025-0007.*W-2025-0031.*W-2026-0001/);
  });
});

describe('the digest of problems', () => {
  test.each(MAIL_LOCALES)('in %s groups its lines by what has happened, each under its heading', async locale => {
    const items = TIDINGS.map((what, index) => {
      return { ...overdueItem({ code: `W-${index}` }), ...NOTHING, what, on: '2026-02-03' };
    });
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

  test('says two tidings of one problem in one row, each once, and counts one problem', async () => {
    const { subject, text } = await renderMessage('problem-notice', 'zh-CN', {
      ...{ person, today: TODAY },
      items: [
        {
          ...overdueItem({ due: { date: '2026-01-20', time: '17:30' } }),
          ...{ ...NOTHING, what: 'assigned', on: null },
          also: [
            {
              ...overdueItem({ due: { date: '2026-01-08', time: '17:30' }, part: { unit: '市水利局', role: 'co' } }),
              ...{ ...NOTHING, what: 'partAssigned', on: null },
            },
            { ...overdueItem(), ...NOTHING, what: 'promiseMissed', due: null, on: '2026-01-02', promise: 'solution' },
          ],
        },
      ],
    });
    expect(subject).toBe('【周调度】问题事项：1 项与您有关');
    expect(text.match(/W-2025-0031/g)).toHaveLength(1);
    expect(text).toContain('新交办，请分办、协办 · 协办 市水利局 · 时限 2026-01-08 17:30\n');
    expect(text).toContain('承诺已失约，请主办单位说明原因 · 承诺 2026-01-02 办结\n');
  });

  test('to who only watches says that it is a copy, and asks him for nothing', async () => {
    const { subject, text } = await told('promiseMissed', { copied: true, on: '2026-01-02', promise: 'solution' });
    expect(subject).toBe('【周调度】抄送：承诺已失约，待主办单位说明原因：1 项');
    expect(text).toContain('本邮件为抄送，供知悉，无需您办理');
    expect(text).toContain('【抄送，供知悉：承诺已失约，待主办单位说明原因】1');
    expect(text).not.toContain('请主办单位');
  });

  test('says of a day in a year whose holidays are not published that it is provisional', async () => {
    const due = { date: '2027-01-05', time: '17:30' };
    const { text } = await told('warned', { due, provisional: ['2027-01-05'] });
    expect(text).toContain('时限 2027-01-05 17:30（暂按周末推算）');
    const days = { due: null, on: '2027-02-03', granted: true, provisional: ['2027-02-03'] };
    expect((await told('extensionRuled', days)).text).toContain('同意延期至 2027-02-03（暂按周末推算）');
    const old = { date: '2026-12-30', time: '17:30' };
    const moved = { moved: 'limit' as const, old, due, provisional: ['2027-01-05'] };
    expect((await told('limitMoved', moved)).text).toContain(
      '办理时限 2026-12-30 17:30 → 2027-01-05 17:30（暂按周末推算）',
    );
  });

  test('marks a verification that is late', async () => {
    expect((await told('verificationOverdue')).text).toMatch(/已超期 \d+ 天|超期/);
  });
});
