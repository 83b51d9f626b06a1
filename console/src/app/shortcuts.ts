import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** The areas of the console, and the key that leads there after `g`. */
export const AREAS = [
  { to: '/', name: 'overview', key: 'o' },
  { to: '/projects', name: 'projects', key: 'p' },
  { to: '/problems', name: 'problems', key: 'q' },
  { to: '/dispatch', name: 'dispatch', key: 'd' },
  { to: '/supervision', name: 'supervision', key: 's' },
  { to: '/import', name: 'imports', key: 'i' },
  { to: '/settings', name: 'settings', key: ',' },
] as const;

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
  useEffect(() => {
    let wentAt = -Infinity;
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null || !areShortcutsOn()) return;
      const area = AREAS.find(({ key }) => key === event.key);
      const together = event.timeStamp - wentAt < TOGETHER_MS;
      wentAt = event.key === 'g' ? event.timeStamp : -Infinity;
      if (event.key === '?') showHelp();
      else if (together && area) void navigate(area.to);
      else if (event.key !== '/' || !focusSearch()) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [navigate, showHelp]);
}
