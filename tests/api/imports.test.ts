import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig, type Call } from './rig.ts';

const ASSUME = encodeURIComponent('推进中=签约');

let rig: ApiRig;
let ledgerFile: Buffer;
beforeAll(async () => {
  rig = await startApi();
  ledgerFile = await readFile(join(import.meta.dirname, '../../examples/quanzhou-ledger.xlsx'));
});
afterAll(() => rig.stop());

const plan = (payload: Buffer | string, query = '', more: Partial<Call> = {}) =>
  rig.call({
    method: 'POST',
    url: `/api/v1/imports?fileName=${encodeURIComponent('台账.xlsx')}${query}`,
    payload,
    headers: { 'content-type': 'application/octet-stream' },
    ...more,
  });

const FORM = '----form';
const form = (fields: [name: string, value: string][], file: Buffer | null): Buffer => {
  const part = (head: string, body: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--${FORM}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([
    ...fields.map(([name, value]) => part(`name="${name}"`, value)),
    ...(file ? [part('name="file"; filename="ledger.xlsx"\r\nContent-Type: application/octet-stream', file)] : []),
    Buffer.from(`--${FORM}--\r\n`),
  ]);
};
const planForm = (payload: Buffer, more: Partial<Call> = {}) =>
  rig.call({
    method: 'POST',
    url: '/api/v1/imports',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${FORM}` },
    ...more,
  });

describe('the dry run of a real ledger', () => {
  test('without an answer about 推进中 refuses those rows and asks', async () => {
    const { status, body } = await plan(ledgerFile);
    expect(status).toBe(201);
    expect(body.summary.questions).toMatchObject([{ word: '推进中' }]);
    expect(body.summary.counts.refused).toBe(body.summary.questions[0].rows);
    const rows = await rig.call({ url: `/api/v1/imports/${body.id}/rows?verdict=refused`, lang: 'zh-CN' });
    expect(rows.body.items[0].errors[0]).toMatchObject({ code: 'cellNotAStage', value: '推进中' });
    expect(rows.body.items[0].errors[0].message).toContain('当前阶段');
  });

  test('with it would create 47 projects of 588 亿元, and writes no project', async () => {
    const before = await rig.rows();
    const { body, headers } = await plan(ledgerFile, `&assume=${ASSUME}`);
    expect(headers.location).toBe(`/api/v1/imports/${body.id}`);
    expect(body).toMatchObject({
      fileName: '台账.xlsx',
      assume: { 推进中: 'signing' },
      state: 'planned',
      summary: { rows: 47, counts: { create: 47, refused: 0 }, investmentWan: 5_880_000, questions: [] },
      progress: { total: 47, done: 0, waiting: 47 },
    });
    expect(await rig.rows()).toEqual({ ...before, import_job: (before.import_job ?? 0) + 1 });
  });

  test('sent as a form says the same; its rows are paged and filtered', async () => {
    const { body } = await planForm(form([['assume', '推进中=签约']], ledgerFile));
    expect(body).toMatchObject({ fileName: 'ledger.xlsx', summary: { counts: { create: 47 } } });
    const first = await rig.call({ url: `/api/v1/imports/${body.id}/rows?limit=40` });
    const second = await rig.call({ url: `/api/v1/imports/${body.id}/rows?limit=40&cursor=${first.body.next}` });
    expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([40, 7, null]);
    expect((await rig.call({ url: `/api/v1/imports/${body.id}/rows?verdict=same` })).body.total).toBe(0);
    expect((await rig.call({ url: '/api/v1/imports?limit=2' })).body.items[0].id).toBe(body.id);
  });

  test.each(['zh-CN', 'en'])('is handed out as a workbook (%s)', async lang => {
    const { body } = await plan(ledgerFile);
    const report = await rig.call({ url: `/api/v1/imports/${body.id}/report.xlsx`, lang });
    expect(report.headers['content-disposition']).toBe(`attachment; filename="${body.id}.xlsx"`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(report.bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets[0]?.rowCount).toBe(48);
  });

  test('a key names one dry run: the same file again is the same one, another file is refused', async () => {
    const first = await plan(ledgerFile, '', { key: 'file' });
    const again = await plan(ledgerFile, '', { key: 'file' });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await plan('x', '', { key: 'file' })).body.code).toBe('keyReused');
  });

  test('accepted, it is handed to its workflow, again as often as asked', async () => {
    const { body } = await plan(ledgerFile, `&assume=${ASSUME}`);
    const apply = () => rig.call({ method: 'POST', url: `/api/v1/imports/${body.id}/apply`, body: {} });
    const accepted = await apply();
    expect([accepted.status, accepted.body.state]).toEqual([202, 'applying']);
    expect((await apply()).status).toBe(202);
    expect(rig.started).toEqual([body.id, body.id]);
    await rig.db.updateTable('import_job').set({ state: 'applied' }).where('id', '=', body.id).execute();
    expect((await apply()).body.state).toBe('applied');
    expect(rig.started).toHaveLength(2);
    expect((await rig.call({ method: 'POST', url: '/api/v1/imports/I-2026-9999/apply' })).status).toBe(404);
  });
});

describe('a form that is not as it should be', () => {
  test.each<[string, Buffer, string]>([
    ['no file', form([['assume', '推进中=签约']], null), 'required file'],
    ['an unknown field', form([['colour', 'red']], Buffer.from('x')), 'unknownField colour'],
    ['a broken end', form([], Buffer.from('x')).subarray(0, 60), 'bodyBroken body'],
    ['a file name with a line break', form([['fileName', 'a\nb']], Buffer.from('x')), 'badCharacters fileName'],
  ])('%s is named', async (_, payload, refusal) => {
    const { status, body } = await planForm(payload);
    expect([status, `${body.code} ${body.errors[0].field}`]).toEqual([400, refusal]);
  });

  test('a file beyond the limit is refused before it is read', async () => {
    const huge = Buffer.alloc(21 * 1024 * 1024, 'x');
    expect((await planForm(form([], huge))).status).toBe(413);
    expect((await plan(huge)).status).toBe(413);
  });
});
