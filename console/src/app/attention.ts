/** Whether somebody is at the page. A page left open must not keep a session alive; somebody who writes a long text must not lose it. */

/** Since somebody was last at it, as far as the server is told. */
const AWAY_AFTER_MS = 60_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

let touchedAt = Date.now();

/** Hangs on a wall and is looked at without being touched: it stays until its session has lasted its hours. */
const hangsOnAWall = (): boolean => location.pathname === '/screen';

export const untouchedMs = (): number => Date.now() - touchedAt;

/** What the page asks now it asks by itself. */
export const isUnattended = (): boolean => untouchedMs() > AWAY_AFTER_MS && !hangsOnAWall();

export function onTouch(told: () => void): () => void {
  const touched = (): void => {
    touchedAt = Date.now();
    told();
  };
  for (const name of TOUCHES) document.addEventListener(name, touched, { passive: true });
  return () => {
    for (const name of TOUCHES) document.removeEventListener(name, touched);
  };
}
