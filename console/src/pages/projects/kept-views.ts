export interface KeptView {
  name: string;
  /** The filters, the order and the shape, as they stand in the address. */
  search: string;
}

/** In the browser and by person: a view is an address, which can be sent to others as it is, and says nothing that the server has to know. */
const keyOf = (person: string): string => `dispatch.views.${person}`;
const MOST = 30;

export function keptViews(person: string): readonly KeptView[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

export const keepViews = (person: string, views: readonly KeptView[]): void =>
  localStorage.setItem(keyOf(person), JSON.stringify(views.slice(-MOST)));

const isView = (value: unknown): value is KeptView =>
  typeof (value as KeptView | null)?.name === 'string' && typeof (value as KeptView).search === 'string';
