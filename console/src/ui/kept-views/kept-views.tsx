import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isOffline } from '../../api/failure.ts';
import { useMe } from '../../app/me.ts';
import { useKeptViews, type ViewList } from './use-kept-views.ts';

const NAME_MAX = 60;

/** The filters, order and shapes of a list that somebody keeps for himself under names. */
export function KeptViews({ list }: { list: ViewList }) {
  const me = useMe();
  return me ? <OfPerson key={me.id} person={me.id} list={list} /> : null;
}

function OfPerson({ person, list }: { person: string; list: ViewList }) {
  const { t } = useTranslation();
  const { views, error, keep, drop } = useKeptViews(person, list);
  const [name, setName] = useState('');
  const sheet = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    sheet.current?.removeAttribute('open');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const called = name.trim();
    if (called === '' || keep.isPending) return;
    keep.mutate({ name: called, query: location.search.slice(1) }, { onSuccess: () => setName('') });
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !sheet.current?.open) return;
    close();
    sheet.current.querySelector('summary')?.focus();
  };
  const wrong = keep.error ?? drop.error ?? error;
  return (
    <details ref={sheet} className="kept" onKeyDown={leave}>
      <summary>
        {t('views.kept')} {views.length > 0 && <span className="number">({views.length})</span>}
      </summary>
      <div className="kept-body">
        <ul className="bare">
          {views.map(view => (
            <li key={view.id}>
              <Link to={{ search: view.query }} onClick={close}>
                {view.name}
              </Link>
              <button
                type="button"
                className="plain"
                aria-label={t('views.drop', { name: view.name })}
                disabled={drop.isPending}
                onClick={() => drop.mutate(view.id)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={submit}>
          <input
            type="text"
            value={name}
            maxLength={NAME_MAX}
            aria-label={t('views.name')}
            placeholder={t('views.name')}
            onChange={event => setName(event.target.value)}
          />
          <button type="submit" className="button">
            {t('views.keep')}
          </button>
        </form>
        {wrong && (
          <p className="box bad" role="alert">
            {isOffline(wrong) ? t('state.offline') : wrong.message}
          </p>
        )}
      </div>
    </details>
  );
}
