import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import type { RateLimits } from '../dependencies.ts';
import { Refused } from '../refused.ts';

const A_MINUTE_MS = 60_000;

/**
 * What works for a second and more, or takes a whole file, beside the tables of `TABLES`: each of these has a count of its own for every account,
 * beside the count of all that the account asks.
 */
export const COSTLY_ROUTES: ReadonlySet<string> = new Set([
  'GET /api/v1/audit/export.csv',
  'GET /api/v1/audit/export.jsonl',
  'GET /api/v1/audit/verification',
  'GET /api/v1/briefs/preview',
  'GET /api/v1/imports/:id/report.xlsx',
  'GET /api/v1/problems/export.csv',
  'GET /api/v1/problems/export.xlsx',
  'GET /api/v1/projects/export-money.csv',
  'GET /api/v1/projects/export.csv',
  'GET /api/v1/projects/export.xlsx',
  'POST /api/v1/files',
  'POST /api/v1/imports',
  'POST /api/v1/rebuild',
  'POST /api/v1/rounds/:month/reports',
  'POST /api/v1/schedules/apply',
  'POST /api/v1/series/:id/attendees',
]);

/** Worked out over all projects each time. */
const TABLES = 'GET /api/v1/evaluation/';
const isCostly = (route: string): boolean => COSTLY_ROUTES.has(route) || route.startsWith(TABLES);

type Check = (request: FastifyRequest) => Promise<void>;

export interface RateChecks {
  /** Everything an address asks, before it is known who asks. */
  address: Check;
  /** Everything an account asks, and each of its costly routes; once it is known who asks. */
  account: Check;
}

/** Counts in the memory of this process: several processes take as often as much. Without limits nothing is counted. */
export async function rateChecks(app: FastifyInstance, limits: RateLimits | undefined): Promise<RateChecks> {
  if (limits === undefined) return { address: () => Promise.resolve(), account: () => Promise.resolve() };
  // The plugin's own hook is for one count a route; here a request is counted for its address, its account and its route.
  await app.register(rateLimit, { global: false, timeWindow: A_MINUTE_MS });
  const address = app.createRateLimit({ max: limits.address });
  const account = app.createRateLimit({ max: limits.account, keyGenerator: ({ signedIn }) => signedIn.id });
  const costly = app.createRateLimit({ max: limits.costly, keyGenerator: request => costlyKey(request) });
  return {
    address: async request => refuseBeyond(await address(request), 'address', request.ip),
    account: async request => {
      refuseBeyond(await account(request), 'actor', request.signedIn.id);
      if (isCostly(routeOf(request))) refuseBeyond(await costly(request), 'path', routeOf(request));
    },
  };
}

/** A HEAD does the work of a GET. */
const routeOf = ({ method, routeOptions: { url = '' } }: FastifyRequest): string =>
  `${method === 'HEAD' ? 'GET' : method} ${url}`;
const costlyKey = (request: FastifyRequest): string => `${request.signedIn.id} ${routeOf(request)}`;

type Count = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function refuseBeyond(count: Count, field: string, of: string): void {
  if (count.isAllowed || !count.isExceeded) return;
  const { max, ttlInSeconds: seconds } = count;
  throw new Refused(refuse('tooManyRequests', field, of, { max, seconds }));
}
