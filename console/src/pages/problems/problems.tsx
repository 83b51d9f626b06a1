import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LEVEL_WORDS } from '../../../../src/contract/catalogue/problem-figures.ts';
import { CATEGORY_WORDS, PROBLEM_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Problem } from '../../api/types.ts';
import { useMe } from '../../app/me.ts';
import { Commands } from '../../ui/command.tsx';
import { Choice, ClearFilters, useFilters, type Filters } from '../../ui/filters.tsx';
import { KeptViews } from '../../ui/kept-views/kept-views.tsx';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { usePages } from '../../ui/pages.ts';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { useRaise } from './commands.ts';
import { Limit } from './limit.tsx';
import { UnitName } from './unit-name.tsx';
import { stateTone } from './tones.ts';

type Query = NonNullable<paths['/api/v1/problems']['get']['parameters']['query']>;

const PAGE = 200;
const KEPT = [
  'state',
  'category',
  'unit',
  'county',
  'overdue',
  'toVerify',
  'onAgenda',
  'onTheSpot',
  'project',
  'open',
  'raisedFrom',
  'raisedTo',
] as const;

export function Problems() {
  const { t } = useTranslation();
  useTitle(t('problems.title'));
  const filters = useFilters();
  const given = filters.pick(KEPT);
  const query: Query = given;
  const list = usePages(['problems', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/problems', {
        params: { query: { ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <>
      <header className="page-head">
        <h1>{t('problems.title')}</h1>
        <Raise />
        <a className="button" href={`/api/v1/problems/export.xlsx?${new URLSearchParams(given)}`}>
          {t('problems.export')}
        </a>
      </header>
      <Views filters={filters} />
      <div className="filters" role="search">
        <Choice
          {...{ filters, name: 'state', label: t('problems.state') }}
          options={Object.keys(PROBLEM_STATE_WORDS).map(value => ({ value, text: word(PROBLEM_STATE_WORDS, value) }))}
        />
        <Choice
          {...{ filters, name: 'category', label: t('problems.category') }}
          options={Object.keys(CATEGORY_WORDS).map(value => ({ value, text: word(CATEGORY_WORDS, value) }))}
        />
        <ClearFilters filters={filters} />
      </div>
      {list.first && (
        <p className="quiet" role="status">
          {t('filter.count', { count: list.first.total })}
        </p>
      )}
      <ListBody
        label={t('problems.title')}
        columns={columnsIn(t)}
        keyOf={problem => problem.code}
        list={list}
        empty={t(filters.any ? 'state.emptyFilter' : 'state.empty')}
      />
    </>
  );
}

const VIEWS = ['all', 'mine', 'overdue', 'toVerify', 'onAgenda'] as const;

/** The lists people ask for all day, each one press away and each with an address. */
function Views({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const me = useMe();
  const asked = {
    all: {},
    mine: { unit: me?.unit ?? '' },
    overdue: { overdue: 'true' },
    toVerify: { toVerify: 'true' },
    onAgenda: { onAgenda: 'true' },
  } satisfies Record<(typeof VIEWS)[number], Record<string, string>>;
  const given = new URLSearchParams(filters.pick(KEPT));
  return (
    <nav className="views" aria-label={t('problems.title')}>
      {VIEWS.map(name => {
        const search = new URLSearchParams(asked[name]).toString();
        return (
          <Link key={name} to={{ search }} aria-current={given.toString() === search ? 'page' : undefined}>
            {t(`problems.views.${name}`)}
          </Link>
        );
      })}
      <KeptViews list="problems" />
    </nav>
  );
}

const columnsIn = (t: T): Column<Problem>[] => [
  {
    ...{ id: 'code', head: t('problems.columns.code'), rem: 7.5 },
    cell: ({ code }) => <Link to={`/problems/${code}`}>{code}</Link>,
  },
  {
    ...{ id: 'title', head: t('problems.columns.title'), rem: 10.5, grow: 2 },
    cell: ({ code, title }) => (
      <Link className="quietly" to={`/problems/${code}`} title={title}>
        {title}
      </Link>
    ),
  },
  {
    ...{ id: 'place', head: t('problems.columns.place'), rem: 8, grow: 1 },
    cell: ({ project, county }) => (
      <>
        {project && <Link to={`/projects/${project}`}>{project}</Link>} {county}
      </>
    ),
  },
  {
    ...{ id: 'unit', head: t('problems.columns.unit'), rem: 7.5 },
    cell: ({ leadUnit }) => <UnitName id={leadUnit} />,
  },
  {
    ...{ id: 'state', head: t('problems.columns.state'), rem: 6.5 },
    cell: ({ state }) => <Tag tone={stateTone(state)}>{word(PROBLEM_STATE_WORDS, state)}</Tag>,
  },
  {
    ...{ id: 'due', head: t('problems.columns.due'), rem: 14.5 },
    cell: ({ dueAt, verifyDueAt, overdue, provisional }) => (
      <Limit at={dueAt ?? verifyDueAt} {...{ overdue, provisional }} />
    ),
  },
  {
    ...{ id: 'level', head: t('problems.columns.level'), rem: 8.5, grow: 1 },
    cell: ({ level }) => (level > 0 ? word(LEVEL_WORDS, String(level)) : ''),
  },
];

function Raise() {
  const raise = useRaise(undefined);
  return raise && <Commands commands={[raise]} changes={[['problems'], ['figures']]} />;
}
