import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FOUR_BATCHES_WORDS } from '../../../../src/contract/catalogue/colours.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { count, word, yi } from '../../words/say.ts';
import { Figure } from './figure.tsx';

export function Stages() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'batches'],
    queryFn: () => read(api.GET('/api/v1/evaluation/batches')),
  });
  return (
    <Card
      title={t('overview.fourBatches')}
      aside={data && <span className="quiet">{t('overview.ofYear', { year: data.year })}</span>}
      wide
    >
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <div className="figures">
          {data.items.map(({ batch, count: projects, sumYi }) => (
            <Figure
              key={batch}
              label={word(FOUR_BATCHES_WORDS, batch)}
              to={`/projects?batch=${batch}`}
              value={count(projects)}
              under={t('overview.money', { yi: yi(sumYi) })}
            />
          ))}
        </div>
      )}
    </Card>
  );
}
