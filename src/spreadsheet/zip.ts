import { crc32, inflateRawSync } from 'node:zlib';
import {
  MAX_INFLATED_BYTES,
  MAX_INFLATE_RATIO,
  MAX_PROMISED_BYTES,
  MAX_ZIP_ENTRIES,
  RATIO_FREE_BYTES,
} from './limits.ts';

/** One file of a zip, as its central directory describes it; nothing is inflated yet. */
export interface ZipEntry {
  name: string;
  method: number;
  encrypted: boolean;
  compressedSize: number;
  size: number;
  headerOffset: number;
}

/** Why a zip is not read; the caller turns it into a sentence. */
export class ZipError extends Error {
  readonly why: 'damaged' | 'tooLarge' | 'encrypted';
  constructor(why: ZipError['why']) {
    super(why);
    this.why = why;
  }
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const FILE_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
/** In a 32-bit field: the real number stands in a zip64 extra field, which no file under 20 MB needs. */
const ZIP64_MARK = 0xffffffff;

const findEnd = (bytes: Buffer): number => {
  const lowest = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) !== END_SIGNATURE) continue;
    // Its comment ends the file: where it does not, this is an end inside another's comment, and each reader takes another of the two.
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at;
    break;
  }
  throw new ZipError('damaged');
};

const readEntry = (bytes: Buffer, at: number): { entry: ZipEntry; next: number } => {
  if (at < 0 || at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new ZipError('damaged');
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  if (extraEnd > bytes.length) throw new ZipError('damaged');
  let [compressedSize, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
  // Some streaming writers put zip64 sizes into every entry: size first, then compressed size, only those marked.
  for (let x = nameEnd; x + 4 <= extraEnd; x += 4 + bytes.readUInt16LE(x + 2)) {
    if (bytes.readUInt16LE(x) !== 1 || x + 4 + bytes.readUInt16LE(x + 2) > bytes.length) continue;
    let field = x + 4;
    const take = (): number => Number(bytes.readBigUInt64LE((field += 8) - 8));
    if (size === ZIP64_MARK && field + 8 <= bytes.length) size = take();
    if (compressedSize === ZIP64_MARK && field + 8 <= bytes.length) compressedSize = take();
  }
  const entry: ZipEntry = {
    name: bytes
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\/+/, ''),
    method: bytes.readUInt16LE(at + 10),
    encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
    compressedSize,
    size,
    headerOffset: bytes.readUInt32LE(at + 42),
  };
  return { entry, next: extraEnd + bytes.readUInt16LE(at + 32) };
};

/**
 * Reads the central directory only and checks what it promises. `bytes` may be the end of a file alone, from `startsAt` on, as long as
 * the directory is in it. @throws ZipError
 */
export function listZip(bytes: Buffer, startsAt = 0): ZipEntry[] {
  if (bytes.length < END_SIZE) throw new ZipError('damaged');
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ZIP_ENTRIES) throw new ZipError('tooLarge');
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16) - startsAt;
  for (let n = 0; n < count; n++) {
    const { entry, next } = readEntry(bytes, at);
    entries.push(entry);
    at = next;
  }
  // One more than are counted: a reader that goes on finds a file we have not looked at.
  if (at + 4 <= end && bytes.readUInt32LE(at) === ENTRY_SIGNATURE) throw new ZipError('damaged');
  if (entries.some(entry => entry.encrypted)) throw new ZipError('encrypted');
  if (entries.some(isBomb) || sum(entries, 'size') > MAX_PROMISED_BYTES) throw new ZipError('tooLarge');
  // Files that lie over each other are how a small zip holds more than it is.
  if (sum(entries, 'compressedSize') > startsAt + bytes.length) throw new ZipError('damaged');
  // Of two files of one name each reader takes another.
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.size !== entries.length) throw new ZipError('damaged');
  return entries;
}

const sum = (entries: readonly ZipEntry[], of: 'size' | 'compressedSize'): number =>
  entries.reduce((total, entry) => total + entry[of], 0);

const isBomb = (entry: ZipEntry): boolean =>
  entry.size > MAX_INFLATED_BYTES ||
  (entry.size > RATIO_FREE_BYTES && entry.size > MAX_INFLATE_RATIO * Math.max(1, entry.compressedSize));

/** Inflates one entry, never beyond the size its directory entry promised. @throws ZipError */
export function inflateEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const at = entry.headerOffset;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== FILE_SIGNATURE) throw new ZipError('damaged');
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const body = bytes.subarray(start, start + entry.compressedSize);
  if (body.length !== entry.compressedSize) throw new ZipError('damaged');
  if (entry.method === 0 && body.length === entry.size) return body;
  if (entry.method !== 8) throw new ZipError('damaged');
  try {
    const inflated = inflateRawSync(body, { maxOutputLength: Math.max(1, entry.size) });
    if (inflated.length === entry.size) return inflated;
  } catch {
    // A stream that is longer than promised or broken: the same answer as a wrong length.
  }
  throw new ZipError('damaged');
}

const localHeader = (name: Buffer, body: Buffer): Buffer => {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt32LE(crc32(body), 10);
  header.writeUInt32LE(body.length, 14);
  header.writeUInt32LE(body.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
};

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A zip of uncompressed files: for handing parts to a library in the same process. */
export function storeZip(files: readonly { name: string; body: string }[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const file of files) {
    const [name, body] = [Buffer.from(file.name), Buffer.from(file.body)];
    const header = localHeader(name, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(signature(ENTRY_SIGNATURE), Buffer.from([20, 0]), header, rest, name);
    local.push(signature(FILE_SIGNATURE), header, name, body);
    offset += 4 + header.length + name.length + body.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
