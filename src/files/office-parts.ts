import { attributesIn, decodeXml, tagsIn, tagsOf } from '../spreadsheet/xml-tags.ts';

/** What the parts of an Office document say of programs and of what lies elsewhere. Pure: bytes in, a word out. */

export type Found = 'externalLinks' | 'macros' | 'damaged';

const RELATIONSHIPS = tagsOf('Relationship');

/** What relations may say of themselves; whatever else there is was written to be overlooked. */
const KNOWN = new Set(['Id', 'Type', 'Target', 'TargetMode']);

/** The last word of the type of a relation that brings a program along, whatever its part is called. */
const PROGRAMS = new Set([
  'vbaproject',
  'wordvbadata',
  'xlmacrosheet',
  'xlintlmacrosheet',
  'control',
  'activexcontrolbinary',
]);
/** The same of what is fetched, or shown as somebody else's page, when the document is opened. */
const FETCHED = new Set(['afchunk', 'webextensiontaskpanes', 'webextension', 'externallink', 'connections']);

/** The same of what has text in it, and with it fields: it must be a part whose text is looked at. */
const TEXTS = new Set([
  ...['officedocument', 'header', 'footer', 'footnotes', 'endnotes', 'comments', 'glossarydocument', 'subdocument'],
]);
const isLookedAt = (relation: ReadonlyMap<string, string>): boolean =>
  /^(?!.*customxml\/)[^&%]*\.xml$/i.test(relation.get('Target') ?? '');

/** Only in UTF-8, and without a definition of its own, is it known what XML says. */
function readable(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null;
  const xml = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const encoding = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1] ?? 'utf-8';
  const isPlain = /^(?:utf-?8|us-ascii)$/i.test(encoding) && /^\s*</.test(xml);
  return isPlain && !/<!(?:DOCTYPE|ENTITY)/i.test(xml) ? xml : null;
}

/** What is wrong with a list of relations (`….rels`); null: nothing. A link in the text that a reader may follow is none. */
export function relationsFound(bytes: Buffer): Found | null {
  const xml = readable(bytes);
  if (xml === null) return 'damaged';
  const tags = [...tagsIn(xml, RELATIONSHIPS)];
  const relations = tags.map(({ attributes }) => new Map(attributesIn(attributes ?? '')));
  if (tags.some(({ attributes }) => attributes === null) || relations.some(isStrange)) return 'externalLinks';
  const types = relations.map(relation => /[^/]*$/.exec(relation.get('Type') ?? '')?.[0].toLowerCase() ?? '');
  if (types.some(type => PROGRAMS.has(type))) return 'macros';
  if (relations.some((relation, index) => TEXTS.has(types[index] ?? '') && !isLookedAt(relation)))
    return 'externalLinks';
  const outside = (relation: ReadonlyMap<string, string>, type: string): boolean =>
    FETCHED.has(type) || (type !== 'hyperlink' && (relation.get('TargetMode') ?? 'Internal') !== 'Internal');
  return relations.some((relation, index) => outside(relation, types[index] ?? '')) ? 'externalLinks' : null;
}

/** An attribute nobody writes, or one whose words are hidden behind an entity where it matters. */
const isStrange = (relation: ReadonlyMap<string, string>): boolean =>
  [...relation.keys()].some(name => !KNOWN.has(name)) ||
  ['Type', 'TargetMode'].some(name => relation.get(name)?.includes('&') === true);

/** Fields of Word that fetch a file or start a program when they are brought up to date. */
const FIELDS = /^\s*(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)(?=[\s\\"]|$)/;
/** Where a field begins, and what it says, in pieces or at once. */
const FIELD_PARTS =
  /(fldCharType\s*=\s*["']begin["'])|<(?:[^\s<>"'/=]+:)?instrText(?:\s[^<>]*)?>([^<]*)<|[\s:]instr\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** What is wrong with a part of a Word document that may hold text. */
export function fieldsFound(bytes: Buffer): Found | null {
  const xml = readable(bytes);
  if (xml === null) return 'damaged';
  const fields: string[] = [''];
  for (const [, begins, piece, double, single] of xml.matchAll(FIELD_PARTS)) {
    if (begins !== undefined) fields.push('');
    else if (piece === undefined) fields.push(double ?? single ?? '', '');
    else fields[fields.length - 1] += piece;
  }
  return fields.some(field => FIELDS.test(decodeXml(field).toUpperCase())) ? 'externalLinks' : null;
}
