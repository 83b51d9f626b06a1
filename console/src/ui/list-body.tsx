import { useTranslation } from 'react-i18next';
import { Failed } from '../app/failures.tsx';
import { Loading } from './loading.tsx';
import { LongTable, type Column } from './long-table.tsx';

interface ListBodyProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  /** What `usePages` has read of it so far. */
  list: {
    isPending: boolean;
    isError: boolean;
    error: Error | null;
    refetch: () => unknown;
    rows: readonly Row[];
    first: { total: number } | undefined;
    more: (() => void) | undefined;
  };
  /** What is said where there is nothing. */
  empty?: string;
}

/** A list in each of its states: being read, not to be had, empty, or there. */
export function ListBody<Row>({ label, columns, keyOf, list, empty }: ListBodyProps<Row>) {
  const { t } = useTranslation();
  const { first, rows, more } = list;
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
      {first?.total === 0 && <p className="notice">{empty ?? t('state.empty')}</p>}
      {first !== undefined && first.total > 0 && (
        <LongTable {...{ label, columns, rows, keyOf, more }} total={first.total} />
      )}
    </>
  );
}
