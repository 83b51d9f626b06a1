import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../src/domain/problem/commands.ts';
import { at, HANDLER, makeEnvelope, makeProblemFacts } from '../support/make.ts';
import type { Step } from '../domain/problem-figures/lives.ts';
import { assign, close, raise, resolve, solvedOnTheSpot } from '../domain/problem-figures/lives.ts';
import { startApi, type ApiRig } from './rig.ts';

const OLD: ProblemCommand = {
  type: 'import',
  facts: makeProblemFacts({ title: '=供电容量不足', category: 'utilities', source: 'firm' }),
  ...{ status: 'closed', leadUnit: 'land', splitUnits: [], coUnits: ['approvals'] },
  imported: {
    ...{ raisedOn: '2026-03', solvedOn: null, closedOn: '2026-06-30', dueOn: null, result: '已增容' },
    ...{ verifier: '第三督查组', onTheSpot: false, reason: null, reference: null },
  },
};

const LIVES: Record<string, Step[]> = {
  'Q-1': [
    raise('2026-11-02 10:00', { detail: '指标\n两批' }),
    assign('2026-11-02 11:00'),
    ['2026-11-03 10:00', { type: 'answer', text: '已报省厅', nextOn: '2026-11-09' }, HANDLER],
    resolve('2026-11-09 10:00'),
    close('2026-11-10 10:00'),
  ],
  'Q-2': [
    raise('2026-11-03 10:00', { county: '南安市', category: 'finance' }),
    ['2026-11-03 11:00', { type: 'assign', leadUnit: 'approvals', coUnits: ['land'] }],
  ],
  'Q-3': [raise('2026-11-04 10:00', { source: 'visit', title: '夜间施工' }), solvedOnTheSpot('2026-11-04 16:00')],
  'Q-4': [raise('2026-11-05 10:00', { title: '误报' }), ['2026-11-06 10:00', { type: 'withdraw', reason: '误报' }]],
  'Q-5': [['2026-11-12 10:00', OLD]],
};

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await rig.ledger.commit([
    makeEnvelope('unit', 'nanan', { type: 'define', unit: { name: '南安市', kind: 'county', county: '南安市' } }),
  ]);
  const envelopes = Object.entries(LIVES).flatMap(([code, life]) =>
    life.map(([when, command, actor]) =>
      makeEnvelope('problem', code, command, { atMs: at(when), ...(actor ? { actor } : {}) }),
    ),
  );
  for (const envelope of envelopes.sort((a, b) => a.atMs - b.atMs)) {
    const [outcome] = await rig.ledger.commit([envelope]);
    if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  }
});
afterAll(() => rig.stop());

const get = (path: string, lang = 'zh-CN') => rig.call({ url: `/api/v1/${path}`, lang });

describe('figures of problems over HTTP', () => {
  test('by department, with the definition below', async () => {
    const { status, body } = await get('evaluation/problems');
    expect(status).toBe(200);
    expect(body).toMatchObject({ from: '2026-01-01', to: '2026-11-23', asOf: '2026-11-23', by: 'department' });
    expect(body.sum).toMatchObject({
      raised: 4,
      solved: 3,
      closed: 2,
      open: 2,
      overdue: 1,
      onTheSpot: 1,
      withdrawn: 1,
    });
    expect(body.sum).toMatchObject({ solveRate: '75.00', closeRate: '50.00', imported: 1 });
    expect(body.sum.solving).toMatchObject({ count: 2, unknown: 1, workingDays: { median: 2.5, p90: 5 } });
    expect(body.items.map(({ id, raised }: any) => [id, raised])).toEqual([
      ['approvals', 1],
      ['land', 2],
      [null, 1],
    ]);
    expect(body.definition.join('')).toContain('2026-01-01 至 2026-11-23');
    expect((await get('evaluation/problems', 'en')).body.definition[0]).toContain('raised = closed + open');
  });

  test('a period that has not come and a unit nobody knows are told by their own names', async () => {
    const wrong = async (query: string) => {
      const { status, body } = await get(`evaluation/${query}`);
      return [status, body.errors[0].code, body.errors[0].field, body.errors[0].value];
    };
    expect(await wrong('problems?from=2026-11-10&to=2026-11-09')).toEqual([422, 'endBeforeStart', 'to', '2026-11-09']);
    expect(await wrong('problems?from=2026-11-10&asOf=2026-11-09')).toEqual([
      ...[422, 'endBeforeStart', 'asOf', '2026-11-09'],
    ]);
    expect(await wrong('problems?unit=nobody')).toEqual([422, 'unitNotFound', 'unit', 'nobody']);
    expect(await wrong('promises-kept?unit=nobody')).toEqual([422, 'unitNotFound', 'unit', 'nobody']);
  });

  test('as of a past day, of a period, a county, a category', async () => {
    const sum = async (query: string) => (await get(`evaluation/problems?${query}`)).body.sum;
    expect(await sum('asOf=2026-11-05')).toMatchObject({ raised: 4, solved: 1, closed: 0, withdrawn: 0 });
    expect(await sum('from=2026-11-03&to=2026-11-03')).toMatchObject({ raised: 1 });
    expect(await sum('category=utilities')).toMatchObject({ raised: 1, closed: 1 });
    expect(await sum(`county=${encodeURIComponent('南安市')}&by=category`)).toMatchObject({ raised: 1, overdue: 1 });
    const { body } = await get('evaluation/problems?by=category');
    expect(body.items.map(({ name }: any) => name)).toEqual(['资金', '用地', '要素']);
  });

  test.each([
    ['asOf=2026-11-24', 422, 'dayToCome', 'asOf'],
    ['to=2027-01-01', 422, 'dayToCome', 'to'],
    ['from=2026-12-01', 422, 'dayToCome', 'from'],
    ['by=weather', 400, 'notInList', 'by'],
    ['unit=a%20b', 400, 'badFormat', 'unit'],
  ])('%s is refused', async (query, status, code, field) => {
    const answer = await get(`evaluation/problems?${query}`);
    expect([answer.status, answer.body.errors[0].code, answer.body.errors[0].field]).toEqual([status, code, field]);
  });

  test('promises of a week, with what was missed', async () => {
    const { body } = await get('evaluation/promises-kept?week=2026-11-11');
    expect(body).toMatchObject({
      week: '2026-W46',
      from: '2026-11-09',
      to: '2026-11-15',
      asOf: '2026-11-23',
      misses: [],
    });
    expect(body.sum).toMatchObject({ due: 1, kept: 1, percent: '100.00' });
    expect(body.items).toMatchObject([{ unit: 'land', unitName: 'land', kept: 1 }]);
    expect((await get('evaluation/promises-kept')).body).toMatchObject({ week: '2026-W48', items: [] });
    expect((await get('evaluation/promises-kept?week=2026-W60')).body.errors[0]).toMatchObject({ code: 'noSuchWeek' });
  });
});

describe('the problem ledger out and in', () => {
  const exported = async (kind: 'xlsx' | 'csv', query = '') => {
    const answer = await rig.call({ url: `/api/v1/problems/export.${kind}?${query}` });
    expect(answer.status).toBe(200);
    return answer.bytes;
  };
  const sheetOf = async (bytes: Buffer): Promise<exceljs.Worksheet> => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    return workbook.worksheets[0] as exceljs.Worksheet;
  };
  const lines = async (query = ''): Promise<string[]> =>
    (await exported('csv', query)).toString('utf8').trim().split('\r\n').slice(1);

  test('a workbook with Chinese headers, frozen, without a formula', async () => {
    const sheet = await sheetOf(await exported('xlsx'));
    expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 3, xSplit: 3 }]);
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    expect(sheet.pageSetup.printTitlesRow).toBe('3:3');
    // On one page of A3 its type has eight points then.
    expect(sheet.pageSetup.paperSize).toBe(8);
    expect(sheet.columns.reduce((sum, { width = 0 }) => sum + width, 0)).toBeLessThanOrEqual(280);
    const headers = (sheet.getRow(3).values as string[]).slice(1);
    expect(headers).toEqual(
      expect.arrayContaining(['编号', '问题', '项目', '主办', '时限', '状态', '销号日期', '督查组']),
    );
    const cell = (row: number, header: string) => sheet.getRow(row).getCell(headers.indexOf(header) + 1);
    expect([cell(4, '编号').text, cell(4, '状态').text, cell(4, '督查组').text]).toEqual(['Q-1', '已销号', 'team-1']);
    expect(cell(4, '销号日期').value).toEqual(new Date('2026-11-10T00:00:00Z'));
    expect(cell(4, '办理结果').alignment).toMatchObject({ wrapText: true, vertical: 'top' });
    expect(cell(8, '问题')).toMatchObject({ value: '=供电容量不足', type: exceljs.ValueType.String });
    expect([cell(8, '提出日期').text, cell(8, '由旧台账导入').text]).toEqual(['2026-03', '是']);
  });

  test('is filtered as the list is, and of a past day is what it was then', async () => {
    expect(await lines()).toHaveLength(5);
    expect(await lines('state=closed')).toHaveLength(2);
    expect(await lines('unit=land')).toHaveLength(3);
    expect(await lines('overdue=true')).toMatchObject([expect.stringContaining('Q-2'), expect.stringContaining('Q-3')]);
    expect(await lines('overdue=true&toVerify=true&onTheSpot=true')).toHaveLength(1);
    expect(await lines('asOf=2026-11-04')).toHaveLength(3);
    expect(await lines('asOf=2026-11-04&state=handling')).toHaveLength(1);
    expect((await lines('category=utilities'))[0]).toContain("'=供电容量不足");
  });

  test.each(['xlsx', 'csv'] as const)('as %s comes in again without a change', async kind => {
    const { status, body } = await rig.call({
      method: 'POST',
      url: `/api/v1/imports?ledger=problems&fileName=${encodeURIComponent(`问题台账.${kind}`)}`,
      payload: await exported(kind),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(status).toBe(201);
    const rows = (await rig.call({ url: `/api/v1/imports/${body.id}/rows` })).body.items;
    expect(rows.filter((row: any) => row.verdict !== 'same')).toEqual([]);
    expect(body).toMatchObject({ ledger: 'problems', summary: { counts: { create: 0, same: 5, refused: 0 } } });
    expect(rows[0]).toMatchObject({ problem: 'Q-1', project: null });
  });

  test('as an import says that only a stage can be assumed about, and reports by its own words', async () => {
    const post = async (query: string) =>
      rig.call({
        method: 'POST',
        url: `/api/v1/imports?ledger=problems${query}`,
        payload: Buffer.from('编号,问题,提出日期,县区,状态\r\nQ-9,桥未通,2025-03,鲤城区,已销号\r\n'),
        headers: { 'content-type': 'text/csv' },
      });
    const assumed = await post(`&assume=${encodeURIComponent('推进中=签约')}`);
    expect(assumed.body.errors).toMatchObject([{ code: 'unknownField', field: 'assume' }]);
    const { body } = await post('');
    expect(body.summary.counts).toMatchObject({ create: 1 });
    const report = await rig.call({ url: `/api/v1/imports/${body.id}/report.xlsx`, lang: 'zh-CN' });
    const sheet = await sheetOf(report.bytes);
    expect(sheet.getRow(1).getCell(3).text).toBe('问题');
    expect(sheet.getRow(2).getCell(8).text).toContain('提出日期不到日');
  });

  test('a problem shows what the older ledger said of it', async () => {
    expect((await get('problems/Q-5')).body.imported).toMatchObject({ raisedOn: '2026-03', verifier: '第三督查组' });
    expect((await get('problems/Q-1')).body.imported).toBeNull();
  });

  test('is changed over HTTP by an import alone', async () => {
    const answer = await rig.call({ method: 'POST', url: '/api/v1/problems/Q-9/import', body: {}, as: 'coordinator' });
    expect(answer.status).toBe(404);
  });
});
