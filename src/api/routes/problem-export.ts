import type { z } from 'zod';
import type { Reach } from '../../access/reach.ts';
import { problemExportQuery } from '../../contract/schemas/index.ts';
import { problemLine, type OutgoingProblem, type ProblemLine } from '../../domain/problem-ledger/columns.ts';
import { problemLedger } from '../../ledger/reads/problem-ledger.ts';
import { problemsCsv } from '../../spreadsheet/write-ledger-csv.ts';
import { writeProblemsXlsx, type ProblemExport } from '../../spreadsheet/write-problems-xlsx.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { CSV_FILE, sendCsv, sendXlsx, XLSX_FILE } from '../ledger-files.ts';
import { dayAsked, endOfDay, problemFilter, REFUSALS, type App } from './shared.ts';

/** The problem ledger (问题台账, 销号台账) as a file that an import takes again without a change. */
export function problemExportRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/problems/export.xlsx',
    {
      schema: {
        tags: ['problems'],
        operationId: 'exportProblemsXlsx',
        summary: 'The problems found, as a workbook that can be imported again',
        querystring: problemExportQuery,
        response: { 200: XLSX_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(deps, request);
      return sendXlsx({ request, reply }, `problems-${ledger.day}.xlsx`, out => writeProblemsXlsx(out, ledger));
    },
  );
  app.get(
    '/problems/export.csv',
    {
      schema: {
        tags: ['problems'],
        operationId: 'exportProblemsCsv',
        summary: 'The same as CSV (UTF-8); a field that begins like a formula has an apostrophe before it',
        querystring: problemExportQuery,
        response: { 200: CSV_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const ledger = await opened(deps, request);
      return sendCsv(reply, `problems-${ledger.day}.csv`, problemsCsv(ledger));
    },
  );
}

/** With its first page read, so that what can be refused is refused before the answer begins. */
async function opened(
  deps: ApiDependencies,
  { query: { asOf, ...query }, reach }: { query: z.output<typeof problemExportQuery>; reach: Reach },
): Promise<ProblemExport> {
  const { db, calendar, now } = deps;
  const { day, today } = dayAsked(deps, 'asOf', asOf);
  const atMs = day === today ? now() : endOfDay(calendar, day);
  const pages = problemLedger({ db, clock: calendar.clock, reach }, { day, atMs, filter: problemFilter(query) });
  return { day, rows: numbered(await pages.next(), pages) };
}

async function* numbered(
  first: IteratorResult<OutgoingProblem[]>,
  pages: AsyncGenerator<OutgoingProblem[]>,
): AsyncGenerator<ProblemLine[]> {
  let serial = 0;
  for (let page = first; page.done !== true; page = await pages.next()) {
    yield page.value.map(problem => problemLine(problem, (serial += 1)));
  }
}
