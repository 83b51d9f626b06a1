/** Until 2026-11-29 views of the list of projects lay in the browser alone, by person. */
interface EarlierView {
  name: string;
  search: string;
}

const keyOf = (person: string): string => `dispatch.views.${person}`;

export function earlierViews(person: string): readonly EarlierView[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

export function forgetEarlierView(person: string, name: string): void {
  const left = earlierViews(person).filter(view => view.name !== name);
  if (left.length > 0) localStorage.setItem(keyOf(person), JSON.stringify(left));
  else localStorage.removeItem(keyOf(person));
}

const isView = (value: unknown): value is EarlierView =>
  typeof (value as EarlierView | null)?.name === 'string' && typeof (value as EarlierView).search === 'string';
