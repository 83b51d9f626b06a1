import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  importAnswer,
  importParams,
  importQuery,
  importRowAnswer,
  importRowsQuery,
  pageOf,
  paging,
} from '../../contract/schemas/index.ts';
import { parseAssumptions } from '../../domain/ledger-import/words.ts';
import type { ReadFile } from '../../domain/uploads.ts';
import { parseReadings } from '../../domain/reading/typed.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { allocateCode, allocatedCode } from '../../ledger/codes.ts';
import { setImportState } from '../../ledger/import-rows.ts';
import { planImport } from '../../ledger/imports.ts';
import { officeLists } from '../../ledger/readings.ts';
import { importById, listImportRows, listImports, type ImportRead } from '../../ledger/reads/imports.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { MAX_BYTES } from '../../spreadsheet/limits.ts';
import { readUpload } from '../../spreadsheet/thread/ask.ts';
import { envelopeOf, keyed } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { rememberReadings } from '../remembered-readings.ts';
import { UPLOAD_TYPES, uploadOf, type Upload } from '../uploads.ts';
import { importRowWire, importWire } from '../wire/imports.ts';
import { reportOf, XLSX } from '../wire/import-report.ts';
import { CHANGING, found, localeFor, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['imports'];
const importPage = pageOf(importAnswer, 'ImportPage');
const rowPage = pageOf(importRowAnswer, 'ImportRowPage');

/**
 * An import is two steps: the dry run reads the file, tries every row by the rules and stores what would happen; `apply` hands the stored
 * rows to a workflow. So what is applied is what was shown, and a file is never needed twice.
 */
export function importRoutes(app: App, deps: ApiDependencies): void {
  planRoute(app, deps);
  readRoutes(app, deps);
  rowRoutes(app, deps);
  applyRoute(app, deps);
}

function planRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/imports',
    {
      // Around the file a form has its borders, its names and up to 60 short fields.
      bodyLimit: MAX_BYTES + 64 * 1024,
      config: { takes: UPLOAD_TYPES },
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'planImport',
        summary: 'Dry run of a ledger (.xlsx, .csv): what would be created, changed, left or refused',
        querystring: importQuery,
        response: { 201: importAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const upload = await uploadOf(request);
      const { job, replayed } = await planOnce(deps, request, upload);
      if (replayed) reply.header('idempotent-replayed', 'true');
      return reply.code(201).header('location', `/api/v1/imports/${job.id}`).send(importWire(job));
    },
  );
}

/** The key names the dry run: sent again with the same file it is the same one, with another file it is refused. */
async function planOnce(
  deps: ApiDependencies,
  request: FastifyRequest,
  { bytes, fileName, ledger, assume: words, map: typed }: Upload,
): Promise<{ job: ImportRead; replayed: boolean }> {
  const { db, calendar } = deps;
  const assume = parseAssumptions(words);
  if (isRefusal(assume)) throw new Refused(assume);
  const [word] = words;
  // Only a stage can be assumed about.
  if (ledger === 'problems' && word !== undefined) throw new Refused(refuse('unknownField', 'assume', word));
  const fileSha256 = createHash('sha256').update(bytes).digest('hex');
  const { commandId, digest } = keyed(request, planned({ fileSha256, fileName, assume, ledger, map: typed }));
  const before = await allocatedCode(db, commandId);
  const known = before === null ? null : await importById(db, before);
  if (known) {
    const { file_sha256, file_name, assume: then } = known;
    const { ledger: kind, map } = known;
    const asked = { fileSha256: file_sha256, fileName: file_name, assume: then, ledger: kind, map };
    const same = keyed(request, planned(asked));
    if (same.digest !== digest) {
      throw new Refused(refuse('keyReused', 'Idempotency-Key', String(request.headers['idempotency-key'])));
    }
    return { job: known, replayed: true };
  }
  const read: ReadFile = (as, asked) => readUpload({ as, asked, bytes, fileName });
  const { actor, atMs } = envelopeOf(deps, request);
  const lists = await officeLists(db, await settingsAt(db, calendar.clock.toLocal(atMs).date));
  const readings = parseReadings(typed, { ledger, lists });
  if (isRefusal(readings)) throw new Refused(readings);
  let id = '';
  const importId = async () =>
    (id = await allocateCode(db, `I-${calendar.clock.toLocal(atMs).date.slice(0, 4)}`, commandId));
  const plan = { importId, read, fileName, fileSha256, assume, ledger, actor, nowMs: atMs, calendar };
  const refusal = await planImport(db, { ...plan, map: { readings, typed } });
  if (refusal) throw new Refused(refusal);
  return { job: found(await importById(db, id), 'id', id), replayed: false };
}

interface Asked {
  fileSha256: string;
  fileName: string;
  assume: Readonly<Record<string, string>>;
  ledger: string;
  map: readonly string[];
}

/** As requests were told before there was another kind of ledger, and before anything could be read otherwise, so that a key of then finds its dry run. */
const planned = ({ ledger, map, ...rest }: Asked) => ({
  type: 'planImport',
  ...rest,
  ...(ledger === 'projects' ? {} : { ledger }),
  ...(map.length === 0 ? {} : { map }),
});

function readRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/imports',
    {
      schema: {
        tags: TAGS,
        operationId: 'listImports',
        summary: 'Imports, the newest first',
        querystring: paging,
        response: { 200: importPage, ...REFUSALS },
      },
    },
    async ({ query }) => pageWire(await listImports(db, pageQuery(query)), importWire),
  );
  app.get(
    '/imports/:id',
    {
      schema: {
        tags: TAGS,
        operationId: 'getImport',
        summary: 'One import with its progress',
        params: importParams,
        response: { 200: importAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => importWire(found(await importById(db, id), 'id', id)),
  );
}

function rowRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/imports/:id/rows',
    {
      schema: {
        tags: TAGS,
        operationId: 'listImportRows',
        summary: 'The rows of an import with what happens to each and why',
        params: importParams,
        querystring: importRowsQuery,
        response: { 200: rowPage, ...REFUSALS },
      },
    },
    async request => {
      const { id } = request.params;
      // Of an import that is not there an empty list would be a lie.
      const job = found(await importById(db, id), 'id', id);
      const { verdict } = request.query;
      const rows = await listImportRows(db, id, { ...pageQuery(request.query), verdict });
      return pageWire(rows, row => importRowWire(row, { job, locale: localeFor(request) }));
    },
  );
  app.get(
    '/imports/:id/report.xlsx',
    {
      schema: {
        tags: TAGS,
        operationId: 'getImportReport',
        summary: 'The same as a workbook, in the caller’s language',
        params: importParams,
        response: { 200: { content: { [XLSX]: { schema: z.string().meta({ format: 'binary' }) } } }, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const job = found(await importById(db, id), 'id', id);
      const report = await reportOf(db, job, localeFor(request));
      return reply
        .headers({ 'content-type': XLSX, 'content-disposition': `attachment; filename="${id}.xlsx"` })
        .send(Buffer.from(report) as unknown as string);
    },
  );
}

function applyRoute(app: App, deps: ApiDependencies): void {
  const { db, gateway, now } = deps;
  app.post(
    '/imports/:id/apply',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'applyImport',
        summary: 'Accept a dry run and apply it; asking again goes on with the same work',
        params: importParams,
        response: { 202: importAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const job = found(await importById(db, id), 'id', id);
      if (job.state === 'planned') await rememberReadings(deps, request, job);
      // No two applies can double a row: each row is a command whose key is made of the import and the row.
      if (job.state === 'planned') await setImportState(db, id, { state: 'applying', at: new Date(now()) });
      // Kept as `applying` before it is started: when Temporal is away now, the work is found and taken up later.
      if (job.state !== 'applied') await gateway.startImport(id);
      return reply.code(202).send(importWire(found(await importById(db, id), 'id', id)));
    },
  );
}
