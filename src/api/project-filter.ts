import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { projectExportQuery } from '../contract/schemas/index.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { projectsNow } from '../ledger/as-of.ts';
import { codesInBatch, type InBatch, type PastProjects } from '../ledger/reads/past-projects.ts';
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
  { past, sourceOf }: { past: PastProjects; sourceOf: SourceOf },
  request: Pick<Request, 'query' | 'reach'>,
): Promise<ProjectsAsked> {
  const { gaps, missingEvidence, counted, sort, order, asOf, batch, batchYear: year, ...rest } = request.query;
  const days = dayAsked(deps, 'asOf', asOf);
  const flags = { gaps: maybeFlag(gaps), missingEvidence: maybeFlag(missingEvidence), counted: maybeFlag(counted) };
  const { day, today } = days;
  const codesIn = (asked: InBatch): Promise<string[]> =>
    day === today ? codesInBatch(projectsNow(sourceOf(request)), asked, day) : past.codesInBatch(day, asked);
  const codes = batch && (await codesIn({ batch, year }));
  return { ...days, filter: { ...rest, ...flags, codes, reach: request.reach }, order: { sort, order } };
}
