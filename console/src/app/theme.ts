const KEPT = 'dispatch.theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export const theme = (): Theme => THEMES.find(name => name === localStorage.getItem(KEPT)) ?? 'system';

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEPT, chosen);
  show();
}

/** Before anything is drawn; what the system changes later is followed. */
export function initTheme(): void {
  systemIsDark.addEventListener('change', show);
  show();
}

function show(): void {
  const chosen = theme();
  const isDark = chosen === 'dark' || (chosen === 'system' && systemIsDark.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}
