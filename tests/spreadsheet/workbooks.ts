import exceljs from 'exceljs';
import { storeZip } from '../../src/spreadsheet/zip.ts';

/** A workbook written by exceljs, as bytes. */
export async function workbook(fill: (book: exceljs.Workbook) => void): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface RawWorkbook {
  /** Inside `<worksheet>`. */
  sheet: string;
  /** Inside `<workbook>`, after the sheets. */
  workbook?: string;
  workbookPr?: string;
  styles?: string;
  sharedStrings?: string;
  target?: string;
  extra?: { name: string; body: string }[];
  change?: (name: string, body: string) => string;
}

/** A workbook from raw XML, for what other programs write and exceljs does not. */
export function rawWorkbook(raw: RawWorkbook): Uint8Array {
  const target = raw.target ?? 'worksheets/sheet1.xml';
  const files = [
    {
      name: 'xl/workbook.xml',
      body: `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${LINKS}">${raw.workbookPr ?? ''}<sheets><sheet name="台&amp;账" sheetId="1" r:id="rId1"/></sheets>${raw.workbook ?? ''}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: `<Relationships><Relationship Id="rId1" Type="${LINKS}/worksheet" Target="${target}"/></Relationships>`,
    },
    { name: `xl/${target}`, body: `<worksheet ${MAIN}>${raw.sheet}</worksheet>` },
    ...(raw.styles === undefined
      ? []
      : [{ name: 'xl/styles.xml', body: `<styleSheet ${MAIN}>${raw.styles}</styleSheet>` }]),
    ...(raw.sharedStrings === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', body: `<sst ${MAIN}>${raw.sharedStrings}</sst>` }]),
    ...(raw.extra ?? []),
  ];
  const change = raw.change ?? ((_: string, body: string) => body);
  return new Uint8Array(storeZip(files.map(({ name, body }) => ({ name, body: change(name, body) }))));
}
