import { describe, expect, test } from '@jest/globals';
import { renderMessage, type ReviewRequestData } from '../../../src/mail/messages/index.ts';
import { person } from './samples.ts';

const data = (over: Partial<ReviewRequestData> = {}): ReviewRequestData => ({
  person,
  today: '2026-11-23',
  items: [
    {
      ...{ code: 'P-1', name: '聚酯薄膜', county: '晋江市', investor: '晶旭科技', industry: '新材料' },
      ...{ investmentWan: 138_000, dueOn: '2026-11-30' },
    },
    {
      ...{ code: 'P-2', name: '<b>芯谷</b>', county: null, investor: null, industry: null },
      ...{ investmentWan: null, dueOn: '2026-11-25' },
    },
  ],
  ...over,
});
const seen = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the request for an expert’s opinions', () => {
  test('names all projects in one mail, the first day, how to answer, and when to step back', async () => {
    const { subject, html, text } = await renderMessage('review-request', 'zh-CN', data());
    expect(subject).toBe('【周调度】项目预审：请对 2 个项目提出意见，11月25日 前反馈');
    for (const body of [seen(html), text]) {
      expect(body).toContain('张建国科长：您好！');
      expect(body).toContain('P-1 聚酯薄膜');
      expect(body).toContain('晋江市 · 晶旭科技 · 新材料 · 总投资 13.8 亿元 · 请于 2026-11-30 前反馈');
      expect(body).toContain('县（市、区）未填 · 总投资未填');
      expect(body).toContain('告知招商办回避');
      expect(body).toContain('请将意见（推荐、附条件推荐或不推荐）和理由告知招商办');
    }
    expect(html).toContain('&lt;b&gt;');
    expect(html + text).not.toMatch(/\{\{|\{\w+\}|undefined|\[object/);
  });

  test('says so when nobody waits for an opinion any more, and is English for an English reader', async () => {
    const { subject, text } = await renderMessage('review-request', 'zh-CN', data({ items: [] }));
    expect(subject).toBe('【周调度】项目预审：目前没有等待您意见的项目');
    expect(text).toContain('目前没有等待您意见的项目。');
    const english = await renderMessage('review-request', 'en', data());
    expect(english.subject).toBe('[Weekly dispatch] Pre-review: your opinion on 2 projects, by 25 Nov');
  });
});
