import { useTranslation } from 'react-i18next';
import { differences } from '../../../../src/cli/leaves.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { usePages } from '../../ui/pages.ts';
import { instantShort } from '../../words/say.ts';
import type { SectionName } from './section.tsx';

const PAGE = 50;

/** Every version: who, when, why, and what it changed. */
export function Versions({ section }: { section: SectionName }) {
  const { t } = useTranslation();
  const { rows, isPending, isError, error, refetch, more } = usePages(
    ['settings', section, 'history'],
    (cursor, signal) =>
      read(
        api.GET('/api/v1/settings/{section}/history', {
          params: { path: { section }, query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } },
          signal,
        }),
      ),
  );
  return (
    <Card title={t('settings.history')}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {!isPending && !isError && rows.length === 0 && <p className="quiet">{t('settings.never')}</p>}
      <ol className="bare">
        {rows.map(({ version, validFrom, replacedOn, setAt, setBy, reason, old, value }) => (
          <li key={version} className="finding">
            <p>
              <strong>{t('settings.version', { version, from: validFrom })}</strong>
              {replacedOn !== null && <span className="quiet"> · {t('settings.until', { day: replacedOn })}</span>}
            </p>
            <p className="quiet">
              {[setBy?.name ?? setBy?.id, instantShort(setAt), reason].filter(Boolean).join(' · ')}
            </p>
            <ul className="bare">
              {differences(old, value, section).map(line => (
                <li key={line} className="leaf">
                  {line}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" className="button" onClick={more}>
          {t('state.more')}
        </button>
      )}
    </Card>
  );
}
