import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { IMPORT_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { planImport, type Import } from '../../api/files.ts';
import { RequestFailed } from '../../api/failure.ts';
import { newKey } from '../../api/key.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word } from '../../words/say.ts';
import { ChooseFile } from './choose-file.tsx';
import { keepFile } from './kept-file.ts';
import { Mapping } from './mapping.tsx';

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

const NOTHING = { assume: [], map: [] };

/** A file in which no header was found: the refusal names the columns of the row that looks most like one. */
function headersToldBy(error: unknown): readonly string[] {
  const refusal = error instanceof RequestFailed ? error.problem?.errors?.[0] : undefined;
  const columns = refusal?.code === 'headerNotFound' ? refusal.params?.['columns'] : undefined;
  return Array.isArray(columns) ? columns.map(String) : [];
}

function Upload() {
  const { t } = useTranslation();
  const go = useNavigate();
  const [ledger, setLedger] = useState<Import['ledger']>('projects');
  const [file, setFile] = useState<File | null>(null);
  const planned = useMutation({
    mutationFn: async (file: File) => {
      setFile(file);
      const { id } = await planImport(file, { ledger, assume: [], map: [], key: newKey() });
      keepFile(id, file);
      return id;
    },
    onSuccess: id => void go(`/import/${id}`),
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
        <ChooseFile
          label={t(planned.isPending ? 'imports.reading' : 'imports.choose')}
          disabled={planned.isPending}
          chosen={planned.mutate}
        />
      </p>
      {planned.error && (
        <div className="box bad" role="alert">
          <p>{planned.error.message}</p>
        </div>
      )}
      <Mapping
        key={`${ledger} ${file?.name}`}
        {...{ ledger, file, headers: headersToldBy(planned.error), questions: [], before: NOTHING }}
      />
    </Card>
  );
}
