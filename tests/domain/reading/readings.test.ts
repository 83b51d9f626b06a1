import { describe, expect, test } from '@jest/globals';
import { interpretSheet } from '../../../src/domain/ledger-import/interpret.ts';
import type { Interpretation } from '../../../src/domain/ledger-import/types.ts';
import { interpretProblems } from '../../../src/domain/problem-ledger/interpret.ts';
import { checkedReading } from '../../../src/domain/reading/checked.ts';
import type { OfficeLists } from '../../../src/domain/reading/known.ts';
import { parseReadings } from '../../../src/domain/reading/typed.ts';
import type { Reading } from '../../../src/domain/reading/types.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { sheet } from '../ledger-import/sheets.ts';

const LISTS: OfficeLists = {
  path: [{ id: 'standard', name: '标准' }],
  leadSource: [{ id: 'fair', name: '展会' }],
  unit: [{ id: 'power', name: '市供电公司' }],
  county: [{ id: '石狮市', name: '石狮市' }],
};
const typed = (ledger: 'projects' | 'problems', ...answers: string[]): Reading[] | Refusal =>
  parseReadings(answers, { ledger, lists: LISTS });
const mustRead = (ledger: 'projects' | 'problems', ...answers: string[]): Reading[] => {
  const readings = typed(ledger, ...answers);
  if (isRefusal(readings)) throw new Error(`${readings.code} ${String(readings.value)}`);
  return readings;
};

describe('what is typed', () => {
  test.each<[string, 'projects' | 'problems', string, object]>([
    [
      'a header by its usual name',
      'projects',
      '项目全称=项目名称',
      { column: null, written: '项目全称', means: 'name' },
    ],
    ['a header by its field', 'projects', '签约日=actual.signing', { column: null, means: 'actual.signing' }],
    [
      'a header with its unit',
      'projects',
      '拟投资额（单位：万元）=总投资',
      { written: '拟投资额(单位:万元)', means: 'money' },
    ],
    ['a word of the program', 'problems', '类别:供电类困难=要素', { column: 'category', means: 'utilities' }],
    ['a yes', 'problems', '现场化解:当场办结=是', { column: 'onTheSpot', means: 'yes' }],
    ['a unit by its name', 'problems', '责任单位：国网=市供电公司', { column: 'leadUnit', means: 'power' }],
    ['a county', 'projects', '县区:石狮=石狮市', { column: 'county', written: '石狮', means: '石狮市' }],
    ['a path', 'projects', '路径:普通=标准', { column: 'path', means: 'standard' }],
  ])('%s is understood', (_, ledger, answer, reading) => {
    expect(mustRead(ledger, answer)).toMatchObject([{ ledger, ...reading }]);
  });

  test('a word may stand in a column that only the same command names', () => {
    expect(mustRead('problems', '要素门类:供电类困难=要素', '要素门类=类别')).toMatchObject([
      { column: null, means: 'category' },
      { column: 'category', means: 'utilities' },
    ]);
  });

  test.each<[string, 'projects' | 'problems', string[], string]>([
    ['no sign', 'projects', ['项目全称'], 'badFormat 项目全称'],
    ['two signs', 'projects', ['a=b=c'], 'badFormat a=b=c'],
    ['no column that there is', 'projects', ['项目全称=全称'], 'notInList 全称'],
    ['no column for a word', 'projects', ['门类:甲=签约'], 'notInList 门类'],
    ['no value that there is', 'problems', ['类别:供电类困难=电'], 'notInList 电'],
    ['no unit that there is', 'problems', ['主办:国网=电网'], 'notInList 电网'],
    ['a county nobody has', 'projects', ['县区:石狮=狮城'], 'notInList 狮城'],
    ['a column with texts of any kind', 'projects', ['投资方:甲=乙'], 'notInList investor'],
    ['a header that is known', 'projects', ['总投资=备注'], 'readingKnown 总投资'],
    ['a word that is known', 'projects', ['阶段:在建=竣工'], 'readingKnown 在建'],
    ['itself', 'projects', ['县区:石狮市=石狮市'], 'readingKnown 石狮市'],
    ['one header twice, in two units', 'projects', ['全额(亿元)=总投资', '全额=备注'], 'listedTwice 全额=备注'],
    ['a word that is known, in other spaces', 'problems', ['类别:供 电=用地'], 'readingKnown 供 电'],
    ['one and the same twice', 'problems', ['类别:电路=用地', '类别:电 路=要素'], 'listedTwice 类别:电 路=要素'],
  ])('%s is refused', (_, ledger, answers, told) => {
    const refusal = typed(ledger, ...answers) as Refusal;
    expect([`${refusal.code} ${String(refusal.value)}`, refusal.field]).toEqual([told, 'map']);
  });

  test('a first county may be called anything', () => {
    const lists = { ...LISTS, county: [] };
    expect(parseReadings(['县区:石狮=狮城'], { ledger: 'projects', lists })).toMatchObject([{ means: '狮城' }]);
  });
});

test('a reading that is kept is of a column and a value there is, and takes the value itself', () => {
  const reading: Reading = { ledger: 'problems', column: 'category', written: '供电类困难', means: '要素' };
  expect(checkedReading(reading)).toEqual({ ...reading, means: 'utilities' });
  expect(checkedReading({ ...reading, column: 'name' })).toMatchObject({ code: 'notInList', field: 'column' });
  expect(checkedReading({ ...reading, column: null, written: '★', means: 'name' })).toMatchObject({
    code: 'badFormat',
  });
});

const HEADER = ['项目全称', '所属县区', '拟投资额（亿元）', '当前阶段', '协议性质'];
const PROJECT = ['储能中心', '石狮', '3.5', '跑动中', '合同'];

interface Around {
  given?: Reading[];
  remembered?: Reading[];
  assume?: Record<string, string>;
}
const readProjects = (
  { given = [], remembered = [], assume = {} }: Around,
  { header = HEADER, rows = [PROJECT] }: { header?: string[]; rows?: (string | null)[][] } = {},
): { read: Interpretation | Refusal; told: Pick<Interpretation, 'readAs' | 'questions'> } => {
  const readings = { given, remembered, assumed: Object.keys(assume) };
  const read = interpretSheet([sheet([['台账'], header, ...rows])], { today: '2026-11-29', assume, readings });
  return { read, told: isRefusal(read) ? { readAs: [], questions: [] } : read };
};
const ALL = ['项目全称=项目名称', '拟投资额=总投资', '阶段:跑动中=在谈', '县区:石狮=石狮市'];

describe('a ledger of projects', () => {
  test('whose name nobody knows is refused with the row that looks like a header', () => {
    expect(readProjects({}).read).toMatchObject({
      ...{ code: 'headerNotFound' },
      params: { row: 2, columns: ['项目全称', '拟投资额（亿元）'] },
    });
  });

  test('is read with what was given, and tells it', () => {
    const { read, told } = readProjects({ given: mustRead('projects', ...ALL) });
    expect(read).toMatchObject({
      rows: [
        { facts: { name: '储能中心', county: '石狮市', investmentWan: 35_000, stage: 'negotiation' }, refusals: [] },
      ],
      ignoredColumns: [],
    });
    expect(told.readAs.map(({ written, rows, remembered }) => [written, rows, remembered])).toEqual([
      ['项目全称', 0, false],
      ['拟投资额', 0, false],
      ['跑动中', 1, false],
      ['石狮', 1, false],
    ]);
    expect(told.questions).toEqual([]);
  });

  test('is read so again by what is remembered, in another unit too; what it does not have is not told', () => {
    const { read, told } = readProjects(
      { remembered: mustRead('projects', ...ALL) },
      { header: ['项目全称', '县区', '拟投资额(万元)'], rows: [['甲', '晋江市', '35000']] },
    );
    expect(read).toMatchObject({ rows: [{ facts: { name: '甲', county: '晋江市', investmentWan: 35_000 } }] });
    expect(told.readAs.map(({ written, remembered }) => [written, remembered])).toEqual([
      ['项目全称', true],
      ['拟投资额', true],
    ]);
  });

  test('asks about words that nobody knows, once a word, and refuses their rows', () => {
    const remembered = mustRead('projects', '项目全称=项目名称');
    const { read, told } = readProjects(
      { remembered },
      {
        rows: [PROJECT, ['乙', '石狮', '1', '跑动中', '口头']],
        header: ['项目全称', '县区', '总投资(亿元)', '阶段', '协议性质'],
      },
    );
    expect(read).toMatchObject({ rows: [{ facts: null }, { facts: null }] });
    expect(told.questions).toMatchObject([
      { field: '阶段', column: 'stage', word: '跑动中', rows: 2, refused: true },
      { field: '协议性质', column: 'agreement', word: '口头', rows: 1, refused: true },
    ]);
  });

  test('is not read against what it says itself: two columns for one field, and what is not there', () => {
    const twice = readProjects(
      { given: mustRead('projects', '全名=项目名称') },
      { header: ['全名', '项目名称', '县区', '阶段'], rows: [['甲', '甲', '石狮', '签约']] },
    );
    expect(twice.read).toMatchObject({ code: 'columnTwice' });
    const header = ['项目名称', '县区', '阶段', '进度说明'];
    const idle = readProjects(
      { given: mustRead('projects', '进展=备注') },
      { header, rows: [['甲', '石狮', '签约', 'x']] },
    );
    expect(idle.read).toMatchObject({
      ...{ code: 'readingNotInFile', field: 'map', value: '进展' },
      params: { list: ['进度说明'] },
    });
    const word = readProjects(
      { given: mustRead('projects', '阶段:谈得不错=在谈') },
      { header, rows: [['甲', '石狮', '跑动中', 'x']] },
    );
    expect(word.read).toMatchObject({ code: 'readingNotInFile', value: '谈得不错', params: { list: ['跑动中'] } });
  });

  test('an assumption for this file goes before what is remembered of the word', () => {
    const remembered = mustRead('projects', ...ALL);
    const { read } = readProjects({ remembered, assume: { 跑动中: '签约' } });
    expect(read).toMatchObject({ rows: [{ facts: { stage: 'signing' } }] });
  });
});

test('a ledger of problems is read by the office’s own words, unit by unit in a cell of several', () => {
  const given = mustRead(
    'problems',
    '要素门类=类别',
    '要素门类:供电类困难=要素',
    '协办:国网=市供电公司',
    '状态:跟进=办理中',
  );
  const header = ['问题', '要素门类', '提出时间', '配合单位', '状态', '现场化解'];
  const read = interpretProblems(
    [sheet([header, ['缺电', '供电类困难', '2026-03-02', '国网、市住建局', '跟进', '也许']])],
    { readings: { given } },
  );
  if (isRefusal(read)) throw new Error(read.code);
  expect(read).toMatchObject({ rows: [{ refusals: [{ code: 'notInList', value: '也许' }] }] });
  expect(read.readAs.map(({ written }) => written)).toEqual(['要素门类', '供电类困难', '国网', '跟进']);
  expect(read.questions).toMatchObject([{ column: 'onTheSpot', word: '也许', rows: 1 }]);
});
