import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { permission, permissionOfRoute } from '../../access/index.ts';
import { OPEN_PAGES, OPEN_ROUTES } from '../../access/open.ts';
import { grantedTo, isNowhere, rolesOf, type Asking, type Reach } from '../../access/reach.ts';
import type { Permission } from '../../access/types.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { outsideByBody, outsideByName } from '../access-subjects.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** How far the one who asks reaches with what he asks for; null: everywhere. Lists are read with it. */
    reach: Reach;
  }
  interface FastifyInstance {
    /** Every route that is held against the table, and its row. */
    guarded: GuardedRoute[];
  }
}

export interface GuardedRoute {
  method: string;
  url: string;
  operation: string;
  permission: Permission;
}

/** What is looked up beside the table. */
type Office = Pick<ApiDependencies, 'db' | 'calendar' | 'now'>;

/**
 * Holds every route against the table (`src/access`), before anything else of it runs: the roles as soon as it is known who asks, so that
 * nobody's upload is taken in vain; how far they reach once the request is understood. Register before the first route. A route without a
 * row throws, so that a server with a hole never starts.
 */
export function guardRoutes(app: FastifyInstance, office: Office): void {
  app.decorateRequest('reach', null);
  app.decorate('guarded', []);
  app.addHook('onRoute', route => {
    if (isOpen(route)) return;
    const row = rowOf(route);
    const mayAsk = async (request: FastifyRequest): Promise<void> => {
      request.reach = await reachGranted(office, request, row);
    };
    const nameIsInReach = async (request: FastifyRequest): Promise<void> => {
      const { reach } = request;
      refused(reach && (await outsideByName(office.db, request, { permission: row, reach })));
    };
    const bodyIsInReach = async ({ reach, body }: FastifyRequest): Promise<void> => {
      refused(reach && (await outsideByBody(office.db, body, { permission: row, reach })));
    };
    route.onRequest = [...[route.onRequest ?? []].flat(), mayAsk];
    route.preValidation = [nameIsInReach, ...[route.preValidation ?? []].flat()];
    route.preHandler = [bodyIsInReach, ...[route.preHandler ?? []].flat()];
    const method = [route.method].flat().join(' ');
    // The HEAD that Fastify makes of a GET is guarded as it is, and is no route of its own.
    if (method !== 'HEAD') app.guarded.push({ method, url: route.url, operation: operationOf(route), permission: row });
  });
}

function refused(refusal: Refusal | null): void {
  if (refusal) throw new Refused(refusal, { beyondReach: true });
}

const operationOf = ({ schema }: RouteOptions): string =>
  String((schema as { operationId?: unknown } | undefined)?.operationId ?? '');

const isOpen = (route: RouteOptions): boolean =>
  Object.hasOwn(OPEN_ROUTES, operationOf(route)) || Object.keys(OPEN_PAGES).some(page => isOfPage(route.url, page));

function isOfPage(url: string, page: string): boolean {
  if (page === '/') return url === page;
  return page.endsWith('*')
    ? url.startsWith(page.slice(0, -1))
    : url === page || url.startsWith(page.replace(/\/?$/, '/'));
}

function rowOf(route: RouteOptions): Permission {
  const row = permissionOfRoute(operationOf(route));
  if (row) return row;
  const place = `${[route.method].flat().join(' ')} ${route.url}`;
  throw new Error(
    `${place} (${operationOf(route) || 'without an operationId'}) stands in no row of src/access: nobody may ask for it`,
  );
}

async function reachGranted(office: Office, { signedIn }: FastifyRequest, row: Permission): Promise<Reach> {
  // A route outside the scope of the sign-in has nobody to ask about.
  if (signedIn === undefined) throw new Refused(refuse('notSignedIn', 'Authorization', null));
  const reach = await reachOf(office, signedIn, row);
  if (isNowhere(reach)) throw new Refused(notAllowed(signedIn, row));
  return reach;
}

/** Asks the settings only of those whom nothing but the administration being one lets through. */
export async function reachOf(office: Office, asking: Asking, row: Permission): Promise<Reach> {
  const { reach, unseparated } = grantedTo(asking, row);
  return unseparated && !(await isSeparated(office)) ? null : reach;
}

const isSeparated = async ({ db, calendar, now }: Office): Promise<boolean> =>
  (await settingsAt(db, calendar.clock.toLocal(now()).date)).access.separateAdministration;

const notAllowed = ({ id }: Asking, row: Permission): Refusal =>
  refuse('notAllowed', 'actor', id, { roles: rolesOf(row) });

/** How far who asks would reach with another action: for what an answer shows beside what was asked for. */
export const reachFor = ({ signedIn }: FastifyRequest, id: string): Reach => grantedTo(signedIn, permission(id)).reach;

/** For commands that come by another way than their route: why somebody may not give one to the thing that is named; null when he may. */
export async function refusalFor(
  office: Office,
  signedIn: Asking,
  { operation, params, body }: { operation: string; params: Readonly<Record<string, string>>; body?: object },
): Promise<Refusal | null> {
  const row = permissionOfRoute(operation);
  if (!row) throw new Error(`${operation} stands in no row of src/access`);
  const reach = await reachOf(office, signedIn, row);
  if (isNowhere(reach)) return notAllowed(signedIn, row);
  if (!reach) return null;
  const held = { permission: row, reach };
  const outside = await outsideByName(office.db, { signedIn, params }, held);
  return outside ?? (body ? outsideByBody(office.db, body, held) : null);
}
