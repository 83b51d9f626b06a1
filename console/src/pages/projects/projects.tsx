import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PROJECT_STATUS_WORDS, STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { useCounties } from '../../api/office.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Project } from '../../api/types.ts';
import { Commands } from '../../ui/command.tsx';
import { Check, Choice, ClearFilters, SearchBox, useFilters, type Filters } from '../../ui/filters.tsx';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { usePages } from '../../ui/pages.ts';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word, yi } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { Board } from './board.tsx';
import { BroughtAlong } from './brought-along.tsx';
import { Bulk, pickColumn, usePicked } from './bulk.tsx';
import { useBulkCommands, useStart } from './commands.ts';
import { CountyGrid } from './grid.tsx';
import { nextOf, NextMilestone } from './next-milestone.tsx';
import { statusTone } from './tones.ts';
import { Views } from './views.tsx';

type Query = NonNullable<paths['/api/v1/projects']['get']['parameters']['query']>;
type Sort = NonNullable<Query['sort']>;

const PAGE = 200;
const KEPT = [
  ...(['q', 'county', 'stage', 'status', 'gaps', 'missingEvidence', 'sort', 'order'] as const),
  ...(['reached', 'reachedFrom', 'reachedTo', 'counted', 'batch', 'batchYear'] as const),
] as const;

export function Projects() {
  const { t } = useTranslation();
  useTitle(t('projects.title'));
  const filters = useFilters();
  const given = filters.pick(KEPT);
  const view = filters.get('view');
  return (
    <>
      <header className="page-head">
        <h1>{t('projects.title')}</h1>
        <Start />
        <a className="button" href={`/api/v1/projects/export.xlsx?${new URLSearchParams(given)}`}>
          {t('projects.export')}
        </a>
      </header>
      <Views filters={filters} />
      <ProjectFilters filters={filters} />
      {view === 'board' ? (
        <Board query={given} />
      ) : view === 'grid' ? (
        <CountyGrid query={given} />
      ) : (
        <Table filters={filters} query={given} />
      )}
    </>
  );
}

function Table({ filters, query }: { filters: Filters; query: Query }) {
  const { t } = useTranslation();
  const picked = usePicked();
  const list = usePages(['projects', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/projects', {
        params: { query: { ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const bulk = useBulkCommands();
  const pick = bulk.length === 0 ? [] : [pickColumn(picked, { rows: list.rows, t })];
  return (
    <>
      {list.first && (
        <p className="quiet" role="status">
          {t('filter.count', { count: list.first.total })} · {t('filter.sum', { yi: yi(list.first.sums.investmentYi) })}
          {list.first.sums.withoutAmount > 0 && t('filter.withoutAmount', { count: list.first.sums.withoutAmount })}
        </p>
      )}
      <Bulk picked={picked} rows={list.rows} commands={bulk} />
      <ListBody
        label={t('projects.title')}
        columns={[...pick, ...columnsFor(filters, t)]}
        keyOf={project => project.code}
        list={list}
        empty={t(filters.any ? 'state.emptyFilter' : 'state.empty')}
      />
    </>
  );
}

function ProjectFilters({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const counties = useCounties();
  return (
    <div className="filters" role="search">
      <SearchBox filters={filters} placeholder={t('filter.search')} />
      <Choice {...{ filters, name: 'county', label: t('projects.county') }} options={counties} />
      <Choice
        {...{ filters, name: 'stage', label: t('projects.stage') }}
        options={Object.keys(STAGE_WORDS).map(value => ({ value, text: word(STAGE_WORDS, value) }))}
      />
      <Choice
        {...{ filters, name: 'status', label: t('projects.status') }}
        options={Object.keys(PROJECT_STATUS_WORDS).map(value => ({ value, text: word(PROJECT_STATUS_WORDS, value) }))}
      />
      <Check filters={filters} name="gaps" label={t('projects.gaps')} />
      <Check filters={filters} name="missingEvidence" label={t('projects.missingEvidence')} />
      <BroughtAlong filters={filters} />
      <ClearFilters filters={filters} />
    </div>
  );
}

function columnsFor(filters: Filters, t: T): Column<Project>[] {
  const by = (filters.get('sort') ?? 'code') as Sort;
  const down = filters.get('order') === 'desc';
  const sort = (name: Sort): NonNullable<Column<Project>['sort']> => ({
    direction: by === name ? (down ? 'descending' : 'ascending') : 'none',
    toggle: () => filters.set({ sort: name, order: by === name && !down ? 'desc' : undefined }),
  });
  return [
    {
      ...{ id: 'code', head: t('projects.columns.code'), rem: 7.5, sort: sort('code') },
      cell: ({ code }) => <Link to={`/projects/${code}`}>{code}</Link>,
    },
    {
      ...{ id: 'name', head: t('projects.columns.name'), rem: 10.5, grow: 2, sort: sort('name') },
      cell: ({ code, name }) => (
        <Link className="quietly" to={`/projects/${code}`} title={name}>
          {name}
        </Link>
      ),
    },
    {
      ...{ id: 'county', head: t('projects.columns.county'), rem: 6.5, sort: sort('county') },
      cell: ({ county }) => county ?? '—',
    },
    {
      ...{ id: 'stage', head: t('projects.columns.stage'), rem: 7, sort: sort('stage') },
      cell: ({ stage }) => <Tag tone="accent">{word(STAGE_WORDS, stage)}</Tag>,
    },
    {
      ...{ id: 'status', head: t('projects.columns.status'), rem: 6 },
      cell: ({ status }) => <Tag tone={statusTone(status)}>{word(PROJECT_STATUS_WORDS, status)}</Tag>,
    },
    {
      ...{ id: 'investment', head: t('projects.columns.investment'), rem: 8, align: 'end' },
      ...{ sort: sort('investment'), cell: ({ investmentYi }) => yi(investmentYi) },
    },
    {
      ...{ id: 'next', head: t('projects.columns.next'), rem: 15, grow: 1 },
      cell: project => <NextMilestone next={nextOf(project)} />,
    },
    {
      ...{ id: 'changed', head: t('projects.columns.changed'), rem: 10, sort: sort('changed') },
      cell: ({ changedAt }) => <span className="quiet">{instantShort(changedAt)}</span>,
    },
  ];
}

function Start() {
  const start = useStart();
  return start && <Commands commands={[start]} changes={[['projects'], ['figures']]} />;
}
