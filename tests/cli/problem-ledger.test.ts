import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fakeApi, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-problems-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(dir, { recursive: true });
});
const problem = (...argv: string[]) => run(['problem', ...argv], { env: { DISPATCH_URL: api?.url ?? '' } });

const ages = {
  ...{ count: 2, unknown: 1 },
  workingDays: { median: 2.5, p90: 5 },
  calendarDays: { median: 3.5, p90: 7 },
};
const NONE = {
  count: 0,
  unknown: 0,
  workingDays: { median: null, p90: null },
  calendarDays: { median: null, p90: null },
};
const sums = {
  ...{ raised: 204, solved: 170, closed: 168, open: 36, overdue: 4, onTheSpot: 23, rejected: 3, reopened: 1 },
  ...{ withdrawn: 2, merged: 1, imported: 5, solveRate: '83.33', closeRate: '82.35', solving: ages, waiting: NONE },
};

describe('problem figures', () => {
  test('prints every number, and what they mean below', async () => {
    const items = [{ id: 'land', name: '市自然资源局', ...sums }];
    const body = {
      from: '2024-01-01',
      to: '2024-06-20',
      asOf: '2024-06-20',
      by: 'department',
      items,
      total: 1,
      sum: sums,
    };
    api = await fakeApi(() => ({ body: { ...body, definition: ['口径：按此计算。'] } }));
    const ran = await problem(
      'figures',
      '--by',
      '单位',
      '--from',
      '2024.1.1',
      '--as-of',
      '2024-06-20',
      '--category',
      '用地',
    );
    expect(ran.code).toBe(0);
    expect(Object.fromEntries(api.asked[0]?.query ?? [])).toEqual({
      ...{ by: 'department', from: '2024-01-01', asOf: '2024-06-20', category: 'land' },
    });
    for (const shown of [
      '市自然资源局',
      '合计',
      '204',
      '83.33%',
      '82.35%',
      '2.5/5（3.5/7）',
      '口径：按此计算。',
      '5 个由旧台账导入',
    ]) {
      expect(ran.out).toContain(shown);
    }
  });

  test('says by which words rows can be asked for', async () => {
    api = await fakeApi(() => ({ body: {} }));
    const ran = await problem('figures', '--by', '天气');
    expect([ran.code, api.asked.length]).toEqual([2, 0]);
  });
});

test('problem promises shows PPC per department and every miss with its reason', async () => {
  const row = { due: 2, kept: 1, missed: 1, explained: 0, open: 0, replaced: 0, lapsed: 0, percent: '50.00' };
  const miss = { problem: 'Q-1', title: '用地', promise: 2, kind: 'solution', on: '2026-11-25', madeOn: '2026-11-20' };
  api = await fakeApi(() => ({
    body: {
      ...{ week: '2026-W48', from: '2026-11-23', to: '2026-11-29', asOf: '2026-11-28', total: 1, sum: row },
      items: [{ unit: 'land', unitName: '市自然资源局', ...row }],
      misses: [{ ...miss, unit: 'land', unitName: '市自然资源局', reason: null }],
      definition: ['口径'],
    },
  }));
  const ran = await problem('promises', '--week', '2026-W48', '--unit', 'land');
  expect(ran.code).toBe(0);
  expect(api.asked[0]?.path).toBe('/api/v1/evaluation/promises-kept');
  for (const shown of ['50.00%', '2 承诺解决', '（尚未说明）', '未兑现 1 项']) expect(ran.out).toContain(shown);
});

test('problem export saves what the server hands out, with the filters of the list', async () => {
  api = await fakeApi(() => ({ body: '编号', headers: { 'content-type': 'text/csv' } }));
  const path = join(dir, '问题台账.csv');
  const ran = await problem('export', path, '--state', '已销号', '--overdue', '--as-of', '2026.6.30');
  expect([ran.code, await readFile(path, 'utf8')]).toEqual([0, '编号']);
  expect(api.asked[0]?.path).toBe('/api/v1/problems/export.csv');
  expect(Object.fromEntries(api.asked[0]?.query ?? [])).toEqual({
    ...{ state: 'closed', overdue: 'true', asOf: '2026-06-30' },
  });
});

test('problem import sends the file as a problem ledger and shows what would happen', async () => {
  const path = join(dir, '问题台账.csv');
  await writeFile(path, '编号,问题\n');
  const counts = { create: 1, change: 0, same: 0, behind: 0, refused: 0 };
  const summary = {
    ...{ rows: 1, counts, gaps: 1, investmentWan: 0, passedOver: [], ignoredColumns: [], questions: [], readings: [] },
    tables: [{ sheet: '问题台账', headerRow: 1, unit: null, columns: [] }],
  };
  const job = {
    ...{ id: 'I-1', fileName: '问题台账.csv', fileSha256: 'x', assume: {}, ledger: 'problems', state: 'planned' },
    ...{ actor: 'lin', summary, progress: { done: 0, refused: 0, waiting: 1, total: 1 } },
  };
  const row = {
    ...{ position: 0, sheet: '问题台账', row: 2, name: '用地', verdict: 'create', project: null, problem: null },
    ...{ state: 'waiting', changes: [], gaps: ['precision.raisedOn'], errors: [] },
  };
  api = await fakeApi(({ path: asked }) =>
    asked.endsWith('/rows') ? { body: { items: [row], total: 1, next: null } } : { body: job, status: 201 },
  );
  const ran = await problem('import', path, '--dry-run');
  expect(ran.code).toBe(0);
  expect(JSON.stringify(api.asked[0])).toContain('problems');
  for (const shown of ['表头在第 1 行', '提出日期不到日', '1 行的日期不全']) expect(ran.out).toContain(shown);
  expect(ran.out).not.toContain('亿元');
});
