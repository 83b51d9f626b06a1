import { useTranslation } from 'react-i18next';
import { useTitle } from '../../ui/title.ts';
import { Colours } from './colours.tsx';
import { NextDispatch } from './next-dispatch.tsx';
import { PaceOfYear } from './pace.tsx';
import { ProblemsOfYear } from './problems.tsx';
import { Stages } from './stages.tsx';

/** The state of the city at a glance; every figure opens the list behind it. */
export function Overview() {
  const { t } = useTranslation();
  useTitle(undefined);
  return (
    <>
      <h1 className="visually-hidden">{t('overview.title')}</h1>
      <div className="cards overview">
        <Stages />
        <NextDispatch />
        <ProblemsOfYear />
        <PaceOfYear />
        <Colours />
      </div>
    </>
  );
}
