import { describe, expect, test } from '@jest/globals';
import type { Cell, Sheet } from '../../../src/domain/ledger-import/types.ts';
import { readAttendeeFile } from '../../../src/domain/meeting/attendee-file.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';

const cell = (text: string): Cell => (text === '' ? { kind: 'empty' } : { kind: 'text', value: text });
const sheet = (rows: string[][], more: Partial<Sheet> = {}): Sheet =>
  ({ name: '名单', hidden: false, rows: rows.map(row => row.map(cell)), ...more }) as Sheet;
const read = (...rows: string[][]) => readAttendeeFile([sheet(rows)], '名单.xlsx');

describe('a list of attendees', () => {
  test('is read below its header, wherever that stands and however it is spelled', () => {
    const found = read(
      ['参会人员'],
      ['序号', '姓 名', '工作单位', '职务（称呼）', '电子邮箱'],
      ['1', '林晓', '南安市', '科长', 'lin@x.cn'],
      ['', '', '', '', ''],
    );
    if (isRefusal(found)) throw new Error(found.code);
    expect(found.heads).toMatchObject({ name: '姓 名', address: '电子邮箱', id: '编号' });
    expect(found.rows).toEqual([
      {
        ...{ sheet: '名单', row: 3, name: '林晓', id: null, unit: '南安市', title: '科长', address: 'lin@x.cn' },
        refusal: null,
      },
    ]);
  });

  test('a row without a name, or with what cannot be read, is refused by itself', () => {
    const found = read(['姓名', '邮箱'], ['', 'a@x.cn'], ['林\u0007晓', 'b@x.cn'], ['陈明', '']);
    if (isRefusal(found)) throw new Error(found.code);
    expect(found.rows.map(({ row, refusal }) => [row, refusal?.code ?? null, refusal?.field ?? null])).toEqual([
      [2, 'required', '姓名'],
      [3, 'badCharacters', '姓名'],
      [4, null, null],
    ]);
  });

  test('a file without such a header, or with one column twice, is refused whole', () => {
    expect(read(['序号', '地址'], ['1', 'x'])).toMatchObject({ code: 'headerNotFound' });
    expect(read(['姓名', '参会人', '邮箱'], ['林晓', '陈明', 'x'])).toMatchObject({ code: 'columnTwice' });
  });

  test('hidden sheets are not looked at', () => {
    const hidden = sheet(
      [
        ['姓名', '邮箱'],
        ['不在名单上', 'x@x.cn'],
      ],
      { hidden: true },
    );
    expect(readAttendeeFile([hidden], '名单.xlsx')).toMatchObject({ code: 'headerNotFound' });
  });
});
