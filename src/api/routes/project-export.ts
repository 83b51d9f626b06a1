import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { projectExportQuery } from '../../contract/schemas/index.ts';
import { PastProjects } from '../../ledger/reads/past-projects.ts';
import { listProjects, type ProjectRow } from '../../ledger/reads/projects.ts';
import type { ProjectOrder } from '../../ledger/reads/project-order.ts';
import { readCursor } from '../../ledger/reads/paging.ts';
import type { PathTemplate } from '../../domain/project/path.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { settingsAt } from '../../ledger/settings.ts';
import type { LedgerExport, LedgerExportLine } from '../../spreadsheet/ledger-export.ts';
import { ledgerCsv } from '../../spreadsheet/write-ledger-csv.ts';
import { writeLedgerXlsx } from '../../spreadsheet/write-ledger-xlsx.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { XLSX } from '../wire/import-report.ts';
import { exportLine } from '../wire/project-export.ts';
import { dayAsked, maybeFlag, REFUSALS, type App } from './shared.ts';

const CSV = 'text/csv; charset=utf-8';
/** Projects held at a time. */
const PAGE = 500;

type Query = z.output<typeof projectExportQuery>;

/** The ledger as a file that an import takes again without a change: the projects of the list, in the columns an import reads. */
export function projectExportRoutes(app: App, deps: ApiDependencies): void {
  const past = new PastProjects({ db: deps.db, clock: deps.calendar.clock });
  const file = (type: string) => ({ content: { [type]: { schema: z.string().meta({ format: 'binary' }) } } });
  app.get(
    '/projects/export.xlsx',
    {
      schema: {
        tags: ['projects'],
        operationId: 'exportProjectsXlsx',
        summary: 'The projects found, as a workbook that can be imported again',
        querystring: projectExportQuery,
        response: { 200: file(XLSX), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(deps, past, request.query);
      const out = new PassThrough();
      // A transfer that breaks off is told from a whole one; a workbook cut short would only look damaged.
      writeLedgerXlsx(out, ledger).catch((error: unknown) => broken(request, out, error));
      return sendFile(reply, { type: XLSX, name: `ledger-${ledger.day}.xlsx` }).send(out as unknown as string);
    },
  );
  app.get(
    '/projects/export.csv',
    {
      schema: {
        tags: ['projects'],
        operationId: 'exportProjectsCsv',
        summary: 'The same as CSV (UTF-8); a field that begins like a formula has an apostrophe before it',
        querystring: projectExportQuery,
        response: { 200: file('text/csv'), ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(deps, past, request.query);
      const out = PassThrough.from(ledgerCsv(ledger));
      return sendFile(reply, { type: CSV, name: `ledger-${ledger.day}.csv` }).send(out as unknown as string);
    },
  );
}

const sendFile = (reply: FastifyReply, { type, name }: { type: string; name: string }): FastifyReply =>
  reply.headers({
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });

function broken(request: FastifyRequest, out: PassThrough, error: unknown): void {
  request.log.error({ err: error }, 'export failed');
  out.destroy(error instanceof Error ? error : new Error(String(error)));
}

/** With its first page read, so that what can be refused is refused before the answer begins. */
async function opened(deps: ApiDependencies, past: PastProjects, query: Query): Promise<LedgerExport> {
  const { day, today } = dayAsked(deps, 'asOf', query.asOf);
  // By the names an import of today reads them by.
  const { paths } = (await settingsAt(deps.db, today)).project;
  const pages = pagesOf(deps, past, query);
  const first = await pages.next();
  return { day, rows: numbered(first, pages, paths) };
}

async function* numbered(
  first: IteratorResult<ProjectRow[]>,
  pages: AsyncGenerator<ProjectRow[]>,
  paths: readonly PathTemplate[],
): AsyncGenerator<LedgerExportLine[]> {
  let serial = 0;
  for (let page = first; page.done !== true; page = await pages.next()) {
    yield page.value.map(row => exportLine(row, { serial: (serial += 1), paths }));
  }
}

async function* pagesOf(deps: ApiDependencies, past: PastProjects, query: Query): AsyncGenerator<ProjectRow[]> {
  const { gaps, missingEvidence, sort, order: direction, asOf, ...rest } = query;
  const { day, today } = dayAsked(deps, 'asOf', asOf);
  const filter = { ...rest, gaps: maybeFlag(gaps), missingEvidence: maybeFlag(missingEvidence) };
  const order: ProjectOrder = { sort, order: direction };
  for (let after: readonly string[] | null = null; ;) {
    const page = { limit: PAGE, after };
    const { items, next }: Awaited<ReturnType<typeof listProjects>> =
      day === today ? await listProjects(deps.db, filter, page, order) : await past.list(day, filter, { page, order });
    yield items;
    if (next === null) return;
    const cursor = readCursor(next, sort === 'code' ? 1 : 3);
    if (cursor === null || isRefusal(cursor)) return;
    after = cursor;
  }
}
