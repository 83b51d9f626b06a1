import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import type { HistoryEvent } from '../../api/types.ts';
import { useMe } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { usePages } from '../../ui/pages.ts';
import { language } from '../../words/language.ts';
import { instantShort } from '../../words/say.ts';
import { tellerIn, type Telling } from './telling.ts';

export type Kind = 'projects' | 'problems';

const PAGE = 50;

const useEvents = (kind: Kind, code: string) =>
  usePages([kind, code, 'events'], (cursor, signal) =>
    read(
      api.GET(`/api/v1/${kind}/{code}/events`, {
        params: { path: { code }, query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
const useTelling = (): Telling | undefined =>
  useQuery({ queryKey: ['telling'], queryFn: () => tellerIn(language()), staleTime: Infinity }).data;

/** Who did what, when, as it happened. */
export function History({ kind, code }: { kind: Kind; code: string }) {
  const { t } = useTranslation();
  const tell = useTelling();
  const { rows, isPending, more } = useEvents(kind, code);
  return (
    <Card title={t('project.history')} wide>
      {(isPending || !tell) && <Loading />}
      {tell && (
        <ol className="history">
          {rows.map(event => (
            <Told key={event.seq} {...{ kind, event, tell }} />
          ))}
        </ol>
      )}
      {more && (
        <button type="button" className="button" onClick={more}>
          {t('state.more')}
        </button>
      )}
    </Card>
  );
}

function Told({ kind, event, tell }: { kind: Kind; event: HistoryEvent; tell: Telling }) {
  const { t } = useTranslation();
  const { name, told } = tell(kind, event);
  return (
    <li>
      <time className="quiet number" dateTime={event.at}>
        {instantShort(event.at)}
      </time>
      <span>
        <strong>{name}</strong> {told}
        <span className="quiet">
          {' '}
          {event.actor.id === 'system' ? t('project.bySystem') : (event.actor.name ?? event.actor.id)}
        </span>
      </span>
    </li>
  );
}

/** In a form that stands over it: what others did since it was opened. Whoever fills it in goes by what is, not by what was. */
export function Meanwhile({ kind, code }: { kind: Kind; code: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const tell = useTelling();
  const { rows } = useEvents(kind, code);
  const [known] = useState(rows.length);
  const others = rows.slice(known).filter(({ actor }) => actor.id !== me?.id && actor.id !== 'system');
  if (!tell || known === 0 || others.length === 0) return null;
  return (
    <div className="box warn" role="status">
      <p>{t('project.meanwhile')}</p>
      <ol className="history">
        {others.map(event => (
          <Told key={event.seq} {...{ kind, event, tell }} />
        ))}
      </ol>
    </div>
  );
}
