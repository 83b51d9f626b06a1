import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Sheet } from '../domain/ledger-import/types.ts';
import { MAX_BYTES, MAX_ROWS } from './limits.ts';
import { decodeText, readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { ZipError } from './zip.ts';

/** What people hand in by mistake, by the first bytes; the name is for the sentence only. */
const MISTAKEN: readonly (readonly [found: string, magic: string])[] = [
  ['pdf', '25504446'],
  ['picture', '89504e47'],
  ['picture', 'ffd8ff'],
  ['picture', '47494638'],
  ['rar', '52617221'],
  ['7z', '377abcaf'],
  ['gzip', '1f8b'],
];

/** Text under such a name is a mistake, and its first refusal would be about a header that nobody forgot. */
const WORKBOOK_NAME = /\.xls[xm]$/i;

const startsWith = (bytes: Buffer, hex: string): boolean => bytes.subarray(0, hex.length / 2).toString('hex') === hex;

/**
 * Compound files are two things: an Office document with a password (the zip lies inside, in a stream of this name), or Excel's
 * format of before 2007.
 */
const refuseCompound = (bytes: Buffer, fileName: string): Refusal =>
  bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? refuse('workbookEncrypted', 'file', fileName)
    : refuse('workbookOld', 'file', fileName);

const refuseZip = (error: unknown, fileName: string): Refusal => {
  if (!(error instanceof ZipError)) return refuse('notAWorkbook', 'file', fileName, { found: 'damaged' });
  if (error.why === 'encrypted') return refuse('workbookEncrypted', 'file', fileName);
  if (error.why === 'tooLarge')
    return refuse('workbookTooLarge', 'file', fileName, { maxBytes: MAX_BYTES, maxRows: MAX_ROWS });
  return refuse('notAWorkbook', 'file', fileName, { found: 'damaged' });
};

const readZip = async (bytes: Buffer, fileName: string): Promise<Sheet[] | Refusal> => {
  try {
    return (await readXlsx(bytes)) ?? refuse('notAWorkbook', 'file', fileName, { found: 'zip' });
  } catch (error) {
    return refuseZip(error, fileName);
  }
};

const readText = (bytes: Buffer, fileName: string): Sheet[] | Refusal => {
  const text = decodeText(bytes);
  if (text === null) return refuse('notAWorkbook', 'file', fileName, { found: 'binary' });
  // Many web systems export a page of HTML under the name .xls.
  if (/^\s*<(?:!doctype|html|head|body|meta|table|\?xml)/i.test(text)) {
    return refuse('notAWorkbook', 'file', fileName, { found: 'html' });
  }
  if (WORKBOOK_NAME.test(fileName)) return refuse('notAWorkbook', 'file', fileName, { found: 'plainText' });
  return readCsv(text, fileName.replace(/^.*[\\/]/, '').replace(/\.\w{1,5}$/, ''));
};

/**
 * Reads an XLSX or CSV upload. The content decides: a workbook called `.csv` is read, a PDF or a text called
 * `.xlsx` is not. Text of any other name, or of none, is a CSV. Never throws; what cannot be read is a refusal on `file`.
 */
export async function readWorkbook(input: Uint8Array, fileName: string): Promise<Sheet[] | Refusal> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length > MAX_BYTES)
    return refuse('workbookTooLarge', 'file', fileName, { maxBytes: MAX_BYTES, maxRows: MAX_ROWS });
  if (bytes.length === 0) return refuse('workbookEmpty', 'file', fileName);
  if (startsWith(bytes, 'd0cf11e0')) return refuseCompound(bytes, fileName);
  const mistaken = MISTAKEN.find(([, magic]) => startsWith(bytes, magic));
  if (mistaken) return refuse('notAWorkbook', 'file', fileName, { found: mistaken[0] });
  const sheets = startsWith(bytes, '504b0304') ? await readZip(bytes, fileName) : readText(bytes, fileName);
  if (isRefusal(sheets)) return sheets;
  const filled = sheets.some(sheet => sheet.rows.some(row => row.length > 0));
  return filled ? sheets : refuse('workbookEmpty', 'file', fileName);
}
