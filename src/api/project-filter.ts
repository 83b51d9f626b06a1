import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { projectExportQuery } from '../contract/schemas/index.ts';
import { batchesOf, type Batch } from '../domain/evaluation/counts.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { ledgerOn, type LedgerSource } from '../ledger/as-of.ts';
import type { ProjectOrder } from '../ledger/reads/project-order.ts';
import type { ProjectFilter } from '../ledger/reads/projects.ts';
import type { ApiDependencies } from './dependencies.ts';
import { dayAsked, maybeFlag, type SourceOf } from './routes/shared.ts';

export interface ProjectsAsked {
  filter: ProjectFilter;
  order: ProjectOrder;
  day: IsoDate;
  today: IsoDate;
}

type Request = FastifyRequest<{ Querystring: z.output<typeof projectExportQuery> }>;

/** What a list of projects, or an export of them, is found by. */
export async function projectsAsked(
  deps: Pick<ApiDependencies, 'calendar' | 'now'>,
  sourceOf: SourceOf,
  request: Pick<Request, 'query' | 'reach'>,
): Promise<ProjectsAsked> {
  const { gaps, missingEvidence, counted, sort, order, asOf, batch, batchYear: year, ...rest } = request.query;
  const days = dayAsked(deps, 'asOf', asOf);
  const flags = { gaps: maybeFlag(gaps), missingEvidence: maybeFlag(missingEvidence), counted: maybeFlag(counted) };
  const codes = batch && (await codesInBatch(sourceOf(request), { batch, year, ...days }));
  return { ...days, filter: { ...rest, ...flags, codes, reach: request.reach }, order: { sort, order } };
}

/** One of 四个一批, counted exactly as its figure is. */
async function codesInBatch(
  source: LedgerSource,
  { batch, year, day, today }: { batch: Batch; year: number | undefined; day: IsoDate; today: IsoDate },
): Promise<string[]> {
  const codes: string[] = [];
  for await (const { code, state } of ledgerOn(source, { day, today })) {
    if (batchesOf(state, { asOf: day, year }).includes(batch)) codes.push(code);
  }
  return codes;
}
