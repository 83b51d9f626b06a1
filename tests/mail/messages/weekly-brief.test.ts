import { describe, expect, test } from '@jest/globals';
import { renderMessage, type WeeklyBriefData } from '../../../src/mail/messages/index.ts';
import { person } from './samples.ts';

const problem = (code: string, more: object = {}) => ({
  ...{ code, title: '用地指标未落实', county: '南安市', unit: '市资源规划局', dueOn: '2026-11-26' },
  ...more,
});
const none = { items: [], total: 0 };

const brief = (more: Partial<WeeklyBriefData> = {}): WeeklyBriefData => ({
  ...{ person, today: '2026-11-30', from: '2026-11-23', to: '2026-11-29', late: false },
  until: { date: '2026-11-27', time: '16:30' },
  projects: {
    signing: {
      items: [
        {
          ...{ code: 'P-2026-0001', name: '低温银浆项目', county: '鲤城区', investor: '晶旭半导体' },
          ...{ investmentWan: 200_000, leader: '李副市长', on: '2026-11-25' },
        },
      ],
      total: 1,
    },
    groundbreaking: none,
    production: none,
  },
  problems: {
    ...{ raised: { items: [problem('W-1')], total: 1 }, solved: none, closed: none },
    overdue: { items: Array.from({ length: 12 }, (_, index) => problem(`W-${index + 10}`)), total: 31 },
  },
  promises: {
    ...{ due: 3, kept: 2, missed: 1, open: 0, percent: '66.67' },
    misses: { items: [{ title: '变电站配套', unit: '市供电公司', on: '2026-11-26', reason: null }], total: 1 },
  },
  meetings: [
    {
      ...{ id: 'weekly/2026-11-30', name: '周调度会', start: { date: '2026-11-30', time: '15:00' }, venue: '三楼' },
      ...{ theme: '增资扩产', composed: false },
      agenda: { items: [{ code: 'W-10', title: '用地指标未落实', unit: '市资源规划局', carried: 2 }], total: 1 },
    },
  ],
  colours: {
    items: [{ subject: 'county', id: '南安市', name: '南安市', from: 'yellow', to: 'red', month: '2026-10' }],
    total: 1,
  },
  ...more,
});
const rendered = (more: Partial<WeeklyBriefData> = {}) => renderMessage('weekly-brief', 'zh-CN', brief(more));

describe('the weekly brief', () => {
  test('begins with the sums, and names who, what next and what changed colour', async () => {
    const { subject, text } = await rendered();
    expect(subject).toBe('【周调度】一周简报 11月23日–11月29日');
    expect(text).toContain('到 2026-11-27 16:30 止');
    for (const line of [
      '签约 1 · 开工 0 · 投产 0',
      '提出 1 · 办结 0 · 销号 0 · 超期 31',
      '应兑现 3 · 兑现 2 · 兑现率 66.67%',
      'P-2026-0001 低温银浆项目 [签约]',
      '鲤城区 · 晶旭半导体 · 总投资 20 亿元 · 挂钩领导 李副市长 · 2026-11-25',
      '尚未说明原因',
      '【下次调度：周调度会 11月30日（星期一）15:00】1',
      '[结转 2 次]',
      '2026-10：黄灯 → 红灯',
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('迟于');
  });

  test('cuts a list short and says how much is left for the workbook', async () => {
    const { text, html } = await rendered();
    expect(text).toContain('【超期的问题】31');
    expect(text).toContain('其余 23 项');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  test('an empty week says so everywhere, and a late one that it is late', async () => {
    const { text } = await rendered({
      late: true,
      projects: { signing: none, groundbreaking: none, production: none },
      problems: { raised: none, solved: none, closed: none, overdue: none },
      promises: { due: 0, kept: 0, missed: 0, open: 2, percent: null, misses: none },
      meetings: [],
      colours: none,
    });
    expect(text).toContain('没有新签约、开工、投产的项目。');
    expect(text).toContain('本周没有到期的承诺');
    expect(text).toContain('期间没有变化');
    expect(text).toContain('※ 本期简报迟于既定时间编制。');
    expect(text).not.toMatch(/\{\w+\}|undefined|null/);
  });

  test('nothing a person typed becomes markup or a line of its own', async () => {
    const evil = '<img src=x onerror=1>{{subject}}\r\n.\r\n';
    const { html, text } = await rendered({
      problems: {
        raised: { items: [problem('W-1', { title: evil, unit: evil })], total: 1 },
        solved: none,
        closed: none,
        overdue: none,
      },
    });
    expect(html).not.toContain('<img src=x');
    expect(text).not.toMatch(/^\.$/m);
  });
});
