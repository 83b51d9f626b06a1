import { storeZip } from '../../src/spreadsheet/zip.ts';

/** The smallest contents that are what they are called. */
const zipOf = (...names: string[]): Buffer => storeZip(names.map(name => ({ name, body: '<x/>' })));

export const PAPERS = {
  pdf: Buffer.from('%PDF-1.7\n1 0 obj\n'),
  jpeg: Buffer.from('ffd8ffe000104a464946', 'hex'),
  png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  xlsx: zipOf('[Content_Types].xml', 'xl/workbook.xml'),
  docx: zipOf('[Content_Types].xml', 'word/document.xml'),
  archive: zipOf('a.txt'),
  macros: zipOf('xl/workbook.xml', 'xl/vbaProject.bin'),
  externalLinks: zipOf('xl/workbook.xml', 'xl/externalLinks/externalLink1.xml'),
  damaged: zipOf('xl/workbook.xml').subarray(0, 40),
  noKnownFile: Buffer.from('hello'),
};
