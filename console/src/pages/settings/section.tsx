import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ColourSettings } from '../../../../src/domain/colour/types.ts';
import type { TextSettings } from '../../../../src/domain/mail-texts.ts';
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
import { Holidays } from './holidays.tsx';
import { MailTexts } from './mail-texts.tsx';
import { ReadingList } from './readings.tsx';
import { SettingValues } from './values.tsx';
import { Versions } from './versions.tsx';

export type Setting = components['schemas']['Setting'];
export type SectionName = keyof typeof SETTING_SECTION_WORDS;

/** Sections that are shown in a form of their own. */
const OWN_PAGES: readonly string[] = ['texts', 'holidays', 'imports'];

/** Lists of things need the whole width. */
const WIDE: readonly string[] = ['project', 'meeting', 'colours', 'accounts'];

/** One section: its values, who changed them when and why, and for whoever may, the change. */
export function Section() {
  const { section = '' } = useParams();
  const { t } = useTranslation();
  const title = word(SETTING_SECTION_WORDS, section);
  useTitle(`${t('settings.title')} · ${title}`);
  const name = section as SectionName;
  const { data, isPending, isLoadingError, error, refetch } = useQuery({
    queryKey: ['settings', section],
    queryFn: () => read(api.GET('/api/v1/settings/{section}', { params: { path: { section: name } } })),
  });
  if (isPending) return <Loading />;
  if (isLoadingError) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/settings">{t('settings.title')}</Link> / {title}
          </p>
          <h1 className="said">{title}</h1>
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
        {section === 'texts' && <MailTexts value={data.value as TextSettings} />}
        {section === 'holidays' && <Holidays setting={data} />}
        {section === 'imports' && <ReadingList setting={data} />}
        {!OWN_PAGES.includes(section) && (
          <Card title={t('settings.values')} wide={WIDE.includes(section)}>
            <SettingValues value={data.value} path={section} />
          </Card>
        )}
        {section === 'colours' && <Comparison rules={data.value as ColourSettings} />}
        <Versions section={name} />
      </div>
    </>
  );
}

const Change = ({ setting }: { setting: Setting }) => (
  <Commands commands={useSettingCommands(setting)} changes={[['settings'], ['figures']]} />
);
