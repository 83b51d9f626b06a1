import {
  capitalAnswer,
  capitalQuery,
  leadSourcesAnswer,
  leadSourcesQuery,
  notLandedAnswer,
  notLandedQuery,
  promisesAnswer,
  promisesQuery,
  reviewsAnswer,
  reviewsQuery,
} from '../../contract/schemas/index.ts';
import {
  foreignCapital,
  leadSources,
  notLandedProjects,
  promisesOn,
  reviewsOn,
  type TableAsked,
} from '../../ledger/evaluation/before-signing.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import type { ApiDependencies } from '../dependencies.ts';
import {
  capitalWire,
  countyCapitalWire,
  leadSourceWire,
  notLandedTotalWire,
  notLandedWire,
  projectOf,
  promiseWire,
  reviewWire,
} from '../wire/before-signing.ts';
import { dayAsked, REFUSALS, type App, type SourceOf } from './shared.ts';

const TAGS = ['evaluation'];

/** Tables of what comes before and right after the signing, over all projects, of today or as the ledger stood on a past day. */
export function beforeSigningRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  const asked = ({ asOf, ...rest }: { asOf?: string | undefined; county?: string | undefined }): TableAsked => {
    const { day, today } = dayAsked(deps, 'asOf', asOf);
    return { ...rest, on: day, today };
  };
  signingRoutes(app, { sourceOf, asked });
  promiseRoutes(app, { sourceOf, asked });
  reviewRoutes(app, deps, { sourceOf, asked });
}

interface Tables {
  sourceOf: SourceOf;
  asked: (query: { asOf?: string | undefined; county?: string | undefined }) => TableAsked;
}

function signingRoutes(app: App, { sourceOf, asked }: Tables): void {
  app.get(
    '/evaluation/lead-sources',
    {
      schema: {
        tags: TAGS,
        operationId: 'getLeadSources',
        summary: 'Leads by where they came from: how many, how many were signed, with how much money',
        querystring: leadSourcesQuery,
        response: { 200: leadSourcesAnswer, ...REFUSALS },
      },
    },
    async request => {
      const table = asked(request.query);
      const { rows, sources } = await leadSources(sourceOf(request), table);
      return { asOf: table.on, items: rows.map(leadSourceWire(sources)), total: rows.length };
    },
  );
  app.get(
    '/evaluation/not-landed',
    {
      schema: {
        tags: TAGS,
        operationId: 'getNotLanded',
        summary:
          'Signed and not landed (签约未落地), with the days since the signing and the lateness; by kind of agreement',
        querystring: notLandedQuery,
        response: { 200: notLandedAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { agreement, ...query } = request.query;
      const table = asked(query);
      const { rows, totals } = await notLandedProjects(sourceOf(request), { ...table, agreement });
      const agreements = totals.map(notLandedTotalWire);
      return { asOf: table.on, items: rows.map(notLandedWire), total: rows.length, agreements };
    },
  );
  app.get(
    '/evaluation/capital',
    {
      schema: {
        tags: TAGS,
        operationId: 'getForeignCapital',
        summary: 'Foreign capital due and arrived (到资), by project and by county, each currency for itself',
        querystring: capitalQuery,
        response: { 200: capitalAnswer, ...REFUSALS },
      },
    },
    async request => {
      const table = asked(request.query);
      const { rows, counties } = await foreignCapital(sourceOf(request), table);
      const items = rows.map(capitalWire);
      return { asOf: table.on, items, total: items.length, counties: counties.map(countyCapitalWire) };
    },
  );
}

function promiseRoutes(app: App, { sourceOf, asked }: Tables): void {
  app.get(
    '/evaluation/promises',
    {
      schema: {
        tags: TAGS,
        operationId: 'getPromises',
        summary: 'What the policy handbook (惠企政策汇编) promised projects, and how it was kept; those due first',
        querystring: promisesQuery,
        response: { 200: promisesAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { policy, standing, ...query } = request.query;
      const table = asked(query);
      const rows = await promisesOn(sourceOf(request), { ...table, policy, standings: standing && [standing] });
      return {
        asOf: table.on,
        items: rows.map(row => ({ ...projectOf(row), ...promiseWire(row) })),
        total: rows.length,
      };
    },
  );
}

function reviewRoutes(app: App, { db }: ApiDependencies, { sourceOf, asked }: Tables): void {
  app.get(
    '/evaluation/reviews',
    {
      schema: {
        tags: TAGS,
        operationId: 'getReviews',
        summary: 'Pre-reviews (项目预审): who was asked, what they said, the result; the latest first',
        querystring: reviewsQuery,
        response: { 200: reviewsAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { standing, ...query } = request.query;
      const table = asked(query);
      const rows = await reviewsOn(sourceOf(request), { ...table, standings: standing && [standing] });
      const people = rows.flatMap(({ review }) => review.reviewers.map(({ id }) => id));
      const names = await namesOf(db, { people, units: [] });
      return {
        asOf: table.on,
        items: rows.map(row => ({ ...projectOf(row), ...reviewWire(row, names) })),
        total: rows.length,
      };
    },
  );
}
