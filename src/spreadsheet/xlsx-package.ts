import { MAX_CELLS, MAX_INFLATED_BYTES, MAX_REACH, MAX_ROWS, MAX_TAGS } from './limits.ts';
import { attributeIn, attributesIn, decodeXml, tagsIn, tagsOf } from './xml-tags.ts';
import { inflateEntry, listZip, storeZip, ZipError, type ZipEntry } from './zip.ts';

/** A rectangle of merged cells, 1-based and inclusive. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface SheetPart {
  name: string;
  hidden: boolean;
  merges: Merge[];
}

/** A workbook reduced to what holds cells. `zip` names its sheets `s1`, `s2`, … in the order of `sheets`. */
export interface CleanPackage {
  sheets: SheetPart[];
  zip: Buffer;
}

/** More than this in one sheet is decoration; an office's ledger has some dozens. */
const MAX_MERGES = 20_000;
const MAX_SHEETS = 200;

const attribute = (tag: string, name: string): string | null => {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? decodeXml(match[1] ?? match[2] ?? '') : null;
};

/** Every `<name …>` tag, without its content. */
const tags = (xml: string, name: string): string[] => xml.match(new RegExp(`<${name}\\s[^<>]{0,2000}>`, 'g')) ?? [];

/** Some generators prefix every element (`<x:row>`), which exceljs does not understand. */
const withoutPrefix = (xml: string): string => {
  const prefix = /<([A-Za-z]\w{0,9}):(?:workbook|worksheet|sst|styleSheet)\b/.exec(xml.slice(0, 2000))?.[1];
  return prefix ? xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : xml;
};

/**
 * Three things exceljs reads wrongly: an ISO date cell (`t="d"`, becomes the number 2022), a formula whose calculated result is the
 * empty text (looks like a formula nobody calculated), and a text beside its cell (`t="str"`), whose `&amp;lt;` it decodes twice.
 */
const repairCells = (xml: string): string => {
  const dated = xml.includes('t="d"')
    ? xml.replace(/<c\s[^<>]{0,400}>/g, tag => tag.replace(' t="d"', ' t="str"'))
    : xml;
  if (!dated.includes('t="str"')) return dated;
  const filled = dated.replace(EMPTY_RESULT, (cell, attributes: string) =>
    attributes.includes(' t="str"') ? `<c${attributes}></c>` : cell,
  );
  return filled.replace(TEXT_RESULT, (cell, head: string, text: string) =>
    head.includes(' t="str"') ? `${head}${text.replaceAll('&', '&amp;')}</v>` : cell,
  );
};

const TEXT_RESULT =
  /(<c\s[^<>]{0,400}>(?:<f(?:\s[^<>]{0,400})?(?:\/>|>[^<]{0,9000}<\/f>))?\s{0,20}<v[^<>]{0,40}>)([^<]*)<\/v>/g;

const EMPTY_RESULT =
  /<c(\s[^<>]{0,400})>\s{0,20}<f(?:\s[^<>]{0,400})?(?:\/>|>[^<]{0,9000}<\/f>)\s{0,20}<v\s{0,20}(?:\/>|><\/v>)\s{0,20}<\/c>/g;

const columnNumber = (letters: string): number => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);

const mergesOf = (xml: string): Merge[] => {
  const found = tags(xml, 'mergeCell').slice(0, MAX_MERGES);
  return found.flatMap(tag => {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(attribute(tag, 'ref') ?? '');
    if (!match) return [];
    const [, left = '', top, right = '', bottom] = match;
    return [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }];
  });
};

const CELLS = tagsOf('row|c');
/** Where Excel ends. */
const LAST_ROW = 1_048_576;

/**
 * exceljs keeps rows, and the cells of each, in arrays by number and walks to the highest, so a row 4,000,000,000 would never end. What it will
 * read is counted before it reads it.
 */
const checkCells = (xml: string, seen: { cells: number; reach: number }): void => {
  let [rows, column, widest] = [0, 0, 0];
  for (const { name, attributes } of tagsIn(xml, CELLS)) {
    if (attributes === null) throw new ZipError('damaged');
    const place = attributeIn(attributes, 'r');
    if (name === 'row') {
      if (!(Number(place ?? 0) <= LAST_ROW)) throw new ZipError('tooLarge');
      rows += 1;
      seen.reach += widest;
      column = widest = 0;
    } else {
      column = place === null ? column + 1 : columnNumber(place.replace(/[^A-Z]/g, '').slice(0, 4));
      widest = Math.max(widest, column);
      seen.cells += 1;
    }
    if (rows > MAX_ROWS || seen.cells > MAX_CELLS || seen.reach > MAX_REACH) throw new ZipError('tooLarge');
  }
};

class Parts {
  private left = MAX_INFLATED_BYTES;
  private tags = 0;
  private readonly bytes: Buffer;
  private readonly byName: ReadonlyMap<string, ZipEntry>;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.byName = new Map(listZip(bytes).map(entry => [entry.name.toLowerCase(), entry]));
  }

  read(name: string): string | null {
    const entry = this.byName.get(name.toLowerCase());
    if (!entry) return null;
    this.left -= entry.size;
    if (this.left < 0) throw new ZipError('tooLarge');
    const xml = inflateEntry(this.bytes, entry).toString('utf8');
    for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
      if ((this.tags += 1) > MAX_TAGS) throw new ZipError('tooLarge');
    }
    return withoutPrefix(xml);
  }
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

const workbookXml = (count: number, date1904: boolean): string => {
  const sheets = Array.from(
    { length: count },
    (_, i) => `<sheet name="s${i + 1}" sheetId="${i + 1}" r:id="r${i + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets.join('')}</sheets></workbook>`;
};

const relationsXml = (count: number): string => {
  const links = Array.from(
    { length: count },
    (_, i) => `<Relationship Id="r${i + 1}" Type="${LINKS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${links.join('')}</Relationships>`;
};

interface Link {
  id: string;
  /** The last word of its type: `worksheet`, `sharedStrings`, `styles`, … */
  kind: string;
  path: string;
}

const linksOf = (parts: Parts): Link[] =>
  tags(parts.read('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map(tag => {
    const target = attribute(tag, 'Target') ?? '';
    return {
      id: attribute(tag, 'Id') ?? '',
      kind: /[^/]*$/.exec(attribute(tag, 'Type') ?? '')?.[0] ?? '',
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    };
  });

const FORMATS = tagsOf('numFmt');
const LONGEST_FORMAT = 1_000;

/** Excel ends at 255; exceljs matches every cell against its format, in time that grows with the square of the length. */
const checkFormats = (styles: string): void => {
  for (const { attributes } of tagsIn(styles, FORMATS)) {
    if (attributes === null) throw new ZipError('damaged');
    for (const [, value] of attributesIn(attributes)) if (value.length > LONGEST_FORMAT) throw new ZipError('damaged');
  }
};

/** Shared texts are always there: a cell that names one which is not must fail, not read as its number. */
const sharedFiles = (parts: Parts, links: readonly Link[]): { name: string; body: string }[] => {
  const read = (kind: string, usual: string): string | null =>
    parts.read(links.find(link => link.kind === kind)?.path ?? usual);
  const styles = read('styles', 'xl/styles.xml');
  if (styles !== null) checkFormats(styles);
  const texts = read('sharedStrings', 'xl/sharedStrings.xml') ?? `<sst xmlns="${MAIN}"/>`;
  for (let at = texts.indexOf('<si'), n = 0; at >= 0; at = texts.indexOf('<si', at + 1)) {
    if (++n > MAX_CELLS) throw new ZipError('tooLarge');
  }
  return [
    { name: 'xl/sharedStrings.xml', body: texts },
    ...(styles === null ? [] : [{ name: 'xl/styles.xml', body: styles }]),
  ];
};

/**
 * Reduces an XLSX to its cells. Null when the zip is no such workbook.
 * @throws ZipError when it is damaged, encrypted or beyond the limits
 */
export function cleanPackage(bytes: Buffer): CleanPackage | null {
  const parts = new Parts(bytes);
  const workbook = parts.read('xl/workbook.xml');
  if (workbook === null) return null;
  const links = linksOf(parts);
  const targets = new Map(links.filter(({ kind }) => kind === 'worksheet').map(({ id, path }) => [id, path]));
  const sheets: SheetPart[] = [];
  const files: { name: string; body: string }[] = [];
  const seen = { cells: 0, reach: 0 };
  for (const tag of tags(workbook, 'sheet').slice(0, MAX_SHEETS)) {
    const target = targets.get(attribute(tag, '\\w+:id') ?? '');
    // Chart sheets and macro sheets have no target of this type: nothing in them is a cell.
    const xml = target === undefined ? null : parts.read(target);
    if (xml === null) continue;
    checkCells(xml, seen);
    sheets.push({
      name: attribute(tag, 'name') ?? '',
      hidden: /hidden/i.test(attribute(tag, 'state') ?? ''),
      merges: mergesOf(xml),
    });
    files.push({ name: `xl/worksheets/sheet${sheets.length}.xml`, body: repairCells(xml) });
  }
  const date1904 = /^(1|true|on)$/.test(attribute(tags(workbook, 'workbookPr')[0] ?? '', 'date1904') ?? '');
  files.push({ name: 'xl/workbook.xml', body: workbookXml(sheets.length, date1904) });
  files.push({ name: 'xl/_rels/workbook.xml.rels', body: relationsXml(sheets.length) });
  files.push(...sharedFiles(parts, links));
  return { sheets, zip: storeZip(files) };
}
