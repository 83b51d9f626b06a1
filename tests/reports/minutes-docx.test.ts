import { describe, expect, test } from '@jest/globals';
import { minutesDocx, type MinutesPaper } from '../../src/reports/minutes-docx.ts';
import { inflateEntry, listZip } from '../../src/spreadsheet/zip.ts';

// Read back with our own reader of zips, and as XML text: nothing of the library that wrote it.

const decision = (text: string, more: object = {}) => ({
  text,
  unit: '自然资源和规划局',
  person: null,
  dueOn: '2026-12-11',
  ...more,
});
const PAPER: MinutesPaper = {
  ...{
    name: '周调度',
    draft: false,
    year: 2026,
    ordinal: 41,
    office: '招商办',
    venue: '三楼会议室',
    theme: '增资扩产',
  },
  ...{
    start: { date: '2026-11-30', time: '09:00' },
    chair: '王强',
    publishedOn: '2026-12-01',
    hash: 'ab12'.repeat(16),
  },
  items: [
    {
      ...{ title: '用地指标未落实', code: 'Q-2026-0001', outcome: 'decided', note: null },
      decisions: [decision('调剂用地指标120亩'), decision('函告省厅', { person: '陈宏', dueOn: '2026-12-04' })],
    },
    { title: '变电站接入', code: 'Q-2026-0002', outcome: 'carried', note: '待批复', decisions: [] },
    { title: '专题', code: null, outcome: 'noted', note: null, decisions: [] },
  ],
  others: [decision('每周五前报送开工计划', { unit: '各县（市、区）' })],
  present: ['王强', '林晓'],
  represented: [{ name: '黄强', by: '李明' }],
  absent: ['赵刚'],
  corrections: [{ on: '2026-12-02', by: '林晓', reason: '备注写错' }],
};

async function partsOf(paper: MinutesPaper) {
  const bytes = Buffer.from(await minutesDocx(paper));
  const part = (name: string): string => {
    const entry = listZip(bytes).find(each => each.name === name);
    if (!entry) throw new Error(`no part ${name}`);
    return inflateEntry(bytes, entry).toString();
  };
  return { bytes, names: listZip(bytes).map(({ name }) => name), part };
}

/** The text of each paragraph, in order. */
const lines = (xml: string): string[] =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:tab\/>/g)]
      .map(([whole, said]) => said ?? (whole && '\t'))
      .join(''),
  );

describe('minutes on paper', () => {
  test('say who met, what became of each item, every decision with owner and day, and who was there', async () => {
    const said = lines((await partsOf(PAPER)).part('word/document.xml'));
    expect(said).toEqual([
      '周调度会议纪要',
      '（2026年第41次）',
      '招商办\t2026年12月1日',
      '2026年11月30日09:00，王强主持，在三楼会议室召开周调度会议，专题为“增资扩产”。会议纪要如下：',
      '一、用地指标未落实（Q-2026-0001）',
      '（一）调剂用地指标120亩。由自然资源和规划局负责，2026年12月11日前完成。',
      '（二）函告省厅。由自然资源和规划局（陈宏）负责，2026年12月4日前完成。',
      '二、变电站接入（Q-2026-0002）',
      '结转下次会议。待批复。',
      '三、专题',
      '会议知悉。',
      '四、其他议定事项',
      '每周五前报送开工计划。由各县（市、区）负责，2026年12月11日前完成。',
      '议定事项一览',
      ...['序号', '议定事项', '责任单位', '完成时限'],
      ...['1', '调剂用地指标120亩', '自然资源和规划局', '2026-12-11'],
      ...['2', '函告省厅', '自然资源和规划局（陈宏）', '2026-12-04'],
      ...['3', '每周五前报送开工计划', '各县（市、区）', '2026-12-11'],
      '更正',
      '2026年12月2日，林晓更正：备注写错。',
      '出席：王强、林晓',
      '委派代表：黄强（由李明代）',
      '缺席：赵刚',
      '招商办\t2026年12月1日印发',
      `发布内容校验值 SHA-256：${PAPER.hash}`,
    ]);
  });

  test('lie on A4 with the margins of official documents and are numbered', async () => {
    const { part, names } = await partsOf(PAPER);
    const xml = part('word/document.xml');
    expect(xml).toMatch(/<w:pgSz w:w="1190[567]" w:h="1683[78]"/);
    // 37, 35, 28 and 26 mm in twentieths of a point
    expect(xml).toMatch(/<w:pgMar w:top="209[78]" w:right="147[45]" w:bottom="198[45]" w:left="158[78]"/);
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
    const footer = names.find(name => /word\/footer\d\.xml/.test(name)) ?? '';
    expect(part(footer)).toMatch(/— .*PAGE.* —/s);
  });

  test('the line to compare by stands on the page of the imprint', async () => {
    const imprint = (xml: string): string => /<w:p>(?:(?!<w:p>).)*印发/s.exec(xml)?.[0] ?? '';
    const printed = async (hash: string | null) =>
      imprint((await partsOf({ ...PAPER, hash })).part('word/document.xml')).includes('<w:keepNext/>');
    expect([await printed(PAPER.hash), await printed(null)]).toEqual([true, false]);
  });

  test('a draft says that it is one, and carries no imprint', async () => {
    const draft = { ...PAPER, draft: true, publishedOn: null, hash: null, corrections: [], items: [], others: [] };
    const said = lines((await partsOf(draft)).part('word/document.xml'));
    expect(said).toContain('（草稿，未发布）');
    expect(said.join()).not.toMatch(/印发|SHA-256|议定事项一览/);
  });

  test('the same minutes are the same bytes, whenever they are written', async () => {
    const [first, second] = [await partsOf(PAPER), await partsOf(PAPER)];
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(first.part('docProps/core.xml')).toContain('2026-12-01T04:00:00Z');
    expect((await partsOf({ ...PAPER, venue: '四楼' })).bytes.equals(first.bytes)).toBe(false);
  });

  test('markup, rare characters, line breaks and control characters of a title do no harm', async () => {
    const title = '<w:p>&amp;"𠮷😀\u0000\u0008\u001F\uFFFF第一行\r\n第二行\uD800';
    const xml = (await partsOf({ ...PAPER, items: [{ ...PAPER.items[2]!, title }] })).part('word/document.xml');
    expect(xml).toContain('一、&lt;w:p&gt;&amp;amp;');
    expect(xml).toContain('𠮷😀第一行 第二行\uFFFD');
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/);
  });
});
