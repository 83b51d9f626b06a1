import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { weekday } from '../../words/say.ts';
import { useCallMeeting, useCreateSeries } from './commands.ts';
import { otherRhythm } from './rhythm.ts';

const MOST = 200;

/** The series there are: which day, what time, whether it runs. */
export function SeriesList() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['series'],
    queryFn: () => read(api.GET('/api/v1/series', { params: { query: { limit: MOST } } })),
  });
  return (
    <Card title={t('series.title')} aside={<Create />}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="quiet">{t('series.none')}</p>}
      <ul className="bare rows">
        {data?.items.map(series => (
          <li key={series.id}>
            <Link to={`/dispatch/${series.id}`}>{series.name}</Link>
            <span className="number">
              {otherRhythm(series)
                ? series.time
                : t('series.every', { day: weekday(series.weekday), time: series.time })}
            </span>
            <span className="quiet">{series.venue}</span>
            <Tag tone={series.status === 'running' ? 'good' : 'warn'}>{t(`series.${series.status}`)}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const Create = () => (
  <Commands commands={[...useCreateSeries(), ...useCallMeeting()]} changes={[['series'], ['meetings']]} calm />
);
