import { describe, expect, test } from '@jest/globals';
import { renderMessage, type BatchFollowUpData, type BatchFollowUpItem } from '../../../src/mail/messages/index.ts';
import { person, TODAY } from './samples.ts';

const item = (code: string, over: Partial<BatchFollowUpItem> = {}): BatchFollowUpItem => ({
  code,
  name: `项目 ${code}`,
  county: '南安市',
  stage: 'signing',
  status: 'active',
  next: { stage: 'landing', plan: '2026-02-20' },
  investmentWan: 12_345,
  ...over,
});

const followUp = (over: Partial<BatchFollowUpData> = {}): BatchFollowUpData => ({
  person,
  today: TODAY,
  batch: { code: 'B-2025-0003', name: '2025年第四季度集中签约', stage: 'signing', on: '2025-12-04', months: 1 },
  items: [
    item('P-1'),
    item('P-2', { next: { stage: 'landing', plan: '2025-12-20' } }),
    item('P-3', { stage: 'groundbreaking', next: { stage: 'completion', plan: null }, investmentWan: null }),
    item('P-4', { stage: 'fullCapacity', status: 'achieved', next: null }),
    item('P-5', { status: 'paused', county: null }),
    item('P-6', { status: 'withdrawn', stage: 'landing' }),
  ],
  ...over,
});

/** What a reader sees of the HTML: no markup, no styles, no hidden comments. */
const seen = (html: string): string =>
  html
    .replaceAll(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the follow-up of a batch event', () => {
  test('says what has not moved first, then what has, then who has left', async () => {
    const { subject, html, text } = await renderMessage('batch-follow-up', 'zh-CN', followUp());
    expect(subject).toBe('【周调度】2025年第四季度集中签约满 1 个月\uff1a6 个项目\uff0c2 个尚无进展');
    for (const body of [seen(html), text.replaceAll(/\s+/g, ' ')]) {
      expect(body).toContain('2025年第四季度集中签约\uff08B-2025-0003\uff09于 2025年12月4日 举行\uff0c已满 1 个月');
      expect(body).toMatch(
        /仍在签约\uff0c尚无进展.*P-2 .*逾期 15 天.*P-1 .*已有进展.*P-3 .*P-4 .*暂缓或已退出.*P-5 .*P-6 /,
      );
      expect(body).toContain('南安市 · 现处开工 · 下一节点 竣工\uff0c未排计划 · 总投资未填');
      expect(body).toContain('现处签约 · 暂缓');
      expect(body).toContain('南安市 · 现处落地 · 退出');
    }
  });

  test('counts the projects and their money, and where they stand', async () => {
    const { text } = await renderMessage('batch-follow-up', 'zh-CN', followUp());
    expect(text).toContain('6 个\uff0c总投资 6.1725 亿元');
    expect(text).toContain('签约 3 · 落地 1 · 开工 1 · 满产 1');
  });

  test('shows no empty group', async () => {
    const { html, subject } = await renderMessage('batch-follow-up', 'zh-CN', followUp({ items: [item('P-1')] }));
    expect(subject).toContain('1 个项目\uff0c1 个尚无进展');
    expect(seen(html)).not.toMatch(/已有进展|暂缓或已退出/);
  });

  test('is in English for those who want it', async () => {
    const { subject, text } = await renderMessage('batch-follow-up', 'en', followUp());
    expect(subject).toBe('[Weekly dispatch] 2025年第四季度集中签约, 1 month(s) on: 6 projects, 2 without progress');
    expect(text).toMatch(/Still at signing, no progress yet(.|\n)*Moved on(.|\n)*Paused or gone/);
  });

  test('of hundreds of projects keeps the late, says how many are left out and stays under 100 KB', async () => {
    const evil = '<b>='.repeat(80);
    const items = Array.from({ length: 380 }, (_, index) => item(`P-${index}`, { name: evil, county: evil }));
    const late = item('P-999', { next: { stage: 'landing', plan: '2025-12-05' } });
    const { html, text } = await renderMessage('batch-follow-up', 'zh-CN', followUp({ items: [...items, late] }));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).not.toContain('<b>=');
    expect(text).toMatch(/1\. P-999 .*(.|\n)*其余 361 项未列出/);
    expect(html + text).not.toMatch(/\{\{|\{\w+\}|undefined|\[object/);
  });
});
