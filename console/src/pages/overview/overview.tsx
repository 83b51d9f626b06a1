import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTitle } from '../../ui/title.ts';
import { Colours } from './colours.tsx';
import { Efficiency } from './efficiency.tsx';
import { NextDispatch } from './next-dispatch.tsx';
import { PaceOfYear } from './pace.tsx';
import { ProblemsOfYear } from './problems.tsx';
import { Stages } from './stages.tsx';

/** The state of the city at a glance; every figure that is a list opens it. */
export function Overview() {
  const { t } = useTranslation();
  useTitle(undefined);
  return (
    <>
      <header className="page-head">
        <h1>{t('overview.title')}</h1>
        <Link className="button" to="/screen">
          {t('overview.screen')}
        </Link>
      </header>
      <div className="cards overview">
        <Efficiency />
        <NextDispatch />
        <PaceOfYear />
        <ProblemsOfYear wide />
        <Stages />
        <Colours />
      </div>
    </>
  );
}
