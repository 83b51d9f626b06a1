import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { archivedTo } from '../../audit/archive.ts';
import { exportedAudit } from '../../audit/export.ts';
import { auditCsv, auditJsonLines } from '../../audit/files.ts';
import { listAudit, type LogRow } from '../../audit/log.ts';
import { seal } from '../../audit/seal.ts';
import { verifyAudit, type Head } from '../../audit/verify.ts';
import {
  auditExportQuery,
  auditPage,
  auditQuery,
  auditVerificationAnswer,
  auditVerificationQuery,
  type AuditEntryAnswer,
} from '../../contract/schemas/index.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { CSV_FILE, sendCsv, sendFile } from '../ledger-files.ts';
import { instantOf } from '../wire/instants.ts';
import { pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['audit'];
const JSON_LINES = 'application/x-ndjson';

/** Who did what, for those who look after the office's house and those who look after them. */
export function auditRoutes(app: App, deps: ApiDependencies): void {
  listRoute(app, deps);
  verificationRoute(app, deps);
  exportRoutes(app, deps);
}

function listRoute(app: App, deps: ApiDependencies): void {
  app.get(
    '/audit',
    {
      schema: {
        tags: TAGS,
        operationId: 'listAudit',
        summary: 'Who did what, when and from where, old → new; the newest first',
        querystring: auditQuery,
        response: { 200: auditPage, ...REFUSALS },
      },
    },
    async request => {
      const { from, to, limit, cursor, ...filter } = request.query;
      const page = pageQuery({ limit, cursor });
      return pageWire(await listAudit(deps.db, { ...filter, ...span(deps, { from, to }) }, page), entryWire);
    },
  );
}

function verificationRoute(app: App, { db, now }: ApiDependencies): void {
  app.get(
    '/audit/verification',
    {
      schema: {
        tags: TAGS,
        operationId: 'verifyAudit',
        summary: 'Go over the whole chain and the events; what is not as it was is named',
        querystring: auditVerificationQuery,
        response: { 200: auditVerificationAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { head, ...found } = await verifyAudit(db, { nowMs: now(), known: headOf(request.query.head) });
      reply.header('cache-control', 'no-store');
      return { whole: found.total === 0, ...found, head: head && `${head.seq}:${head.hash}` };
    },
  );
}

function exportRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/audit/export.jsonl',
    {
      schema: {
        tags: TAGS,
        operationId: 'exportAuditLines',
        summary: 'What was sealed in a stretch of days, whole and with its hashes: the file can be verified by itself',
        querystring: auditExportQuery,
        response: { 200: { content: { [JSON_LINES]: { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const lines = auditJsonLines(await exported(deps, request.query));
      return sendFile(reply, { type: JSON_LINES, name: 'audit.jsonl' }).send(
        PassThrough.from(lines) as unknown as string,
      );
    },
  );
  app.get(
    '/audit/export.csv',
    {
      schema: {
        tags: TAGS,
        operationId: 'exportAuditCsv',
        summary: 'The same as CSV (UTF-8), for reading',
        querystring: auditExportQuery,
        response: { 200: CSV_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      return sendCsv(reply, 'audit.csv', auditCsv(await exported(deps, request.query)));
    },
  );
}

/** Sealed first, so that what has happened until now is in it. */
async function exported(deps: ApiDependencies, days: Days) {
  await seal(deps.db, { nowMs: deps.now(), all: true });
  // What was put away stands in its files.
  return exportedAudit(deps.db, { ...span(deps, days), afterSeq: await archivedTo(deps.db) });
}

interface Days {
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
}

const span = ({ calendar: { clock } }: ApiDependencies, { from, to }: Days) => ({
  fromMs: from === undefined ? undefined : clock.toInstant(from, '00:00'),
  beforeMs: to === undefined ? undefined : clock.toInstant(addDays(to, 1), '00:00'),
});

function headOf(typed: string | undefined): Head | null {
  const [seq = '', hash = ''] = typed?.split(':') ?? [];
  return typed === undefined ? null : { seq: Number(seq), hash };
}

const entryWire = ({ actorId, actorName, kind, id, at, sealedAt: _, ...row }: LogRow): AuditEntryAnswer => ({
  ...row,
  at: instantOf(at),
  actor: actorId === null ? null : { id: actorId, name: actorName },
  subject: kind === null || id === null ? null : { kind, id },
  changes: [...row.changes],
  detail: row.detail as Record<string, unknown>,
});
