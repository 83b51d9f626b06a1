import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command, fakeApi, page, run, type Answered, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-brief-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function given(argv: readonly string[], answer: Answered) {
  api = await fakeApi(({ path }) => (path.endsWith('.xlsx') ? { body: 'PK' } : answer));
  const ran = await run(['brief', ...argv], { env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, asked, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}` };
}

const none = { items: [], total: 0 };
const SPAN = {
  ...{ week: '2026-W48', from: '2026-11-23', to: '2026-11-29' },
  ...{ sinceAt: '2026-11-20T16:30:00.000+08:00', untilAt: '2026-11-27T16:30:00.000+08:00' },
  deliverAt: '2026-11-30T09:00:00.000+08:00',
};
const HEAD = {
  ...SPAN,
  ...{ compiledAt: SPAN.untilAt, late: true, by: 'system', hash: 'ab12', percent: '66.67' },
  counts: {
    ...{ signing: 3, groundbreaking: 0, production: 1, raised: 4, solved: 2, closed: 1, overdue: 5 },
    ...{ recipients: 2, unreachable: 1 },
  },
};
const CONTENT = {
  projects: {
    signing: {
      items: [
        {
          ...{ code: 'P-1', name: '低温银浆', county: '鲤城区', investor: '晶旭', investmentWan: 200_000 },
          ...{ leader: { id: 'li', name: '李副市长' }, on: '2026-11-25' },
        },
      ],
      total: 3,
    },
    ...{ groundbreaking: none, production: none },
  },
  problems: {
    ...{ raised: none, solved: none, closed: none },
    overdue: {
      items: [{ code: 'W-1', title: '用地', county: '南安市', unit: '资规局', dueOn: '2026-11-26' }],
      total: 1,
    },
  },
  promises: {
    ...{ due: 3, kept: 2, missed: 1, open: 0, percent: '66.67' },
    misses: { items: [{ title: '变电站', unit: '供电公司', on: '2026-11-26', reason: null }], total: 1 },
  },
  meetings: [
    {
      ...{ id: 'weekly/2026-11-30', name: '周调度会', startAt: '2026-11-30T15:00:00.000+08:00', venue: '三楼' },
      ...{
        theme: null,
        composed: false,
        agenda: { items: [{ code: 'W-1', title: '用地', unit: '资规局', carried: 2 }], total: 1 },
      },
    },
  ],
  colours: {
    items: [{ subject: 'county', id: '南安市', name: '南安市', from: null, to: 'red', month: '2026-10' }],
    total: 1,
  },
};
const TO = [
  { id: 'li', name: '李副市长', reachable: true },
  { id: 'wu', name: null, reachable: false },
];
const DETAIL = { ...HEAD, recipients: TO, content: CONTENT, intact: true };
const PREVIEW = { ...SPAN, compileAt: SPAN.untilAt, recipients: TO, content: CONTENT };

describe('dispatch brief', () => {
  test('list tells what each came to', async () => {
    const { did, out } = await given(['list'], page([HEAD]));
    expect(did).toBe('GET briefs');
    expect(out).toMatch(/2026-W48\s+2026-11-27 16:30 迟编\s+2026-11-30 09:00\s+3\s+0\s+1\s+4\s+2\s+1\s+5\s+66.67%\s+2/);
  });

  test('show and preview tell all of it, and who gets it', async () => {
    const shown = await given(['show', '2026-W48'], { body: DETAIL });
    expect(shown.did).toBe('GET briefs/2026-W48');
    await api?.close();
    const ahead = await given(['preview'], { body: PREVIEW });
    expect(ahead.did).toBe('GET briefs/preview');
    for (const { out } of [shown, ahead]) {
      expect(out).toContain('李副市长 (li)、wu（无法送达）');
      expect(out).toMatch(/签约\s+P-1\s+低温银浆/);
      expect(out).toContain('另有 2 项未列出');
      expect(out).toMatch(/超期\s+W-1\s+用地/);
      expect(out).toContain('承诺：应兑现 3，兑现 2，失约 1，未到期 0 · 兑现率 66.67%');
      expect(out).toContain('2026-11-30 15:00 周调度会 · 按目前台账');
      expect(out).toMatch(/2026-10\s+南安市\s+没有\s+红灯/);
    }
  });

  test('says when the content is not what was compiled', async () => {
    const { out } = await given(['show', '2026-W48'], { body: { ...DETAIL, intact: false } });
    expect(out).toContain('与编制时的校验值不符');
  });

  test('--file saves the workbook', async () => {
    const path = join(folder, '简报.xlsx');
    const { did, code } = await given(['show', '2026-W48', '--file', path], {});
    expect({ did, code }).toEqual({ did: 'GET briefs/2026-W48/export.xlsx', code: 0 });
    expect((await readFile(path)).length).toBeGreaterThan(0);
  });

  test('compile is one command with a key', async () => {
    const answer = { ...DETAIL, command: { ...command, entityId: '2026-W48', events: ['compiled'] } };
    const { did, asked, out } = await given(['compile', '2026-W48'], { body: answer });
    expect({ did, body: asked?.body }).toEqual({ did: 'POST briefs', body: { week: '2026-W48' } });
    expect(asked?.headers['idempotency-key']).toMatch(/^[!-~]{1,100}$/);
    expect(out).toContain('编制简报');
  });
});
