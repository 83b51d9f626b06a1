import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ledgerFieldWord, ledgerValueWords } from '../../../../src/contract/catalogue/ledger-words.ts';
import { FIELDS } from '../../../../src/domain/reading/known.ts';
import { api, read } from '../../api/client.ts';
import { planImport, type Import } from '../../api/files.ts';
import { newKey } from '../../api/key.ts';
import { useCounties, useUnits } from '../../api/office.ts';
import { Card } from '../../ui/card.tsx';
import type { Option } from '../../ui/fields/types.ts';
import { Select } from '../../ui/select.tsx';
import { language } from '../../words/language.ts';
import { word } from '../../words/say.ts';
import { ChooseFile } from './choose-file.tsx';
import { keepFile } from './kept-file.ts';

type Question = Import['summary']['questions'][number];

export interface MappingProps {
  ledger: Import['ledger'];
  headers: readonly string[];
  questions: readonly Question[];
  /** What was said with the file before: it is said again with the next try. */
  before: { assume: readonly string[]; map: readonly string[] };
  /** Null when the page was loaded anew: then it is asked for again. */
  file: File | null;
}

/** What nobody knew in a file: each header and word may be read as one that is known, and the file is tried again with that. */
export function Mapping({ ledger, headers, questions, before, file }: MappingProps) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const optionsOf = useWordOptions(ledger, questions);
  const tried = useMutation({
    mutationFn: async (chosen: File) => {
      const more = Object.entries(said).flatMap(([written, means]) => (means === '' ? [] : [`${written}=${means}`]));
      const { assume, map } = before;
      const { id } = await planImport(chosen, { ledger, assume, map: [...map, ...more], key: newKey() });
      keepFile(id, chosen);
      return id;
    },
    onSuccess: id => void go(`/import/${id}`),
  });
  const isEmpty = Object.values(said).every(means => means === '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file && !tried.isPending) tried.mutate(file);
  };
  if (headers.length + questions.length === 0) return null;
  const fields = FIELDS[ledger].map(({ field }) => ({
    value: field,
    text: ledgerFieldWord(ledger, field, language()),
  }));
  const choice = (written: string, label: string, options: readonly Option[]) => (
    <label key={written} className="field">
      <span className="label">{label}</span>
      <Select
        {...{ options, value: said[written] ?? '', none: t('imports.leave') }}
        choose={value => setSaid(known => ({ ...known, [written]: value }))}
      />
    </label>
  );
  return (
    <Card title={t('imports.unknown')}>
      <p className="quiet">{t('imports.unknownHint')}</p>
      <form onSubmit={submit}>
        {questions.map(({ field, column, word: typed, rows, refused }) =>
          choice(
            `${column}:${typed}`,
            t(refused ? 'imports.word' : 'imports.newWord', { field, word: typed, count: rows }),
            optionsOf(column),
          ),
        )}
        {headers.map(header => choice(header, t('imports.header', { header }), fields))}
        {tried.error && (
          <p className="box bad" role="alert">
            {tried.error.message}
          </p>
        )}
        {file ? (
          <button type="submit" className="button primary" disabled={isEmpty || tried.isPending}>
            {t(tried.isPending ? 'imports.reading' : 'imports.again')}
          </button>
        ) : (
          <ChooseFile
            label={t(tried.isPending ? 'imports.reading' : 'imports.againWith')}
            disabled={isEmpty || tried.isPending}
            chosen={chosen => tried.mutate(chosen)}
          />
        )}
      </form>
    </Card>
  );
}

/** By column: the values of the program by their words, else what the office lists. */
function useWordOptions(
  ledger: Import['ledger'],
  questions: readonly Question[],
): (column: string) => readonly Option[] {
  const units = useUnits();
  const counties = useCounties();
  const { data } = useQuery({
    queryKey: ['settings', 'project'],
    queryFn: () => read(api.GET('/api/v1/settings/{section}', { params: { path: { section: 'project' } } })),
    enabled: questions.some(({ column }) => column === 'path' || column === 'leadSource'),
  });
  const lists = data?.value as Readonly<Record<string, readonly { id: string; name: string }[]>> | undefined;
  const listed = (name: string): readonly Option[] =>
    (lists?.[name] ?? []).map(({ id, name: text }) => ({ value: id, text }));
  return column => {
    const words = ledgerValueWords(ledger, column);
    if (words)
      return Object.keys(words)
        .filter(isBegun)
        .map(value => ({ value, text: word(words, value) }));
    if (column === 'county') return counties;
    if (column === 'path') return listed('paths');
    return column === 'leadSource' ? listed('leadSources') : units;
  };
}

/** States in which no import begins a problem. */
const isBegun = (value: string): boolean => value !== 'resolved' && value !== 'merged';
