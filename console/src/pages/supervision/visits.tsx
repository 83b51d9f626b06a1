import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { VISIT_STATUS_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { Commands } from '../../ui/command.tsx';
import { Choice, ClearFilters, useFilters, type Filters } from '../../ui/filters.tsx';
import { Loading } from '../../ui/loading.tsx';
import { usePages } from '../../ui/pages.ts';
import { useTitle } from '../../ui/title.ts';
import { today, word } from '../../words/say.ts';
import { useBegin } from './commands.ts';
import { useTeams } from './team.ts';
import { VisitRow, type VisitLine } from './visit-row.tsx';
import { weekOf } from './weeks.ts';

type Query = NonNullable<paths['/api/v1/visits']['get']['parameters']['query']>;

const PAGE = 100;

/** The plan of all teams or one, week by week, the latest first. */
export function Visits() {
  const { t } = useTranslation();
  useTitle(t('visits.plan'));
  const filters = useFilters();
  const query: Query = filters.pick(['team', 'status', 'month', 'county', 'project']);
  const list = usePages(['visits', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/visits', {
        params: { query: { ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/supervision">{t('supervision.title')}</Link>
          </p>
          <h1>{t('visits.plan')}</h1>
        </div>
        <Begin />
      </header>
      <VisitFilters filters={filters} />
      {list.first && (
        <p className="quiet" role="status">
          {t('filter.count', { count: list.first.total })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.first?.total === 0 && <p className="notice">{t('visits.none')}</p>}
      {list.rows.length > 0 && <Weeks visits={list.rows} />}
      {list.more && (
        <button type="button" className="button" onClick={list.more}>
          {t('visits.more')}
        </button>
      )}
    </>
  );
}

const Begin = () => <Commands commands={useBegin()} changes={[['visits'], ['teams']]} />;

function VisitFilters({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const { teams } = useTeams();
  return (
    <div className="filters" role="search">
      <Choice {...{ filters, name: 'team', label: t('visits.team'), options: teams }} />
      <Choice
        {...{ filters, name: 'status', label: t('visits.status') }}
        options={Object.keys(VISIT_STATUS_WORDS).map(value => ({ value, text: word(VISIT_STATUS_WORDS, value) }))}
      />
      <label className="choice">
        <span>{t('visits.month')}</span>
        <input
          type="month"
          value={filters.get('month') ?? ''}
          onChange={event => filters.set({ month: event.target.value })}
        />
      </label>
      <ClearFilters filters={filters} />
    </div>
  );
}

function Weeks({ visits }: { visits: readonly VisitLine[] }) {
  const { t } = useTranslation();
  const weeks = byWeek(visits);
  const thisWeek = weekOf(today()).from;
  return (
    <div className="card">
      {[...weeks].map(([from, lines]) => (
        <section key={from} className="visit-week" aria-label={t('visits.week', weekOf(from))}>
          <h3 className="number">
            {t('visits.week', weekOf(from))}
            {from === thisWeek && ` · ${t('visits.thisWeek')}`} · {t('visits.weekCount', { count: lines.length })}
          </h3>
          <ul className="bare rows">
            {lines.map(visit => (
              <VisitRow key={visit.code} visit={visit} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function byWeek(visits: readonly VisitLine[]): ReadonlyMap<string, VisitLine[]> {
  const weeks = new Map<string, VisitLine[]>();
  for (const visit of visits) {
    const { from } = weekOf(visit.heldOn ?? visit.on);
    weeks.set(from, [...(weeks.get(from) ?? []), visit]);
  }
  return weeks;
}
