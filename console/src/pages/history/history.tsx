import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { usePages } from '../../ui/pages.ts';
import { language } from '../../words/language.ts';
import { instantShort } from '../../words/say.ts';
import { tellerIn } from './telling.ts';

export type Kind = 'projects' | 'problems';

const PAGE = 50;

/** Who did what, when; the newest first. */
export function History({ kind, code }: { kind: Kind; code: string }) {
  const { t } = useTranslation();
  const tell = useQuery({ queryKey: ['telling'], queryFn: () => tellerIn(language()), staleTime: Infinity }).data;
  const { rows, isPending, more } = usePages([kind, code, 'events'], (cursor, signal) =>
    read(
      api.GET(`/api/v1/${kind}/{code}/events`, {
        params: { path: { code }, query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <Card title={t('project.history')} wide>
      {(isPending || !tell) && <Loading />}
      {tell && (
        <ol className="history">
          {rows.map(event => {
            const { name, told } = tell(kind, event);
            return (
              <li key={event.seq}>
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
          })}
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
