import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { periods } from '../../words/weeks.ts';
import { useProblemCount } from './counted.ts';
import { numberOf } from './efficiency.tsx';
import { Figure } from './figure.tsx';

export function ProblemsOfYear({ wide = false }: { wide?: boolean }) {
  const { t } = useTranslation();
  const { year, thisWeek, lastWeek, lastSunday } = periods();
  const raised = useProblemCount({ raisedFrom: year });
  const closed = useProblemCount({ raisedFrom: year, state: 'closed' });
  const open = useProblemCount({ open: 'true' });
  const overdue = useProblemCount({ overdue: 'true' });
  const toVerify = useProblemCount({ toVerify: 'true' });
  const onTheSpot = useProblemCount({ raisedFrom: year, onTheSpot: 'true' });
  const week = useProblemCount({ raisedFrom: thisWeek });
  const before = useProblemCount({ raisedFrom: lastWeek, raisedTo: lastSunday });
  const rate = useSolveRate();
  return (
    <Card title={t('overview.problems')} wide={wide}>
      <div className="figures">
        <Figure label={t('overview.raised')} value={numberOf(raised.total)} to={raised.to} />
        <Figure
          label={t('overview.closed')}
          value={numberOf(closed.total)}
          under={rate === null ? undefined : t('overview.solveRate', { rate: `${rate} %` })}
          to={closed.to}
        />
        <Figure label={t('overview.open')} value={numberOf(open.total)} to={open.to} />
        <Figure
          label={t('overview.overdue')}
          value={numberOf(overdue.total)}
          to={overdue.to}
          {...((overdue.total ?? 0) > 0 ? { tone: 'bad' as const } : {})}
        />
        <Figure label={t('overview.toVerify')} value={numberOf(toVerify.total)} to={toVerify.to} />
        <Figure label={t('overview.onTheSpot')} value={numberOf(onTheSpot.total)} to={onTheSpot.to} />
      </div>
      <p className="week">
        <Link to={week.to}>{t('overview.raisedThisWeek', { count: week.total ?? 0 })}</Link>
        <Link className="quiet" to={before.to}>
          {t('overview.lastWeek', { count: before.total ?? 0 })}
        </Link>
      </p>
    </Card>
  );
}

function useSolveRate(): string | null {
  const { data } = useQuery({
    queryKey: ['figures', 'problems'],
    queryFn: () => read(api.GET('/api/v1/evaluation/problems', { params: { query: { by: 'total' } } })),
  });
  return data?.sum.solveRate ?? null;
}
