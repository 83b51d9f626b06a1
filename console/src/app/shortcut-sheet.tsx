import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../ui/sheet.tsx';
import { useAreas, areShortcutsOn, turnShortcuts } from './shortcuts.ts';

export function ShortcutSheet({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const areas = useAreas();
  const [on, setOn] = useState(areShortcutsOn());
  return (
    <Sheet title={t('shortcuts.title')} close={close}>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={event => {
            turnShortcuts(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        {t('shortcuts.on')}
      </label>
      <h3>{t('shortcuts.anywhere')}</h3>
      <dl className="facts">
        <Row keys={['?']} text={t('shortcuts.help')} />
        <Row keys={['/']} text={t('shortcuts.search')} />
      </dl>
      <h3>{t('shortcuts.go')}</h3>
      <dl className="facts">
        {areas.map(({ name, key }) => (
          <Row key={name} keys={['g', key]} text={t(`nav.${name}`)} />
        ))}
      </dl>
      <h3>{t('shortcuts.inForms')}</h3>
      <dl className="facts">
        <Row keys={['Esc']} text={t('shortcuts.cancel')} />
        <Row keys={['Enter', '↑', '↓']} text={t('shortcuts.agenda')} />
      </dl>
    </Sheet>
  );
}

const Row = ({ keys, text }: { keys: readonly string[]; text: string }) => (
  <div>
    <dt>
      {keys.map(key => (
        <kbd key={key}>{key}</kbd>
      ))}
    </dt>
    <dd>{text}</dd>
  </div>
);
