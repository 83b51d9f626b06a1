import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readAsWord } from '../../../../src/contract/catalogue/ledger-words.ts';
import type { ImportSettings, Reading } from '../../../../src/domain/reading/types.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { language } from '../../words/language.ts';
import { useForgetReading } from './commands.ts';
import type { Setting } from './section.tsx';

/** What the office's own headers and words mean; they come from imports, and are forgotten here. */
export function ReadingList({ setting }: { setting: Setting }) {
  const { t } = useTranslation('office');
  const { t: said } = useTranslation();
  const { readings } = setting.value as ImportSettings;
  return (
    <Card title={t('readings.title')} wide>
      <p className="quiet">
        {t('readings.hint')} <Link to="/import">{said('imports.title')}</Link>
      </p>
      {readings.length === 0 && <p className="quiet">{said('state.empty')}</p>}
      <ul className="bare rows">
        {readings.map(reading => (
          <Line key={`${reading.ledger} ${reading.column ?? ''}=${reading.written}`} {...{ setting, reading }} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ setting, reading }: { setting: Setting; reading: Reading }) {
  const { t } = useTranslation();
  const { ledger, written } = reading;
  const means = readAsWord(reading, { ledger, locale: language() });
  return (
    <li>
      <span>{t('imports.reads', { written, means })}</span>
      <span className="quiet">{t(`imports.ledger.${ledger}`)}</span>
      <Commands commands={useForgetReading(setting, reading)} changes={[['settings']]} calm />
    </li>
  );
}
