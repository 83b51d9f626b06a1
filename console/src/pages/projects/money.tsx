import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { count } from '../../words/say.ts';
import type { MonthDone } from './money-chart.tsx';

/** Year by year against its plan, and every month that was reported. */
export function Money({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data, isPending } = useQuery({
    queryKey: ['project', code, 'money'],
    queryFn: () => read(api.GET('/api/v1/projects/{code}/money', { params: { path: { code } } })),
  });
  return (
    <Card title={t('project.money')}>
      {isPending && <Loading />}
      {data && data.years.length === 0 && <p className="quiet">{t('project.moneyNone')}</p>}
      {data?.years.map(({ year, planWan, doneWan }) => (
        <div key={year} className="year">
          <h3>{t('project.moneyYear', { year })}</h3>
          <Bar done={doneWan ?? 0} plan={planWan} />
          <Suspense fallback={null}>
            <MoneyChart year={year} planWan={planWan} months={ofYear(data.months, year)} />
          </Suspense>
          <p className="quiet number">
            {t('project.moneyDone')} {count(doneWan ?? 0)} / {t('project.moneyPlan')}{' '}
            {planWan === null ? '—' : count(planWan)}
          </p>
        </div>
      ))}
      {data && data.months.length > 0 && (
        <table className="small">
          <thead>
            <tr>
              <th>{t('project.moneyMonth')}</th>
              <th className="end">{t('project.moneyInMonth')}</th>
              <th className="end">{t('project.moneyToDate')}</th>
            </tr>
          </thead>
          <tbody>
            {data.months.map(({ month, doneWan, toDateWan }) => (
              <tr key={month}>
                <td className="number">{month}</td>
                <td className="end number">{count(doneWan)}</td>
                <td className="end number">{count(toDateWan)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** A chart comes when money has been reported. */
const MoneyChart = lazy(async () => ({ default: (await import('./money-chart.tsx')).MoneyChart }));

function ofYear(months: readonly { month: string; toDateWan: number | null }[], year: number): MonthDone[] {
  return months
    .filter(({ month }) => month.startsWith(String(year)))
    .flatMap(({ month, toDateWan }) => (toDateWan === null ? [] : [{ month, toDateWan }]))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

function Bar({ done, plan }: { done: number; plan: number | null }) {
  const { t } = useTranslation();
  if (plan === null || plan === 0) return null;
  return <progress max={plan} value={Math.min(done, plan)} aria-label={t('project.moneyDone')} />;
}
