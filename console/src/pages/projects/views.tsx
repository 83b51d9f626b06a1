import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../app/me.ts';
import type { Filters } from '../../ui/filters.tsx';
import { keepViews, keptViews, type KeptView } from './kept-views.ts';

const SHAPES = ['table', 'board', 'grid'] as const;

/** The three shapes of the list, and the lists that somebody keeps for himself. */
export function Views({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const shape = filters.get('view') ?? 'table';
  return (
    <nav className="views" aria-label={t('projects.views.label')}>
      {SHAPES.map(name => (
        <Link key={name} to={{ search: searchWith(name) }} aria-current={shape === name ? 'page' : undefined}>
          {t(`projects.views.${name}`)}
        </Link>
      ))}
      <Kept />
    </nav>
  );
}

function searchWith(shape: (typeof SHAPES)[number]): string {
  const params = new URLSearchParams(location.search);
  if (shape === 'table') params.delete('view');
  else params.set('view', shape);
  return params.toString();
}

function Kept() {
  const { t } = useTranslation();
  const me = useMe();
  return me ? <OfPerson key={me.id} person={me.id} label={t('projects.views.kept')} /> : null;
}

function OfPerson({ person, label }: { person: string; label: string }) {
  const { t } = useTranslation();
  const [views, setViews] = useState(() => keptViews(person));
  const [name, setName] = useState('');
  const change = (next: readonly KeptView[]): void => {
    keepViews(person, next);
    setViews(next);
  };
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    const called = name.trim();
    if (called === '') return;
    change([...views.filter(view => view.name !== called), { name: called, search: location.search.slice(1) }]);
    setName('');
  };
  return (
    <details className="kept">
      <summary>
        {label} {views.length > 0 && <span className="number">({views.length})</span>}
      </summary>
      <div className="kept-body">
        <ul className="bare">
          {views.map(view => (
            <li key={view.name}>
              <Link to={{ search: view.search }}>{view.name}</Link>
              <button
                type="button"
                className="plain"
                aria-label={t('projects.views.drop', { name: view.name })}
                onClick={() => change(views.filter(each => each !== view))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={keep}>
          <input
            type="text"
            value={name}
            maxLength={40}
            aria-label={t('projects.views.name')}
            placeholder={t('projects.views.name')}
            onChange={event => setName(event.target.value)}
          />
          <button type="submit" className="button">
            {t('projects.views.keep')}
          </button>
        </form>
      </div>
    </details>
  );
}
