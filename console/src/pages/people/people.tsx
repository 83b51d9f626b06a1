import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ROLE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { useUnits } from '../../api/office.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Person } from '../../api/types.ts';
import { Commands, type Command } from '../../ui/command.tsx';
import { Check, Choice, ClearFilters, useFilters } from '../../ui/filters.tsx';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { usePages } from '../../ui/pages.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { usePersonCommands } from './commands.ts';

type Query = NonNullable<paths['/api/v1/people']['get']['parameters']['query']>;

const PAGE = 200;
const CHANGES = [['people'], ['units'], ['me']];

/** Who is here, of which unit, in which roles; administrators invite, change and disable. */
export function People() {
  const { t } = useTranslation();
  useTitle(t('people.title'));
  const filters = useFilters();
  const units = useUnits();
  const [link, setLink] = useState<string | null>(null);
  const commandsOf = usePersonCommands(setLink);
  const query: Query = filters.pick(['unit', 'role', 'active', 'addressDead']);
  const list = usePages(['people', 'list', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/people', {
        params: { query: { ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const nameOf = (id: string): string => units.find(({ value }) => value === id)?.text ?? id;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/settings">{t('settings.title')}</Link>
          </p>
          <h1>{t('people.title')}</h1>
        </div>
        <Commands commands={commandsOf(null)} changes={CHANGES} />
      </header>
      <div className="filters" role="search">
        <Choice {...{ filters, name: 'unit', label: t('people.unit'), options: units }} />
        <Choice
          {...{ filters, name: 'role', label: t('people.role') }}
          options={Object.keys(ROLE_WORDS).map(value => ({ value, text: word(ROLE_WORDS, value) }))}
        />
        <Check {...{ filters, name: 'active', label: t('people.active') }} />
        <Check {...{ filters, name: 'addressDead', label: t('people.dead') }} />
        <ClearFilters filters={filters} />
      </div>
      {list.first && (
        <p className="quiet" role="status">
          {t('filter.count', { count: list.first.total })}
        </p>
      )}
      <ListBody
        label={t('people.title')}
        columns={columnsIn(t, nameOf, commandsOf)}
        keyOf={person => person.id}
        list={list}
      />
      {link !== null && (
        <Sheet title={t('people.link')} close={() => setLink(null)}>
          <p className="quiet">{t('people.linkHint')}</p>
          <p className="leaf">{link}</p>
        </Sheet>
      )}
    </>
  );
}

function columnsIn(
  t: T,
  unitName: (id: string) => string,
  commandsOf: (person: Person) => readonly Command[],
): Column<Person>[] {
  const columns: Column<Person>[] = [
    {
      ...{ id: 'name', head: t('people.name'), rem: 8 },
      cell: ({ name, active }) => (
        <>
          {name} {!active && <Tag tone="dim">{t('people.left')}</Tag>}
        </>
      ),
    },
    { ...{ id: 'id', head: t('people.id'), rem: 7 }, cell: ({ id }) => <span className="number">{id}</span> },
    { ...{ id: 'unit', head: t('people.unit'), rem: 7, grow: 1 }, cell: ({ unit }) => unitName(unit) },
    {
      ...{ id: 'roles', head: t('people.roles'), rem: 9, grow: 1 },
      cell: ({ roles }) => roles.map(role => word(ROLE_WORDS, role)).join('、'),
    },
    {
      ...{ id: 'address', head: t('people.address'), rem: 11 },
      cell: ({ address, addressDead }) => (
        <>
          {address ?? '—'} {addressDead && <Tag tone="bad">{t('people.dead')}</Tag>}
        </>
      ),
    },
    {
      ...{ id: 'commands', head: '', rem: 13.5 },
      cell: person => <Commands commands={commandsOf(person)} changes={CHANGES} calm />,
    },
  ];
  return columns;
}
