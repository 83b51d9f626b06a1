import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client.ts';
import { useCounties } from '../../api/office.ts';
import type { PaceRow } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Choice, ClearFilters, useFilters } from '../../ui/filters.tsx';
import { Loading } from '../../ui/loading.tsx';
import { LongTable, type Column } from '../../ui/long-table.tsx';
import { useTitle } from '../../ui/title.ts';
import { count, yi } from '../../words/say.ts';
import type { T } from '../../words/t.ts';

/** 序时 of the last month that was closed: the counties, or the projects of one of them. */
export function Pace() {
  const { t } = useTranslation();
  useTitle(t('pace.title'));
  const filters = useFilters();
  const counties = useCounties();
  const county = filters.get('county');
  const by = county === undefined ? 'county' : 'project';
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'pace', by, county],
    queryFn: () =>
      read(
        api.GET('/api/v1/evaluation/pace', { params: { query: { by, ...(county === undefined ? {} : { county }) } } }),
      ),
  });
  const basis = data?.bases[0] ?? 'days';
  return (
    <>
      <header className="page-head">
        <h1>{t('pace.title')}</h1>
      </header>
      <div className="filters" role="search">
        <Choice {...{ filters, name: 'county', label: t('projects.county') }} options={counties} />
        <ClearFilters filters={filters} />
      </div>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <p className="quiet" role="status">
            {t('pace.of', { month: data.month, on: data.on })} · {t('overview.paceDone', { yi: yi(data.sum.doneYi) })} ·{' '}
            {t('overview.pacePlan', { yi: yi(data.sum.planYi) })}
          </p>
          {data.items.length === 0 && <p className="notice">{t('state.empty')}</p>}
          {data.items.length > 0 && (
            <LongTable
              label={t('pace.title')}
              columns={columnsFor(by, basis, t)}
              rows={data.items}
              total={data.items.length}
              keyOf={({ id }) => id ?? ''}
            />
          )}
        </>
      )}
    </>
  );
}

function columnsFor(by: 'county' | 'project', basis: 'days' | 'months', t: T): Column<PaceRow>[] {
  const paceOf = (row: PaceRow) => row.pace[basis];
  const counts: Column<PaceRow>[] = [
    { ...{ id: 'projects', head: t('pace.projects'), rem: 6, align: 'end' }, cell: row => count(row.projects) },
    {
      ...{ id: 'withoutPlan', head: t('pace.withoutPlan'), rem: 7, align: 'end' },
      cell: row => count(row.withoutPlan),
    },
  ];
  return [
    {
      ...{ id: 'name', head: t(by === 'county' ? 'projects.county' : 'projects.columns.name'), rem: 12, grow: 2 },
      cell: row => <Named row={row} by={by} />,
    },
    { ...{ id: 'plan', head: t('pace.plan'), rem: 9, align: 'end' }, cell: ({ planYi }) => yi(planYi) },
    { ...{ id: 'done', head: t('pace.done'), rem: 9, align: 'end' }, cell: ({ doneYi }) => yi(doneYi) },
    {
      ...{ id: 'share', head: t('pace.share'), rem: 8, align: 'end' },
      cell: row => percentOf(paceOf(row)?.ofPlan.percent ?? null),
    },
    {
      ...{ id: 'points', head: t('pace.points'), rem: 9, align: 'end' },
      cell: row => <Points points={paceOf(row)?.points.percent ?? null} />,
    },
    { ...{ id: 'silent', head: t('pace.notReported'), rem: 7, align: 'end' }, cell: row => count(row.notReported) },
    ...(by === 'county' ? counts : []),
  ];
}

function Named({ row: { id, name }, by }: { row: PaceRow; by: 'county' | 'project' }) {
  const { t } = useTranslation();
  if (id === null) return <span className="quiet">{t('pace.noCounty')}</span>;
  const to = by === 'county' ? `/pace?county=${encodeURIComponent(id)}` : `/projects/${id}`;
  return <Link to={to}>{name}</Link>;
}

const percentOf = (percent: string | null): string => (percent === null ? '—' : `${percent} %`);

function Points({ points }: { points: string | null }) {
  if (points === null) return '—';
  return <span className={points.startsWith('-') ? 'bad-text' : 'good-text'}>{points}</span>;
}
