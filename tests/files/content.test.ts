import { describe, expect, test } from '@jest/globals';
import { DEFAULT_FILES, FILE_TYPES, MEDIA_TYPES, typeOfName } from '../../src/domain/files.ts';
import { checkContent, promisedType } from '../../src/files/content.ts';
import type { Draft } from '../../src/files/store.ts';
import { storeZip } from '../../src/spreadsheet/zip.ts';
import { PAPERS } from './papers.ts';

const draft = (content: Buffer): Draft => ({
  sha256: 'x',
  bytes: content.length,
  read: async (from, length) => content.subarray(from, from + length),
});
const KINDS = Object.keys(PAPERS) as (keyof typeof PAPERS)[];

describe('what a paper is', () => {
  test.each(FILE_TYPES.flatMap(type => KINDS.map(kind => [type, kind] as const)))(
    'promised as %s, being %s',
    async (type, kind) => {
      const refusal = await checkContent(draft(PAPERS[kind]), { name: `a.${type}`, type });
      if (type === kind) expect(refusal).toBeNull();
      else expect(refusal).toMatchObject({ code: 'fileNotAsNamed', value: `a.${type}`, params: { found: kind } });
    },
  );

  test('an Office document larger than the part that is looked at is known by its end', async () => {
    const large = storeZip([
      { name: 'word/media/a.png', body: 'x'.repeat(3_000_000) },
      { name: 'word/document.xml', body: '<x/>' },
    ]);
    expect(await checkContent(draft(large), { name: 'a.docx', type: 'docx' })).toBeNull();
  });

  const wordWith = (relations: string, more: { name: string; body: string }[] = []): Buffer =>
    storeZip([
      { name: 'word/document.xml', body: '<x/>' },
      { name: 'word/_rels/document.xml.rels', body: `<Relationships>${relations}</Relationships>` },
      ...more,
    ]);
  const found = async (paper: Buffer): Promise<unknown> =>
    (await checkContent(draft(paper), { name: 'a.docx', type: 'docx' }))?.params['found'] ?? null;
  const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

  test.each([
    [
      'a link that a reader may follow',
      `<Relationship Id="a" Type="${TYPE}/hyperlink" Target="http://a.example" TargetMode="External"/>`,
      null,
    ],
    ['a picture inside', `<Relationship Id="a" Type="${TYPE}/image" Target="media/a.png"/>`, null],
    [
      'one that says so',
      `<Relationship Id="a" Type="${TYPE}/image" Target="media/a.png" TargetMode="Internal"/>`,
      null,
    ],
    [
      'a template from elsewhere',
      `<Relationship Id="a" Type="${TYPE}/attachedTemplate" Target="http://a.example/t.dotm" TargetMode="External"/>`,
      'externalLinks',
    ],
    [
      'a picture from elsewhere',
      `<r:Relationship TargetMode='External' Type='${TYPE}/image' Target='//a.example/a.png'/>`,
      'externalLinks',
    ],
    [
      'one that is written to be overlooked',
      `<Relationship Type="${TYPE}/oleObject" Target="x" TargetMode="&#69;xternal"/>`,
      'externalLinks',
    ],
    [
      'a type that hides its name',
      `<Relationship Type="${TYPE}/oleObject&#47;hyperlink" Target="x" TargetMode="External"/>`,
      'externalLinks',
    ],
    [
      'a target that seems to end its tag',
      `<Relationship Id="a" Type="${TYPE}/attachedTemplate" Target="http://a.example/?>t" TargetMode="External"/>`,
      'externalLinks',
    ],
    [
      'a name that seems to be its type',
      `<Relationship Id='Type="/hyperlink"' Type="${TYPE}/image" Target="//a.example/a.png" TargetMode="External"/>`,
      'externalLinks',
    ],
    [
      'another prefix',
      `<p-x:Relationship Id="a" Type="${TYPE}/image" Target="//a.example/a.png" TargetMode="External"/>`,
      'externalLinks',
    ],
    [
      'an attribute nobody writes',
      `<Relationship Id="a" Type="${TYPE}/image" Target="media/a.png" q:TargetMode="Internal"/>`,
      'externalLinks',
    ],
    ['a tag that is never closed', `<Relationship Id="a" Type="${TYPE}/image" Target="a`, 'externalLinks'],
    ['a page of another kind put in', `<Relationship Id="a" Type="${TYPE}/aFChunk" Target="x.mht"/>`, 'externalLinks'],
    ['a program under another name', `<Relationship Id="a" Type="${TYPE}/vbaProject" Target="x.xml"/>`, 'macros'],
    ['a definition of its own', `<!DOCTYPE x [<!ENTITY e "External">]>`, 'damaged'],
  ])('in a paper %s', async (_what, relation, other) => {
    expect(await found(wordWith(relation))).toBe(other);
  });

  test.each<[string, string, string | null]>([
    ['a page number', '<w:instrText xml:space="preserve"> PAGE </w:instrText>', null],
    ['a link that a reader may follow', '<w:instrText> HYPERLINK "C:\\\\import data" </w:instrText>', null],
    ['a program', '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"/>', 'externalLinks'],
    ['a file from elsewhere', "<w:instrText>includetext 'http://a.example/a'</w:instrText>", 'externalLinks'],
    [
      'one that is written in pieces',
      '<w:fldChar w:fldCharType="begin"/><w:instrText> DD</w:instrText><w:instrText>E&#65;UTO cmd </w:instrText>',
      'externalLinks',
    ],
    [
      'two that are one only when read together',
      '<w:fldChar w:fldCharType="begin"/><w:instrText>D</w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>DE </w:instrText>',
      null,
    ],
  ])('whose text has a field for %s', async (_what, text, other) => {
    const paper = storeZip([{ name: 'word/document.xml', body: `<w:document>${text}</w:document>` }]);
    expect(await found(paper)).toBe(other);
  });

  test('whose text is in another encoding is not known to hold nothing', async () => {
    const body = '<?xml version="1.0" encoding="IBM037"?><x/>';
    expect(await found(storeZip([{ name: 'word/document.xml', body }]))).toBe('damaged');
  });

  test.each([
    'word/vbaProject.bin',
    'word/embeddings/book.xlsm',
    'word/embeddings/page.html',
    'word/activeX/activeX1.xml',
    'word/embeddings/oleObject1.bin',
    'xl/macrosheets/sheet1.xml',
  ])('with %s in it has a program', async name => {
    expect(await found(wordWith('', [{ name, body: 'x' }]))).toBe('macros');
  });

  test('with two files of one name, or files over each other, is damaged', async () => {
    expect(await found(wordWith('', [{ name: 'Word/Document.xml', body: '<y/>' }]))).toBe('damaged');
    const paper = wordWith('');
    // The directory promises more compressed bytes than the file has.
    const at = paper.indexOf(Buffer.from('504b0102', 'hex'));
    paper.writeUInt32LE(paper.length, at + 20);
    paper.writeUInt32LE(paper.length, at + 24);
    expect(await found(paper)).toBe('damaged');
  });

  test('whose list of files claims more than there is, is damaged and no fault of ours', async () => {
    const paper = wordWith('');
    paper.writeUInt16LE(60_000, paper.lastIndexOf(Buffer.from('504b0102', 'hex')) + 30);
    expect(await found(paper)).toBe('damaged');
  });

  test('whose list is read otherwise by other readers is not read', async () => {
    const paper = wordWith('');
    const end = paper.lastIndexOf(Buffer.from('504b0506', 'hex'));
    // A second end, in the comment of the first.
    const commented = Buffer.concat([paper, paper.subarray(end)]);
    commented.writeUInt16LE(22, end + 20);
    expect(await found(commented)).toBeNull();
    commented.writeUInt16LE(1, commented.length - 2);
    expect(await found(commented)).toBe('damaged');
    // One file more than are counted.
    const more = wordWith('', [{ name: 'word/vbaProject.bin', body: 'x' }]);
    const at = more.lastIndexOf(Buffer.from('504b0506', 'hex'));
    more.writeUInt16LE(more.readUInt16LE(at + 10) - 1, at + 10);
    expect(await found(more)).toBe('damaged');
  });

  test.each([
    ['its main part under another name', 'officeDocument', 'word/other.xml', 'externalLinks'],
    ['a header under another name', 'header', 'word/top.xml', 'externalLinks'],
    ['its main part under an ending that is not looked at', 'officeDocument', 'word/other.bin', 'externalLinks'],
    ['its main part where custom data lie', 'officeDocument', 'customXml/item1.xml', 'externalLinks'],
    ['its main part behind an escape', 'officeDocument', 'custom%58ml/item1.xml', 'externalLinks'],
  ])('with fields in %s', async (_what, kind, name, other) => {
    const field = '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"/>';
    const relation = `<Relationship Id="a" Type="${TYPE}/${kind}" Target="/${name}"/>`;
    const paper = wordWith('', [
      { name: '_rels/.rels', body: `<Relationships>${relation}</Relationships>` },
      { name, body: `<w:document>${field}</w:document>` },
    ]);
    expect(await found(paper)).toBe(other);
  });

  test('custom data may be in any encoding', async () => {
    expect(await found(wordWith('', [{ name: 'customXml/item1.xml', body: '<\0x\0' }]))).toBeNull();
  });

  test('whose relations are in another encoding is not read as harmless', async () => {
    const paper = wordWith('<Relationship/>').toString('latin1').replace('<Relationship/>', '<\0R\0elation/>');
    expect(await found(Buffer.from(paper, 'latin1'))).toBe('damaged');
  });

  test.each([
    ['permit.PDF', 'pdf'],
    ['照片.jpg', 'jpeg'],
    ['a.pdf.exe', null],
    ['pdf', null],
    ['.png ', 'png'],
  ])('%s promises %s', (name, type) => expect(typeOfName(name)).toBe(type));

  test('a declared type that contradicts the name is refused, one that says nothing is not', () => {
    const given = (mediaType: string, name = 'a.pdf') => promisedType({ name, mediaType }, DEFAULT_FILES);
    expect([given(MEDIA_TYPES.pdf), given('application/octet-stream'), given('')]).toEqual(['pdf', 'pdf', 'pdf']);
    expect(given('image/jpg', 'a.jpg')).toBe('jpeg');
    expect(given('image/png')).toMatchObject({ code: 'fileNotAsNamed', params: { found: 'png' } });
    expect(given('text/html')).toMatchObject({ code: 'fileNotAsNamed', params: { found: 'noKnownFile' } });
    expect(given('', 'a.exe')).toMatchObject({ code: 'fileTypeNotTaken', params: { types: FILE_TYPES } });
    const pdfOnly = { ...DEFAULT_FILES, types: ['pdf' as const] };
    expect(promisedType({ name: 'a.png', mediaType: '' }, pdfOnly)).toMatchObject({ code: 'fileTypeNotTaken' });
  });
});
