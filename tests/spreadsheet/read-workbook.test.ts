import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../src/domain/refusal.ts';
import { MAX_BYTES } from '../../src/spreadsheet/limits.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { storeZip } from '../../src/spreadsheet/zip.ts';
import { rawWorkbook, workbook } from './workbooks.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const compound = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(64),
  ]);

/** Overwrites a field in the only central directory entry of a zip. */
const patchDirectory = (zip: Uint8Array, offset: number, value: number): Buffer => {
  const copy = Buffer.from(zip);
  copy.writeUInt32LE(value, copy.lastIndexOf(Buffer.from('504b0102', 'hex')) + offset);
  return copy;
};

describe('what is no workbook', () => {
  test.each([
    ['nothing', new Uint8Array(), 'workbookEmpty', {}],
    ['a workbook with a password', compound('EncryptedPackage'), 'workbookEncrypted', {}],
    ['an .xls of before 2007', compound('Workbook'), 'workbookOld', {}],
    ['a PDF', bytes('%PDF-1.7 …'), 'notAWorkbook', { found: 'pdf' }],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'notAWorkbook', { found: 'picture' }],
    ['a gzip', Buffer.from('1f8b0800', 'hex'), 'notAWorkbook', { found: 'gzip' }],
    [
      'a web page called .xls',
      bytes('<html><table><tr><td>项目名称</td></tr></table></html>'),
      'notAWorkbook',
      { found: 'html' },
    ],
    ['bytes that are no text', Buffer.from([1, 2, 3, 255, 254, 0]), 'notAWorkbook', { found: 'binary' }],
    ['text with NUL', bytes('项目\u0000名称,县区'), 'notAWorkbook', { found: 'binary' }],
    ['plain text', bytes('项目名称,县区'), 'notAWorkbook', { found: 'plainText' }],
    ['another zip', storeZip([{ name: 'word/document.xml', body: '<w/>' }]), 'notAWorkbook', { found: 'zip' }],
    [
      'a zip cut short',
      storeZip([{ name: 'xl/workbook.xml', body: '<w/>' }]).subarray(0, 40),
      'notAWorkbook',
      { found: 'damaged' },
    ],
    [
      'a workbook of broken XML',
      rawWorkbook({ sheet: '<sheetData><row><c></row>' }),
      'notAWorkbook',
      { found: 'damaged' },
    ],
    [
      'a shared string that is not there',
      rawWorkbook({ sheet: '<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>' }),
      'notAWorkbook',
      { found: 'damaged' },
    ],
    ['a workbook without cells', rawWorkbook({ sheet: '<sheetData/>' }), 'workbookEmpty', {}],
  ])('%s', async (_, input, code, params) => {
    expect(await readWorkbook(input, '台账.xlsx')).toMatchObject({ code, field: 'file', value: '台账.xlsx', params });
  });

  test('entities of the file itself are not expanded', async () => {
    const body = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const change = (name: string, xml: string): string =>
      name.endsWith('sheet1.xml') ? body + xml.replace('文', '&b;&b;') : xml;
    const sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>文</t></is></c></row></sheetData>';
    expect(await readWorkbook(rawWorkbook({ sheet, change }), 'x.xlsx')).toMatchObject({ code: 'notAWorkbook' });
  });
});

describe('the content decides', () => {
  test.each(['x.csv', 'x.CSV', 'x.txt', 'ledger', '台账 2026.11'])('text called %s is a CSV', async name => {
    expect(await readWorkbook(bytes('项目名称,县区'), name)).toHaveLength(1);
  });

  test('a CSV of blanks only is empty', async () => {
    expect(await readWorkbook(bytes(' \r\n,,\r\n'), 'x.csv')).toMatchObject({ code: 'workbookEmpty' });
  });

  test('a workbook called .csv is read', async () => {
    const book = await workbook(b => b.addWorksheet('a').addRow(['x']));
    expect(await readWorkbook(book, 'x.csv')).toMatchObject([{ name: 'a' }]);
  });

  test('text that begins with PK is text', async () => {
    expect(await readWorkbook(bytes('PK,项目名称\n1,a'), 'x.csv')).toHaveLength(1);
  });

  test('a view into a larger buffer is read alone', async () => {
    const whole = bytes('junk,项目名称,县区');
    const sheets = await readWorkbook(whole.subarray(5), 'x.csv');
    expect(sheets).toMatchObject([{ rows: [[{ value: '项目名称' }, { value: '县区' }]] }]);
  });
});

describe('too large', () => {
  test('more bytes than allowed', async () => {
    const answer = await readWorkbook(Buffer.alloc(MAX_BYTES + 1, 97), 'x.csv');
    expect(answer).toMatchObject({ code: 'workbookTooLarge', params: { maxBytes: MAX_BYTES } });
  });

  test('more rows than allowed, in CSV and in XLSX', async () => {
    expect(await readWorkbook(bytes('a,b\n'.repeat(100_001)), 'x.csv')).toMatchObject({
      code: 'workbookTooLarge',
      params: { maxRows: 100_000 },
    });
    const rows = rawWorkbook({ sheet: `<sheetData>${'<row/>'.repeat(100_001)}</sheetData>` });
    expect(await readWorkbook(rows, 'x.xlsx')).toMatchObject({ code: 'workbookTooLarge' });
  });

  test('a row number that no spreadsheet has', async () => {
    const far = rawWorkbook({
      sheet: '<sheetData><row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData>',
    });
    expect(await readWorkbook(far, 'x.xlsx')).toMatchObject({ code: 'workbookTooLarge' });
  });

  test('a zip of too many files', async () => {
    const files = Array.from({ length: 2_001 }, (_, i) => ({ name: `f${i}`, body: '' }));
    expect(await readWorkbook(storeZip(files), 'x.xlsx')).toMatchObject({ code: 'workbookTooLarge' });
  });

  /** One deflated entry `xl/workbook.xml` that promises `promised` bytes. */
  const deflated = (body: Buffer, promised: number): Buffer => {
    const packed = deflateRawSync(body);
    const stored = storeZip([{ name: 'xl/workbook.xml', body: 'x'.repeat(packed.length) }]);
    packed.copy(stored, 30 + 'xl/workbook.xml'.length);
    stored.writeUInt16LE(8, stored.lastIndexOf(Buffer.from('504b0102', 'hex')) + 10);
    return patchDirectory(stored, 24, promised);
  };

  test('a bomb is refused by what its directory promises', async () => {
    const bomb = deflated(Buffer.alloc(16 * 1024 * 1024), 16 * 1024 * 1024);
    expect(await readWorkbook(bomb, 'x.xlsx')).toMatchObject({ code: 'workbookTooLarge' });
    expect(await readWorkbook(deflated(Buffer.alloc(10), 4_000_000_000), 'x.xlsx')).toMatchObject({
      code: 'workbookTooLarge',
    });
  });

  test('a bomb whose directory lies is inflated no further than it promised', async () => {
    const liar = deflated(Buffer.alloc(16 * 1024 * 1024), 1_000);
    expect(await readWorkbook(liar, 'x.xlsx')).toMatchObject({ code: 'notAWorkbook', params: { found: 'damaged' } });
  });

  test('an entry with a zip password is told as such', async () => {
    const zip = patchDirectory(storeZip([{ name: 'xl/workbook.xml', body: '<w/>' }]), 6, 0x0001_0014);
    const locked = patchDirectory(zip, 8, 0x0000_0001);
    expect(await readWorkbook(locked, 'x.xlsx')).toMatchObject({ code: 'workbookEncrypted' });
  });
});

describe('random bytes never throw', () => {
  const check = async (input: Uint8Array): Promise<void> => {
    const answer = await readWorkbook(input, 'x');
    if (isRefusal(answer)) expect(answer.field).toBe('file');
    else expect(answer.length).toBeGreaterThan(0);
  };

  test('alone and after every known beginning', async () => {
    const magic = fc.constantFrom('', '504b0304', 'd0cf11e0', 'fffe', 'feff', 'efbbbf', '3c', '22');
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 400 }), async (hex, tail) =>
        check(Buffer.concat([Buffer.from(hex, 'hex'), tail])),
      ),
      { seed: 504, numRuns: 1_000 },
    );
  });

  test('a real workbook with flipped bytes or cut short', async () => {
    const book = await workbook(b => {
      b.addWorksheet('台账').addRows([
        ['项目名称', '县区', '总投资'],
        ['恒安', '晋江市', 13.8],
      ]);
    });
    const flip = fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(flip, fc.nat(book.length), async (changes, length) => {
        const broken = Uint8Array.from(book);
        for (const [at, value] of changes) broken[at] = value;
        await check(broken);
        await check(book.slice(0, length));
      }),
      { seed: 505, numRuns: 300 },
    );
  });

  test('random XML in place of a sheet', async () => {
    const piece = fc.constantFrom(
      ...[
        '<row r="1">',
        '</row>',
        '<c r="A1">',
        '<c r="ZZZZ9" t="s">',
        '</c>',
        '<v>',
        '</v>',
        '1',
        '-1',
        '<f>',
        '</f>',
        '<c t="d">',
      ],
      ...[
        '<sheetData>',
        '</sheetData>',
        '<mergeCell ref="B2:A1"/>',
        '<is><t>',
        '</t></is>',
        '&#0;',
        '&x;',
        '<row r="0">',
        '<c t="str"',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async pieces =>
        check(rawWorkbook({ sheet: pieces.join('') })),
      ),
      { seed: 506, numRuns: 500 },
    );
  });
});
