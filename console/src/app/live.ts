import { useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onTouch, untouchedMs } from './attention.ts';

/** What a page has read of each kind of thing; figures are worked out of several. */
const READ_OF: Readonly<Record<string, readonly string[]>> = {
  project: ['project', 'projects', 'figures'],
  problem: ['problem', 'problems', 'teams', 'figures'],
  meeting: ['meeting', 'meetings'],
  series: ['meeting', 'meetings', 'series'],
  visit: ['visits', 'visit'],
  whistle: ['whistles', 'whistle'],
  unit: ['units'],
  person: ['people', 'me'],
};

/** Nobody reads on a page that has not been touched for so long. */
const IDLE_MS = 15 * 60_000;
/** Whoever writes for long asks the server for nothing; so often it hears that he is there. */
const TOLD_EVERY_MS = 60_000;
/** A list that was scrolled far is not read again from its beginning under its reader's eyes. */
const MOST_PAGES = 3;

const isShort = ({ state: { data } }: Query): boolean => {
  const pages = (data as { pages?: unknown[] } | undefined)?.pages;
  return pages === undefined || pages.length <= MOST_PAGES;
};

/** While a page is looked at, it follows what changes and reads again what it shows of it. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let toldAt = Date.now();
    let broken = false;
    const readAgain = (names: ReadonlySet<string> | null): void =>
      void queries.invalidateQueries({
        predicate: query => (names === null || names.has(String(query.queryKey[0]))) && isShort(query),
      });
    const follow = (): void => {
      if (source !== null) return;
      source = new EventSource('/api/v1/changes');
      source.addEventListener('changed', event => {
        const { kinds } = JSON.parse((event as MessageEvent<string>).data) as { kinds: string[] };
        readAgain(new Set(kinds.flatMap(kind => READ_OF[kind] ?? [])));
      });
      source.addEventListener('error', () => (broken = true));
      // What happened while the line was broken nobody has told.
      source.addEventListener('open', () => {
        if (broken) readAgain(null);
        broken = false;
      });
    };
    const leave = (): void => {
      source?.close();
      source = null;
      broken = true;
    };
    const look = (): void => {
      if (document.visibilityState === 'visible' && untouchedMs() < IDLE_MS) follow();
      else leave();
    };
    const touched = (): void => {
      look();
      if (Date.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = Date.now();
      readAgain(new Set(['me']));
    };
    // A page of a session that is over leaves for the page to sign in by itself: whoever comes by reads nothing on it.
    const timer = setInterval(() => {
      look();
      readAgain(new Set(['me']));
    }, 60_000);
    document.addEventListener('visibilitychange', look);
    const deaf = onTouch(touched);
    look();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      deaf();
      leave();
    };
  }, [queries]);
}
