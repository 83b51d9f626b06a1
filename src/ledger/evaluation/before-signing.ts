import { sql, type RawBuilder } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import {
  capitalByCounty,
  capitalOf,
  type CountyCapital,
  type ProjectCapital,
} from '../../domain/evaluation/capital.ts';
import { LeadSourceCounts, type SourceCount } from '../../domain/evaluation/lead-sources.ts';
import {
  longestFirst,
  notLanded,
  notLandedTotals,
  type NotLanded,
  type NotLandedTotal,
} from '../../domain/evaluation/not-landed.ts';
import { hasLeft } from '../../domain/project/leaving.ts';
import { promiseStanding, type PromiseStanding } from '../../domain/project/promises.ts';
import { reviewStanding, type ReviewStanding } from '../../domain/project/review.ts';
import type { LeadSource } from '../../domain/project/sources.ts';
import type { Agreement, PolicyPromise, ProjectState, Review } from '../../domain/project/types.ts';
import { ledgerOn, type LedgerSource } from '../as-of.ts';
import { settingsAt } from '../settings.ts';

/** Which day's ledger, and whose projects. */
export interface TableAsked {
  on: IsoDate;
  today: IsoDate;
  county?: string | undefined;
}

/** The states of the projects asked for; `only` says which rows of today's ledger can matter at all. */
async function* states(
  source: LedgerSource,
  { on, today, county }: TableAsked,
  only?: RawBuilder<boolean>,
): AsyncGenerator<ProjectState> {
  for await (const { state } of ledgerOn(source, { day: on, today, only })) {
    if (county === undefined || state.county === county) yield state;
  }
}

/** Leads by where they came from; the names are those of the day. */
export async function leadSources(
  source: LedgerSource,
  asked: TableAsked,
): Promise<{ rows: SourceCount[]; sources: readonly LeadSource[] }> {
  const { leadSources: sources } = (await settingsAt(source.db, asked.on)).project;
  const counts = new LeadSourceCounts();
  for await (const state of states(source, asked)) counts.add(state);
  return { rows: counts.rows(sources.map(({ id }) => id)), sources };
}

/** Signed and not landed; the totals are of all kinds of agreement, the rows of the one asked for. */
export async function notLandedProjects(
  source: LedgerSource,
  { agreement, ...asked }: TableAsked & { agreement?: Agreement | undefined },
): Promise<{ rows: NotLanded[]; totals: NotLandedTotal[] }> {
  const found: NotLanded[] = [];
  for await (const state of states(source, asked, sql<boolean>`project.stage = 'signing'`)) {
    const row = notLanded(state, asked.on);
    if (row) found.push(row);
  }
  const rows = longestFirst(found.filter(row => agreement === undefined || row.agreement === agreement));
  return { rows, totals: notLandedTotals(found) };
}

const WITH_CAPITAL = sql<boolean>`(entity.state #> '{money,dues}' <> '[]' or entity.state #> '{money,arrivals}' <> '[]')`;

/** Foreign capital due and arrived, by project and by county; of one county the sums are its own. */
export async function foreignCapital(
  source: LedgerSource,
  asked: TableAsked,
): Promise<{ rows: ProjectCapital[]; counties: CountyCapital[] }> {
  const rows: ProjectCapital[] = [];
  for await (const state of states(source, asked, WITH_CAPITAL)) rows.push(...capitalOf(state, asked.on));
  return { rows, counties: capitalByCounty(rows) };
}

interface OfProject {
  code: string;
  name: string;
  county: string | null;
  /** Its place in the project's list, from 1: what commands call it by. */
  number: number;
}

const ofProject = ({ code, name, county }: ProjectState, index: number): OfProject => ({
  ...{ code, name, county },
  number: index + 1,
});

export interface PromiseRow extends OfProject {
  promise: PolicyPromise;
  standing: PromiseStanding;
}

/** Promises of the handbook, those that are due first; what a project that has left was promised is owed to nobody any more. */
export async function promisesOn(
  source: LedgerSource,
  {
    policy,
    standings,
    ...asked
  }: TableAsked & { policy?: string | undefined; standings?: readonly string[] | undefined },
): Promise<PromiseRow[]> {
  const rows: PromiseRow[] = [];
  for await (const state of states(source, asked, sql<boolean>`entity.state -> 'promises' <> '[]'`)) {
    if (hasLeft(state)) continue;
    for (const [index, promise] of state.promises.entries()) {
      const standing = promiseStanding(promise, asked.on);
      if (policy !== undefined && promise.policy !== policy) continue;
      if (standings !== undefined && !standings.includes(standing)) continue;
      rows.push({ ...ofProject(state, index), promise, standing });
    }
  }
  return rows.sort((a, b) => (a.promise.dueOn < b.promise.dueOn ? -1 : a.promise.dueOn > b.promise.dueOn ? 1 : 0));
}

export interface ReviewRow extends OfProject {
  review: Review;
  standing: ReviewStanding;
}

/** Pre-reviews, the latest asked first; one that a project left behind without a result waits for nobody and is not listed. */
export async function reviewsOn(
  source: LedgerSource,
  { standings, ...asked }: TableAsked & { standings?: readonly string[] | undefined },
): Promise<ReviewRow[]> {
  const rows: ReviewRow[] = [];
  for await (const state of states(source, asked, sql<boolean>`entity.state -> 'reviews' <> '[]'`)) {
    for (const [index, review] of state.reviews.entries()) {
      if (review.result === null && hasLeft(state)) continue;
      const standing = reviewStanding(review, asked.on);
      if (standings === undefined || standings.includes(standing)) {
        rows.push({ ...ofProject(state, index), review, standing });
      }
    }
  }
  return rows.sort((a, b) => (a.review.askedOn > b.review.askedOn ? -1 : a.review.askedOn < b.review.askedOn ? 1 : 0));
}
