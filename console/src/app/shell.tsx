import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { ROLE_WORDS } from '../../../src/contract/catalogue/words.ts';
import { Loading } from '../ui/loading.tsx';
import { chooseLanguage, language } from '../words/language.ts';
import { word } from '../words/say.ts';
import { useLiveUpdates } from './live.ts';
import { useMe } from './me.ts';
import { useAreas, useShortcuts } from './shortcuts.ts';
import { chooseTheme, theme, THEMES, type Theme } from './theme.ts';

const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }));

/** What every page stands in: the areas on the left (on a phone behind a button), and who is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useLiveUpdates();
  const [help, setHelp] = useState(false);
  const showHelp = useCallback(() => setHelp(true), []);
  useShortcuts(showHelp);
  const content = useContentFocus();
  const areas = useAreas();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <header className="side">
        <div className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <strong>{t('product')}</strong>
          <button
            type="button"
            className="menu"
            aria-expanded={open}
            aria-controls="areas"
            onClick={() => setOpen(now => !now)}
          >
            {t('nav.menu')}
          </button>
        </div>
        <nav id="areas" aria-label={t('nav.label')} className={open ? 'open' : undefined}>
          {areas.map(({ to, name }) => (
            <NavLink key={to} to={to} end={to === '/'} onClick={() => setOpen(false)}>
              {t(`nav.${name}`)}
            </NavLink>
          ))}
          <Reader showHelp={showHelp} />
        </nav>
      </header>
      <main id="content" tabIndex={-1} ref={content}>
        <DemoMark />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
      {help && (
        <Suspense>
          <ShortcutSheet close={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** What led to another page has gone with the one before: whoever works by keyboard, or listens, goes on at the head of the new one. */
function useContentFocus() {
  const content = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const left = useRef(pathname);
  useEffect(() => {
    if (left.current !== pathname && document.activeElement === document.body) content.current?.focus();
    left.current = pathname;
  }, [pathname]);
  return content;
}

/** Nobody may take a made-up city for a real one, on no page and on no print. */
function DemoMark() {
  const { t } = useTranslation();
  const me = useMe();
  if (!me?.demo) return null;
  return (
    <p className="demo-mark" role="note">
      <strong>{t('demo.mark')}</strong> {t('demo.note')}
    </p>
  );
}

function Reader({ showHelp }: { showHelp: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [chosen, setChosen] = useState(theme());
  const choose = (next: Theme): void => {
    setChosen(next);
    chooseTheme(next);
  };
  return (
    <div className="reader">
      {me && (
        <a href="/account" title={t('account.mine')}>
          <strong>{me.name}</strong>
          <span>{me.roles.map(role => word(ROLE_WORDS, role)).join(' · ')}</span>
        </a>
      )}
      <label>
        <span className="quiet">{t('account.theme.label')}</span>
        <select value={chosen} onChange={event => choose(event.target.value as Theme)}>
          {THEMES.map(name => (
            <option key={name} value={name}>
              {t(`account.theme.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="plain" onClick={showHelp}>
        {t('shortcuts.open')}
      </button>
      <button
        type="button"
        className="plain"
        lang={language() === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(language() === 'zh' ? 'en' : 'zh')}
      >
        {t('account.language')}
      </button>
    </div>
  );
}
