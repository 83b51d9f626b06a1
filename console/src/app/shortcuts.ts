import { useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from './me.ts';

/** The areas of the console, the key that leads there after `g`, and what one must be able to read to find something there. */
const AREAS = [
  { to: '/', name: 'overview', key: 'o' },
  { to: '/projects', name: 'projects', key: 'p' },
  { to: '/problems', name: 'problems', key: 'q' },
  { to: '/dispatch', name: 'dispatch', key: 'd' },
  { to: '/supervision', name: 'supervision', key: 's', reads: 'visit.read' },
  { to: '/import', name: 'imports', key: 'i', reads: 'import.read' },
  { to: '/settings', name: 'settings', key: ',' },
] as const;

/** Nobody is led to where he can only be refused; until it is known who he is, all are shown. */
export function useAreas(): readonly (typeof AREAS)[number][] {
  const me = useMe();
  return useMemo(() => {
    const sees = (action: string): boolean => me?.items.some(item => item.action === action) ?? true;
    return AREAS.filter(area => !('reads' in area) || sees(area.reads));
  }, [me]);
}

const KEPT = 'dispatch.shortcuts';
/** Longer between two keys and they were not meant together. */
const TOGETHER_MS = 1_500;

/** Whoever speaks to his computer, or rests on its keys, must be able to do without (WCAG 2.1.4). */
export const areShortcutsOn = (): boolean => localStorage.getItem(KEPT) !== 'off';
export const turnShortcuts = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off');

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>('main input[type=search]');
  box?.focus();
  return box !== null;
}

/** `?` the sheet of shortcuts, `/` the search, `g` and a letter an area. Nothing of it while somebody types or a form is open. */
export function useShortcuts(showHelp: () => void): void {
  const navigate = useNavigate();
  const areas = useAreas();
  // Kept while it becomes known who reads: a `g` just pressed still counts.
  const wentAt = useRef(-Infinity);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null || !areShortcutsOn()) return;
      const area = areas.find(({ key }) => key === event.key);
      const together = event.timeStamp - wentAt.current < TOGETHER_MS;
      wentAt.current = event.key === 'g' ? event.timeStamp : -Infinity;
      if (event.key === '?') showHelp();
      else if (together && area) void navigate(area.to);
      else if (event.key !== '/' || !focusSearch()) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [navigate, showHelp, areas]);
}
