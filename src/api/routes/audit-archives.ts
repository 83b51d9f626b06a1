import { PassThrough } from 'node:stream';
import { z } from 'zod';
import {
  archiveLines,
  archivesOf,
  oldEnough,
  putAway,
  type Archive,
  type AsOwner,
  type Stretch,
} from '../../audit/archive.ts';
import { seal } from '../../audit/seal.ts';
import {
  archiveAuditBody,
  auditArchiveAnswer,
  auditArchivesAnswer,
  type AuditArchiveAnswer,
} from '../../contract/schemas/index.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { originOf } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { sendFile } from '../ledger-files.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';
import { CHANGING, REFUSALS, type App } from './shared.ts';

const TAGS = ['audit'];
const JSON_LINES = 'application/x-ndjson';

/**
 * Old entries leave in two steps: the file first, which whoever asks keeps and verifies; then, against the file's own hash, out of the table.
 * They may be two people's, an auditor's and an administrator's. What was put away is not put away twice, whatever the key: the same file gets
 * the same answer.
 */
export function auditArchiveRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/audit/archives',
    {
      schema: {
        tags: TAGS,
        operationId: 'listAuditArchives',
        summary: 'What was put away in files, the newest first',
        response: { 200: auditArchivesAnswer, ...REFUSALS },
      },
    },
    async () => {
      const items = (await archivesOf(deps.db)).map(archiveWire);
      return { items, total: items.length };
    },
  );
  app.get(
    '/audit/archive.jsonl',
    {
      schema: {
        tags: TAGS,
        operationId: 'exportAuditArchive',
        summary: 'All entries that are old enough to be put away and have not been, to be kept and verified first',
        response: { 200: { content: { [JSON_LINES]: { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async (_request, reply) => {
      await seal(deps.db, { nowMs: deps.now(), all: true });
      const lines = archiveLines(deps.db, await duringDays(deps));
      return sendFile(reply, { type: JSON_LINES, name: 'audit-archive.jsonl' }).send(
        PassThrough.from(lines) as unknown as string,
      );
    },
  );
  takeOutRoute(app, deps);
}

function takeOutRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/audit/archives',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'archiveAudit',
        summary: 'Take out what stands in a file that was got before; the file is named by its hash',
        body: archiveAuditBody,
        response: { 201: auditArchiveAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { sha256, ...stretch } = request.body;
      const before = (await archivesOf(deps.db)).find(archive => archive.sha256 === sha256);
      if (before) return reply.code(201).header('idempotent-replayed', 'true').send(archiveWire(before));
      const { lastSeq, firstSeq } = await duringDays(deps);
      if (stretch.firstSeq !== firstSeq) {
        throw new Refused(refuse('archiveMoved', 'firstSeq', stretch.firstSeq, { seq: firstSeq }));
      }
      if (stretch.lastSeq > lastSeq || stretch.lastSeq < firstSeq) throw new Refused(await nothing(deps));
      const record = { actorId: request.signedIn.id, origin: originOf(request), requestId: request.id };
      const done = await putAway(deps.db, explaining(deps.asOwner ?? (work => work(deps.db))), {
        ...{ stretch, sha256, nowMs: deps.now(), record },
      });
      if (isRefusal(done)) throw new Refused(done);
      return reply.code(201).send(archiveWire(done));
    },
  );
}

const keepDaysOf = async ({ db, calendar: { clock }, now }: ApiDependencies): Promise<number> =>
  (await settingsAt(db, clock.toLocal(now()).date)).audit.keepDays;

const nothing = async (deps: ApiDependencies): Promise<Refusal> =>
  refuse('nothingToArchive', 'lastSeq', null, { days: await keepDaysOf(deps) });

async function duringDays(deps: ApiDependencies): Promise<Stretch> {
  const stretch = await oldEnough(deps.db, { nowMs: deps.now(), keepDays: await keepDaysOf(deps) });
  if (!stretch) throw new Refused(await nothing(deps));
  return stretch;
}

const NO_RIGHT = '42501';

/** A process under a role that owns nothing says so, rather than that it is broken. */
const explaining =
  (asOwner: AsOwner): AsOwner =>
  work =>
    asOwner(work).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== NO_RIGHT) throw error;
      throw new Refused(refuse('archiveNotOwner', 'DATABASE_ADMIN_URL', null));
    });

const archiveWire = ({ archivedAt, ...archive }: Archive): AuditArchiveAnswer => ({
  ...archive,
  archivedAt: instantOf(archivedAt),
});
