const KEPT = 'dispatch.theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = (): Theme => THEMES.find(name => name === localStorage.getItem(KEPT)) ?? 'system';

/** `system` leaves it to `prefers-color-scheme`; the other two stand as an attribute that the tokens know. */
export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEPT, chosen);
  initTheme();
}

export function initTheme(): void {
  const chosen = theme();
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
