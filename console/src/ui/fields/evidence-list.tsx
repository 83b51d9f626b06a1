import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storeFile } from '../../api/files.ts';
import { Storing } from './storing.ts';
import type { Evidence } from './types.ts';

interface Props {
  value: readonly Evidence[];
  change: (after: (before: readonly Evidence[]) => readonly Evidence[]) => void;
}

/** Papers that prove something: kind and number, and the file when there is one. A file is stored as soon as it is chosen. */
export function EvidenceList({ value, change }: Props) {
  const { t } = useTranslation();
  const replace = (place: number, after: (before: Evidence) => Evidence): void =>
    change(before => before.map((each, index) => (index === place ? after(each) : each)));
  return (
    <div className="evidence">
      {value.map((paper, place) => (
        <Paper
          key={place}
          paper={paper}
          change={after => replace(place, after)}
          remove={value.length > 1 ? () => change(before => before.filter((_, index) => index !== place)) : undefined}
        />
      ))}
      <button type="button" className="plain" onClick={() => change(before => [...before, { kind: '' }])}>
        {t('evidence.more')}
      </button>
    </div>
  );
}

interface PaperProps {
  paper: Evidence;
  change: (after: (before: Evidence) => Evidence) => void;
  remove: (() => void) | undefined;
}

function Paper({ paper, change, remove }: PaperProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<{ name: string; wrong: string | null } | null>(null);
  const stores = useContext(Storing);
  const set = (name: 'kind' | 'number', text: string): void =>
    change(({ [name]: _, ...rest }) => ({ ...rest, ...(name === 'kind' || text ? { [name]: text } : {}) }) as Evidence);
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setState({ name: t('evidence.storing', { name: file.name }), wrong: null });
    try {
      const { sha256 } = await storeFile(file);
      const name = file.name.replace(/\.\w+$/, '').slice(0, 100);
      change(before => ({ ...before, kind: before.kind || name, file: sha256 }));
      setState({ name: file.name, wrong: null });
    } catch (error) {
      setState({ name: file.name, wrong: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div className="paper">
      <input
        type="text"
        aria-label={t('evidence.kind')}
        placeholder={t('evidence.kind')}
        value={paper.kind}
        onChange={event => set('kind', event.target.value)}
      />
      <input
        type="text"
        aria-label={t('evidence.number')}
        placeholder={t('evidence.number')}
        value={paper.number ?? ''}
        onChange={event => set('number', event.target.value)}
      />
      <label className="button">
        {state?.name ?? t('evidence.file')}
        <input
          className="visually-hidden"
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,.xlsx,.docx"
          onChange={event => stores(choose(event.target.files?.[0]))}
        />
      </label>
      {remove && (
        <button type="button" className="plain" onClick={remove}>
          {t('evidence.remove')}
        </button>
      )}
      {state?.wrong && (
        <p className="bad-text" role="alert">
          {state.wrong}
        </p>
      )}
    </div>
  );
}
