import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { factChange } from '../../../../src/contract/catalogue/facts.ts';
import { readAsWord } from '../../../../src/contract/catalogue/ledger-words.ts';
import { IMPORT_STATE_WORDS, VERDICT_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { isKnownHeader } from '../../../../src/domain/reading/known.ts';
import { api, read } from '../../api/client.ts';
import type { Import as ImportAnswer } from '../../api/files.ts';
import { newKey } from '../../api/key.ts';
import type { components } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Choice, useFilters } from '../../ui/filters.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { headWhenGone } from '../../ui/modal.ts';
import { usePages } from '../../ui/pages.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { language } from '../../words/language.ts';
import { count, word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { keptFile } from './kept-file.ts';
import { Mapping } from './mapping.tsx';

type Row = components['schemas']['ImportRow'];

const ASK_AGAIN_MS = 1_000;
const TONES: Readonly<Record<Row['verdict'], Tone>> = {
  ...{ create: 'good', change: 'accent', same: 'dim', behind: 'warn', refused: 'bad' },
};

/** One import: what its rows would do, why some are refused, and how far it is. */
export function Import() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({
    queryKey: ['import', id],
    queryFn: () => read(api.GET('/api/v1/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data?.state === 'applying' ? ASK_AGAIN_MS : false),
  });
  useTitle(query.data?.fileName ?? id);
  if (query.isPending) return <Loading />;
  if (query.isLoadingError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const job = query.data;
  const { counts, rows, questions } = job.summary;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/import">{t('imports.title')}</Link>
          </p>
          <h1>{job.fileName}</h1>
          <p className="tags">
            <Tag tone={job.state === 'applied' ? 'good' : 'accent'}>{word(IMPORT_STATE_WORDS, job.state)}</Tag>
            <span>{t('filter.count', { count: rows })}</span>
            {Object.entries(counts).map(([verdict, number]) => (
              <Tag key={verdict} tone={number > 0 ? TONES[verdict as Row['verdict']] : 'dim'}>
                {word(VERDICT_WORDS, verdict)} {count(number)}
              </Tag>
            ))}
          </p>
        </div>
        <div className="commands">
          <a className="button" href={`/api/v1/imports/${id}/report.xlsx`}>
            {t('imports.report')}
          </a>
          <Apply job={job} />
        </div>
      </header>
      {job.state === 'applying' && (
        <progress
          max={job.progress.total}
          value={job.progress.done + job.progress.refused}
          aria-label={word(IMPORT_STATE_WORDS, job.state)}
        />
      )}
      <ReadAs job={job} />
      {may('import.apply') && job.state === 'planned' && (
        <Mapping
          key={id}
          {...{ ledger: job.ledger, questions, headers: unknownHeaders(job), file: keptFile(id) }}
          before={{ assume: Object.entries(job.assume).map(([typed, stage]) => `${typed}=${stage}`), map: job.map }}
        />
      )}
      <Rows id={id} />
    </>
  );
}

/** Columns that nobody knows; of two for one thing the second is known, and left out. */
const unknownHeaders = ({ ledger, summary }: ImportAnswer): readonly string[] => [
  ...new Set(summary.ignoredColumns.map(({ header }) => header).filter(header => !isKnownHeader(ledger, header))),
];

/** What was read in another way than it is written: an office's own headers and words. */
function ReadAs({ job: { ledger, summary } }: { job: ImportAnswer }) {
  const { t } = useTranslation();
  if (summary.readings.length === 0) return null;
  return (
    <Card title={t('imports.readAs')}>
      <ul className="bare rows">
        {summary.readings.map(reading => (
          <li key={`${reading.column ?? ''}=${reading.written}`}>
            <span>
              {t('imports.reads', {
                written: reading.written,
                means: readAsWord(reading, { ledger, locale: language() }),
              })}
            </span>
            <Tag tone={reading.remembered ? 'dim' : 'accent'}>
              {t(reading.remembered ? 'imports.remembered' : 'imports.given')}
            </Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Rows that are refused are left out, and the button says how many. */
function Apply({ job }: { job: ImportAnswer }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const applied = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/imports/{id}/apply', {
          params: { path: { id: job.id }, header: { 'idempotency-key': newKey() } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['import', job.id] }),
  });
  const { create, change, refused } = job.summary.counts;
  if (!may('import.apply') || job.state !== 'planned' || create + change === 0) return null;
  return (
    <>
      <button
        ref={headWhenGone}
        type="button"
        className="button primary"
        aria-disabled={applied.isPending}
        onClick={() => !applied.isPending && applied.mutate()}
      >
        {refused > 0
          ? t('imports.applyOthers', { count: create + change, refused })
          : t('imports.apply', { count: create + change })}
      </button>
      {applied.error && (
        <p className="bad-text" role="alert">
          {applied.error.message}
        </p>
      )}
    </>
  );
}

function Rows({ id }: { id: string }) {
  const { t } = useTranslation();
  const filters = useFilters();
  const verdict = filters.get('verdict') as Row['verdict'] | undefined;
  const list = usePages(['import', id, 'rows', verdict], (cursor, signal) =>
    read(
      api.GET('/api/v1/imports/{id}/rows', {
        params: {
          path: { id },
          query: { limit: 200, ...(verdict ? { verdict } : {}), ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  const options = Object.keys(VERDICT_WORDS).map(value => ({ value, text: word(VERDICT_WORDS, value) }));
  return (
    <>
      <div className="filters">
        <Choice {...{ filters, name: 'verdict', label: t('imports.verdict'), options }} />
      </div>
      <ListBody label={t('imports.rows')} columns={columnsIn(t)} keyOf={row => String(row.position)} list={list} />
    </>
  );
}

const columnsIn = (t: T): Column<Row>[] => [
  { ...{ id: 'row', head: t('imports.row'), rem: 5, align: 'end' }, cell: ({ row }) => row },
  {
    ...{ id: 'verdict', head: t('imports.verdict'), rem: 8 },
    cell: ({ verdict }) => <Tag tone={TONES[verdict]}>{word(VERDICT_WORDS, verdict)}</Tag>,
  },
  { ...{ id: 'name', head: t('imports.name'), rem: 16, grow: 1 }, cell: ({ name }) => name },
  {
    ...{ id: 'detail', head: t('imports.detail'), rem: 26, grow: 2 },
    cell: ({ errors, changes }) => {
      const told = [
        ...errors.map(({ message }) => message),
        ...changes.map(({ field, old, new: next }) => factChange({ field, old, new: next }, language())),
      ].join(' · ');
      return (
        <span className={errors.length > 0 ? 'bad-text' : undefined} title={told}>
          {told}
        </span>
      );
    },
  },
];
