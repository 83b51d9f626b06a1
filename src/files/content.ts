import { MEDIA_TYPES, FILE_TYPES, typeOfName, type FileSettings, type FileType } from '../domain/files.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { inflateEntry, listZip, ZipError, type ZipEntry } from '../spreadsheet/zip.ts';
import { fieldsFound, relationsFound, type Found } from './office-parts.ts';
import type { Draft } from './store.ts';

const SIGNATURES: readonly (readonly [type: FileType, magic: string])[] = [
  ['pdf', '255044462d'],
  ['jpeg', 'ffd8ff'],
  ['png', '89504e470d0a1a0a'],
];
const ZIP = '504b0304';
/** The list of a zip's files stands at its end; that of an Office document takes some kilobytes. */
const TAIL = 1024 * 1024;

/** What is no paper of a type there is, in one word for the sentence. */
type Other = 'archive' | 'damaged' | 'encrypted' | 'externalLinks' | 'macros' | 'noKnownFile';

/** A program in a paper proves nothing, and runs at whoever opens it: VBA, macro sheets of Excel 4, ActiveX, packed objects. */
const PROGRAM =
  /(?:^|\/)(?:vbaproject[^/]*\.bin|macrosheets\/|activex\/|embeddings\/[^/]*\.(?!(?:xlsx|docx|pptx)$)[^/]*$)/;
/** What fetches from elsewhere when it is opened. */
const OUTSIDE = /^xl\/(?:externallinks\/|connections\.xml|querytables\/)|(?:^|\/)webextensions\//;
/** A paper's list of what its parts refer to; some kilobytes each. */
const RELATIONS = /\.rels$/;
const MAX_RELATIONS_BYTES = 1024 * 1024;
/** Where a Word document may have text, and with it fields: which part is its main one its relations say, and they may name any but these. */
const TEXTS = /^(?!customxml\/).*\.xml$/;
/** Of all that is looked at in one paper. */
const MAX_LOOKED_AT_BYTES = 64 * 1024 * 1024;
/** Before the content of a file in a zip: its header, its name, and what writers add. */
const LOCAL_HEADER_BYTES = 30 + 4 * 1024;

/** Tells what a file is by its first bytes, and an Office document by the files in its zip. */
async function kindOf(draft: Draft): Promise<FileType | Other> {
  const head = (await draft.read(0, 16)).toString('hex');
  const plain = SIGNATURES.find(([, magic]) => head.startsWith(magic));
  if (plain) return plain[0];
  if (!head.startsWith(ZIP)) return 'noKnownFile';
  const from = Math.max(0, draft.bytes - TAIL);
  const tail = await draft.read(from, TAIL);
  try {
    const entries = listZip(tail, from);
    const names = entries.map(({ name }) => name.toLowerCase());
    const is = names.includes('xl/workbook.xml') ? 'xlsx' : names.includes('word/document.xml') ? 'docx' : 'archive';
    if (is === 'archive') return is;
    if (names.some(name => PROGRAM.test(name))) return 'macros';
    if (names.some(name => OUTSIDE.test(name))) return 'externalLinks';
    return (await wrongInside(draft, entries, is)) ?? is;
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return error.why === 'encrypted' ? 'encrypted' : 'damaged';
  }
}

/**
 * What the parts of the paper bring along or fetch when somebody opens it: a program, a template, a picture, an object, another workbook, a field
 * that reads a file. @throws ZipError
 */
async function wrongInside(draft: Draft, entries: readonly ZipEntry[], is: 'docx' | 'xlsx'): Promise<Found | null> {
  let left = MAX_LOOKED_AT_BYTES;
  for (const entry of entries) {
    const name = entry.name.toLowerCase();
    const judge = RELATIONS.test(name) ? relationsFound : is === 'docx' && TEXTS.test(name) ? fieldsFound : null;
    if (!judge) continue;
    left -= entry.size;
    if (left < 0 || (judge === relationsFound && entry.size > MAX_RELATIONS_BYTES)) throw new ZipError('tooLarge');
    const bytes = await draft.read(entry.headerOffset, LOCAL_HEADER_BYTES + entry.compressedSize);
    const found = judge(inflateEntry(bytes, { ...entry, headerOffset: 0 }));
    if (found) return found;
  }
  return null;
}

/** Senders that do not know a file call it this. */
const ANYTHING = new Set(['', 'application/octet-stream', 'application/zip', 'application/x-zip-compressed']);

/** The type a file is sent as, before any of it is read; refused when its name or its declared type is none that is taken. */
export function promisedType(
  { name, mediaType }: { name: string; mediaType: string },
  { types }: FileSettings,
): FileType | Refusal {
  const type = typeOfName(name);
  if (type === null || !types.includes(type)) return refuse('fileTypeNotTaken', 'file', name, { types });
  const declared = mediaType.toLowerCase().replace('image/jpg', MEDIA_TYPES.jpeg);
  if (ANYTHING.has(declared) || declared === MEDIA_TYPES[type]) return type;
  const found = FILE_TYPES.find(known => MEDIA_TYPES[known] === declared) ?? 'noKnownFile';
  return refuse('fileNotAsNamed', 'file', name, { found });
}

/** Refuses a file whose content is not what its name says. */
export async function checkContent(
  draft: Draft,
  { name, type }: { name: string; type: FileType },
): Promise<Refusal | null> {
  const found = await kindOf(draft);
  return found === type ? null : refuse('fileNotAsNamed', 'file', name, { found });
}
