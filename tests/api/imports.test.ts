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

describe('characters that a spreadsheet can hold and a name cannot', () => {
  /** Excel's own way to write what XML cannot hold. */
  const book = async (header: string[], ...rows: string[][]): Promise<Buffer> => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('台账');
    sheet.addRows([header, ...rows]);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  };
  const PROJECTS = ['项目名称', '县区', '投资方', '总投资(亿元)', '当前阶段', '签约时间', '列_x0000_甲'];
  const rowsOf = async (id: string) =>
    (await rig.call({ url: `/api/v1/imports/${id}/rows` })).body.items as {
      name: string;
      verdict: string;
      errors: { code: string }[];
    }[];

  test('refuse their row, are never stored, and hold no other row up', async () => {
    const file = await book(
      PROJECTS,
      ['好项目', '南安市', '甲', '1', '在谈', ''],
      ['坏_x0000_项目', '南安市', '甲', '1', '在谈', ''],
      ['倒_x202E_着写', '南安市', '甲', '1', '在谈', ''],
      ['半_xD800_个字', '南安市', '甲', '1', '在谈', ''],
      ['日期项目', '南安市', '甲', '一_x0000_二', '在谈', '三_xD800_四'],
    );
    const { status, body } = await plan(file);
    expect([status, body.summary?.counts]).toEqual([201, expect.objectContaining({ create: 1, refused: 4 })]);
    const rows = await rowsOf(body.id);
    expect(rows.map(({ verdict, errors }) => [verdict, ...errors.map(({ code }) => code)])).toEqual([
      ['create'],
      ['refused', 'badCharacters'],
      ['refused', 'badCharacters'],
      ['refused', 'badCharacters'],
      ['refused', expect.any(String), expect.any(String)],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/\\u0000|[\u202a-\u202e]/);
  });

  test('the same in a ledger of problems, whose refused rows keep their title', async () => {
    const file = await book(
      ['问题', '县区', '提出时间', '责任单位'],
      ['坏_x0000_问题', '南安市', '2026.1.5', ''],
      ['倒_x202E_着写', '南安市', '2026.1.5', ''],
      ['好问题', '南安市', '2026.1.5', ''],
    );
    const { status, body } = await plan(file, '&ledger=problems');
    expect(status).toBe(201);
    const rows = await rowsOf(body.id);
    expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['坏\ufffd问题', 'refused'],
      ['倒\ufffd着写', 'refused'],
      ['好问题', 'create'],
    ]);
  });

  test('that UTF-16 writes as two are not halved where a text is cut', async () => {
    const long = `${'长'.repeat(199)}𠮷野`;
    const { status, body } = await plan(
      await book(PROJECTS, [long, '南安市', '甲', long, '在谈', ''], [`注：${'长'.repeat(117)}𠮷`]),
    );
    expect([status, body.summary.counts.refused]).toEqual([201, 1]);
  });

  test('without width are left out: they came along from a web page, and make one name two', async () => {
    const { body } = await plan(await book(PROJECTS, ['\u200b无\u00ad宽\ufeff项目', '南安市', '甲', '1', '在谈', '']));
    expect((await rowsOf(body.id)).map(({ name, verdict }) => [name, verdict])).toEqual([['无宽项目', 'create']]);
  });
});
