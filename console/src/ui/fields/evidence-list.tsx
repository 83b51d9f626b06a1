import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storeFile } from '../../api/files.ts';
import type { Evidence } from './types.ts';

interface Props {
  value: readonly Evidence[];
  change: (value: readonly Evidence[]) => void;
}

/** Papers that prove something: kind and number, and the file when there is one. A file is stored as soon as it is chosen. */
export function EvidenceList({ value, change }: Props) {
  const { t } = useTranslation();
  const replace = (place: number, paper: Evidence): void =>
    change(value.map((each, index) => (index === place ? paper : each)));
  return (
    <div className="evidence">
      {value.map((paper, place) => (
        <Paper
          key={place}
          paper={paper}
          change={next => replace(place, next)}
          remove={value.length > 1 ? () => change(value.filter((_, index) => index !== place)) : undefined}
        />
      ))}
      <button type="button" className="plain" onClick={() => change([...value, { kind: '' }])}>
        {t('evidence.more')}
      </button>
    </div>
  );
}

interface PaperProps {
  paper: Evidence;
  change: (paper: Evidence) => void;
  remove: (() => void) | undefined;
}

function Paper({ paper, change, remove }: PaperProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<{ name: string; wrong: string | null } | null>(null);
  const set = (name: 'kind' | 'number', text: string): void => {
    const { [name]: _, ...rest } = paper;
    change(name === 'kind' ? { ...paper, kind: text } : ({ ...rest, ...(text ? { number: text } : {}) } as Evidence));
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setState({ name: t('evidence.storing', { name: file.name }), wrong: null });
    try {
      const { sha256 } = await storeFile(file);
      change({ ...paper, kind: paper.kind || file.name.replace(/\.\w+$/, '').slice(0, 100), file: sha256 });
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
          onChange={event => void choose(event.target.files?.[0])}
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
