import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const LEDGER = '项目全称,所属县区,拟投资额（亿元）,当前阶段,牵头人\n储能中心,鲤城,3.5,跑动中,林\n';
const MAP = ['项目全称=项目名称', '拟投资额=总投资', '当前阶段:跑动中=在谈', '所属县区:鲤城=鲤城区'];

const plan = (csv: string, map: readonly string[] = [], more: Partial<Call> & { ledger?: string } = {}) => {
  const { ledger = 'projects', ...call } = more;
  const query = new URLSearchParams([
    ...[['fileName', 'ledger.csv'] as [string, string], ['ledger', ledger] as [string, string]],
    ...map.map((each): [string, string] => ['map', each]),
  ]);
  return rig.call({
    ...{ method: 'POST', url: `/api/v1/imports?${query.toString()}`, payload: csv },
    headers: { 'content-type': 'text/csv' },
    ...call,
  });
};
const apply = ({ body }: Answer, more: Partial<Call> = {}) =>
  rig.call({ method: 'POST', url: `/api/v1/imports/${body.id}/apply`, body: {}, ...more });
const kept = async () => (await rig.call({ url: '/api/v1/settings/imports' })).body;

describe('an import whose headers and words nobody knows', () => {
  test('without a name for its projects is refused with the columns that nobody knows, in both tongues', async () => {
    const zh = await plan(LEDGER, [], { lang: 'zh-CN' });
    expect([zh.status, zh.body.code]).toEqual([422, 'headerNotFound']);
    expect(zh.body.errors[0].params.columns).toEqual(['项目全称', '拟投资额（亿元）', '牵头人']);
    expect(zh.body.errors[0].message).toContain('未识别的列：项目全称');
    expect((await plan(LEDGER, [], { lang: 'en' })).body.errors[0].message).toContain('not known in it: 项目全称');
  });

  test('is read as it was said, asks about the rest, and remembers nothing while it is only tried', async () => {
    const { status, body } = await plan(LEDGER, MAP.slice(0, 2));
    expect([status, body.map]).toEqual([201, MAP.slice(0, 2)]);
    expect(body.summary).toMatchObject({
      counts: { create: 0, refused: 1 },
      ignoredColumns: [{ header: '牵头人' }],
      readings: [
        { column: null, written: '项目全称', means: 'name', remembered: false },
        { column: null, written: '拟投资额', means: 'money', remembered: false },
      ],
      questions: [{ field: '当前阶段', column: 'stage', word: '跑动中', rows: 1, refused: true }],
    });
    expect(await kept()).toMatchObject({ version: 0, value: { readings: [] } });
  });

  test('applied it is remembered, by whom and why, once however often it is asked; the next is read so by itself', async () => {
    const tried = await plan(LEDGER, MAP);
    expect(tried.body.summary).toMatchObject({ counts: { create: 1 }, investmentWan: 35_000, questions: [] });
    expect((await apply(tried)).status).toBe(202);
    expect((await apply(tried)).status).toBe(202);
    const { version, value, setBy, reason, validFrom } = await kept();
    expect({ version, setBy: setBy.id, reason, validFrom }).toEqual({
      ...{ version: 1, setBy: 'coordinator', reason: '导入 ledger.csv', validFrom: '2026-11-23' },
    });
    expect(value.readings).toEqual([
      { ledger: 'projects', column: null, written: '项目全称', means: 'name' },
      { ledger: 'projects', column: null, written: '拟投资额', means: 'money' },
      { ledger: 'projects', column: 'stage', written: '跑动中', means: 'negotiation' },
      { ledger: 'projects', column: 'county', written: '鲤城', means: '鲤城区' },
    ]);
    const next = await plan(LEDGER.replaceAll('储能中心', '储运中心'));
    expect(next.body.summary).toMatchObject({ counts: { create: 1 }, questions: [] });
    expect(next.body.summary.readings.map((each: { remembered: boolean }) => each.remembered)).toEqual([
      ...[true, true, true, true],
    ]);
    // Nothing new was said, so nothing is set.
    await apply(next);
    expect((await kept()).version).toBe(1);
  });

  test.each([
    ['zh-CN', '读法', '项目名称', '以前记住的读法'],
    ['en', 'Read as', 'name', 'remembered from before'],
  ])('the report tells what was read how (%s)', async (lang, name, means, since) => {
    const { body } = await plan(LEDGER);
    const report = await rig.call({ url: `/api/v1/imports/${body.id}/report.xlsx`, lang });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(report.bytes as unknown as ArrayBuffer);
    const row = workbook.getWorksheet(name)?.getRow(2).values as string[];
    expect([row[1], row[2], row[4]]).toEqual(['项目全称', means, since]);
  });

  test('said otherwise later, it is the later that counts', async () => {
    await apply(await plan(LEDGER, ['当前阶段:跑动中=签约']));
    const { version, value } = await kept();
    expect([version, value.readings.length, value.readings.at(-1).means]).toEqual([2, 4, 'signing']);
  });

  test('a key names one dry run with one map', async () => {
    const first = await plan(LEDGER, MAP, { key: 'mapped' });
    expect((await plan(LEDGER, MAP, { key: 'mapped' })).body.id).toBe(first.body.id);
    expect((await plan(LEDGER, MAP.slice(1), { key: 'mapped' })).body.code).toBe('keyReused');
  });

  test.each([
    [['项目全称=全称'], 'notInList'],
    [['项目全称'], 'badFormat'],
    [['所属县区=备注'], 'readingKnown'],
    [['牵头人=备注', '牵头人=来源'], 'listedTwice'],
    [[...MAP, '没有的列=备注'], 'readingNotInFile'],
    [[...MAP, '项目=项目编号'], 'readingKnown'],
    [['牵头人=项目编号', '所属县区:鲤城=鲤都'], 'notInList'],
  ])('%s is refused as %s, with its place', async (map, code) => {
    const { status, body } = await plan(LEDGER, map, { lang: 'zh-CN' });
    expect([status >= 400 && status < 500, body.code, body.errors[0].field]).toEqual([true, code, 'map']);
    expect(body.errors[0].message).not.toContain('{');
  });
});

describe('a ledger of problems', () => {
  const PROBLEMS = '问题,类别,提出时间,主办,县区\n缺电,供电类困难,2026-03-02,资源局,鲤城\n';

  test('is asked about units and counties too, and read as the office says', async () => {
    const tried = await plan(PROBLEMS, ['类别:供电类困难=要素'], { ledger: 'problems' });
    expect(tried.body.summary.questions).toMatchObject([
      { field: '主办', column: 'leadUnit', word: '资源局', rows: 1, refused: true },
      { field: '县区', column: 'county', word: '鲤城', rows: 1, refused: false },
    ]);
    const [unit] = (await rig.call({ url: '/api/v1/units?kind=department' })).body.items;
    const map = ['类别:供电类困难=要素', `主办:资源局=${unit.name}`];
    const { body } = await plan(PROBLEMS, map, { ledger: 'problems' });
    expect(body.summary).toMatchObject({
      counts: { create: 1 },
      readings: [{ means: 'utilities' }, { means: unit.id }],
    });
  });

  test('has readings of its own: those of projects are not its', async () => {
    const { body } = await plan('问题,类别,提出时间,拟投资额\n缺电,用电,2026-03-02,3\n', [], { ledger: 'problems' });
    expect(body.summary).toMatchObject({ readings: [], ignoredColumns: [{ header: '拟投资额' }] });
  });
});

describe('who may say what words mean', () => {
  const set = (readings: unknown, more: Partial<Call> = {}) =>
    rig.call({
      ...{ method: 'PUT', url: '/api/v1/settings/imports' },
      body: { value: { readings }, validFrom: '2026-11-23', reason: '清理' },
      ...more,
    });

  test('coordinators and administrators, nobody else', async () => {
    expect((await set([], { as: 'leader' })).status).toBe(403);
    expect((await set([], { as: 'handler' })).status).toBe(403);
    expect((await set([])).body).toMatchObject({ value: { readings: [] }, setBy: { id: 'coordinator' } });
    const one = { ledger: 'problems', column: 'category', written: '电路', means: '要素' };
    expect((await set([one], { as: 'admin' })).body.value.readings).toEqual([{ ...one, means: 'utilities' }]);
  });

  test.each([
    [{ column: 'category', written: '用电', means: 'land' }, 'readingKnown', 'value.readings[0].written'],
    [{ column: 'title', written: '用电', means: 'land' }, 'notInList', 'value.readings[0].column'],
    [{ column: null, written: '事由', means: 'cause' }, 'notInList', 'value.readings[0].means'],
  ])('%j is refused as %s', async (reading, code, field) => {
    const { body } = await set([{ ledger: 'problems', ...reading }]);
    expect(body.errors).toMatchObject([{ code, field }]);
  });
});
