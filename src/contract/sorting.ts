/** What lists of projects can be ordered by; equal ones by their code, and those without a value last, whatever the direction. */
export const PROJECT_SORTS = ['code', 'name', 'county', 'stage', 'investment', 'changed'] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number];

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];
