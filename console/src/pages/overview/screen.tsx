import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveUpdates } from '../../app/live.ts';
import { useMe } from '../../app/me.ts';
import { useTitle } from '../../ui/title.ts';
import { instant } from '../../words/say.ts';
import { Colours } from './colours.tsx';
import { Efficiency } from './efficiency.tsx';
import { NextDispatch } from './next-dispatch.tsx';
import { PaceOfYear } from './pace.tsx';
import { ProblemsOfYear } from './problems.tsx';
import { Stages } from './stages.tsx';

/** Nobody touches a wall: it asks by itself. */
const AGAIN_MS = 60_000;

/** 大屏: the overview for a wall of 1920 × 1080, without anything to operate. */
export function Screen() {
  const { t } = useTranslation();
  const me = useMe();
  const readAt = useRefresh();
  useLiveUpdates();
  useTitle(t('overview.screen'));
  return (
    <main className="screen" id="content">
      <header className="screen-head">
        <h1>
          {t('product')} {me?.demo && <span className="demo-mark">{t('demo.mark')}</span>}
        </h1>
        <p className="quiet">{t('overview.readAt', { at: instant(readAt.toISOString()) })}</p>
        <Link className="button" to="/">
          {t('state.backToOverview')}
        </Link>
      </header>
      <div className="cards">
        <Efficiency />
        <ProblemsOfYear />
        <PaceOfYear />
        <NextDispatch />
        <Stages />
        <Colours />
      </div>
    </main>
  );
}

function useRefresh(): Date {
  const queries = useQueryClient();
  const [at, setAt] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      void queries.invalidateQueries();
      setAt(new Date());
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [queries]);
  return at;
}
