import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fileAnswer, fileParams, type FileAnswer } from '../../contract/schemas/index.ts';
import type { FileSettings, FileType } from '../../domain/files.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { checkContent, promisedType } from '../../files/content.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { rememberFile, storedFile, uploadOf, type StoredFile } from '../../ledger/stored-files.ts';
import { keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { paperHeaders } from '../paper-headers.ts';
import { partOf, type FilePart } from '../uploads.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['files'];
/** Around the file a form has its borders and names. */
const AROUND_BYTES = 64 * 1024;

/** Papers: stored once and for all under the SHA-256 of their bytes, by which evidence names them. */
export function fileRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/files',
    {
      config: { takes: ['multipart/form-data'] },
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'storeFile',
        summary: 'Store a paper; the same bytes are one file, whatever they are called',
        response: { 201: fileAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { stored, replayed } = await store(deps, request);
      if (replayed) reply.header('idempotent-replayed', 'true');
      return reply.code(201).header('location', `/api/v1/files/${stored.sha256}`).send(stored);
    },
  );
  app.get(
    '/files/:sha256',
    {
      schema: {
        tags: TAGS,
        operationId: 'getFile',
        summary: 'A stored paper, to be saved',
        params: fileParams,
        response: {
          200: { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } },
          ...REFUSALS,
        },
      },
    },
    async ({ params: { sha256 } }, reply) => {
      const row = found(await storedFile(deps.db, sha256), 'sha256', sha256);
      const { bytes, content } = found(await deps.files.open(sha256), 'sha256', sha256);
      return reply.headers(paperHeaders(row, bytes)).send(content as unknown as string);
    },
  );
}

async function store(
  deps: ApiDependencies,
  request: FastifyRequest,
): Promise<{ stored: FileAnswer; replayed: boolean }> {
  const { date: today } = deps.calendar.clock.toLocal(deps.now());
  const { files: limits } = await settingsAt(deps.db, today);
  const { part, sha256, bytes, type } = await received(deps, request, limits);
  const { commandId } = keyed(request, null);
  const upload = { commandId, sha256, name: part.filename, type, bytes, by: request.signedIn.id, atMs: deps.now() };
  const before = await uploadOf(deps.db, commandId);
  const then = before ?? (await rememberFile(deps.db, upload));
  if (then.sha256 !== sha256 || then.name !== part.filename) {
    throw new Refused(refuse('keyReused', 'Idempotency-Key', String(request.headers['idempotency-key'])));
  }
  return { stored: fileWire(found(await storedFile(deps.db, sha256), 'sha256', sha256)), replayed: before !== null };
}

interface Received {
  part: FilePart;
  type: FileType;
  sha256: string;
  bytes: number;
}

async function received(deps: ApiDependencies, request: FastifyRequest, limits: FileSettings): Promise<Received> {
  const { maxBytes } = limits;
  // Said before anything is read, where the sender says how much there is to come.
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes + AROUND_BYTES) throw new Refused(refuse('fileTooLarge', 'file', announced, { maxBytes }));
  return partOf(request, { fileSize: maxBytes + 1 }, async part => {
    const name = part.filename;
    const type = promisedType({ name, mediaType: part.mimetype }, limits);
    if (isRefusal(type)) throw new Refused(type);
    const judge = (draft: Parameters<typeof checkContent>[0]) => checkContent(draft, { name, type });
    const kept = await deps.files.put(part.file, { name, maxBytes, judge });
    if (isRefusal(kept)) throw new Refused(kept);
    return { part, type, ...kept };
  });
}

const fileWire = ({ sha256, name, type, bytes }: StoredFile): FileAnswer => ({
  sha256,
  name,
  type: type as FileType,
  bytes: Number(bytes),
});
