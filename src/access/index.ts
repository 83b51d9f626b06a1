import { OFFICE } from './table/office.ts';
import { PROBLEMS } from './table/problems.ts';
import { PROJECTS } from './table/projects.ts';
import { SUPERVISION } from './table/supervision.ts';
import { UPKEEP } from './table/upkeep.ts';
import type { Permission, Scope } from './types.ts';

/** Who may do what: the whole of it. */
export const PERMISSIONS: readonly Permission[] = [...PROJECTS, ...PROBLEMS, ...SUPERVISION, ...OFFICE, ...UPKEEP];

const BY_ROUTE = byRoute(PERMISSIONS);
const BY_ID = new Map(PERMISSIONS.map(permission => [permission.id, permission]));

/** The row a route stands in, by its `operationId`. */
export const permissionOfRoute = (operation: string): Permission | undefined => BY_ROUTE.get(operation);

/** @throws when there is no such row: a mistake of ours */
export function permission(id: string): Permission {
  const found = BY_ID.get(id);
  if (!found) throw new Error(`the table of permissions has no ${id}`);
  return found;
}

function isNarrow(scope: Scope): boolean {
  return scope !== 'all' && scope !== 'unseparated';
}

/** @throws on a table that would not mean what it says: a route in two rows, or a narrow grant on what is nobody's in particular. */
export function byRoute(rows: readonly Permission[]): Map<string, Permission> {
  const found = new Map<string, Permission>();
  for (const row of rows) {
    for (const route of row.routes) {
      const other = found.get(route);
      if (other) throw new Error(`the route ${route} stands in ${other.id} and in ${row.id}`);
      found.set(route, row);
    }
    if (row.subject === 'office' && Object.values(row.may).some(isNarrow)) {
      throw new Error(`${row.id} is the office's as a whole; no grant of it can be narrow`);
    }
  }
  return found;
}
