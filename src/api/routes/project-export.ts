import type { z } from 'zod';
import type { Reach } from '../../access/reach.ts';
import { projectExportQuery } from '../../contract/schemas/index.ts';
import type { MoneyLine } from '../../domain/ledger-import/money-columns.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { readCursor } from '../../ledger/reads/paging.ts';
import { PastProjects } from '../../ledger/reads/past-projects.ts';
import { ledgerOf, PAGE } from '../../ledger/reads/project-ledger.ts';
import { cursorKeys } from '../../ledger/reads/project-order.ts';
import { listProjects, type ProjectRow } from '../../ledger/reads/projects.ts';
import { settingsAt } from '../../ledger/settings.ts';
import type { LedgerExport } from '../../spreadsheet/ledger-export.ts';
import { ledgerCsv, moneyCsv } from '../../spreadsheet/write-ledger-csv.ts';
import { writeLedgerXlsx } from '../../spreadsheet/write-ledger-xlsx.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { CSV_FILE, sendCsv, sendXlsx, XLSX_FILE } from '../ledger-files.ts';
import { projectsAsked } from '../project-filter.ts';
import { dayAsked, REFUSALS, type App, type SourceOf } from './shared.ts';

interface Asked {
  query: z.output<typeof projectExportQuery>;
  reach: Reach;
}

/** The ledger as a file that an import takes again without a change: the projects of the list, in the columns an import reads. */
export function projectExportRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  const past = new PastProjects({ db: deps.db, clock: deps.calendar.clock });
  const lists = { deps, past, sourceOf };
  workbookRoute(app, lists);
  csvRoutes(app, lists);
}

/** What the lists are read from. */
interface Lists {
  deps: ApiDependencies;
  past: PastProjects;
  sourceOf: SourceOf;
}

function workbookRoute(app: App, lists: Lists): void {
  app.get(
    '/projects/export.xlsx',
    {
      schema: {
        tags: ['projects'],
        operationId: 'exportProjectsXlsx',
        summary: 'The projects found and their money, as a workbook that can be imported again',
        querystring: projectExportQuery,
        response: { 200: XLSX_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(lists, request);
      return sendXlsx({ request, reply }, `ledger-${ledger.day}.xlsx`, out => writeLedgerXlsx(out, ledger));
    },
  );
}

/** A CSV holds one table, so there are two of them. */
function csvRoutes(app: App, lists: Lists): void {
  app.get(
    '/projects/export.csv',
    {
      schema: {
        tags: ['projects'],
        operationId: 'exportProjectsCsv',
        summary: 'The projects found as CSV (UTF-8); a field that begins like a formula has an apostrophe before it',
        querystring: projectExportQuery,
        response: { 200: CSV_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(lists, request);
      return sendCsv(reply, `ledger-${ledger.day}.csv`, ledgerCsv(ledger));
    },
  );
  app.get(
    '/projects/export-money.csv',
    {
      schema: {
        tags: ['projects'],
        operationId: 'exportProjectMoneyCsv',
        summary: 'Their plans by the year and money by the month as CSV, which can be imported again',
        querystring: projectExportQuery,
        response: { 200: CSV_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(lists, request);
      return sendCsv(reply, `money-${ledger.day}.csv`, moneyCsv({ money: afterRows(ledger) }));
    },
  );
}

/** With its first page read, so that what can be refused is refused before the answer begins. */
async function opened(lists: Lists, request: Asked): Promise<LedgerExport> {
  const { deps } = lists;
  const asked = dayAsked(deps, 'asOf', request.query.asOf);
  // By the names an import of today reads them by.
  const { paths, leadSources } = (await settingsAt(deps.db, asked.today)).project;
  const pages = pagesOf(lists, request);
  const first = await pages.next();
  const source = { db: deps.db, clock: deps.calendar.clock };
  return ledgerOf(source, begun(first, pages), { ...asked, names: { paths, leadSources } });
}

async function* begun<Page>(first: IteratorResult<Page>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  for (let page = first; page.done !== true; page = await rest.next()) yield page.value;
}

/** The money alone: the projects are gone through for their codes. */
async function* afterRows({ rows, money }: LedgerExport): AsyncGenerator<readonly MoneyLine[]> {
  const projects = rows[Symbol.asyncIterator]();
  while ((await projects.next()).done !== true);
  yield* money;
}

async function* pagesOf({ deps, past, sourceOf }: Lists, request: Asked): AsyncGenerator<ProjectRow[]> {
  const { filter, order, day, today } = await projectsAsked(deps, { past, sourceOf }, request);
  for (let after: readonly string[] | null = null; ;) {
    const page = { limit: PAGE, after };
    const { items, next }: Awaited<ReturnType<typeof listProjects>> =
      day === today ? await listProjects(deps.db, filter, page, order) : await past.list(day, filter, { page, order });
    yield items;
    if (next === null) return;
    const cursor = readCursor(next, cursorKeys(order));
    if (cursor === null || isRefusal(cursor)) return;
    after = cursor;
  }
}
