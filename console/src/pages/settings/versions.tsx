import { useTranslation } from 'react-i18next';
import { leavesOf } from '../../../../src/cli/leaves.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { usePages } from '../../ui/pages.ts';
import { instantShort } from '../../words/say.ts';
import type { SectionName } from './section.tsx';
import { settingTitle, settingValue } from './words.ts';

const PAGE = 50;

/** A leaf is a text, or JSON where it is something else. */
function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

/** What differs, value by value. */
function changesOf(old: unknown, value: unknown, section: string) {
  const [before, after] = [new Map(leavesOf(old, section)), new Map(leavesOf(value, section))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .map(path => ({ path, before: before.get(path), after: after.get(path) }));
}

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
  const nothing = { none: t('settings.noValue'), all: t('settings.all'), yes: t('settings.yes'), no: t('settings.no') };
  const shown = (path: string, text: string | undefined): string => settingValue(path, parsed(text), nothing);
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
              {changesOf(old, value, section).map(({ path, before, after }) => (
                <li key={path} title={path}>
                  <strong>{settingTitle(path)}</strong> <del>{shown(path, before)}</del> →{' '}
                  <ins>{shown(path, after)}</ins>
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
