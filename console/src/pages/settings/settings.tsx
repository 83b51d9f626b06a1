import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SETTING_SECTION_ABOUT } from '../../../../src/contract/catalogue/setting-words.ts';
import { SETTING_SECTION_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';

/** The numbers behind the rules, section by section, and the lists of who is here. */
export function Settings() {
  const { t } = useTranslation();
  const may = useMay();
  useTitle(t('settings.title'));
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['settings'],
    queryFn: () => read(api.GET('/api/v1/settings')),
  });
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t('settings.title')}</h1>
          {data && <p className="quiet">{t('settings.asOf', { day: data.day })}</p>}
        </div>
      </header>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      <div className="cards">
        <Card title={t('settings.others')}>
          <ul className="bare rows">
            <li>{may('people.read') && <Link to="/people">{t('settings.people')}</Link>}</li>
            <li>
              <Link to="/units">{t('settings.units')}</Link>
            </li>
            <li>
              <Link to="/dispatch">{t('series.title')}</Link>
            </li>
          </ul>
        </Card>
        {data && (
          <Card title={t('settings.values')}>
            <ul className="bare rows">
              {Object.entries(data.versions).map(([section, { version, validFrom }]) => (
                <li key={section}>
                  <span>
                    <Link to={`/settings/${section}`}>{word(SETTING_SECTION_WORDS, section)}</Link>
                    <span className="quiet hint"> {word(SETTING_SECTION_ABOUT, section)}</span>
                  </span>
                  {validFrom !== null && <Tag tone="accent">{t('settings.version', { version, from: validFrom })}</Tag>}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </>
  );
}
