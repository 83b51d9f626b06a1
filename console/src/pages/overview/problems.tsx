import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { count } from '../../words/say.ts';
import { Figure } from './figure.tsx';

export function ProblemsOfYear() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'problems'],
    queryFn: () => read(api.GET('/api/v1/evaluation/problems', { params: { query: { by: 'total' } } })),
  });
  return (
    <Card title={t('overview.problems')}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <div className="figures">
          <Figure label={t('overview.raised')} value={count(data.sum.raised)} to="/problems" />
          <Figure
            label={t('overview.solved')}
            value={count(data.sum.solved)}
            under={
              data.sum.solveRate !== null ? t('overview.solveRate', { rate: `${data.sum.solveRate} %` }) : undefined
            }
          />
          <Figure label={t('overview.closed')} value={count(data.sum.closed)} to="/problems?state=closed" />
          <Figure label={t('overview.open')} value={count(data.sum.open)} to="/problems?state=handling" />
          <Figure
            label={t('overview.overdue')}
            value={count(data.sum.overdue)}
            to="/problems?overdue=true"
            {...(data.sum.overdue > 0 ? { tone: 'bad' as const } : {})}
          />
          <Figure label={t('overview.onTheSpot')} value={count(data.sum.onTheSpot)} to="/problems?onTheSpot=true" />
        </div>
      )}
    </Card>
  );
}
