import { beforeAll, describe, expect, test } from '@jest/globals';
import { NO_FACTS, type AgendaKind } from '../../../src/domain/meeting/agenda/types.ts';
import { prepareMessages, renderMessage, type AgendaForMail } from '../../../src/mail/messages/index.ts';
import { person, reminder, TODAY } from './samples.ts';

beforeAll(prepareMessages);

type Item = AgendaForMail['items'][number];
const item = (no: number, kind: AgendaKind, more: Partial<Item> = {}, facts: Partial<Item['facts']> = {}): Item => ({
  ...{ no, kind, subject: 'problem', code: `Q-${no}`, title: `议题${no}`, unit: '资源规划局', minutes: 6 },
  ...more,
  facts: { ...NO_FACTS, ...facts },
});
const agenda = (more: Partial<AgendaForMail> = {}): AgendaForMail => ({
  items: [
    item(1, 'carried', {}, { carried: 2, proposal: '调剂指标', promisedOn: '2026-01-20' }),
    item(2, 'problem', {}, { daysOver: 7 }),
    item(3, 'missed', {}, { missed: { on: '2026-01-02', reason: '材料未齐' } }),
    item(4, 'theme', { code: null, unit: null }, { projects: [{ code: 'P-1', name: '储能' }], projectsTotal: 12 }),
  ],
  heldBack: [{ code: 'Q-9', title: '未报方案', unit: null, whistle: 'W-1' }],
  ...{ minutes: 95, durationMinutes: 90, left: 3, silent: [], approved: false },
  ...more,
});
const of = (mail: 'agenda' | 'approval', more: Partial<AgendaForMail> = {}) => ({
  ...{ person, today: TODAY, mail, agenda: agenda(more), href: 'https://dispatch.example/dispatch/weekly/2026-01-05' },
  meeting: {
    ...{ id: 'weekly/2026-01-05', name: '周调度', durationMinutes: 90, theme: '项目落地投产' },
    start: { date: '2026-01-05', time: '09:00' },
  },
});

describe('the agenda in mails', () => {
  test('goes to who is to approve it, with what is held back, left off and too long', async () => {
    const { subject, html, text } = await renderMessage('meeting-agenda', 'zh-CN', of('agenda'));
    expect(subject).toBe('【周调度】请审定议程：周调度 1月5日（星期一）09:00，4 项');
    for (const body of [html, text]) {
      expect(body).toContain('4 项，共 95 分钟 · 超出会议时长 5 分钟 · 另有 3 项未列入 · 未经审定');
      expect(body).toContain('第 2 次结转 · 资源规划局 · 6 分钟 · 承诺 2026-01-20');
      expect(body).toContain('方案：调剂指标');
      expect(body).toContain('未提方案');
      expect(body).toContain('超期 7 天');
      expect(body).toContain('承诺失约 · 资源规划局 · 6 分钟 · 失约 2026-01-02');
      expect(body).toContain('12 个项目：P-1 储能');
      expect(body).toContain('Q-9 未报方案');
      expect(body).toContain('https://dispatch.example/dispatch/weekly/2026-01-05');
      expect(body).toContain('打开后须登录');
    }
    const asked = await renderMessage('meeting-agenda', 'en', of('approval'));
    expect(asked.subject).toContain('Agenda not approved yet');
    expect(asked.text).toContain('carried over 2 times');
  });

  test('asks no proposal for what is no problem, carried over or not', async () => {
    const items = [item(1, 'carried', { subject: null, code: null }, { carried: 1 })];
    const { text } = await renderMessage('meeting-agenda', 'zh-CN', of('agenda', { items }));
    expect(text).toContain('第 1 次结转');
    expect(text).not.toContain('未提方案');
  });

  test('begins with who said nothing before the meeting', async () => {
    const silent = ['南安市', '资源规划局'];
    const asked = await renderMessage('meeting-agenda', 'zh-CN', of('agenda', { silent }));
    const sent = await renderMessage('meeting-reminder', 'zh-CN', reminder({ agenda: agenda({ silent }) }));
    for (const body of [asked.html, asked.text, sent.html, sent.text]) {
      expect(body).toContain('会前收集未答复 2 个单位：南安市、资源规划局');
    }
    expect((await renderMessage('meeting-agenda', 'zh-CN', of('agenda'))).text).not.toContain('会前收集');
  });

  test('stands first in the reminder of everybody, with the mark of whether it was approved', async () => {
    const { text } = await renderMessage('meeting-reminder', 'zh-CN', reminder({ agenda: agenda({ approved: true }) }));
    expect(text).toMatch(/议程：4 项，.*已审定[\s\S]*【会议议程】4[\s\S]*1\. Q-1 议题1[\s\S]*【我的项目】/);
    // Proposals are for those who prepare: here everybody looks for his own line.
    expect(text).not.toContain('调剂指标');
    const without = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    expect(without.text).not.toContain('议程');
  });

  test('however long and strange, both mails stay under 100 KB', async () => {
    const evil = '<&>"'.repeat(60);
    const items = Array.from({ length: 200 }, (_, n) =>
      item(n, 'carried', { title: evil, unit: evil }, { carried: 9, proposal: evil, promisedOn: TODAY, daysOver: 99 }),
    );
    const heldBack = items.map(({ title }) => ({ code: 'Q-1', title, unit: evil, whistle: 'W-1' }));
    const base = reminder();
    const projects = Array.from({ length: 300 }, () => ({
      ...(base.projects[0] as (typeof base.projects)[number]),
      name: evil,
    }));
    const problems = Array.from({ length: 300 }, () => ({
      ...(base.problems[0] as (typeof base.problems)[number]),
      title: evil,
    }));
    const due = problems.map(({ code }) => ({ kind: 'problem' as const, name: evil, code, on: TODAY }));
    const mails = [
      await renderMessage('meeting-agenda', 'zh-CN', of('agenda', { items, heldBack })),
      await renderMessage(
        'meeting-reminder',
        'zh-CN',
        reminder({ agenda: agenda({ items }), projects, problems, due }),
      ),
    ];
    for (const { html } of mails) expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(mails[0]?.text).toContain('其余 170 项未列出');
  });
});
