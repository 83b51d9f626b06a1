import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { yi } from '../../words/say.ts';

/** 序时: how much of the year's plan is done, beside how much of the year has gone. */
export function PaceOfYear() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'pace'],
    queryFn: () => read(api.GET('/api/v1/evaluation/pace', { params: { query: { by: 'total' } } })),
  });
  const measured = data?.sum.pace[data.bases[0] ?? 'days'];
  return (
    <Card
      title={t('overview.pace', { month: data?.month ?? '' })}
      aside={<Link to="/pace">{t('overview.byCounty')}</Link>}
    >
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && data.sum.planWan === null && <p className="quiet">{t('overview.paceNone')}</p>}
      {data && data.sum.planWan !== null && measured && (
        <>
          <p className="when number">
            {measured.ofPlan.percent === null
              ? '—'
              : t('overview.paceOfPlan', { percent: `${measured.ofPlan.percent} %` })}
          </p>
          <Standing points={measured.points.percent} />
          <p className="quiet">
            {t('overview.paceDone', { yi: yi(data.sum.doneYi) })} ·{' '}
            {t('overview.pacePlan', { yi: yi(data.sum.planYi) })}
          </p>
        </>
      )}
    </Card>
  );
}

function Standing({ points }: { points: string | null }) {
  const { t } = useTranslation();
  if (points === null) return null;
  const behind = points.startsWith('-');
  return (
    <p className={behind ? 'bad-text' : 'good-text'}>
      {t(behind ? 'overview.behind' : 'overview.ahead', { points: points.replace(/^[-+]/, '') })}
    </p>
  );
}
