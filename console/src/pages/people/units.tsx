import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { UNIT_KIND_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Unit } from '../../api/types.ts';
import { Commands } from '../../ui/command.tsx';
import { Choice, ClearFilters, useFilters } from '../../ui/filters.tsx';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { usePages } from '../../ui/pages.ts';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';
import { useUnitCommands } from './commands.ts';

type Query = NonNullable<paths['/api/v1/units']['get']['parameters']['query']>;

const PAGE = 200;
const CHANGES = [['units'], ['teams']];

/** Departments, counties and teams: whom problems are given to and people belong to. */
export function Units() {
  const { t } = useTranslation();
  useTitle(t('people.unitsTitle'));
  const filters = useFilters();
  const commandsOf = useUnitCommands();
  const query: Query = filters.pick(['kind']);
  const list = usePages(['units', 'list', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/units', {
        params: { query: { ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const columns: Column<Unit>[] = [
    { ...{ id: 'name', head: t('people.unitName'), rem: 12, grow: 1 }, cell: ({ name }) => name },
    { ...{ id: 'id', head: t('people.id'), rem: 9 }, cell: ({ id }) => <span className="number">{id}</span> },
    { ...{ id: 'kind', head: t('people.kind'), rem: 9 }, cell: ({ kind }) => word(UNIT_KIND_WORDS, kind) },
    { ...{ id: 'county', head: t('people.county'), rem: 9 }, cell: ({ county }) => county ?? '—' },
    {
      ...{ id: 'commands', head: '', rem: 8 },
      cell: unit => <Commands commands={commandsOf(unit)} changes={CHANGES} calm />,
    },
  ];
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/settings">{t('settings.title')}</Link>
          </p>
          <h1>{t('people.unitsTitle')}</h1>
        </div>
        <Commands commands={commandsOf(null)} changes={CHANGES} />
      </header>
      <div className="filters" role="search">
        <Choice
          {...{ filters, name: 'kind', label: t('people.kind') }}
          options={Object.keys(UNIT_KIND_WORDS).map(value => ({ value, text: word(UNIT_KIND_WORDS, value) }))}
        />
        <ClearFilters filters={filters} />
      </div>
      <ListBody label={t('people.unitsTitle')} columns={columns} keyOf={unit => unit.id} list={list} />
    </>
  );
}
