import { PERMISSIONS } from '../../access/index.ts';
import { isNowhere, type Reach } from '../../access/reach.ts';
import type { Holder, Permission, Scope } from '../../access/types.ts';
import { accessAnswer, accessQuery, myAccessAnswer } from '../../contract/schemas/index.ts';
import type { Role } from '../../domain/people/types.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { reachOf } from '../plugins/access.ts';
import { REFUSALS, type App } from './shared.ts';

const TAGS = ['access'];

/** The table itself: what everybody is held to, everybody may read. */
export function accessRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/access',
    {
      schema: {
        tags: TAGS,
        operationId: 'getAccess',
        summary: 'Who may do what, and how far: roles × actions × scope',
        querystring: accessQuery,
        response: { 200: accessAnswer, ...REFUSALS },
      },
    },
    ({ query: { role } }) => {
      const items = PERMISSIONS.flatMap(row => rowFor(row, role));
      return { items, total: items.length };
    },
  );
  app.get(
    '/access/me',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMyAccess',
        summary: 'What one may oneself, today',
        response: { 200: myAccessAnswer, ...REFUSALS },
      },
    },
    async ({ signedIn }) => {
      const { id, name, unitId: unit, roles } = signedIn;
      const found = await Promise.all(
        PERMISSIONS.map(async row => ({ row, reach: await reachOf(deps, signedIn, row) })),
      );
      const items = found.flatMap(({ row, reach }) =>
        isNowhere(reach) ? [] : [{ ...actionOf(row), scopes: scopesOf(reach) }],
      );
      const temporalUi = roles.includes('administrator') ? (deps.temporalUi ?? null) : null;
      return { id, name, unit, roles: [...roles], items, total: items.length, demo: deps.demo ?? false, temporalUi };
    },
  );
}

const actionOf = ({ id: action, name, effect }: Permission) => ({ action, name, effect });

/** One row, with the one role when it is asked for; nothing when the row has nothing for it. */
function rowFor(row: Permission, role: Role | undefined) {
  const holders = Object.entries(row.may) as [Holder, Scope][];
  const may = holders
    .filter(([holder]) => role === undefined || holder === role || holder === 'everyone')
    .map(([holder, scope]) => ({ holder, scope }));
  return may.length === 0 ? [] : [{ ...actionOf(row), subject: row.subject, may, routes: [...row.routes] }];
}

const scopesOf = (reach: Reach): Scope[] => (reach === null ? ['all'] : [...reach.scopes]);
