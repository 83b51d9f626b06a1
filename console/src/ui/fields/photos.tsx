import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storeFile } from '../../api/files.ts';
import { smallEnough } from './smaller-photo.ts';
import { Storing } from './storing.ts';

interface PhotosProps {
  /** SHA-256 of what is stored. */
  value: readonly string[];
  change: (after: (before: readonly string[]) => readonly string[]) => void;
}

/** Photos from the camera or from what is kept; each is stored as soon as it is taken, so that the form itself stays small on a slow line. */
export function Photos({ value, change }: PhotosProps) {
  const { t } = useTranslation();
  const [storing, setStoring] = useState<{ done: number; of: number } | null>(null);
  const [wrong, setWrong] = useState<readonly { file: File; why: string }[]>([]);
  const stores = useContext(Storing);
  const seen = useSeen();
  const take = async (files: readonly File[]): Promise<void> => {
    const failed: { file: File; why: string }[] = [];
    for (const [done, file] of files.entries()) {
      setStoring({ done, of: files.length });
      try {
        const photo = await smallEnough(file);
        const { sha256 } = await storeFile(photo);
        seen.set(sha256, URL.createObjectURL(photo));
        // The same picture twice is one.
        change(before => (before.includes(sha256) ? before : [...before, sha256]));
      } catch (error) {
        failed.push({ file, why: error instanceof Error ? error.message : String(error) });
      }
    }
    setStoring(null);
    setWrong(failed);
  };
  return (
    <div className="photos">
      <ul className="bare thumbs">
        {value.map((sha256, place) => (
          <li key={sha256}>
            <img
              src={seen.get(sha256) ?? `/api/v1/files/${sha256}`}
              alt={t('photo.nth', { n: place + 1 })}
              loading="lazy"
            />
            <button
              type="button"
              className="plain"
              aria-label={t('photo.remove', { n: place + 1 })}
              onClick={() => change(before => before.filter(each => each !== sha256))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <label className="button">
        {storing === null ? t('photo.take') : t('photo.storing', { n: storing.done + 1, of: storing.of })}
        <input
          className="visually-hidden"
          type="file"
          accept="image/jpeg,image/png"
          multiple
          disabled={storing !== null}
          onChange={event => {
            const files = [...(event.target.files ?? [])];
            // So that the same file can be chosen once more after it failed.
            event.target.value = '';
            stores(take(files));
          }}
        />
      </label>
      {wrong.length > 0 && (
        <div role="alert">
          {wrong.map(({ file, why }) => (
            <p key={file.name} className="bad-text">
              {file.name}：{why}
            </p>
          ))}
          <button type="button" className="plain" onClick={() => stores(take(wrong.map(({ file }) => file)))}>
            {t('state.retry')}
          </button>
        </div>
      )}
    </div>
  );
}

/** Photos that were just sent are shown from here: the slow line need not bring them back. */
function useSeen(): Map<string, string> {
  const [seen] = useState(() => new Map<string, string>());
  useEffect(() => () => seen.forEach(url => URL.revokeObjectURL(url)), [seen]);
  return seen;
}
