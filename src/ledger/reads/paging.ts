import { refuse, type Refusal } from '../../domain/refusal.ts';

/** A page as the reads give it: `next` continues after the last row, and is null when there is none. */
export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

export interface PageQuery {
  limit: number;
  /** The sort keys of the last row of the page before; opened by `readCursor`. */
  after: readonly string[] | null;
}

const KEY_MAX = 200;

/**
 * Pages follow the sort keys, not row numbers: rows that come or go in between neither repeat nor hide another row. The cursor is opaque
 * to callers, but only a convenience: whoever forges one reads from another place of the same list.
 */
export const writeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

export function readCursor(cursor: string | undefined, keys: number): readonly string[] | null | Refusal {
  if (cursor === undefined) return null;
  const bad = refuse('badFormat', 'cursor', cursor, { shape: 'theNextOfAnAnswer' });
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits = Array.isArray(parsed) && parsed.length === keys;
    const clean = fits && parsed.every(key => typeof key === 'string' && key.length <= KEY_MAX && !key.includes('\0'));
    return clean ? (parsed as string[]) : bad;
  } catch {
    return bad;
  }
}

/** Turns `limit + 1` rows into a page; the row too many only tells that there is a next page. */
export function pageFrom<T>(rows: readonly T[], { limit, total, keys }: PageShape<T>): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, total, next: rows.length > limit && last !== undefined ? writeCursor(keys(last)) : null };
}

interface PageShape<T> {
  limit: number;
  total: number;
  keys: (row: T) => readonly string[];
}

/** `%` and `_` mean themselves in what a person searches for. */
export const likePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
