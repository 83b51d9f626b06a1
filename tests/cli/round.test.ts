import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command, fakeApi, page, run, type Answered, type FakeApi, type RunOptions } from './support.ts';

let api: FakeApi | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-round-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function given(argv: readonly string[], answer: Answered, more: RunOptions = {}) {
  api = await fakeApi(({ path }) => (path.endsWith('.csv') ? { body: CSV } : answer));
  const ran = await run(['round', ...argv], { ...more, env: { DISPATCH_URL: api.url } });
  const [asked] = api.asked;
  return { ...ran, asked, did: asked && `${asked.method} ${asked.path.replace('/api/v1/', '')}` };
}

const CSV = '\ufeff项目编号,本月完成(万元)\r\nP-1,\r\n';
const ROUND = {
  month: '2026-11',
  status: 'open',
  openedAt: '2026-11-25T00:30:00.000+08:00',
  closesOn: '2026-12-03',
  closedOn: null,
  done: ['remind:3'],
  unasked: ['惠安县'],
  seq: 2,
};
const DETAIL = {
  ...ROUND,
  counties: [
    { county: '晋江市', projects: 12, reported: 9, late: 1, silent: 3 },
    { county: null, projects: 2, reported: 0, late: 0, silent: 2 },
  ],
  total: { projects: 14, reported: 9, late: 1, silent: 5 },
  command: { ...command, entityId: '2026-11', events: ['roundOpened'] },
};
const REPORTS = {
  month: '2026-11',
  counts: { taken: 1, same: 0, blank: 1, refused: 1, unanswered: 0 },
  late: 1,
  rows: [
    { sheet: 's', row: 2, code: 'P-1', verdict: 'taken', doneWan: 300, toDateWan: 4300, errors: [] },
    { sheet: 's', row: 3, code: 'P-2', verdict: 'blank', doneWan: null, toDateWan: null, errors: [] },
    {
      ...{ sheet: 's', row: 4, code: 'P-3', verdict: 'refused', doneWan: null, toDateWan: null },
      errors: [{ field: 'x', value: 'x', code: 'cellNotMoney', params: {}, message: '不是金额' }],
    },
  ],
};

describe('dispatch round', () => {
  test('list and show tell how the counties stand', async () => {
    const listed = await given(['list'], page([ROUND]));
    expect(listed.did).toBe('GET rounds');
    expect(listed.out).toContain('填报中');
    await api?.close();
    const { out, did } = await given(['show', '2026-11'], { body: DETAIL });
    expect(did).toBe('GET rounds/2026-11');
    expect(out).toMatch(/无人可催\s+惠安县、未填县（市、区）/);
    expect(out).toMatch(/未填县（市、区）\s+2\s+0\s+0\s+2/);
    expect(out).toMatch(/晋江市\s+12\s+9\s+1\s+3/);
    expect(out).toMatch(/合计\s+14\s+9\s+1\s+5/);
    await api?.close();
    expect((await given(['show', '2026-11', '--json'], { body: DETAIL })).json()).toEqual(DETAIL);
  });

  test.each<[string[], string, unknown]>([
    [['open', '2026-11'], 'POST rounds', { month: '2026-11' }],
    [
      ['skip', '2026-11', '--step', 'remind:3', '--reason', '已当面催过'],
      'POST rounds/2026-11/skip',
      { slot: 'remind:3', reason: '已当面催过' },
    ],
  ])('%j is one command with a key', async (argv, did, body) => {
    const ran = await given(argv, { body: DETAIL });
    expect({ did: ran.did, body: ran.asked?.body, code: ran.code }).toEqual({ did, body, code: 0 });
    expect(ran.asked?.headers['idempotency-key']).toMatch(/^[!-~]{1,100}$/);
    expect(ran.out).toContain('2026-12-03');
  });

  test('history tells what was skipped and why', async () => {
    const data = { slot: 'remind:3', dueMs: 1, reason: '已当面催过' };
    const skipped = { seq: 2, type: 'reminderSkipped', at: ROUND.openedAt, actor: { id: 'lin', name: '林晓' }, data };
    const event = { ...skipped, command: { type: 'skipStep', via: 'person' } };
    const { out, did } = await given(['history', '2026-11'], page([event]));
    expect(did).toBe('GET rounds/2026-11/events');
    expect(out).toMatch(/林晓.*跳过催报.*remind:3 · 已当面催过/);
  });

  test('form prints the CSV, or saves it as it came', async () => {
    const printed = await given(['form', '2026-11', '--county', '晋江市'], {});
    expect(printed.did).toBe('GET rounds/2026-11/form.csv');
    expect(printed.asked?.query.get('county')).toBe('晋江市');
    expect(printed.out).toContain('项目编号,本月完成(万元)');
    await api?.close();
    const path = join(folder, '月报.csv');
    const saved = await given(['form', '2026-11', '--file', path], {
      body: { month: '2026-11', county: null, rows: [{}] },
    });
    expect(await readFile(path, 'utf8')).toBe(CSV);
    expect(saved.out).toContain('1 行');
  });

  test('report sends a file, tells each row, and ends with 2 when one was refused', async () => {
    const path = join(folder, '月报.csv');
    await writeFile(path, CSV);
    const ran = await given(['report', '2026-11', '--file', path, '--county', '晋江市', '--key', 'k1'], {
      body: REPORTS,
    });
    expect(ran).toMatchObject({ did: 'POST rounds/2026-11/reports', code: 2 });
    expect(ran.asked?.query.get('county')).toBe('晋江市');
    expect(ran.asked?.headers['idempotency-key']).toBe('k1');
    expect(ran.asked?.body).toContain('项目编号');
    expect(ran.out).toMatch(/2\s+P-1\s+已收\s+300\s+4300/);
    expect(ran.out).toMatch(/4\s+P-3\s+拒绝.*不是金额/);
    expect(ran.out).not.toContain('P-2');
    expect(ran.out).toContain('迟报');
  });

  test('report reads CSV from stdin; a row without an answer ends with 3 and says to send it again', async () => {
    const counts = { taken: 0, same: 0, blank: 0, refused: 0, unanswered: 1 };
    const body = { ...REPORTS, counts, late: 0, rows: [] };
    const ran = await given(['report', '2026-11'], { body }, { input: CSV });
    expect(ran.code).toBe(3);
    expect(ran.out).toContain('再报一次');
    await api?.close();
    const nothing = await given(['report', '2026-11'], { body });
    expect(nothing).toMatchObject({ code: 2, did: undefined });
  });
});
