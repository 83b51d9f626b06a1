import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, today } from '../../words/say.ts';
import { Limit } from '../problems/limit.tsx';
import { useBegin } from './commands.ts';
import { useSeesTeam, useTeams } from './team.ts';
import { VisitRow } from './visit-row.tsx';
import { weekOf } from './weeks.ts';

/** What is planned this week, and team by team what waits to be looked at: of every team, or of the reader's own. */
export function Supervision() {
  const { t } = useTranslation();
  const may = useMay();
  const sees = useSeesTeam();
  useTitle(t('supervision.title'));
  const teams = useQuery({
    queryKey: ['teams'],
    queryFn: () => read(api.GET('/api/v1/supervision/teams')),
    enabled: may('charge.read'),
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('supervision.title')}</h1>
        <Begin />
      </header>
      {teams.isLoading && <Loading />}
      {teams.isError && <Failed error={teams.error} retry={() => void teams.refetch()} />}
      <div className="cards">
        <ThisWeek />
        {teams.data?.items
          .filter(({ id }) => sees(id))
          .map(({ id, name, counties }) => (
            <Team key={id} id={id} name={name} counties={counties} />
          ))}
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

const Begin = () => <Commands commands={useBegin()} changes={[['visits'], ['teams']]} />;

/** This week's, of the reader's own team if he is of one. */
function ThisWeek() {
  const { t } = useTranslation();
  const { own } = useTeams();
  const { from, to } = weekOf(today());
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['visits', 'latest', own],
    queryFn: () => read(api.GET('/api/v1/visits', { params: { query: { limit: 100, ...(own && { team: own }) } } })),
  });
  const visits = data?.items.filter(({ on, heldOn }) => (heldOn ?? on) >= from && (heldOn ?? on) <= to) ?? [];
  return (
    <Card title={t('visits.thisWeek')} aside={<Link to="/supervision/visits">{t('visits.all')}</Link>}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && visits.length === 0 && <p className="quiet">{t('visits.noneThisWeek')}</p>}
      <ul className="bare rows">
        {visits.map(visit => (
          <VisitRow key={visit.code} visit={visit} />
        ))}
      </ul>
    </Card>
  );
}
