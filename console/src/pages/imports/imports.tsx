import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { IMPORT_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { planImport, type Import } from '../../api/files.ts';
import { newKey } from '../../api/key.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word } from '../../words/say.ts';

/** A ledger comes in by a dry run first; nothing is written until it is accepted. */
export function Imports() {
  const { t } = useTranslation();
  useTitle(t('imports.title'));
  const may = useMay();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => read(api.GET('/api/v1/imports', { params: { query: { limit: 50 } } })),
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('imports.title')}</h1>
      </header>
      <div className="cards">
        {may('import.apply') && <Upload />}
        <Card title={t('imports.before')}>
          {isPending && <Loading />}
          {isError && <Failed error={error} retry={() => void refetch()} />}
          {data?.items.length === 0 && <p className="quiet">{t('state.empty')}</p>}
          <ul className="bare rows">
            {data?.items.map(({ id, fileName, state, createdAt }) => (
              <li key={id}>
                <Link to={`/import/${id}`}>{fileName}</Link>
                <Tag tone={state === 'applied' ? 'good' : 'plain'}>{word(IMPORT_STATE_WORDS, state)}</Tag>
                <span className="quiet number">{instantShort(createdAt)}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

function Upload() {
  const { t } = useTranslation();
  const go = useNavigate();
  const [ledger, setLedger] = useState<Import['ledger']>('projects');
  const planned = useMutation({
    mutationFn: (file: File) => planImport(file, { ledger, assume: [], key: newKey() }),
    onSuccess: ({ id }) => void go(`/import/${id}`),
  });
  return (
    <Card title={t('imports.upload')}>
      <p className="quiet">{t('imports.hint')}</p>
      <div className="choices">
        {(['projects', 'problems'] as const).map(name => (
          <label key={name} className="option">
            <input type="radio" name="ledger" checked={ledger === name} onChange={() => setLedger(name)} />
            {t(`imports.ledger.${name}`)}
          </label>
        ))}
      </div>
      <p>
        <label className="button primary">
          {t(planned.isPending ? 'imports.reading' : 'imports.choose')}
          <input
            className="visually-hidden"
            type="file"
            accept=".xlsx,.csv"
            disabled={planned.isPending}
            onChange={event => {
              const [file] = event.target.files ?? [];
              // The same file may be chosen again after it was mended.
              event.target.value = '';
              if (file) planned.mutate(file);
            }}
          />
        </label>
      </p>
      {planned.error && (
        <div className="box bad" role="alert">
          <p>{planned.error.message}</p>
        </div>
      )}
    </Card>
  );
}
