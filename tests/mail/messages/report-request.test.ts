import { describe, expect, test } from '@jest/globals';
import { renderMessage, type ReportRequestData } from '../../../src/mail/messages/index.ts';
import { person } from './samples.ts';

const at = (code: string) => ({ code, href: `https://dispatch.example/projects/${code}` });
const data = (over: Partial<ReportRequestData> = {}): ReportRequestData => ({
  person,
  today: '2026-11-25',
  county: '晋江市',
  month: '2026-11',
  closesOn: '2026-12-03',
  reminder: false,
  href: 'https://dispatch.example/projects?county=jinjiang',
  items: [
    { ...at('P-1'), name: '聚酯薄膜', yearPlanWan: 12_000, lastMonth: '2026-10', toDateWan: 8_000 },
    { ...at('P-2'), name: '<b>芯谷</b>', yearPlanWan: null, lastMonth: null, toDateWan: null },
  ],
  ...over,
});
const seen = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the request for a month’s figures', () => {
  test('names the county’s projects with what is known of each, the last day, and the pages to report on', async () => {
    const { subject, html, text } = await renderMessage('report-request', 'zh-CN', data());
    expect(subject).toBe('【周调度】晋江市 2026-11 投资月报：2 个项目，请于 12月3日 前填报');
    for (const body of [seen(html), text]) {
      expect(body).toContain('张建国科长：您好！');
      expect(body).toContain('2026年12月3日');
      expect(body).toContain('P-1 聚酯薄膜');
      expect(body).toContain('年度计划 12000 万元 · 已报至 2026-10 · 本年累计 8000 万元');
      expect(body).toContain('年度计划未填 · 本年尚未上报');
    }
    for (const page of ['projects/P-1', 'projects/P-2', 'projects?county=jinjiang']) {
      expect(text).toContain(`https://dispatch.example/${page}`);
      expect(html).toContain(`https://dispatch.example/${page.replace('=', '&#x3D;')}`);
    }
    expect(html).toContain('&lt;b&gt;');
    expect(html + text).not.toMatch(/\{\{|\{\w+\}|undefined|\[object/);
  });

  test('a reminder says that these are still silent, and when nobody is any more, that too', async () => {
    const { subject, text } = await renderMessage('report-request', 'zh-CN', data({ reminder: true }));
    expect(subject).toBe('【周调度】催报：晋江市 2026-11 投资月报还有 2 个项目未报，12月3日 截止');
    expect(text).toContain('尚未上报');
    const { text: done } = await renderMessage('report-request', 'zh-CN', data({ reminder: true, items: [] }));
    expect(done).toContain('全部项目均已上报。');
  });

  test('is English for an English reader, and stays small however many projects there are', async () => {
    const items = Array.from({ length: 500 }, (_, n) => ({
      ...{ ...at(`P-${n}`), name: '项目'.repeat(30), yearPlanWan: 999_999, lastMonth: '2026-10', toDateWan: 999_999 },
    }));
    const { subject, html } = await renderMessage('report-request', 'en', data({ items }));
    expect(subject).toBe('[Weekly dispatch] 晋江市, money of 2026-11: 500 projects, please report by 3 Dec');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain('480');
  });
});
