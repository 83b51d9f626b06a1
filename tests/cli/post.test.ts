import { afterEach, expect, test } from '@jest/globals';
import { meeting } from './commands-table.ts';
import { fakeApi, run, type Answered, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** Runs one command against a server that always gives `answer`. */
async function given(argv: readonly string[], answer: Answered) {
  api = await fakeApi(() => answer);
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}` };
}

test('a meeting tells who comes, who sends somebody, and who has not answered', async () => {
  const asked = {
    personName: null,
    invited: true,
    response: null,
    deputy: null,
    note: null,
    enteredBy: null,
    at: null,
  };
  const invitations = [
    { ...asked, person: 'lin', personName: '林晓', response: 'deputy', deputy: '王小明', enteredBy: 'chen' },
    { ...asked, person: 'wu', invited: false },
  ];
  const { out } = await given(['meeting', 'show', 'weekly/2026-11-30'], {
    body: { ...meeting, invitations, mails: [], mailsTotal: 0 },
  });
  expect(out).toMatch(/林晓 \(lin\) +委派他人 +王小明 .*chen/);
  expect(out).toMatch(/wu +未回复（尚未通知）/);
  expect(out).toContain('参加 0 · 不能参加 0 · 委派他人 1 · 未回复 1');
});

test('the mails of a meeting are told ahead, with those whom none reaches', async () => {
  const ahead = {
    ...{ kind: 'meeting-reminder', step: 'lastReminder', at: '2026-12-21T07:00:00.000+08:00' },
    ...{
      person: 'lin',
      personName: '林晓',
      copyOf: null,
      to: 'lin@x.example',
      subject: null,
      html: null,
      text: null,
      ics: null,
    },
  };
  const body = { meeting: 'weekly/2026-12-21', status: 'planned', startAt: null, opened: false };
  const { did, out } = await given(['mail', 'preview', 'weekly/2026-12-21'], {
    body: { ...body, mails: [ahead], unreachable: ['wu'] },
  });
  expect(did).toBe('GET meetings/weekly/2026-12-21/mails/preview');
  expect(out).toMatch(/2026-12-21 07:00 +会前再提醒 +会议提醒 +林晓 <lin@x.example>/);
  expect(out).toContain('收不到的：wu');
  expect(out).toContain('还没有打开');
});

test('an address of a calendar is shown once, and a repeated key says so', async () => {
  const made = { person: 'lin', madeAt: null, madeBy: null, readAt: null };
  const url = 'https://d.example/calendar/x.ics';
  expect((await given(['calendar', 'link', 'lin'], { body: { ...made, url } })).out).toContain(url);
  expect((await given(['calendar', 'link', 'lin'], { body: { ...made, url: null } })).out).toContain('只显示一次');
});

test('who is away and what is muted stand in one view', async () => {
  const absences = [
    { id: '1f0c8a52', from: '2026-12-01', to: '2026-12-05', deputy: 'chen', deputyName: '陈宏', reason: '出差' },
  ];
  const standsInFor = [{ id: '2a1d9b63', person: 'wu', personName: '吴敏', from: '2026-12-07', to: '2026-12-09' }];
  const declined = [{ id: '3b2e0c74', from: '2026-12-10', to: '2026-12-11', deputy: 'li' }];
  const muted = [{ kind: 'plan-warning', since: '2026-11-23T10:00:00.000+08:00', by: 'lin' }];
  const { out } = await given(['mail', 'preferences', 'lin'], {
    body: { person: 'lin', mutable: ['plan-warning', 'batch-follow-up'], muted, absences, declined, standsInFor },
  });
  expect(out).toMatch(/^已停收 +节点预警$/m);
  expect(out).toMatch(/^不在岗 +1f0c8a52 · 2026-12-01 – 2026-12-05 · → 陈宏 \(chen\) · 出差$/m);
  expect(out).toMatch(/^代理人已谢绝 +3b2e0c74 · 2026-12-10 – 2026-12-11 · li$/m);
  expect(out).toMatch(/^为谁代理 +2a1d9b63 · 2026-12-07 – 2026-12-09 · 吴敏 \(wu\)$/m);
});

test('a kind that cannot be muted is refused with the words of those that can', async () => {
  const { code, err } = await given(['mail', 'mute', '会议提醒'], {});
  expect(code).not.toBe(0);
  expect(err).toMatch(/会议提醒.*节点预警/);
  expect(err).not.toContain('meeting-reminder');
});
