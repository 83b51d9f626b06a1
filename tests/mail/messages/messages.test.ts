import { beforeAll, describe, expect, test } from '@jest/globals';
import { wordsOf } from '../../../src/mail/messages/catalogue.ts';
import { prepareMessages, renderMessage, type Rendered } from '../../../src/mail/messages/index.ts';
import { overdueItem, overdueItems, person, reminder, TODAY, warning, warnings } from './samples.ts';

beforeAll(prepareMessages);

/** What a reader sees of the HTML: no markup, no styles, no hidden comments. */
const seen = (html: string): string =>
  html
    .replaceAll(/<head>[\s\S]*?<\/head>|<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

const asked: Record<string, () => Promise<Rendered>> = {
  'meeting-reminder': () => renderMessage('meeting-reminder', 'zh-CN', reminder()),
  'plan-warning': () => renderMessage('plan-warning', 'zh-CN', { person, today: TODAY, items: warnings }),
  'problem-overdue': () => renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items: overdueItems }),
};

test('names no command of a terminal: most who read mails have none', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(JSON.stringify(wordsOf(locale))).not.toMatch(
      /dispatch (account|batch|calendar|link|mail|meeting|people|problem|project|review|round|visit|whistle) /,
    );
  }
});

describe('the meeting reminder', () => {
  test('says when with the weekday, where, who chairs and what about', async () => {
    const { subject, html, text } = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    expect(subject).toBe('【周调度】市重点项目周调度会：1月5日（星期一）09:00');
    for (const body of [seen(html), text]) {
      expect(body).toContain('张建国科长：您好！');
      expect(body).toContain('2026年1月5日（星期一）09:00，约 90 分钟');
      expect(body).toContain('市行政中心交通科研楼 C 栋 1002 会议室');
      expect(body).toContain('李副市长');
      expect(body).toContain('项目落地投产');
      expect(body).not.toContain('原定');
    }
  });

  test('lists the reader’s projects, problems and what is due, the late first', async () => {
    const { html, text } = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    for (const body of [seen(html), text.replaceAll(/\s+/g, ' ')]) {
      expect(body).toMatch(/年产30万吨高性能聚酯薄膜项目.*逾期 15 天.*海丝国际物流港.*剩 4 天.*泉州芯谷南安分园二期/);
      expect(body).toContain('晋江市 · 现处签约 · 下一节点 落地，计划 2025-12-20 · 总投资 25.05 亿元');
      expect(body).toContain('县（市、区）未填 · 现处竣工 · 下一节点 投产，计划 2026-01-08 · 总投资未填');
      expect(body).toContain('下一节点 竣工，未排计划');
      expect(body).toContain('无后续节点 · 总投资 1.2345 亿元');
      expect(body).toMatch(/220 千伏.*超期 9 天.*用地报批.*剩 3 天.*全县工业用水/);
      expect(body).toMatch(/本周到期.*问题 · 1月7日 星期三.*节点 投产 · 1月8日 星期四/);
    }
  });

  test('calls every project and problem by its code too, as the command line takes it', async () => {
    const { html, text } = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    for (const body of [seen(html), text.replaceAll(/\s+/g, ' ')]) {
      expect(body).toMatch(/我的项目.*P-2025-0003 年产30万吨高性能聚酯薄膜项目.*P-2025-0001 泉州芯谷南安分园二期/);
      expect(body).toContain('W-2025-0031 用地报批卡在林地手续');
      expect(body).toContain('P-2025-0001 泉州芯谷南安分园二期 · 办理中');
      expect(body).toMatch(/本周到期.*W-2025-0031 用地报批.*P-2025-0012 海丝国际物流港/);
    }
  });

  test('asks whether its reader comes, by a button for each answer; the last one says that he has not said', async () => {
    const answer = (['coming', 'declined', 'deputy'] as const).map(choice => ({
      ...{ purpose: 'answerInvitation' as const, choice, href: `https://d.example/l/s?response=${choice}` },
    }));
    const { html, text } = await renderMessage('meeting-reminder', 'zh-CN', reminder({ answer }));
    for (const [choice, words] of Object.entries({ coming: '参加', declined: '不能参加', deputy: '委派他人' })) {
      expect(html).toMatch(
        new RegExp(`href="https://d.example/l/s\\?response(?:=|&#x3D;)${choice}"[^>]*>${words}</a>`),
      );
      expect(text).toContain(`${words}：https://d.example/l/s?response=${choice}`);
    }
    expect(seen(html)).toContain('请回复是否参加');
    const last = await renderMessage('meeting-reminder', 'zh-CN', reminder({ answer, last: true }));
    expect(last.subject).toBe('【周调度】请回复是否参加：市重点项目周调度会，1月5日（星期一）09:00');
    expect(last.text).toContain('还没有收到您是否参加的回复');
    const without = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    expect(without.text).not.toContain('请回复');
  });

  test('with nothing to report says so for each part', async () => {
    const { html, text } = await renderMessage(
      'meeting-reminder',
      'zh-CN',
      reminder({ projects: [], problems: [], due: [] }),
    );
    for (const body of [seen(html), text]) {
      expect(body).toContain('您名下目前没有在跟踪的项目');
      expect(body).toContain('目前没有与您有关的未销号问题');
      expect(body).toContain('本周没有到期事项');
    }
  });

  test.each([
    ['2026-02-14', '2026-02-16', '原定 2026年2月16日（星期一）逢公共假日，本次会议提前至以上时间召开'],
    ['2026-02-24', '2026-02-23', '原定 2026年2月23日（星期一）逢公共假日，本次会议顺延至以上时间召开'],
  ])('held on %s instead of %s it says that it moved', async (date, movedFrom, note) => {
    const { meeting } = reminder();
    const { subject, html, text } = await renderMessage(
      'meeting-reminder',
      'zh-CN',
      reminder({ meeting: { ...meeting, start: { date, time: '09:00' }, movedFrom } }),
    );
    expect(subject).toContain('改期');
    expect(seen(html)).toContain(note);
    expect(text).toContain(note);
  });

  test('says that its day may move while the holidays of its year are not published', async () => {
    const { meeting } = reminder();
    const provisional = { ...meeting, start: { date: '2027-01-04', time: '09:00' }, provisional: true };
    const { html, text } = await renderMessage('meeting-reminder', 'zh-CN', reminder({ meeting: provisional }));
    for (const body of [seen(html), text]) expect(body).toContain('2027 年放假安排尚未公布，会议日期可能因此变动');
    const known = await renderMessage('meeting-reminder', 'zh-CN', reminder());
    expect(known.text).not.toContain('尚未公布');
  });

  test('is in English for those who want it', async () => {
    const { subject, html, text } = await renderMessage(
      'meeting-reminder',
      'en',
      reminder({ person: { name: 'Li Na', title: 'Director' } }),
    );
    expect(subject).toBe('[Weekly dispatch] 市重点项目周调度会: Monday, 5 Jan, 09:00');
    for (const body of [seen(html), text]) {
      expect(body).toContain('Dear Director Li Na,');
      expect(body).toContain('Monday, 5 Jan 2026, 09:00, about 90 minutes');
      expect(body).toContain('15 d late');
    }
    expect(html).toContain('lang="en"');
  });

  test('cuts long lists, keeps the late, says how many are left out and stays under 100 KB', async () => {
    const base = reminder();
    const evil = '='.repeat(300);
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...(base.projects[0] as (typeof base.projects)[number]),
      name: index === 499 ? '最晚的项目' : `${index}${evil}`,
      county: evil,
      next: { stage: 'groundbreaking' as const, plan: index === 499 ? '2024-01-04' : '2027-01-01' },
    }));
    const problems = Array.from({ length: 500 }, (_, index) => ({
      title: `${index}${evil}`,
      code: `Q-2026-${String(index).padStart(4, '0')}`,
      project: { code: 'P-2026-0001', name: evil },
      county: null,
      state: 'handling' as const,
      due: null,
      overdue: false,
    }));
    const due = problems.map(({ title }) => ({ kind: 'problem' as const, name: title, code: evil, on: TODAY }));
    const { html, text } = await renderMessage(
      'meeting-reminder',
      'zh-CN',
      reminder({ projects: many, problems, due }),
    );
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(seen(html)).toMatch(/我的项目 500 .*最晚的项目.*逾期 731 天.*其余 480 项未列出/);
    expect(text).toContain('其余 480 项未列出');
  });
});

describe('the plan warning', () => {
  test('groups what has passed, what is near and what is to be reviewed', async () => {
    const { subject, html, text } = await renderMessage('plan-warning', 'zh-CN', {
      person,
      today: TODAY,
      items: warnings,
    });
    expect(subject).toBe('【周调度】节点预警：1 个节点已过计划日期，共 4 个需要关注');
    for (const body of [seen(html), text.replaceAll(/\s+/g, ' ')]) {
      expect(body).toMatch(
        /已过计划日期.*聚酯薄膜.*逾期 1 天.*一周内到期.*零部件.*剩 7 天.*即将到期.*物流港.*剩 30 天/,
      );
      expect(body).toContain('P-2025-0003 年产30万吨高性能聚酯薄膜项目');
      expect(body).toMatch(/暂缓项目到期复核.*绿色建材.*暂缓原因：企业增资方案未定/);
    }
  });

  test('shows no empty group', async () => {
    const { subject, html } = await renderMessage('plan-warning', 'zh-CN', {
      person,
      today: TODAY,
      items: [warning('2026-02-03')],
    });
    expect(subject).toBe('【周调度】节点预警：1 个节点需要关注');
    expect(seen(html)).not.toMatch(/已过计划日期|一周内到期|复核/);
  });
});

describe('the overdue notice', () => {
  test('names project, kind, lead, handler, limit and how long ago, the oldest first', async () => {
    const { subject, html, text } = await asked['problem-overdue']!();
    expect(subject).toBe('【周调度】问题超期：3 个问题超过办理时限');
    for (const body of [seen(html), text.replaceAll(/\s+/g, ' ')]) {
      expect(body).toMatch(/220 千伏.*超期 23 天.*用地报批.*超期 5 天.*全县工业用水.*已超时/);
      expect(body).toContain('W-2025-0031 用地报批卡在林地手续');
      expect(body).toContain(
        'P-2025-0001 泉州芯谷南安分园二期 · 用林用海 · 办理中 · 主办 市林业局 · 责任人 王小明 · 时限',
      );
      expect(body).toContain('尚未交办');
    }
  });

  test('tells a supervision office that it is copied', async () => {
    const items = [overdueItem({ stands: 'copied' })];
    const { subject, text } = await renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
    expect(subject).toBe('【周调度】抄送：1 个问题超过时限');
    expect(text).toContain('本邮件为抄送，供知悉，无需您办理');
    expect(text).toContain('【抄送，供知悉】1');
    expect(text).not.toMatch(/请您单位|请责任单位/);
  });

  test('says who is to do what: the department acts, its lead presses it, the office assigns', async () => {
    const part = { unit: '市水利局', role: 'split' as const };
    const said = async (...items: Parameters<typeof overdueItem>) =>
      renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items: items.map(item => overdueItem(item)) });
    const mine = await said({ stands: 'act', part });
    expect(mine.text).toContain('请责任单位尽快办理');
    expect(mine.text).toContain('分办 市水利局');
    expect((await said({ stands: 'press', part })).text).toContain('请主办单位催办');
    const intake = await said({ stands: 'intake', state: 'raised', leadUnit: null, handler: null });
    expect(intake.subject).toBe('【周调度】问题待交办：1 个问题超过交办时限');
    expect(intake.text).toContain('交办时限 2025-12-30 17:30');
    expect(intake.text).not.toContain('责任单位');
  });

  test('asks a coordinator to pass on what a department cannot be sent, and not to do it', async () => {
    const items = [overdueItem({ stands: 'relay' })];
    const { subject, text } = await renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
    expect(subject).toBe('【周调度】问题超期，请转告责任单位：1 个问题');
    expect(text).toContain('办理仍由责任单位负责');
  });

  test('says the limit of a part in the row of the problem', async () => {
    const also = [
      { due: { date: '2025-12-29', time: '17:30' }, part: { unit: '市水利局', role: 'co' as const }, provisional: [] },
    ];
    const items = [overdueItem({ also })];
    const { text } = await renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
    expect(text).toContain('协办 市水利局 · 时限 2025-12-29 17:30 · 超期 6 天\n');
  });

  test('counts a problem once, names who owes its part and an extension nobody has ruled on', async () => {
    const items = [overdueItem({ owing: ['市水利局'], extension: '2026-01-20' }), overdueItem({ stands: 'copied' })];
    const { subject, text } = await renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
    expect(subject).toBe('【周调度】问题超期：1 个问题超过办理时限');
    expect(text).toContain('申请延期至 2026-01-20，尚未批复 · 逾期未答复 市水利局');
  });

  test('names the county of a problem of no single project', async () => {
    const items = [overdueItem({ project: null })];
    const { text } = await renderMessage('problem-overdue', 'zh-CN', { person, today: TODAY, items });
    expect(text).toContain('南安市 · 用林用海');
    expect(text).not.toContain('非单个项目');
  });
});

describe('every message', () => {
  test.each(Object.keys(asked))(
    '%s: nothing a person typed becomes markup, a line of its own or a hole',
    async kind => {
      const evil = '<img src=x onerror=1>{{subject}}\r\n.\r\n\u2028"\'';
      const data = JSON.parse(
        JSON.stringify(
          { person: { name: evil, title: evil }, reminder: reminder(), warnings, overdueItems },
          (key, value: unknown) =>
            ['name', 'title', 'venue', 'theme', 'chair', 'county', 'project', 'handler', 'leadUnit'].includes(key) &&
            typeof value === 'string'
              ? evil
              : value,
        ),
      );
      const made =
        kind === 'meeting-reminder'
          ? await renderMessage('meeting-reminder', 'zh-CN', { ...data.reminder, person: data.person })
          : kind === 'plan-warning'
            ? await renderMessage('plan-warning', 'zh-CN', { person: data.person, today: TODAY, items: data.warnings })
            : await renderMessage('problem-overdue', 'zh-CN', {
                person: data.person,
                today: TODAY,
                items: data.overdueItems,
              });
      expect(made.html).not.toContain('<img src=x');
      expect(made.html).toContain('&lt;img src&#x3D;x');
      expect(made.text).not.toMatch(/^\.$/m);
      expect(made.text).toContain('<img src=x onerror=1>{{subject}} . "\'');
    },
  );

  test.each(Object.keys(asked))('%s: made for Outlook, QQ Mail and 163', async kind => {
    const { html, text } = await asked[kind]!();
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(html).toContain('PingFang SC');
    // Of links only those to our own pages, which do nothing when they are opened.
    const elsewhere = html.replaceAll(/<a class="do" href="https:\/\/dispatch\.example\/l\/[\w-]{43}"/g, '<button');
    expect(elsewhere).not.toMatch(/<svg|<img|<script|<a |https?:\/\/(?!www\.w3\.org)/);
    expect(Math.max(...html.split('\n').map(line => Buffer.byteLength(line)))).toBeLessThan(998);
    expect(Buffer.byteLength(html)).toBeLessThan(40_000);
    // no place was left unfilled, in either part
    expect(html + text).not.toMatch(/\{\{|\{\w+\}|undefined|\[object/);
    expect(text).not.toMatch(/\n{4}/);
  });

  test('both languages have words for the same things, with the same places in them', () => {
    const places = (words: unknown, path = ''): string[] =>
      typeof words === 'string'
        ? [`${path} ${[...words.matchAll(/\{\w+\}/g)].map(String).sort().join()}`]
        : Object.entries(words as object).flatMap(([key, value]) => places(value, `${path}.${key}`));
    expect(places(wordsOf('en'))).toEqual(places(wordsOf('zh-CN')));
  });
});
