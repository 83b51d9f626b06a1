import { MEDIA_TYPES, FILE_TYPES, typeOfName, type FileSettings, type FileType } from '../domain/files.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { listZip, ZipError } from '../spreadsheet/zip.ts';
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
type Other = 'archive' | 'damaged' | 'encrypted' | 'macros' | 'noKnownFile';

/** Tells what a file is by its first bytes, and an Office document by the files in its zip. */
async function kindOf(draft: Draft): Promise<FileType | Other> {
  const head = (await draft.read(0, 16)).toString('hex');
  const plain = SIGNATURES.find(([, magic]) => head.startsWith(magic));
  if (plain) return plain[0];
  if (!head.startsWith(ZIP)) return 'noKnownFile';
  const from = Math.max(0, draft.bytes - TAIL);
  return kindOfZip(await draft.read(from, TAIL), from);
}

function kindOfZip(tail: Buffer, startsAt: number): FileType | Other {
  try {
    const names = listZip(tail, startsAt).map(({ name }) => name.toLowerCase());
    // A program in a paper proves nothing, and runs at whoever opens it.
    if (names.some(name => name.endsWith('vbaproject.bin'))) return 'macros';
    if (names.includes('xl/workbook.xml')) return 'xlsx';
    return names.includes('word/document.xml') ? 'docx' : 'archive';
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return error.why === 'encrypted' ? 'encrypted' : 'damaged';
  }
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
