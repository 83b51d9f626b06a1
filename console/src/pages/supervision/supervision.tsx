import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { VISIT_STATUS_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { RequestFailed } from '../../api/failure.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word } from '../../words/say.ts';
import { Limit } from '../problems/limit.tsx';

/** Team by team: what waits to be looked at, and the visits. */
export function Supervision() {
  const { t } = useTranslation();
  useTitle(t('supervision.title'));
  const teams = useQuery({
    queryKey: ['teams'],
    queryFn: () => read(api.GET('/api/v1/supervision/teams')),
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('supervision.title')}</h1>
      </header>
      {teams.isPending && <Loading />}
      {teams.isError && <Failed error={teams.error} retry={() => void teams.refetch()} />}
      <div className="cards">
        {teams.data?.items.map(({ id, name, counties }) => (
          <Team key={id} id={id} name={name} counties={counties} />
        ))}
        <Visits />
      </div>
    </>
  );
}

function Team({ id, name, counties }: { id: string; name: string; counties: readonly string[] }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['teams', id, 'problems'],
    queryFn: () =>
      read(api.GET('/api/v1/supervision/teams/{id}/problems', { params: { path: { id }, query: { limit: 50 } } })),
  });
  // Another team's list is not for everybody: then it is left out.
  if (query.error instanceof RequestFailed && [403, 404].includes(query.error.status)) return null;
  return (
    <Card
      title={`${name} · ${t('supervision.toVerify')}`}
      aside={query.data && <Tag tone="accent">{query.data.total}</Tag>}
    >
      {counties.length > 0 && <p className="quiet">{t('supervision.charges', { counties: counties.join('、') })}</p>}
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="quiet">{t('supervision.nothingToVerify')}</p>}
      <ul className="bare rows">
        {query.data?.items.map(({ code, title, county, projectName, resolvedAt, dueAt, overdue }) => (
          <li key={code}>
            <Link to={`/problems/${code}`}>{title}</Link>
            <span className="quiet">
              {[projectName, county].filter(Boolean).join(' · ')}{' '}
              {t('supervision.resolvedAt', { at: instantShort(resolvedAt) })}
            </span>
            <Limit at={dueAt} overdue={overdue} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Visits() {
  const { t } = useTranslation();
  const { data, isPending } = useQuery({
    queryKey: ['visits'],
    queryFn: () => read(api.GET('/api/v1/visits', { params: { query: { limit: 50 } } })),
  });
  return (
    <Card title={t('supervision.visits')}>
      {isPending && <Loading />}
      {data?.items.length === 0 && <p className="quiet">{t('supervision.noVisits')}</p>}
      <ul className="bare rows">
        {data?.items.map(({ code, on, project, county, status, counts }) => (
          <li key={code}>
            <span className="number">{on}</span>
            <span>{project ?? county}</span>
            <Tag>{word(VISIT_STATUS_WORDS, status)}</Tag>
            <span className="quiet">{t('supervision.findings', { count: counts.findings })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
