import { describe, expect, test } from '@jest/globals';
import { WHISTLE_MAILS } from '../../../src/domain/whistle/notices.ts';
import { renderMessage, type CountyWhistleData, type VisitReminderData } from '../../../src/mail/messages/index.ts';
import { person } from './samples.ts';

const seen = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const UNFILLED = /\{\{|\{\w+\}|undefined|\[object/;

const visits = (over: Partial<VisitReminderData> = {}): VisitReminderData => ({
  ...{ person, today: '2026-12-01', on: '2026-12-02', missed: false },
  items: [
    {
      ...{ code: 'V-2026-0001', project: { code: 'P-1', name: '<b>芯谷</b>' }, county: '南安市', team: '督查一组' },
      ...{ purpose: '查看用地', people: ['张', '李'] },
    },
    { code: 'V-2026-0002', project: null, county: '晋江市', team: '督查一组', purpose: null, people: [] },
  ],
  ...over,
});

describe('the reminder of visits', () => {
  test('names the day, each visit, where it goes and with whom', async () => {
    const { subject, html, text } = await renderMessage('visit-reminder', 'zh-CN', visits());
    expect(subject).toBe('【周调度】走访提醒：12月2日（星期三）走访 2 处');
    for (const body of [seen(html), text]) {
      expect(body).toContain('张建国科长：您好！');
      expect(body).toContain('查看用地 · 督查组 督查一组 · 同行 张、李');
      expect(body).toContain('V-2026-0002 · 晋江市');
    }
    expect(html).toContain('&lt;b&gt;');
    expect(html + text).not.toMatch(UNFILLED);
  });

  test('of a day that has passed asks for the result, and says when none is wanted any more', async () => {
    const { subject, text } = await renderMessage('visit-reminder', 'zh-CN', visits({ missed: true }));
    expect(subject).toBe('【周调度】走访未登记：12月2日 计划的 2 处走访没有结果');
    expect(text).toContain('请登记走访结果（编号 V-2026-0001）');
    const none = await renderMessage('visit-reminder', 'en', visits({ items: [] }));
    expect(none.text).toContain('All of them have been held, moved or cancelled.');
  });
});

const land = {
  unit: 'land',
  name: '资规局',
  answer: null,
  remark: null,
  late: false,
  silent: true,
  unreached: false,
  present: null,
};
const whistle = (over: Partial<CountyWhistleData> = {}): CountyWhistleData => ({
  ...{ person, today: '2026-12-01', mail: 'called', department: land },
  whistle: {
    ...{ code: 'W-2026-0001', county: '南安市', topic: '用地指标现场协调', venue: '市政务中心' },
    ...{ problem: { code: 'Q-1', name: '用地指标' }, project: null, callOffReason: '问题已解决' },
    ...{ result: 'resolved' as const, outcome: '当场划定红线' },
    start: { date: '2026-12-02', time: '15:00' },
    answerDue: { date: '2026-12-01', time: '17:30' },
  },
  departments: [
    land,
    { ...land, unit: 'forestry', name: '林业局', answer: 'sends', remark: '陈', late: true, silent: false },
  ],
  ...over,
});

describe('a mail of a county whistle', () => {
  test('calls a department: what about, when, where, until when and how to answer', async () => {
    const { subject, html, text } = await renderMessage('county-whistle', 'zh-CN', whistle());
    expect(subject).toBe('【周调度】南安市吹哨：请于12月2日（星期三）15:00参加现场会');
    for (const body of [seen(html), text]) {
      expect(body).toContain('W-2026-0001 · 用地指标现场协调');
      expect(body).toContain('Q-1 用地指标');
      expect(body).toContain('2026年12月1日（星期二）17:30');
      expect(body).toContain('请登录系统答复，或告知调度专员代为登记：参加、派员参加、有异议（编号 W-2026-0001）');
    }
  });

  test('to the supervision offices lists those that stayed silent, and no others', async () => {
    const { subject, text } = await renderMessage(
      'county-whistle',
      'zh-CN',
      whistle({ mail: 'silent', department: null }),
    );
    expect(subject).toBe('【周调度】南安市吹哨：1 个部门到期未答复');
    expect(text).toContain('资规局');
    expect(text).not.toContain('林业局');
    expect(text).not.toContain('请登录系统答复');
  });

  test('says why a department objects, and why a meeting is called off', async () => {
    const objecting = { ...land, answer: 'objects' as const, remark: '属省级权限' };
    const { text } = await renderMessage(
      'county-whistle',
      'zh-CN',
      whistle({ mail: 'objection', department: objecting }),
    );
    expect(text).toContain('资规局对本次召集提出异议：属省级权限。');
    const off = await renderMessage('county-whistle', 'zh-CN', whistle({ mail: 'calledOff' }));
    expect(off.text).toContain('原因：问题已解决。');
    const all = await renderMessage('county-whistle', 'zh-CN', whistle({ mail: 'resultAsked', department: null }));
    expect(all.text).toMatch(/林业局\n {3}派员参加 · 陈 · 逾期答复/);
  });

  test('says what came of it, who was there and who was not', async () => {
    const departments = [
      { ...land, present: false },
      { ...land, unit: 'forestry', name: '林业局', present: true },
    ];
    const held = await renderMessage(
      'county-whistle',
      'zh-CN',
      whistle({ mail: 'held', department: null, departments }),
    );
    expect(held.subject).toBe('【周调度】南安市吹哨结果：现场解决');
    expect(held.text).toContain('当场划定红线');
    expect(held.text).toMatch(/资规局\n {3}未答复 · 未到会(.|\n)*林业局\n {3}未答复 · 到会/);
  });

  test.each(WHISTLE_MAILS)('%s is complete in both languages', async mail => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const { subject, html, text } = await renderMessage('county-whistle', locale, whistle({ mail }));
      expect(subject + html + text).not.toMatch(UNFILLED);
      expect(text).toContain('W-2026-0001');
    }
  });
});
