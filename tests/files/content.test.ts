import { describe, expect, test } from '@jest/globals';
import { DEFAULT_FILES, FILE_TYPES, MEDIA_TYPES, typeOfName } from '../../src/domain/files.ts';
import { checkContent, promisedType } from '../../src/files/content.ts';
import type { Draft } from '../../src/files/store.ts';
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
    const large = Buffer.concat([PAPERS.docx.subarray(0, 4), Buffer.alloc(3_000_000)]);
    const end = PAPERS.docx;
    // The directory of a zip counts from the file's beginning.
    const moved = Buffer.from(end);
    const at = moved.length - 6;
    moved.writeUInt32LE(moved.readUInt32LE(at) + large.length, at);
    expect(await checkContent(draft(Buffer.concat([large, moved])), { name: 'a.docx', type: 'docx' })).toBeNull();
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
