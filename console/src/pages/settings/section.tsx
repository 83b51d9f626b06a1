import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { leavesOf } from '../../../../src/cli/leaves.ts';
import { SETTING_SECTION_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';
import { useSettingCommands } from './commands.ts';
import { Comparison } from './comparison.tsx';
import { Versions } from './versions.tsx';

export type Setting = components['schemas']['Setting'];
export type SectionName = keyof typeof SETTING_SECTION_WORDS;

/** One section: its values, who changed them when and why, and for whoever may, the change. */
export function Section() {
  const { section = '' } = useParams();
  const { t } = useTranslation();
  const title = word(SETTING_SECTION_WORDS, section);
  useTitle(`${t('settings.title')} · ${title}`);
  const name = section as SectionName;
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['settings', section],
    queryFn: () => read(api.GET('/api/v1/settings/{section}', { params: { path: { section: name } } })),
  });
  if (isPending) return <Loading />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/settings">{t('settings.title')}</Link> / {section}
          </p>
          <h1>{title}</h1>
          <p className="quiet">
            {data.validFrom === null
              ? t('settings.default')
              : t('settings.version', { version: data.version, from: data.validFrom })}
            {data.replacedOn !== null && ` · ${t('settings.until', { day: data.replacedOn })}`}
          </p>
        </div>
        <Change setting={data} />
      </header>
      <div className="cards">
        <Card title={t('settings.values')}>
          <table className="small">
            <thead>
              <tr>
                <th scope="col">{t('settings.name')}</th>
                <th scope="col">{t('settings.value')}</th>
              </tr>
            </thead>
            <tbody>
              {leavesOf(data.value, section).map(([leaf, value]) => (
                <tr key={leaf}>
                  <td className="leaf">{leaf.slice(section.length + 1)}</td>
                  <td className="leaf">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
        {section === 'colours' && <Comparison />}
        <Versions section={name} />
      </div>
    </>
  );
}

const Change = ({ setting }: { setting: Setting }) => (
  <Commands commands={useSettingCommands(setting)} changes={[['settings'], ['figures']]} />
);
