import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fakeApi, refusal, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-export-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(dir, { recursive: true });
});
const exporting = (argv: string[]) => run(['project', 'export', ...argv], { env: { DISPATCH_URL: api?.url ?? '' } });

test.each(['xlsx', 'csv'])(
  'project export saves what the server hands out (.%s), with the filters of the list',
  async kind => {
    api = await fakeApi(() => ({ body: 'PK…', headers: { 'content-type': 'application/x' } }));
    const path = join(dir, `台账.${kind}`);
    const ran = await exporting([path, '--stage', '签约', '--county', '南安市', '--as-of', '2026.6.30', '--desc']);
    expect([ran.code, ran.out]).toEqual([0, `已存为 ${path}\n`]);
    expect(await readFile(path, 'utf8')).toBe('PK…');
    const [asked] = api.asked;
    expect(asked?.path).toBe(`/api/v1/projects/export.${kind}`);
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      stage: 'signing',
      county: '南安市',
      asOf: '2026-06-30',
      order: 'desc',
    });
  },
);

test('project export --money asks for the table of money, as CSV only', async () => {
  api = await fakeApi(() => ({ body: '项目编号', headers: { 'content-type': 'text/csv' } }));
  const ran = await exporting([join(dir, '投资.csv'), '--money', '--path', 'park']);
  expect([ran.code, api.asked[0]?.path]).toEqual([0, '/api/v1/projects/export-money.csv']);
  const workbook = await exporting([join(dir, '投资.xlsx'), '--money']);
  expect([workbook.code, api.asked.length]).toEqual([2, 1]);
  expect(workbook.err).toContain('--money');
});

test('project export of another kind of file asks nobody; a refusal leaves no file', async () => {
  api = await fakeApi(() => refusal(422, 'dayToCome', '那一天还没到'));
  const pdf = await exporting([join(dir, 'a.pdf')]);
  expect([pdf.code, api.asked.length]).toEqual([2, 0]);
  expect(pdf.err).toContain('.xlsx');
  const refused = await exporting([join(dir, 'a.xlsx'), '--as-of', '2099-01-01']);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('那一天还没到');
  expect(await readdir(dir)).toEqual([]);
});
