import type { FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import type { ImportedLedger } from '../contract/import.ts';
import { line } from '../contract/schemas/fields.ts';
import { importQuery, refusalsOf } from '../contract/schemas/index.ts';
import { Unavailable } from '../contract/ports.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { Refused } from './refused.ts';
import { XLSX } from './wire/import-report.ts';
import type { z } from 'zod';

/** As which a ledger may come; the content decides what it is. */
export const RAW_TYPES = ['application/octet-stream', 'text/csv', 'application/vnd.ms-excel', XLSX];
/** As which a delivery report may come; what it is its content says. */
export const BOUNCE_TYPES = ['message/rfc822', 'application/octet-stream'];
/** For the configuration of a route that takes one. */
export const UPLOAD_TYPES = [...RAW_TYPES, 'multipart/form-data'];

export interface Upload {
  bytes: Buffer;
  fileName: string;
  /** `word=stage`, as typed. */
  assume: readonly string[];
  ledger: ImportedLedger;
  /** `列=字段`, `列:词=词`, as typed. */
  map: readonly string[];
}

/** Where raw bytes come without a name; the content tells a workbook from a CSV. */
const UNNAMED = 'ledger';

/** The file of an import: raw bytes with the rest in the query, or a form with the fields `file`, `fileName`, `ledger`, `assume` and `map`. */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  if (request.isMultipart()) return fromForm(request);
  if (!Buffer.isBuffer(request.body)) throw new Refused(noFile(request));
  const { fileName, assume, ledger, map } = request.query as z.output<typeof importQuery>;
  return { bytes: request.body, fileName: fileName ?? UNNAMED, assume: listOf(assume), ledger, map: listOf(map) };
}

/** JSON is read before the route is asked, so it must be told here that it is not what was wanted. */
function noFile({ headers }: FastifyRequest): Refusal {
  const type = headers['content-type'];
  return type === undefined
    ? refuse('required', 'file', null)
    : refuse('wrongMediaType', 'Content-Type', type, { list: UPLOAD_TYPES });
}

/** A query with one `assume` or `map` is a text, with several a list. */
const listOf = (given: string | readonly string[] | undefined): readonly string[] =>
  given === undefined ? [] : typeof given === 'string' ? [given] : given;

/** The parts may come in any order, so the fields are judged when all have arrived; a second file is an unknown field. */
async function fromForm(request: FastifyRequest): Promise<Upload> {
  const { fileName: inQuery, assume: asked, map: read, ledger } = request.query as z.output<typeof importQuery>;
  const fields: { fileName?: string; ledger: string; assume: string[]; map: string[] } = {
    ...{ ledger, assume: [...listOf(asked)], map: [...listOf(read)] },
  };
  let file: { bytes: Buffer; name: string } | undefined;
  for await (const part of partsOf(request)) {
    if (part.type === 'file') {
      if (file || part.fieldname !== 'file') throw new Refused(refuse('unknownField', part.fieldname, part.filename));
      file = { bytes: await part.toBuffer(), name: part.filename };
    } else if (part.fieldname === 'assume' || part.fieldname === 'map') fields[part.fieldname].push(String(part.value));
    else if (part.fieldname === 'ledger') fields.ledger = String(part.value);
    else if (part.fieldname === 'fileName') fields.fileName = String(part.value);
    else throw new Refused(refuse('unknownField', part.fieldname, String(part.value)));
  }
  if (!file) throw new Refused(refuse('required', 'file', null));
  const { data, error } = importQuery.safeParse({
    ...fields,
    fileName: fields.fileName ?? inQuery ?? (file.name || UNNAMED),
  });
  if (error) throw new Refused(refusalsOf(error, fields));
  const { assume, map, ledger: kind } = data;
  const name = data.fileName ?? UNNAMED;
  return { bytes: file.bytes, fileName: name, assume: listOf(assume), ledger: kind, map: listOf(map) };
}

export type FilePart = MultipartFile;

/** The one file of a form, while it streams in; any other part is an unknown field. */
export async function partOf<T>(
  request: FastifyRequest,
  limits: { fileSize: number },
  take: (part: FilePart) => Promise<T>,
): Promise<T> {
  let taken: { value: T } | undefined;
  for await (const part of partsOf(request, { limits })) {
    if (part.type !== 'file') throw new Refused(refuse('unknownField', part.fieldname, String(part.value)));
    if (taken || part.fieldname !== 'file') throw new Refused(refuse('unknownField', part.fieldname, part.filename));
    const { data: name, error } = fileName.safeParse(part.filename);
    if (error) throw new Refused(refusalsOf(error, part.filename).map(refusal => ({ ...refusal, field: 'file' })));
    taken = { value: await take({ ...part, filename: name }).catch(broken) };
  }
  if (!taken) throw new Refused(refuse('required', 'file', null));
  return taken.value;
}

const fileName = line(200);

/** A stream that ends in the middle is told by the parser as an error of its own, without a code; to whoever reads the part, too. */
function broken(error: unknown): never {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const ours = error instanceof Refused || error instanceof Unavailable;
  const known = ours || code !== undefined || statusCode !== undefined;
  throw known ? error : new Refused(refuse('bodyBroken', 'body', null), { cause: error });
}

/** The parts as they stream in. */
async function* partsOf(request: FastifyRequest, options: Parameters<FastifyRequest['parts']>[0] = {}) {
  try {
    yield* request.parts(options);
  } catch (error) {
    broken(error);
  }
}
